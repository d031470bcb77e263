"""採番: running numbers for new records, drawn in blocks and never given out twice.

A *gap-free* sequence is a row of `Counter`, raised in the transaction that adds the records: a
rollback takes its numbers back, and the next writer of the same sequence waits for the commit.

Any other sequence must not make writers wait for each other's transactions. Its counter is raised
on a connection of its own (`autonomous.companion`) and committed at once; what a rollback had
drawn is lost. (PostgreSQL's sequences would do the same, but every scope, a day or a customer,
would be an object of its own in the catalogue.)

Both kinds have rows of their own, told apart by the scope's name, which also says what the numbers
look like: a pattern that is changed begins a new row. A row that begins looks at the values that
are there already and starts after the greatest one that it would give again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

import psycopg
from psycopg import errors

from urakata.definition.fields.base import People, Stored
from urakata.definition.numbering import Pattern, scope
from urakata.definition.schema import AppSchema, Field
from urakata.kernel.errors import Invalid
from urakata.record.adapters import ledger_cursor
from urakata.record.autonomous import companion
from urakata.record.locks import refuse_when_locked
from urakata.record.rows import Batch
from urakata.record.sequences import Key, Numbered, Run, greatest_number, numbered_fields

Values: TypeAlias = "dict[str, Stored]"

LONGEST_PART: Final = 40  #: characters of a field's value that enter a number

_RAISE: Final = (
    "UPDATE record_counter SET last = last + %s"
    " WHERE app_id = %s AND field_id = %s AND scope = %s RETURNING last"
)
_LOOK: Final = "SELECT last FROM record_counter WHERE app_id = %s AND field_id = %s AND scope = %s"
_BEGIN: Final = (
    "INSERT INTO record_counter AS c (app_id, field_id, scope, last) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (app_id, field_id, scope) DO UPDATE SET last = greatest(c.last, %s) + %s"
    " RETURNING last"
)


def draw_numbers(batch: Batch) -> None:
    """Number the new records of one write call."""
    rows = [row.values for row in batch.new]
    draw(app=batch.app, rows=rows, now=batch.context.now, people=batch.context.people)


def foresee_numbers(batch: Batch) -> None:
    """The numbers that new records would get if they were saved now; none is taken."""
    rows = [row.values for row in batch.new]
    context = batch.context
    draw(app=batch.app, rows=rows, now=context.now, people=context.people, block=_next_block)


def draw(
    *,
    app: AppSchema,
    rows: Sequence[Values],
    now: datetime,
    people: People,
    block: Callable[[Run, int], int] | None = None,
) -> None:
    """Fill every empty numbered field of new records, in their order.

    Locks are taken in the order of field and scope; raises ``GAIA_DA02`` when one cannot be had.
    `block` answers the first of so many numbers of a sequence; by itself, they are taken.
    """
    day = now.astimezone(ZoneInfo(str(app.settings["timezone"]))).date()
    for key, (run, members) in sorted(_runs(app, rows, day, people).items()):
        first = (block or _draw_block)(run, len(members))
        show = _shower(run, people)
        for n, values in enumerate(members, first):
            values[key.code] = show(n, values)


def _runs(
    app: AppSchema, rows: Sequence[Values], day: date, people: People
) -> dict[Key, tuple[Run, list[Values]]]:
    """The rows to number, by the sequence that numbers them."""
    runs: dict[Key, tuple[Run, list[Values]]] = {}
    for numbered in numbered_fields(app):
        code = numbered.field.code
        run = None
        for values in rows:
            if values.get(code) is not None:
                continue
            if run is None or numbered.numbering.reset == "FIELD":
                texts = _texts(numbered, app, values, people)
                run = Run(numbered, app, _scope(numbered, app, day, texts), day, texts)
            runs.setdefault(run.key, (run, []))[1].append(values)
    return runs


def _shower(run: Run, people: People) -> Callable[[int, Values], str]:
    """How the numbers of a sequence are written; what they all share is written once."""
    numbered, app = run.numbered, run.app
    parts, render = numbered.pattern.parts, numbered.pattern.render
    if numbered.pattern.field_codes:
        return lambda n, values: render(
            run.day, n, _texts(numbered, app, values, people), app.fiscal_month
        )
    place = next(n for n, (kind, _) in enumerate(parts) if kind == "seq")
    before, after = (
        Pattern(each).render(run.day, 0, {}, app.fiscal_month)
        for each in (parts[:place], parts[place + 1 :])
    )
    digits = int(parts[place][1])
    return lambda n, _: f"{before}{n:0{digits}d}{after}"


def _scope(numbered: Numbered, app: AppSchema, day: date, texts: Mapping[str, str]) -> str:
    return scope(
        numbered.numbering.reset,
        day,
        texts,
        reset_field=numbered.numbering.reset_field,
        fiscal_month=app.fiscal_month,
    )


def _texts(
    numbered: Numbered, app: AppSchema, values: Mapping[str, Stored], people: People
) -> dict[str, str]:
    """The values of the record that its number depends on, as text; people by their codes."""
    codes = dict.fromkeys((*numbered.pattern.field_codes, numbered.numbering.reset_field))
    fields = (app.by_code[code] for code in codes if code in app.by_code)
    return {f.code: _text(f, values.get(f.code), people)[:LONGEST_PART] for f in fields}


def _text(field: Field, stored: Stored, people: People) -> str:
    if isinstance(stored, list):
        kind = field.type.people
        shown = [str(people.show(kind, int(id_))["code"]) if kind else str(id_) for id_ in stored]
        return ",".join(shown)
    return str(stored or "")


def _draw_block(run: Run, count: int) -> int:
    """The first of `count` numbers in a row."""
    draw_one = _draw_within if run.numbered.numbering.is_gap_free else _draw_beside
    last = draw_one(_RAISE, (count, *run.key[:3]))
    if last is None:
        seed = greatest_number(run)
        last = draw_one(_BEGIN, (*run.key[:3], seed + count, seed, count)) or 0
    return last - count + 1


def _next_block(run: Run, _: int) -> int:
    """The first number that would be drawn next."""
    row = ledger_cursor().execute(_LOOK, run.key[:3]).fetchone()
    return 1 + (greatest_number(run) if row is None else int(row[0]))


def _draw_within(sql: str, params: tuple[int | str, ...]) -> int | None:
    with refuse_when_locked():
        row = ledger_cursor().execute(sql, params, prepare=True).fetchone()
    return None if row is None else int(row[0])


def _draw_beside(sql: str, params: tuple[int | str, ...]) -> int | None:
    beside = companion()
    try:
        row = beside.execute(sql, params).fetchone()
    except errors.LockNotAvailable as error:
        raise Invalid("GAIA_DA02") from error
    except psycopg.OperationalError:
        if not beside.closed:
            raise
        row = companion().execute(sql, params).fetchone()  # the server was restarted meanwhile
    return None if row is None else int(row[0])
