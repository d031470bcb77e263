"""A form being filled: what saving would make of it, with nothing written and no number taken.

The steps are those of `pipeline`, so that a form never learns something else than saving says. Only
what a save would refuse at the first fault is gathered here with the rest, each at its place.
Records are not locked: who fills a form keeps nobody from saving. Values read out of a sensitive
app for the form are told in the journal as any reading is.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from urakata.access.rights import require
from urakata.definition.fields.base import ReadContext
from urakata.definition.schema import AppSchema, Field
from urakata.directory.actor import Actor
from urakata.kernel.errors import Invalid, Problem
from urakata.kernel.json import JSONDict
from urakata.record import files
from urakata.record.attachments import listed_files
from urakata.record.completing import complete_new
from urakata.record.disclosure import tell_reading
from urakata.record.evaluate import FieldRights, evaluate, evaluate_new
from urakata.record.integrity import database_refusals, note_bad_characters
from urakata.record.lookups import fill_live_copies
from urakata.record.numbering import foresee_numbers
from urakata.record.permits import refuse_new_fields
from urakata.record.pipeline import hold_off_deploys, merge_with_past, open_batch, parser_of, settle
from urakata.record.problems import Problems
from urakata.record.rows import Batch, Cells, Change
from urakata.record.slots import slots_of
from urakata.record.targets import Targets
from urakata.record.wire import Shown, dump_values, is_shown, shown

_AT: Final = "record"  #: where problems are told


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a save would make of a form."""

    revision: int  #: the record's now; 0: there is none yet
    values: JSONDict  #: what nobody types, as records show it
    problems: tuple[Problem, ...]
    fields: Mapping[str, FieldRights]


def foresee(
    *, actor: Actor, app: AppSchema, row: JSONDict, record_id: int | None = None
) -> Foreseen:
    """Try a record out: a new one, or a change of one there is.

    To be asked within a transaction. Raises what a write raises before it looks at values:
    `Forbidden`, `NotFound`, and ``GAIA_DA02`` when the app changed meanwhile.
    """
    require(actor, "add" if record_id is None else "edit", app)
    batch = open_batch(actor, app, Problems(gathers_all=True))
    is_whole = False
    try:
        with database_refusals(batch):
            is_whole = _settle(batch, row, record_id)
    except Invalid:  # the database took offence at a value, and it is known at which
        if not batch.problems.found:
            raise
    if record_id is None:
        fields = evaluate_new(actor=actor, app=app)
    else:
        (found,) = evaluate(actor=actor, app=app, ids=[record_id])
        fields = found.fields
    values = _values(batch, fields) if is_whole else {}
    if record_id is not None and values:
        tell_reading(actor, app, [record_id], values)
    revision = batch.rows[0].revision if batch.rows else 0
    return Foreseen(revision, values, tuple(batch.problems.found), fields)


def _settle(batch: Batch, row: JSONDict, record_id: int | None) -> bool:
    """From what was sent to a final row; False where halves of characters forbid to go on."""
    hold_off_deploys(batch.app)
    is_new = record_id is None
    batch.rows = [parser_of(batch).read(row, _AT, is_new=is_new)]
    if is_new:
        refuse_new_fields(batch)
        complete_new(batch, batch.rows)
    else:
        targets = Targets(batch, [Change(row, id=record_id)])
        merge_with_past(batch, targets, upsert=False, is_trial=True)
    before = len(batch.problems.found)
    note_bad_characters(batch)
    if len(batch.problems.found) > before:
        return False
    settle(batch, number=foresee_numbers)
    fill_live_copies(batch)
    _note_lost_files(batch)
    return True


def _note_lost_files(batch: Batch) -> None:
    """What attaching refuses: uploads of others, and those that were swept meanwhile."""
    (row,) = batch.rows
    places = listed_files(batch.app, row)
    if not places:
        return
    keys = {key for _, key in places}
    free = files.attachable(batch.actor, batch.app.app_id, row.id, keys)
    for at, key in places:
        if key not in free:
            batch.problems.add(at, files.unknown(key).text)


def _values(batch: Batch, fields: Mapping[str, FieldRights]) -> JSONDict:
    """What becomes of the fields that nobody types; of a new record, defaults as well."""
    (row,) = batch.rows
    app, slots = batch.app, slots_of(batch.app)
    context = ReadContext(batch.context.people, {}, app.code)
    typed = row.sent.keys() if not row.revision else slots.new.keys()

    top = [each for each in _given(app.top_fields, typed, fields) if each.code in row.values]
    answer = dump_values(top, [row.values[each.code] for each in top], context)
    for table in app.tables:
        columns = _given(app.columns_of(table), slots.tables[table.code], fields)
        if columns and fields[table.code].sees:
            lines = _lines(row.tables.get(table.code, ()), columns, context)
            answer[table.code] = {"type": table.type.key, "value": [*lines]}
    return answer


def _given(
    among: Iterable[Field], typed: Container[str], fields: Mapping[str, FieldRights]
) -> list[Shown]:
    """The fields that are seen and not typed, nor the record's own (who, when, status)."""
    return [
        shown(field)
        for field in among
        if is_shown(field)
        and field.type.column is not None
        and field.type.system_column is None
        and field.code not in typed
        and fields[field.code].sees
    ]


def _lines(
    cells: Sequence[Cells], columns: Sequence[Shown], context: ReadContext
) -> Iterator[JSONDict]:
    for line in cells:
        inner = dump_values(columns, [line.values.get(each.code) for each in columns], context)
        yield {"id": None if line.id is None else str(line.id), "value": inner}
