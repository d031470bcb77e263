"""Refusing to change what is read-only, or hidden, where a record stands in its process.

What is sent unchanged is no change: forms send all they show. What is hidden cannot be sent at all,
or whoever guesses a value would learn whether it is the right one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from urakata.definition.fields.base import Stored
from urakata.definition.schema import AppSchema, Field, Lookup
from urakata.kernel import rules
from urakata.kernel.errors import Forbidden, Problem
from urakata.record.completing import Defaults
from urakata.record.lookups import look_ups, stored_targets
from urakata.record.past import Past
from urakata.record.rows import Batch, Cells, Row
from urakata.record.slots import is_computed
from urakata.record.standing import Standing, is_bound, standing_of_new, standings


def note_standings(batch: Batch, existing: Sequence[tuple[Row, Past]]) -> None:
    """Put down where each locked record stands, as far as that says something of its fields."""
    if existing and is_bound(batch.actor, batch.app):
        statuses = {past.id: cast("str | None", past.system["status"]) for _, past in existing}
        found = standings(batch.app, statuses)
        for row, past in existing:
            row.standing = found.get(past.id)


def refuse_frozen(batch: Batch) -> None:
    """Raise ``UR_FR01`` with every change of a field that is read-only or hidden where it stands.

    To be asked once look-ups have copied what they copy: that counts as much as what was sent.
    """
    if not is_bound(batch.actor, batch.app):
        return
    of_new = standing_of_new(batch.app)
    defaults = Defaults(batch.app, batch.context)
    found: list[Problem] = []
    for row in batch.rows:
        standing = row.standing if row.revision else of_new
        if standing is not None:
            found += _Frozen(batch.app, row, standing, defaults).changes()
    if found:
        batch.problems.refuse(Forbidden("UR_FR01", problems=found))


class _Frozen:
    """One record on its way to the ledger, and what of it may not change."""

    def __init__(self, app: AppSchema, row: Row, standing: Standing, defaults: Defaults) -> None:
        self._app = app
        self._row = row
        self._standing = standing
        self._defaults = defaults
        self._ids = standing.read_only | standing.hidden

    def changes(self) -> Iterator[Problem]:
        """What changed all the same. What only looks like it (a look-up taken again) is undone."""
        for field, lookup, table in look_ups(self._app):
            self._keep_copies(field, lookup, table)
        for field in (field for field in self._app.top_fields if not _is_automatic(field)):
            if field.type.key == "SUBTABLE":
                yield from self._in_table(field)
            elif field.id in self._ids and self._is_changed(field):
                yield self._problem(f"{self._row.at}.{field.code}.value", field)

    def _keep_copies(self, field: Field, lookup: Lookup, table: str | None) -> None:
        """Where a look-up names what it named before, frozen copies stay what they are."""
        targets = [
            code
            for code in stored_targets(self._app, lookup)
            if self._app.by_code[code].id in self._ids
        ]
        if not targets:
            return
        rows: Sequence[Cells] = self._row.tables.get(table, ()) if table else [self._row]
        for cells in rows:
            old = self._row.old if table is None else self._lines_before(table).get(cells.id)
            if old is not None and old.get(field.code) == cells.values.get(field.code):
                cells.values.update({code: old.get(code) for code in targets})

    def _is_changed(self, field: Field) -> bool:
        row, code = self._row, field.code
        if not row.revision:
            return row.values.get(code) != self._defaults.top.get(code)
        is_guess = field.id in self._standing.hidden and code in row.sent
        return is_guess or row.values.get(code) != row.old.get(code)

    def _in_table(self, table: Field) -> Iterator[Problem]:
        code = table.code
        if code not in self._row.sent_tables:
            return
        before, now = self._lines_before(code), self._row.tables[code]
        if table.id in self._ids:
            is_guess = bool(self._row.revision) and table.id in self._standing.hidden
            if is_guess or [*before] != [cells.id for cells in now]:
                yield self._problem(f"{self._row.at}.{code}.value", table)
                return
        columns = [
            column
            for column in self._app.columns_of(table)
            if column.id in self._ids and not _is_automatic(column)
        ]
        for column in columns:
            yield from self._in_column(table, column)

    def _in_column(self, table: Field, column: Field) -> Iterator[Problem]:
        """Lines that stay keep their values; a new one has the default, and none with a value goes."""
        gone, blank = self._lines_before(table.code), self._defaults.tables[table.code]
        default = blank.get(column.code)
        for cells in self._row.tables[table.code]:
            was = gone.pop(cells.id) if cells.id in gone else None
            is_guess = was is not None and column.id in self._standing.hidden
            value = default if was is None else was.get(column.code)
            if cells.values.get(column.code) != value or (is_guess and column.code in cells.sent):
                yield self._problem(f"{cells.at}.{column.code}.value", column)
        if any(values.get(column.code) not in (None, default) for values in gone.values()):
            yield self._problem(f"{self._row.at}.{table.code}.value", column)

    def _lines_before(self, table: str) -> dict[int | None, dict[str, Stored]]:
        return {cells.id: dict(cells.values) for cells in self._row.old_tables.get(table, ())}

    def _problem(self, at: str, field: Field) -> Problem:
        hidden = field.id in self._standing.hidden
        text = rules.HIDDEN_HERE if hidden else rules.READ_ONLY_HERE
        return Problem(at, text.fill(field=field.code, status=self._standing.status))


def _is_automatic(field: Field) -> bool:
    """Whether nobody writes the field: what it becomes follows from others."""
    return is_computed(field) or field.numbering is not None or field.type.system_column is not None
