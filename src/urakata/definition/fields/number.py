"""数値 (NUMBER): exact decimals, never floats.

Stored as ``numeric`` and sent as text, so no JSON client loses a digit. Empty is NULL, which is
not zero.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from urakata.definition.fields.base import (
    EQUALITY,
    MEMBERSHIP,
    ORDER,
    FieldType,
    FormulaValue,
    Malformed,
    Refused,
    Stored,
    WriteContext,
)
from urakata.definition.fields.properties import Properties, canonical, plain
from urakata.definition.fields.quantity import Quantity, read_decimal, read_quantity
from urakata.kernel import rules
from urakata.kernel.json import JSONDict, JSONValue

MOST_DIGITS = 30  #: of a value, before and behind the point (kintone's limit)


@dataclass(frozen=True, slots=True)
class NumberConfig:
    """Limits, the default, and how the number is shown."""

    default: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    groups_digits: bool = False
    quantity: Quantity = Quantity()


class Number(FieldType[NumberConfig]):
    """A decimal number; ``1,200`` and ``１２００`` are both 1200."""

    key = "NUMBER"
    widget = "number"
    kind = "number"
    column = "numeric"
    operators = (*EQUALITY, *ORDER, *MEMBERSHIP)
    is_sortable = True
    may_be_unique = True

    def configure(self, raw: JSONDict, at: str) -> NumberConfig:
        properties = Properties(raw, at)
        default = properties.text("defaultValue", most=1000)
        if default and read_decimal(default) is None:
            properties.refuse("defaultValue", rules.NOT_A_NUMBER)
        config = NumberConfig(
            default=default,
            minimum=properties.decimal("minValue"),
            maximum=properties.decimal("maxValue"),
            groups_digits=properties.boolean("digit"),
            quantity=read_quantity(properties),
        )
        properties.done()
        return config

    def describe(self, config: NumberConfig) -> JSONDict:
        return {
            "defaultValue": config.default,
            "minValue": plain(config.minimum),
            "maxValue": plain(config.maximum),
            "digit": config.groups_digits,
            **config.quantity.describe(),
        }

    def parse(self, raw: JSONValue, config: NumberConfig, context: WriteContext) -> Stored:
        value = _take(raw)
        if value is None:
            return None
        if config.maximum is not None and value > config.maximum:
            raise Refused(rules.ABOVE_MAXIMUM.fill(n=plain(config.maximum)))
        if config.minimum is not None and value < config.minimum:
            raise Refused(rules.BELOW_MINIMUM.fill(n=plain(config.minimum)))
        return canonical(value)

    def default(self, config: NumberConfig, context: WriteContext) -> Stored:
        return canonical(_take(config.default) or Decimal(0)) if config.default else None

    def literal(self, raw: str, config: NumberConfig) -> str:
        value = read_decimal(raw)
        if value is None and raw:
            raise Refused(rules.NOT_A_NUMBER)
        return "" if value is None else canonical(value)

    def formula_value(self, stored: Stored, config: NumberConfig) -> FormulaValue:
        return None if stored is None else Decimal(cast("str", stored))


def _take(raw: JSONValue) -> Decimal | None:
    if raw is None or raw == "":
        return None
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise Malformed
    text = str(raw)
    value = read_decimal(text if text.isascii() else unicodedata.normalize("NFKC", text))
    if value is None:
        if text.isspace():
            return None
        raise Refused(rules.NOT_A_NUMBER)
    if not _is_short(value):
        raise Refused(rules.TOO_PRECISE.fill(n=MOST_DIGITS))
    return value


def _is_short(value: Decimal) -> bool:
    if abs(value.adjusted()) > MOST_DIGITS:
        return not value
    return sum(map(str.isdecimal, canonical(value))) <= MOST_DIGITS
