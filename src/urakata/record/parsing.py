"""From the JSON of a request to rows of stored values (kintone-api §2.2, §2.3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from urakata.definition.fields.base import (
    Malformed,
    PeopleKind,
    Refused,
    Stored,
    UnknownPerson,
    WriteContext,
)
from urakata.definition.schema import AppSchema, Field
from urakata.kernel import rules
from urakata.kernel.errors import Invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.record.problems import Problems
from urakata.record.rows import Cells, Row
from urakata.record.slots import Slot, refusal, slots_of

UNKNOWN_PERSON: Final[dict[PeopleKind, str]] = {
    "user": "GAIA_IL26",
    "group": "GAIA_IL27",
    "organization": "GAIA_IL28",
}
_LARGEST_ID: Final = 2**63 - 1
_REPEATING: Final = frozenset({"text", "number", "date", "time", "datetime", "choice"})
_MOST_KNOWN: Final = 10_000  #: values of one field remembered during a request
_LONGEST_KNOWN: Final = 40  #: characters; longer texts hardly come twice


class Parser:
    """Reads the rows of one request. Unknown codes and computed fields are passed over."""

    def __init__(
        self,
        app: AppSchema,
        context: WriteContext,
        problems: Problems,
        *,
        check_manager: Callable[[Field], None],
    ) -> None:
        self._slots = slots_of(app)
        self._context = context
        self._problems = problems
        self._check_manager = check_manager  #: raises when the actor may not set system fields
        self._known: dict[str, dict[str, Stored]] = {
            f.code: {} for f in app.fields if f.type.kind in _REPEATING
        }

    def read(self, raw: JSONValue, at: str, *, is_new: bool) -> Row:
        """One record of the request. Nothing is merged or completed yet."""
        row = Row(at)
        for slot, value in self._fill(
            row, raw, self._slots.new if is_new else self._slots.existing
        ):
            if slot.take == "table":
                row.tables[slot.field.code] = self._table(slot.field.code, value, row)
            elif slot.take == "system":
                self._system(slot, value, row)
            else:
                self._problems.stop(f"{at}.{slot.field.code}.value", refusal(slot.field))
        row.sent_tables = frozenset(row.tables)
        return row

    def _fill(
        self, cells: Cells, raw: JSONValue, slots: dict[str, Slot]
    ) -> list[tuple[Slot, JSONValue]]:
        """Take every plain value that was sent; answers what is not one."""
        others: list[tuple[Slot, JSONValue]] = []
        if not isinstance(raw, dict):
            self._malformed(cells.at)
            return others
        sent = cells.sent
        for code, cell in raw.items():
            slot = slots.get(code)
            if slot is None or cell is None:
                continue
            if not isinstance(cell, dict):
                self._malformed(f"{cells.at}.{code}")
            elif "value" in cell:
                if slot.take == "value":
                    sent[code] = self._take(slot, cell["value"], cells)
                else:
                    others.append((slot, cell["value"]))
        return others

    def _take(self, slot: Slot, raw: JSONValue, cells: Cells) -> Stored:
        """Parse a value; what short texts mean is remembered."""
        known = None
        if isinstance(raw, str) and len(raw) <= _LONGEST_KNOWN:
            known = self._known.get(slot.field.code)
            if known is not None and raw in known:
                return known[raw]
        try:
            stored = slot.parse(raw, slot.field.config, self._context)
        except (Refused, ExceptionGroup, Malformed, UnknownPerson) as error:
            self._note(error, slot.field.code, cells)
            return None
        if known is not None and len(known) < _MOST_KNOWN:
            known[cast("str", raw)] = stored
        return stored

    def _note(self, error: Exception, code: str, cells: Cells) -> None:
        if isinstance(error, ExceptionGroup):
            for each in error.exceptions:
                self._note(each, code, cells)
        elif isinstance(error, UnknownPerson):
            name = UNKNOWN_PERSON[error.kind]
            unknown = Invalid(name, code=error.code[:200])
            self._problems.stop(f"{cells.at}.{code}.value", unknown)
        elif isinstance(error, Refused):
            self._refuse(error, code, cells)
        else:
            self._malformed(f"{cells.at}.{code}.value")

    def _refuse(self, refused: Refused, code: str, cells: Cells) -> None:
        """Note a refusal. What is no number counts as empty: in tables that is all (kintone's way)."""
        if refused.text != rules.NOT_A_NUMBER:
            cells.refused |= {code}
            self._problems.add(f"{cells.at}.{code}{refused.suffix}", refused.text)
        elif isinstance(cells, Row):
            at = f"record[{code}]" if cells.at == "record" else f"{cells.at}.{code}"
            self._problems.add(f"{at}.value", refused.text)

    def _system(self, slot: Slot, raw: JSONValue, row: Row) -> None:
        stored = self._take(slot, raw, row)
        if stored is not None:
            self._check_manager(slot.field)
            row.system[slot.field.column] = stored

    def _table(self, code: str, raw: JSONValue, row: Row) -> list[Cells]:
        if raw is None or raw == "":
            return []
        if not isinstance(raw, list):
            self._malformed(f"{row.at}.{code}.value")
            return []
        rows = [self._table_row(code, item, row, n) for n, item in enumerate(raw)]
        ids = [cells.id for cells in rows if cells.id is not None]
        if len(set(ids)) < len(ids):
            self._problems.stop(f"{row.at}.{code}.value", Invalid("GAIA_SI01", table=code))
        return rows

    def _table_row(self, code: str, raw: JSONValue, row: Row, n: int) -> Cells:
        cells = Cells(f"{row.at}.{code}.value[{n}].value")
        if not isinstance(raw, dict):
            self._malformed(cells.at)
            return cells
        cells.id = self._row_id(raw, cells)
        self._fill(cells, _inner(raw), self._slots.tables[code])
        return cells

    def _row_id(self, raw: JSONDict, cells: Cells) -> int | None:
        id_ = raw.get("id")
        if id_ is None or id_ == "":
            return None
        if isinstance(id_, str) and len(id_) < 40 and id_.strip().isdecimal():
            id_ = int(id_)
        if isinstance(id_, bool) or not isinstance(id_, int):
            self._malformed(cells.at)
            return None
        return id_ if 0 < id_ <= _LARGEST_ID else None

    def _malformed(self, at: str) -> None:
        self._problems.stop(at, Invalid("CB_IJ01"))


def _inner(raw: JSONDict) -> JSONValue:
    inner = raw.get("value")
    return {} if inner is None else inner
