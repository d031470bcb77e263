"""The one way rows get into the ledger, for one row or many.

*May they → lock → parse → defaults → look-ups → numbering → formulas → constraints (every problem
of every row at once, with its path) → one statement per table → files → search upkeep → journal.*
The caller's transaction holds it all: when anything is raised, nothing was written.
"""

from __future__ import annotations

from collections.abc import Sequence

from urakata.access.rights import require
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.journal import writing
from urakata.kernel.errors import NotFound
from urakata.kernel.json import JSONDict
from urakata.record import comments, companions, files, trash
from urakata.record.completing import complete_new
from urakata.record.integrity import database_refusals
from urakata.record.journalling import entries_of_deleted
from urakata.record.past import lock_records, read_cells
from urakata.record.permits import questions_for, refuse_new_fields
from urakata.record.pipeline import (
    check_revision,
    hold_off_deploys,
    merge_with_past,
    open_batch,
    parser_of,
    settle,
    store,
)
from urakata.record.problems import Problems
from urakata.record.rows import Change, Row, Saved
from urakata.record.storage import delete_rows, ledger_columns, table_columns
from urakata.record.targets import Targets

__all__ = ["Change", "Saved", "add_records", "delete_records", "update_records"]


def add_records(
    *, actor: Actor, app: AppSchema, rows: Sequence[JSONDict], prefix: str
) -> list[Saved]:
    """Add records, all or none.

    Raises `Invalid` with paths under `prefix`: ``record.金額.value`` when it is ``record``, else
    ``records[3].金額.value``.
    """
    require(actor, "add", app)
    if not rows:
        return []
    batch = open_batch(actor, app, Problems())
    with database_refusals(batch):
        hold_off_deploys(app)
        parser = parser_of(batch)
        batch.rows = [
            parser.read(raw, path_of(prefix, n), is_new=True) for n, raw in enumerate(rows)
        ]
        refuse_new_fields(batch)
        complete_new(batch, batch.rows)
        settle(batch)
        batch.problems.raise_any()
        store(batch)
    return [_saved(row) for row in batch.rows]


def update_records(
    *,
    actor: Actor,
    app: AppSchema,
    changes: Sequence[Change],
    prefix: str,
    upsert: bool = False,
) -> list[Saved]:
    """Change records, all or none; with `upsert`, what is not found is added with a fresh id.

    Raises `NotFound` (``GAIA_RE01``), `Conflict` (``GAIA_CO02``: somebody was faster) and whatever
    `add_records` raises.
    """
    for right in ("edit", "add", "view") if upsert else ("edit",):
        require(actor, right, app)
    if not changes:
        return []
    batch = open_batch(actor, app, Problems())
    with database_refusals(batch):
        hold_off_deploys(app)
        parser = parser_of(batch)
        batch.rows = [
            parser.read(change.row, path_of(prefix, n), is_new=False)
            for n, change in enumerate(changes)
        ]
        merge_with_past(batch, Targets(batch, changes), upsert=upsert)
        settle(batch)
        batch.problems.raise_any()
        store(batch)
    return [_saved(row) for row in batch.rows]


def delete_records(
    *, actor: Actor, app: AppSchema, ids: Sequence[int], revisions: Sequence[int | None] = ()
) -> None:
    """Put records into the trash with all that hangs on them, all or none.

    `revisions` go with the ids by place; None and -1 check nothing.
    """
    require(actor, "delete", app)
    batch = open_batch(actor, app, Problems())
    with database_refusals(batch):
        hold_off_deploys(app)
        questions = questions_for(actor, app, "delete")
        columns = ledger_columns(app).codes
        pasts = lock_records(app, ids, codes=columns, asked=questions.fragments)
        found = {past.id: past for past in pasts}
        for place, id_ in enumerate(ids):
            if id_ not in found:
                raise NotFound("GAIA_RE01", id=id_)
            questions.require_allowed(found[id_])
            check_revision(found[id_], revisions[place] if place < len(revisions) else None)
        tables = {code: read_cells(each, [*found]) for code, each in table_columns(app).items()}
        trash.put_records(app, list(found), by=actor, at=batch.context.now)
        comments.release_records(app.app_id, list(found))
        files.release_records(app.app_id, list(found), batch.context.now)
        companions.tell(lambda c: c.records_deleted(app, list(found), batch.context.now))
        delete_rows(app, list(found))
        writing.write(actor, entries_of_deleted(app, pasts, tables))


def path_of(prefix: str, place: int) -> str:
    """Where the problems of one row of a request are reported."""
    return prefix if prefix == "record" else f"{prefix}[{place}]"


def _saved(row: Row) -> Saved:
    return Saved(row.id or 0, row.revision + 1, "UPDATE" if row.revision else "INSERT")
