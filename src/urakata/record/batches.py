"""一括編集・一括削除: one wish for many records, each for itself; told in the journal as one, and undone.

A batch is done group by group, each in a transaction of its own, so that whoever waits sees how far
it is and may stop. What is refused for one record keeps no other. Undoing writes the values that
were replaced as new revisions, where nobody has changed the record since, or takes records out of
the trash.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, TypeAlias

from django.db import transaction
from django.utils import timezone

from urakata.access.rights import require, require_person
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.journal.writing import Entry, write
from urakata.kernel import rules
from urakata.kernel.errors import NotFound, UrakataError, invalid
from urakata.kernel.json import JSONDict
from urakata.kernel.text import Text
from urakata.record.models import Batch
from urakata.record.read import read_records, select_ids
from urakata.record.restoring import restore_records
from urakata.record.rows import Change
from urakata.record.write import delete_records, update_records

MOST: Final = 10_000  #: records of a batch
GROUP: Final = 200  #: records in one transaction
KEPT_FOR: Final = timedelta(days=1)
NOT_SINGLY: Final = Text(
    "一括で編集できるのは、テーブルと添付ファイル以外のフィールドです。",
    "Tables and files cannot be edited in bulk.",
)
_TOO_RICH: Final = frozenset({"SUBTABLE", "FILE"})

Outcome: TypeAlias = "int | UrakataError"  #: the new revision (0: deleted), or why not


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to become of which records: those named, or all that a condition finds."""

    ids: Sequence[int] = ()
    query: str | None = None
    changes: JSONDict | None = None  #: None deletes


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is, and what became of the records of the last group."""

    id: uuid.UUID
    total: int
    done: int
    undone: int
    outcomes: dict[int, Outcome]


def begin(*, actor: Actor, app: AppSchema, wanted: Wanted) -> Progress:
    """Note what is to be done; `go_on` does it. Raises `Invalid` at ``ids``, ``query``, ``record``."""
    require_person(actor)
    require(actor, "delete" if wanted.changes is None else "edit", app)
    _check(app, wanted.changes)
    ids = _ids(actor, app, wanted)
    Batch.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    batch = Batch.objects.create(
        app_id=app.app_id,
        user_id=actor.user_id,
        changes=wanted.changes,
        ids=ids,
        created_at=timezone.now(),
    )
    about: JSONDict = {"batch": str(batch.id), "records": len(ids)}
    about |= {"kind": "delete"} if wanted.changes is None else {"kind": "edit"}
    about |= {} if wanted.query is None else {"query": wanted.query}
    write(actor, [Entry("bulk.run", app.app_id, about=about)])
    return _progress(batch, {})


def go_on(*, actor: Actor, app: AppSchema, batch_id: uuid.UUID) -> Progress:
    """Do the next group, in the caller's transaction; a batch that was begun to be undone stays."""
    batch = _held(actor, app, batch_id)
    ids = [] if batch.undone else batch.ids[batch.done : batch.done + GROUP]
    work = _deletion(actor, app) if batch.changes is None else _edit(actor, app, batch)
    outcomes = _each(ids, work)
    batch.done += len(ids)
    batch.results |= {
        str(id_): outcome for id_, outcome in outcomes.items() if isinstance(outcome, int)
    }
    batch.save()
    return _progress(batch, outcomes)


def undo(*, actor: Actor, app: AppSchema, batch_id: uuid.UUID) -> Progress:
    """Put the next group back, in the caller's transaction: what nobody has changed since."""
    batch = _held(actor, app, batch_id)
    changed = [id_ for id_ in batch.ids[: batch.done] if str(id_) in batch.results]
    ids = changed[batch.undone : batch.undone + GROUP]
    if batch.undone == 0 and ids:
        about: JSONDict = {"batch": str(batch.id), "records": len(changed)}
        write(actor, [Entry("bulk.undo", app.app_id, about=about)])
    work = _restoration(actor, app) if batch.changes is None else _return(actor, app, batch)
    outcomes = _each(ids, work)
    batch.undone += len(ids)
    batch.save()
    return Progress(batch.id, len(changed), batch.done, batch.undone, outcomes)


Work: TypeAlias = Callable[[Sequence[int]], "dict[int, int]"]


def _each(ids: Sequence[int], work: Work) -> dict[int, Outcome]:
    """All at once; where something is refused, each half by itself."""
    if not ids:
        return {}
    try:
        with transaction.atomic():
            return {**work(ids)}
    except UrakataError as error:
        if len(ids) == 1:
            return {ids[0]: error}
    middle = len(ids) // 2
    return _each(ids[:middle], work) | _each(ids[middle:], work)


def _edit(actor: Actor, app: AppSchema, batch: Batch) -> Work:
    changes: JSONDict = batch.changes or {}

    def work(ids: Sequence[int]) -> dict[int, int]:
        rows = read_records(actor=actor, app=app, ids=ids, fields=["$id", *changes])
        about: JSONDict = {"batch": str(batch.id)}
        wishes = [Change(changes, id=id_, about=about) for id_ in ids]
        saved = update_records(actor=actor, app=app, changes=wishes, prefix="records")
        for row in rows:
            before = {code: {"value": row[code]["value"]} for code in changes if code in row}  # type: ignore[index,call-overload]
            batch.before[str(row["$id"]["value"])] = before  # type: ignore[index,call-overload]
        return {each.id: each.revision for each in saved}

    return work


def _return(actor: Actor, app: AppSchema, batch: Batch) -> Work:
    def work(ids: Sequence[int]) -> dict[int, int]:
        about: JSONDict = {"batch": str(batch.id), "undoes": True}
        wishes = [
            Change(
                batch.before.get(str(id_), {}),
                id=id_,
                revision=batch.results[str(id_)],
                about=about,
            )
            for id_ in ids
        ]
        saved = update_records(actor=actor, app=app, changes=wishes, prefix="records")
        return {each.id: each.revision for each in saved}

    return work


def _deletion(actor: Actor, app: AppSchema) -> Work:
    def work(ids: Sequence[int]) -> dict[int, int]:
        delete_records(actor=actor, app=app, ids=ids)
        return dict.fromkeys(ids, 0)

    return work


def _restoration(actor: Actor, app: AppSchema) -> Work:
    def work(ids: Sequence[int]) -> dict[int, int]:
        return {each.id: each.revision for each in restore_records(actor=actor, app=app, ids=ids)}

    return work


def _check(app: AppSchema, changes: JSONDict | None) -> None:
    if changes is None:
        return
    if not changes:
        raise invalid("record", rules.MISSING)
    for code in changes:
        field = app.by_code.get(code)
        if field is not None and field.type.key in _TOO_RICH:
            raise invalid(f"record.{code}", NOT_SINGLY)


def _ids(actor: Actor, app: AppSchema, wanted: Wanted) -> list[int]:
    if wanted.query is None:
        ids = list(dict.fromkeys(wanted.ids))
    else:
        ids = select_ids(actor=actor, app=app, query=wanted.query)
    if not 1 <= len(ids) <= MOST:
        at = "ids" if wanted.query is None else "query"
        raise invalid(at, rules.WRONG_SIZE.fill(min=1, max=MOST))
    return ids


def _held(actor: Actor, app: AppSchema, batch_id: uuid.UUID) -> Batch:
    """One's own batch, locked: two windows do not do the same group twice."""
    require_person(actor)
    rows = Batch.objects.select_for_update().filter(
        pk=batch_id,
        app_id=app.app_id,
        user_id=actor.user_id,
        created_at__gte=timezone.now() - KEPT_FOR,
    )
    batch = rows.first()
    if batch is None:
        raise NotFound("UR_VW02")
    require(actor, "delete" if batch.changes is None else "edit", app)
    return batch


def _progress(batch: Batch, outcomes: dict[int, Outcome]) -> Progress:
    return Progress(batch.id, len(batch.ids), batch.done, batch.undone, outcomes)
