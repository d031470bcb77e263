"""ごみ箱: deleted records are kept whole for a while, and seen by those who may delete them.

For everybody else they are gone, as kintone's API says. What one sees of a record in the trash is
what one would see of it in the app: the same rules are asked (`record.stand_ins`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from urakata.access.rights import may, refusal, require
from urakata.definition.physical import child_table, ledger_table
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.directory.people import snapshot
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONDict
from urakata.record import companions, files
from urakata.record.adapters import ledger_cursor
from urakata.record.ddl import find_shapes, parked_columns
from urakata.record.models import TrashedRecord
from urakata.record.read import read_records
from urakata.record.stand_ins import bare, stand_ins

BATCH: Final = 1_000  #: records forgotten in one transaction


@dataclass(frozen=True, slots=True)
class Trashed:
    """A record in the trash as its reader sees it."""

    record: JSONDict
    deleted_by: JSONDict
    deleted_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TrashPage:
    """Some of the trash, newest first, and what to ask with for more (None: there is no more)."""

    records: list[Trashed]
    after: str | None


def kept_for() -> timedelta:
    """How long the trash is kept."""
    return timedelta(days=settings.TRASH_DAYS)


def put_records(app: AppSchema, ids: Sequence[int], *, by: Actor, at: datetime) -> None:
    """Put locked records into the trash with their tables and comments: one statement.

    Deleting them is the caller's, in the same transaction.
    """
    tables = ["'{}'::jsonb"]
    tables += [
        f"jsonb_build_object('t{table.id:d}', (SELECT jsonb_agg(to_jsonb(c) ORDER BY c.position, c.id)"
        f" FROM {child_table(app.app_id, table.id)} AS c WHERE c.record_id = t.id))"
        for table in app.tables
    ]
    ledger_cursor().execute(
        "INSERT INTO record_trashedrecord"
        " (app_id, record_id, version, deleted_by, deleted_at, row, tables, comments)"
        " SELECT %s, t.id, %s, %s, %s, to_jsonb(t),"
        f" jsonb_strip_nulls({' || '.join(tables)}),"
        " coalesce((SELECT jsonb_agg(to_jsonb(m) ORDER BY m.id) FROM record_comment AS m"
        " WHERE m.app_id = %s AND m.record_id = t.id), '[]')"
        f" FROM {ledger_table(app.app_id)} AS t WHERE t.id = ANY(%s)",
        (app.app_id, app.version, by.user_id, at, app.app_id, list(ids)),
    )


def may_see_trash(actor: Actor, app: AppSchema) -> bool:
    """Whether somebody who may view an app may look into its trash, too."""
    return actor.is_auditor or may(actor, "delete", app)


def require_trash(actor: Actor, app: AppSchema) -> None:
    """Refuse who may not look into an app's trash: whoever may neither delete nor audit."""
    require(actor, "view", app)
    if not may_see_trash(actor, app):
        raise refusal(actor)


def list_trash(*, actor: Actor, app: AppSchema, limit: int, after: str = "") -> TrashPage:
    """A page of an app's trash, newest first.

    A page may hold fewer than `limit`, where there are records that the actor may not see. Raises
    `Invalid` at ``after`` for anything that no page answered with.
    """
    require_trash(actor, app)
    seal = Signer(salt=f"trash {app.app_id}")
    trash = TrashedRecord.objects.filter(app_id=app.app_id)
    if after:
        at, record_id = _open(seal, after)
        same = Q(deleted_at=at, record_id__lt=record_id)
        trash = trash.filter(Q(deleted_at__lt=at) | same, deleted_at__lte=at)
    newest = trash.order_by("-deleted_at", "-record_id")
    rows = list(newest.values_list("record_id", "deleted_by", "deleted_at")[: limit + 1])
    page = rows[:limit]
    records = {_id_of(r): r for r in read_trashed(actor, app, [id_ for id_, _, _ in page])}
    people = snapshot()
    shown = [
        Trashed(records[id_], people.show("user", by), at, at + kept_for())
        for id_, by, at in page
        if id_ in records
    ]
    is_more = len(rows) > limit
    return TrashPage(
        shown, seal.sign_object([page[-1][2].isoformat(), page[-1][0]]) if is_more else None
    )


def read_trashed(actor: Actor, app: AppSchema, ids: Sequence[int]) -> list[JSONDict]:
    """Records in the trash as the actor sees them; those that he may not see are left out."""
    if not ids:
        return []
    with stand_ins(app) as trashed:
        fill(trashed, ids)
        return read_records(actor=actor, app=trashed, ids=ids)


def fill(app: AppSchema, ids: Sequence[int]) -> None:
    """Put records of the trash into the tables that stand in for the ledger: one statement a table.

    Values of fields that left the form since go where the form's other former values are.
    """
    columns = find_shapes(app.app_id).columns
    table = ledger_table(app.app_id)
    row = _with_parked("x.row", columns[f"ledger.{bare(table)}"])
    fill_table(app.app_id, ids, table, f"jsonb_populate_record(NULL::{table}, {row})")
    for each in app.tables:
        table = child_table(app.app_id, each.id)
        row = _with_parked("e", columns[f"ledger.{bare(table)}"])
        rows = f"SELECT jsonb_agg({row}) FROM jsonb_array_elements(x.tables -> 't{each.id:d}') AS e"
        fill_table(app.app_id, ids, table, f"jsonb_populate_recordset(NULL::{table}, ({rows}))")


def fill_table(app_id: int, ids: Sequence[int], table: str, rows: str) -> None:
    """Insert into a table what `rows` makes of records in the trash (``x``)."""
    ledger_cursor().execute(
        f"INSERT INTO {table} SELECT p.* FROM record_trashedrecord AS x CROSS JOIN LATERAL {rows} AS p"
        " WHERE x.app_id = %s AND x.record_id = ANY(%s)",
        (app_id, list(ids)),
    )


def _with_parked(row: str, columns: Mapping[str, str]) -> str:
    """A row as JSON, with the values of fields that are gone under their columns of today."""
    parked = [
        f"jsonb_strip_nulls(jsonb_build_object('{name}', {row} -> 'f{id_:d}'))"
        for id_, name in parked_columns(columns).items()
        if f"f{id_:d}" not in columns
    ]
    return " || ".join([row, *parked])


def expire() -> None:
    """Forget what was in the trash long enough, and the files that records let go of as long ago.

    Run it outside a transaction: every batch is one of its own.
    """
    before = timezone.now() - kept_for()
    while _forget(before):
        pass
    files.forget_released(before)


def _forget(before: datetime) -> int:
    with transaction.atomic():
        over = TrashedRecord.objects.filter(deleted_at__lt=before).order_by("deleted_at")
        locked = over.select_for_update(skip_locked=True)
        rows = list(locked.values_list("pk", "app_id", "record_id")[:BATCH])
        records = [(app_id, record_id) for _, app_id, record_id in rows]
        companions.tell(lambda each: each.records_forgotten(records))
        TrashedRecord.objects.filter(pk__in=[pk for pk, *_ in rows]).delete()
    return len(rows)


def _id_of(record: JSONDict) -> int:
    return int(record["$id"]["value"])  # type: ignore[index,call-overload,arg-type]


def _open(seal: Signer, after: str) -> tuple[datetime, int]:
    try:
        at, record_id = seal.unsign_object(after)
    except (BadSignature, UnicodeEncodeError):
        raise invalid("after", rules.BAD_SHAPE) from None
    return datetime.fromisoformat(at).astimezone(UTC), int(record_id)
