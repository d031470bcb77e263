"""A block of cells written at once: records changed and added together, all or none of them.

Where a write stops at the first fault, whoever pasted a thousand rows must learn of every cell that
cannot be taken, and of the rights and the changes of others that stand against it as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from urakata.access.rights import require
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Problem, UrakataError
from urakata.record.adapters import ledger_cursor
from urakata.record.completing import complete_new
from urakata.record.evaluate import RecordRights, evaluate, evaluate_new
from urakata.record.integrity import database_refusals, note_bad_characters
from urakata.record.numbering import draw_numbers, foresee_numbers
from urakata.record.permits import refuse_new_fields
from urakata.record.pipeline import (
    hold_off_deploys,
    merge_with_past,
    open_batch,
    parser_of,
    settle,
    store,
)
from urakata.record.problems import Problems
from urakata.record.read import visible_ids
from urakata.record.rows import Batch, Change, Saved
from urakata.record.targets import Targets


@dataclass(frozen=True, slots=True)
class Written:
    """What was saved, by the rows' places (nothing in a trial); or everything that is wrong."""

    saved: tuple[Saved, ...]
    problems: tuple[Problem, ...]


def write_sheet(
    *, actor: Actor, app: AppSchema, rows: Sequence[Change], is_trial: bool = False
) -> Written:
    """Change the records that rows name by id, and add the others.

    Problems are told at ``records[3].金額.value``, or ``records[3]`` for a whole row. With any, the
    caller has to roll back; in a trial nothing was written and no number taken. Raises `Forbidden`
    for who may not change, or add, anything in the app.
    """
    if any(row.id is not None for row in rows):
        require(actor, "edit", app)
    if any(row.id is None for row in rows):
        require(actor, "add", app)
    problems = Problems(gathers_all=True)
    kept = _allowed(actor, app, rows, problems)
    saved: dict[int, Saved] = {}
    known = {place: row for place, row in kept.items() if row.id is not None}
    fresh = {place: row for place, row in kept.items() if row.id is None}
    for chosen in (known, fresh):
        if chosen:
            saved |= _write(open_batch(actor, app, problems), chosen, is_trial=is_trial)
    if is_trial or problems.found:
        return Written((), tuple(problems.found))
    return Written(tuple(saved[place] for place in range(len(rows))), ())


def _write(batch: Batch, chosen: Mapping[int, Change], *, is_trial: bool) -> dict[int, Saved]:
    """Take rows that are all known or all new through the steps of a write."""
    is_new = all(row.id is None for row in chosen.values())
    try:
        with database_refusals(batch):
            hold_off_deploys(batch.app)
            parser = parser_of(batch)
            batch.rows = [
                parser.read(row.row, f"records[{place}]", is_new=is_new)
                for place, row in chosen.items()
            ]
            if is_new:
                refuse_new_fields(batch)
                complete_new(batch, batch.rows)
            else:
                targets = Targets(batch, list(chosen.values()))
                merge_with_past(batch, targets, upsert=False, is_trial=is_trial)
            note_bad_characters(batch)
            settle(batch, number=foresee_numbers if is_trial else draw_numbers)
            if not is_trial and not batch.problems.found:
                store(batch)
    except Invalid:  # the database took offence at a value, and it is known at which
        if not batch.problems.found:
            raise
    return {
        place: Saved(row.id or 0, row.revision + 1, "UPDATE" if row.revision else "INSERT")
        for place, row in zip(chosen, batch.rows, strict=True)
    }


def _allowed(
    actor: Actor, app: AppSchema, rows: Sequence[Change], problems: Problems
) -> dict[int, Change]:
    """The rows as far as they may be written, by place; what may not is told."""
    known = _known(actor, app, [row.id for row in rows if row.id is not None])
    new = evaluate_new(actor=actor, app=app) if any(row.id is None for row in rows) else {}
    kept: dict[int, Change] = {}
    for place, row in enumerate(rows):
        at, fields = f"records[{place}]", new
        if row.id is not None:
            found = known.pop(row.id, None)
            refusal = _refusal(row, found)
            if refusal is not None or found is None:
                problems.add(at, (refusal or NotFound("GAIA_RE01", id=row.id)).text)
                continue
            fields = found.rights.fields
        refused = [c for c in row.row if c in fields and not fields[c].writes]
        for code in refused:
            problems.add(f"{at}.{code}.value", Forbidden("GAIA_FU01", field=code).text)
        kept[place] = replace(row, row={c: v for c, v in row.row.items() if c not in refused})
    return kept


@dataclass(frozen=True, slots=True)
class _Known:
    """A record that is there to be changed."""

    revision: int
    rights: RecordRights


def _known(actor: Actor, app: AppSchema, ids: Sequence[int]) -> dict[int, _Known]:
    """What may be known of records, by id; each may be changed once."""
    if not ids:
        return {}
    seen = sorted(visible_ids(actor, app, ids))
    sql = f"SELECT t.id, t.revision FROM {ledger_table(app.app_id)} AS t WHERE t.id = ANY(%s)"
    revisions: dict[int, int] = dict(ledger_cursor().execute(sql, (seen,)).fetchall())
    rights = evaluate(actor=actor, app=app, ids=[id_ for id_ in seen if id_ in revisions])
    return {each.id: _Known(revisions[each.id], each) for each in rights}


def _refusal(row: Change, found: _Known | None) -> UrakataError | None:
    """Why a record stays as it is: gone or named before, not to be changed, changed meanwhile."""
    if found is None:
        return NotFound("GAIA_RE01", id=row.id)
    if "edit" not in found.rights.rights:
        return Forbidden("CB_NO02")
    if row.revision not in {None, -1, found.revision}:
        return Conflict("GAIA_CO02")
    return None
