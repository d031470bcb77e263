"""The steps every write goes through, in their order, whatever brought the rows.

*Parse → defaults or the past → look-ups → numbering → formulas → constraints → one statement per
table → files → search upkeep → journal.*
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from django.db import connection
from django.db.transaction import TransactionManagementError

from urakata.access.rights import may
from urakata.definition.fields.base import WriteContext
from urakata.definition.schema import AppSchema, Field
from urakata.directory import people
from urakata.directory.actor import Actor
from urakata.journal import writing
from urakata.kernel.errors import Conflict, Forbidden, Invalid
from urakata.record.attachments import attach_files
from urakata.record.completing import codes_to_read, codes_to_write, complete_existing, complete_new
from urakata.record.constraints import check_constraints
from urakata.record.formulas import computed_codes, evaluate_formulas
from urakata.record.freezing import note_standings, refuse_frozen
from urakata.record.journalling import entries_of
from urakata.record.locks import is_current
from urakata.record.lookups import fill_look_ups
from urakata.record.numbering import draw_numbers
from urakata.record.parsing import Parser
from urakata.record.past import Past, lock_records
from urakata.record.permits import Questions, questions_for, refuse_fields
from urakata.record.problems import Problems
from urakata.record.rows import Batch, Row
from urakata.record.search_index import mark_dirty
from urakata.record.stamps import stamp
from urakata.record.storage import insert_rows, update_rows
from urakata.record.subtables import store_tables
from urakata.record.targets import Targets


def open_batch(actor: Actor, app: AppSchema, problems: Problems) -> Batch:
    """An empty batch: who writes, when, and among which people."""
    context = WriteContext(
        people=people.snapshot(),
        now=datetime.now(UTC),
        timezone=actor.timezone,
        user_id=actor.user_id,
        primary_organization_id=actor.primary_organization_id,
    )
    return Batch(actor, app, context, problems, [])


def hold_off_deploys(app: AppSchema) -> None:
    """Keep the definition as it is until the caller's transaction ends.

    Raises ``GAIA_DA02`` (try again) when it changed since the schema was read.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("rows are written within transaction.atomic()")
    if not is_current(app):
        raise Invalid("GAIA_DA02")


def parser_of(batch: Batch) -> Parser:
    """A parser that lets only those who manage the app say who created a record, and when."""

    def check_manager(field: Field) -> None:
        if not may(batch.actor, "manage", batch.app):
            raise Forbidden("GAIA_BF02", field=field.code)

    return Parser(batch.app, batch.context, batch.problems, check_manager=check_manager)


def merge_with_past(
    batch: Batch, targets: Targets, *, upsert: bool, is_trial: bool = False
) -> None:
    """Find and lock (in a trial only find) what the rows change, and make them complete."""
    questions = questions_for(batch.actor, batch.app, "edit", batch.rows)
    codes = codes_to_read(batch.app, batch.rows)
    found = lock_records(
        batch.app,
        targets.ids,
        targets.keys,
        codes,
        asked=questions.fragments,
        is_trial=is_trial,
    )
    pasts = targets.match(found)
    for place, past in enumerate(pasts):
        if past is not None:
            _require_allowed(questions, targets, place, past, upsert=upsert)
    refuse_fields(batch, questions, pasts)
    existing: list[tuple[Row, Past]] = []
    new: list[Row] = []
    for place, (row, past) in enumerate(zip(batch.rows, pasts, strict=True)):
        if past is not None:
            check_revision(past, targets.changes[place].revision)
            row.about = targets.changes[place].about
            existing.append((row, past))
        elif upsert:
            row.sent.update(targets.key_values(place))
            new.append(row)
        else:
            raise targets.missing(place)
    if existing:
        complete_existing(batch, [row for row, _ in existing], [past for _, past in existing])
        note_standings(batch, existing)
    if new:
        complete_new(batch, new)


def _require_allowed(
    questions: Questions, targets: Targets, place: int, past: Past, *, upsert: bool
) -> None:
    """Refuse a record that is not for the actor; a key must not tell what he may not see."""
    is_named_by_key = targets.changes[place].key is not None
    if is_named_by_key and not upsert and not questions.is_seen(past):
        raise targets.missing(place)
    questions.require_allowed(past)


def check_revision(past: Past, expected: int | None) -> None:
    """Raise `Conflict` when the record is not at the revision the client knows."""
    if expected is not None and expected not in {-1, past.revision}:
        raise Conflict("GAIA_CO02")


def settle(batch: Batch, number: Callable[[Batch], None] = draw_numbers) -> None:
    """From complete rows to final ones, noting every problem on the way; new ones by `number`."""
    fill_look_ups(batch)
    refuse_frozen(batch)
    stamp(batch)
    if not batch.problems.found:
        number(batch)
    evaluate_formulas(batch)
    check_constraints(batch)


def add_rows(app: AppSchema, rows: Sequence[Row]) -> None:
    """Store new records and their tables, a statement for each."""
    insert_rows(app, rows)
    store_tables(app, rows)


def store(batch: Batch, add: Callable[[AppSchema, Sequence[Row]], None] = add_rows) -> None:
    """Store what is final, new records by `add`, and write down in the journal what was done."""
    new, existing = batch.new, batch.existing
    codes: set[str] = set()
    if new:
        add(batch.app, new)
    if existing:
        codes = codes_to_write(batch.app, existing) | computed_codes(batch.app)
        update_rows(batch.app, existing, codes)
        store_tables(batch.app, existing)
    attached = attach_files(batch)
    mark_dirty(batch.app, (row.id for row in batch.rows if row.id is not None))
    writing.write(batch.actor, [*entries_of(batch, codes), *attached])
