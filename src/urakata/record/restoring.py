"""Out of the trash and back into the ledger: the same record, a revision further.

*May they → lock → fill tables that stand in for the ledger → follow what the definition has become
since → is it right → back into the ledger → files, comments → search upkeep → journal.* Records go in groups:
one for each version of the app under which they were deleted.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter

from django.db import IntegrityError

from urakata.access.field_rules import field_access
from urakata.access.rights import refusal, require
from urakata.definition.diff import diff
from urakata.definition.physical import ledger_table
from urakata.definition.queries import live_document
from urakata.definition.schema import AppSchema, Field
from urakata.definition.versions import version_document
from urakata.directory.actor import Actor
from urakata.journal.writing import write
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, NotFound, Problem
from urakata.record import companions, files
from urakata.record.adapters import ledger_cursor
from urakata.record.constraints import constraints_of
from urakata.record.ddl import find_shapes
from urakata.record.journalling import entries_of_restored
from urakata.record.locks import refuse_when_locked
from urakata.record.models import TrashedRecord
from urakata.record.past import lock_records, read_cells
from urakata.record.permits import questions_for
from urakata.record.pipeline import hold_off_deploys
from urakata.record.renames import data_steps, enter_process
from urakata.record.rows import Saved
from urakata.record.search_index import mark_dirty
from urakata.record.stand_ins import stand_ins, tables_of
from urakata.record.storage import ledger_columns, table_columns
from urakata.record.trash import fill, fill_table, require_trash


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A record in the trash, locked."""

    id: int
    version: int
    deleted_at: datetime


def restore_records(*, actor: Actor, app: AppSchema, ids: Sequence[int]) -> list[Saved]:
    """Take records out of the trash, all or none, in the caller's transaction.

    For those who may delete them, by today's rules. Raises `NotFound` (``GAIA_RE01``) for what is
    not in the trash or may not be seen there, `Invalid` with paths such as ``ids[3].番号`` for a
    value that another record has by now.
    """
    require_trash(actor, app)
    require(actor, "delete", app)
    hold_off_deploys(app)
    waiting = _lock(app, ids)
    with _refusals():
        ordered = sorted(waiting, key=attrgetter("version"))
        saved = [
            each
            for old, group in groupby(ordered, key=attrgetter("version"))
            for each in _restore(actor, app, [one.id for one in group], (old, ids))
        ]
        _bring_back(app, waiting)
        companions.tell(lambda each: each.records_restored(app, ids))
    mark_dirty(app, ids)
    _tell(actor, app, ids)
    revisions = {each.id: each for each in saved}
    return [revisions[id_] for id_ in ids]


def _lock(app: AppSchema, ids: Sequence[int]) -> list[_Waiting]:
    trash = TrashedRecord.objects.filter(app_id=app.app_id, record_id__in=ids)
    rows = trash.select_for_update().order_by("record_id")
    waiting = [_Waiting(*r) for r in rows.values_list("record_id", "version", "deleted_at")]
    _require_all(ids, {each.id for each in waiting})
    return waiting


def _require_all(ids: Iterable[int], found: set[int]) -> None:
    for id_ in ids:
        if id_ not in found:
            raise NotFound("GAIA_RE01", id=id_)


@contextmanager
def _refusals() -> Generator[None]:
    """Somebody took a unique value this very moment: trying again tells which."""
    try:
        with refuse_when_locked():
            yield
    except IntegrityError as error:
        raise Invalid("GAIA_DA02") from error


def _restore(
    actor: Actor, app: AppSchema, group: list[int], origin: tuple[int, Sequence[int]]
) -> list[Saved]:
    """Put back the records that were deleted under one version of the app."""
    old_version, asked = origin
    tables = tables_of(app)
    with stand_ins(app) as trashed:
        fill(trashed, group)
        _require_allowed(actor, trashed, group)
        _follow(trashed, old_version)
        problems = _repeated(actor, trashed, tables[0], asked)
        if problems:
            raise Invalid("CB_VA01", problems=problems)
        saved = _stamp(trashed, actor)
        for table, stand_in in zip(tables, tables_of(trashed), strict=True):
            ledger_cursor().execute(f"INSERT INTO {table} SELECT * FROM {stand_in}")
    return saved


def _require_allowed(actor: Actor, app: AppSchema, ids: Sequence[int]) -> None:
    """Who may not see a record learns nothing of it; who may not delete it may not bring it back."""
    asked = questions_for(actor, app, "delete").fragments
    sql = ", ".join(f"({question.text}) IS TRUE" for question in asked)
    rows = ledger_cursor().execute(
        f"SELECT t.id, {sql} FROM {ledger_table(app.app_id)} AS t",
        tuple(param for question in asked for param in question.params),
    )
    answers = {id_: given for id_, *given in rows.fetchall()}
    _require_all(ids, {id_ for id_, (is_seen, *_) in answers.items() if is_seen})
    if not all(is_allowed for _, is_allowed in answers.values()):
        raise refusal(actor)


def _follow(app: AppSchema, old_version: int) -> None:
    """Let options and statuses have the names of today; a status that is gone begins anew."""
    old, new = version_document(app.app_id, old_version), live_document(app.app_id)
    if old is None or new is None or old_version == app.version:
        return
    steps = list(data_steps(diff(old, new), app))
    if app.process.is_enabled:
        steps.append(enter_process(app))
    for fragment in (f for step in steps for f in step.sql):
        ledger_cursor().execute(fragment.text, fragment.params)


def _repeated(actor: Actor, app: AppSchema, ledger: str, asked: Sequence[int]) -> list[Problem]:
    """The values that other records have by now: one statement for all unique fields."""
    unique = constraints_of(app).unique
    if not unique:
        return []
    trashed = ledger_table(app.app_id)
    found = ledger_cursor().execute(
        " UNION ALL ".join(
            f"SELECT {n:d}, t.id FROM {trashed} AS t WHERE"
            f" EXISTS (SELECT FROM {ledger} AS l WHERE l.{f.column} = t.{f.column}) OR EXISTS"
            f" (SELECT FROM {trashed} AS u WHERE u.{f.column} = t.{f.column} AND u.id < t.id)"
            for n, f in enumerate(unique)
        )
    )
    return [
        Problem(_place(actor, app, unique[n], list(asked).index(id_)), rules.NOT_UNIQUE)
        for n, id_ in sorted(found.fetchall())
    ]


def _place(actor: Actor, app: AppSchema, field: Field, place: int) -> str:
    """Where a value stands, for whoever may see it."""
    is_free = field.id not in field_access(actor, app).sees
    return f"ids[{place}].{field.code}" if is_free else f"ids[{place}]"


def _stamp(app: AppSchema, actor: Actor) -> list[Saved]:
    rows = ledger_cursor().execute(
        f"UPDATE {ledger_table(app.app_id)} SET revision = revision + 1,"
        " updated_by = %s, updated_at = %s RETURNING id, revision",
        (actor.user_id, datetime.now(UTC)),
    )
    return [Saved(id_, revision, "INSERT") for id_, revision in rows.fetchall()]


def _bring_back(app: AppSchema, waiting: Sequence[_Waiting]) -> None:
    """What hangs on restored records: rows of tables that left the form, comments, files."""
    ids = [each.id for each in waiting]
    for table_id, table in find_shapes(app.app_id).parked_tables.items():
        rows = f"jsonb_populate_recordset(NULL::{table}, x.tables -> 't{table_id:d}')"
        fill_table(app.app_id, ids, table, rows)
    comments = "jsonb_populate_recordset(NULL::record_comment, x.comments)"
    fill_table(app.app_id, ids, "record_comment", comments)
    files.take_back_records(app.app_id, ids, [each.deleted_at for each in waiting])
    TrashedRecord.objects.filter(app_id=app.app_id, record_id__in=ids).delete()


def _tell(actor: Actor, app: AppSchema, ids: Sequence[int]) -> None:
    pasts = lock_records(app, ids, codes=ledger_columns(app).codes)
    tables = {code: read_cells(each, ids) for code, each in table_columns(app).items()}
    write(actor, entries_of_restored(app, pasts, tables))
