"""What the creation and update times share: a moment, set by the server."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from urakata.definition.fields.base import (
    EQUALITY,
    ORDER,
    FormulaValue,
    Malformed,
    Refused,
    Stored,
    WriteContext,
)
from urakata.definition.fields.moments import epoch_seconds, read_datetime, show_datetime
from urakata.definition.fields.plain_field import NoConfig, PlainField
from urakata.kernel import rules
from urakata.kernel.json import JSONValue
from urakata.kernel.text import Text

IN_THE_FUTURE = Text(
    "未来の日時は指定できません。", "A date and time in the future cannot be specified."
)


class StampField(PlainField):
    """A moment of the record's life, shown to the minute."""

    kind = "datetime"
    column = "timestamptz"
    operators = (*EQUALITY, *ORDER)
    is_sortable = True
    may_be_in_table = False

    def parse(self, raw: JSONValue, config: NoConfig, context: WriteContext) -> Stored:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, str):
            raise Malformed
        moment = read_datetime(raw.strip())
        if moment is None:
            raise Refused(rules.NOT_A_DATETIME)
        if moment > show_datetime(context.now):
            raise Refused(IN_THE_FUTURE)
        return moment

    def literal(self, raw: str, config: NoConfig) -> str:
        moment = read_datetime(raw)
        if moment is None and raw:
            raise Refused(rules.NOT_A_DATETIME)
        return moment or ""

    def formula_value(self, stored: Stored, config: NoConfig) -> FormulaValue:
        return None if stored is None else Decimal(epoch_seconds(cast("str", stored)))
