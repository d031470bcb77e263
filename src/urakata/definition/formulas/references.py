"""Fields in a formula: which may be named where, as what, and how their values are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from urakata.definition.fields.base import Stored
from urakata.definition.formulas import flaws
from urakata.definition.formulas.arithmetic import ZERO, Arithmetic, Failure
from urakata.definition.formulas.flaws import Flaw
from urakata.definition.formulas.syntax import Name
from urakata.definition.formulas.values import Compiled, Frame, Kind, Run
from urakata.definition.schema import AppSchema, Field
from urakata.directory import people

KINDS: Final[dict[str, Kind]] = {
    "NUMBER": "number",
    "CALC": "number",
    "DATE": "number",
    "TIME": "number",
    "DATETIME": "number",
    "CREATED_TIME": "number",
    "UPDATED_TIME": "number",
    "SINGLE_LINE_TEXT": "text",
    "DROP_DOWN": "text",
    "RADIO_BUTTON": "text",
    "CREATOR": "text",
    "MODIFIER": "text",
    "CHECK_BOX": "list",
    "MULTI_SELECT": "list",
}
"""The types of field a formula may name (kintone-api §4.3)."""


@dataclass(slots=True)
class Scope:
    """Where a formula stands: its app, its table if it is a column's, and what it depends on."""

    schema: AppSchema
    table_id: int | None
    arithmetic: Arithmetic
    computed: frozenset[str]  #: codes of the fields that have a formula
    needs: set[str] = field(default_factory=set)  #: of these, the ones this formula names


@dataclass(frozen=True, slots=True)
class Reference:
    """A field as a formula names it. `table` is the code of the table whose rows it is in."""

    field: Field
    kind: Kind
    table: str = ""
    is_computed: bool = False


def resolve(name: Name, scope: Scope) -> Reference:
    """Find a field that formulas may use; raises `Flaw`."""
    found = scope.schema.by_code.get(name.code)
    if found is None:
        raise Flaw(flaws.NO_FIELD.fill(code=name.code))
    kind = KINDS.get(found.type.key)
    if kind is None:
        raise Flaw(flaws.NOT_USABLE.fill(code=name.code))
    if found.live_source is not None:
        raise Flaw(flaws.LIVE.fill(code=name.code))
    is_computed = name.code in scope.computed
    if is_computed:
        scope.needs.add(name.code)
    if found.table_id is None or found.table_id == scope.table_id:
        return Reference(found, kind, "", is_computed)
    return Reference(found, kind, scope.schema.by_id[found.table_id].code, is_computed)


def read_value(reference: Reference) -> Compiled:
    """A field of the record, or of the same row; raises `Flaw` for another table's column."""
    if reference.table:
        raise Flaw(flaws.COLUMN.fill(code=reference.field.code))
    run = _system_value(reference) if reference.field.type.system_column else _own_value(reference)
    return Compiled(reference.kind, run, may_be_empty=reference.kind == "number")


def read_column(reference: Reference) -> Compiled:
    """What all rows of a table have in a column: numbers (empty is 0) or texts (empty is ``""``)."""
    code, table = reference.field.code, reference.table
    convert, is_computed = _converter(reference), reference.is_computed
    empty = ZERO if reference.kind == "number" else ""

    def run(frame: Frame) -> list[Any]:
        rows = frame.tables.get(table, ())
        if is_computed and any((code, id(row)) in frame.failed for row in rows):
            raise Failure
        stored = (row.get(code) for row in rows)
        return [empty if value is None else convert(value) for value in stored]

    return Compiled("column", run)


def _own_value(reference: Reference) -> Run:
    code, in_row = reference.field.code, reference.field.table_id is not None
    convert, is_computed = _converter(reference), reference.is_computed
    empty: Any = {"number": None, "text": "", "list": ()}[reference.kind]

    def run(frame: Frame) -> Any:  # noqa: ANN401
        values = frame.row if in_row else frame.record
        stored = values.get(code)
        if stored is not None:
            return convert(stored)
        if is_computed and (code, id(values) if in_row else 0) in frame.failed:
            raise Failure
        return empty

    return run


def _system_value(reference: Reference) -> Run:
    code, is_moment = reference.field.code, reference.kind == "number"
    convert = _converter(reference)

    def moment(frame: Frame) -> Decimal | None:
        stored = frame.system.get(code)
        return None if stored is None else convert(stored) // 60 * 60

    def login_name(frame: Frame) -> str:
        stored = frame.system.get(code)
        if isinstance(stored, int):
            return str(people.snapshot().show("user", stored)["code"])
        return str(stored or "")

    return moment if is_moment else login_name


def _converter(reference: Reference) -> Callable[[Stored], Any]:
    if reference.kind != "number":
        return _as_it_is
    config, formula_value = reference.field.config, reference.field.type.formula_value
    if reference.field.type.kind == "number":
        return Decimal  # type: ignore[return-value]
    return lambda stored: formula_value(stored, config)


def _as_it_is(stored: Stored) -> Stored:
    return stored
