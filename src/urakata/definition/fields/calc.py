"""計算 (CALC): a number that a formula gives; nobody writes it.

The ledger holds the raw number for every format (dates are UNIX seconds, UTC), so that it sorts
and compares as a number; the format only decides the text that is sent (kintone-api §4.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import cast

from urakata.definition.fields.base import (
    EQUALITY,
    MEMBERSHIP,
    ORDER,
    FieldType,
    FormulaValue,
    ReadContext,
    Refused,
    Stored,
)
from urakata.definition.fields.moments import (
    epoch_seconds,
    from_epoch_seconds,
    read_date,
    read_datetime,
    read_time,
    show_datetime,
)
from urakata.definition.fields.properties import Properties, canonical
from urakata.definition.fields.quantity import Quantity, read_decimal, read_quantity
from urakata.kernel import rules
from urakata.kernel.json import JSONDict, JSONValue

FORMATS = (
    "NUMBER",
    "NUMBER_DIGIT",
    "DATETIME",
    "DATE",
    "TIME",
    "HOUR_MINUTE",
    "DAY_HOUR_MINUTE",
)


@dataclass(frozen=True, slots=True)
class CalcConfig:
    """The formula and the format of its result."""

    expression: str = ""
    hides_expression: bool = False
    format: str = "NUMBER_DIGIT"
    is_marked_required: bool = False  #: kept for kintone's sake, never enforced
    quantity: Quantity = Quantity()


class Calc(FieldType[CalcConfig]):
    """The result of a formula, as a number."""

    key = "CALC"
    widget = "calc"
    kind = "number"
    column = "numeric"
    operators = (*EQUALITY, *ORDER, *MEMBERSHIP)
    is_sortable = True
    is_writable = False
    may_be_required = False

    def configure(self, raw: JSONDict, at: str) -> CalcConfig:
        properties = Properties(raw, at)
        config = CalcConfig(
            expression=properties.text("expression"),
            hides_expression=properties.boolean("hideExpression"),
            format=properties.one_of("format", FORMATS, "NUMBER_DIGIT"),
            is_marked_required=properties.boolean("required"),
            quantity=read_quantity(properties),
        )
        properties.done()
        return config

    def describe(self, config: CalcConfig) -> JSONDict:
        return {
            "required": config.is_marked_required,
            "expression": config.expression,
            "hideExpression": config.hides_expression,
            "format": config.format,
            **config.quantity.describe(),
        }

    def dump(self, stored: Stored, config: CalcConfig, context: ReadContext) -> JSONValue:
        if stored is None:
            return ""
        number = cast("str", stored)
        if config.format in {"NUMBER", "NUMBER_DIGIT"}:
            return number
        return _show_moment(int(Decimal(number).to_integral_value(ROUND_FLOOR)), config.format)

    def literal(self, raw: str, config: CalcConfig) -> str:
        if not raw:
            return ""
        seconds = _read_moment(raw, config.format)
        if seconds is not None:
            return str(seconds)
        value = read_decimal(raw)
        if value is None:
            raise Refused(rules.NOT_A_NUMBER)
        return canonical(value)

    def formula_value(self, stored: Stored, config: CalcConfig) -> FormulaValue:
        return None if stored is None else Decimal(cast("str", stored))


def _show_moment(seconds: int, format_: str) -> str:
    if format_ == "TIME":
        minutes = seconds % 86_400 // 60
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if format_ in {"HOUR_MINUTE", "DAY_HOUR_MINUTE"}:
        minutes = abs(seconds) // 60
        return f"{'-' if seconds < 0 else ''}{minutes // 60}:{minutes % 60:02}"
    moment = from_epoch_seconds(seconds)
    if moment is None:
        return ""
    return moment.date().isoformat() if format_ == "DATE" else show_datetime(moment)


def _read_moment(text: str, format_: str) -> int | None:
    if format_ == "DATE":
        read = read_date(text)
    elif format_ == "DATETIME":
        read = read_datetime(text)
    elif format_ == "TIME":
        read = read_time(text)
    elif format_ in {"HOUR_MINUTE", "DAY_HOUR_MINUTE"}:
        return _read_duration(text)
    else:
        return None
    return None if read is None else epoch_seconds(read)


def _read_duration(text: str) -> int | None:
    hours, separator, minutes = text.removeprefix("-").partition(":")
    if not (separator and hours.isdecimal() and minutes.isdecimal() and len(hours) < 12):
        return None
    seconds = int(hours) * 3600 + int(minutes[:4]) * 60
    return -seconds if text.startswith("-") else seconds
