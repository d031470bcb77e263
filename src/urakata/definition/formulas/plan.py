"""An app's formulas, checked, put in order and ready to run over a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from urakata.definition.fields.base import Stored
from urakata.definition.formulas import flaws
from urakata.definition.formulas.arithmetic import ZERO, Arithmetic, Failure
from urakata.definition.formulas.compiler import compile_node
from urakata.definition.formulas.flaws import Flaw
from urakata.definition.formulas.parser import parse_formula
from urakata.definition.formulas.references import Scope
from urakata.definition.formulas.values import Calendars, Compiled, Frame, Run
from urakata.definition.schema import AppSchema, Field
from urakata.directory import company_calendar
from urakata.kernel.errors import Invalid
from urakata.kernel.text import Text

LONGEST_RESULT: Final = 65_535  #: characters: what a text field holds
_MEMORY: Final = "urakata.definition.formulas.plan"


@dataclass(frozen=True, slots=True)
class Step:
    """One field to compute; `table` is the code of its table, ``""`` for the record's own."""

    code: str
    table: str
    run: Run
    keep: Callable[[Any], str | None]


@dataclass(frozen=True, slots=True)
class FormulaPlan:
    """The formulas of an app, each behind those it needs."""

    steps: tuple[Step, ...]

    def evaluate(
        self,
        record: dict[str, Stored],
        tables: Mapping[str, list[dict[str, Stored]]],
        *,
        system: Mapping[str, Stored],
        timezone: ZoneInfo,
        calendar: Calendars = company_calendar.calendar,
    ) -> None:
        """Put the stored values of computed fields into a record and the rows of its tables.

        All values are by field code; `system` has the creator's and modifier's (an id or a login
        name) and the two times. Never raises: where a formula has no value the field is None.
        """
        frame = Frame(record, tables, system, timezone, calendar)
        for step in self.steps:
            if not step.table:
                record[step.code] = _value(step, frame, 0)
                continue
            for row in tables.get(step.table, ()):
                frame.row = row
                row[step.code] = _value(step, frame, id(row))


def compile_formulas(schema: AppSchema) -> FormulaPlan:
    """The plan of an app, made once and kept with the schema.

    Raises ``GAIA_IL01``, naming the first wrong field in form order and what is wrong.
    """
    memory: dict[str, Any] = vars(schema)
    if _MEMORY not in memory:
        memory[_MEMORY] = _compile(schema)
    return cast("FormulaPlan", memory[_MEMORY])


def _value(step: Step, frame: Frame, row: int) -> str | None:
    try:
        return step.keep(step.run(frame))
    except ArithmeticError:  # division by zero, too many digits, a failed field it needs
        frame.failed.add((step.code, row))
        return None


def _compile(schema: AppSchema) -> FormulaPlan:
    computed = {f.code: f for f in schema.fields if f.is_stored and _is_computed(f)}
    arithmetic = Arithmetic(schema.precision)
    steps: dict[str, Step] = {}
    needs: dict[str, set[str]] = {}
    for field in computed.values():
        scope = Scope(schema, field.table_id, arithmetic, frozenset(computed))
        steps[field.code] = _step(field, scope)
        needs[field.code] = scope.needs
    return FormulaPlan(tuple(steps[code] for code in _in_order(needs, computed)))


def _is_computed(field: Field) -> bool:
    return field.type.key == "CALC" or bool(_expression(field))


def _expression(field: Field) -> str:
    return str(getattr(field.config, "expression", "")).strip()


def _step(field: Field, scope: Scope) -> Step:
    table = "" if field.table_id is None else scope.schema.by_id[field.table_id].code
    if not _expression(field):
        return Step(field.code, table, _nothing, _nothing)
    try:
        compiled = compile_node(parse_formula(_expression(field)), scope)
    except Flaw as flaw:
        raise _refused(field, flaw.text) from None
    return Step(field.code, table, compiled.run, _keeper(field, compiled, scope.arithmetic))


def _in_order(needs: dict[str, set[str]], computed: dict[str, Field]) -> list[str]:
    try:
        return list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        circle = set(error.args[1])
        first = next(field for code, field in computed.items() if code in circle)
        raise _refused(first, flaws.CYCLE) from None


def _keeper(
    field: Field, compiled: Compiled, arithmetic: Arithmetic
) -> Callable[[Any], str | None]:
    """How a result becomes the stored value: a CALC keeps numbers only, a text keeps everything."""
    is_text = field.type.kind == "text"
    is_moment = getattr(field.config, "format", "NUMBER") not in {"NUMBER", "NUMBER_DIGIT"}
    show = arithmetic.shown if is_moment else arithmetic.result

    def number(value: Decimal | None) -> str | None:
        if value is None:
            return None if is_text else show(ZERO)
        return show(value)

    if compiled.kind == "number":
        return number
    if compiled.kind == "condition":
        return lambda value: "1" if value else "0"
    return _text if is_text and compiled.kind == "text" else _nothing


def _text(value: str) -> str | None:
    if len(value) > LONGEST_RESULT:
        raise Failure
    return value or None


def _nothing(value: object) -> str | None:
    raise Failure(value)


def _refused(field: Field, text: Text) -> Invalid:
    return Invalid("GAIA_IL01", field=field.label, ja=text.ja, en=text.en)
