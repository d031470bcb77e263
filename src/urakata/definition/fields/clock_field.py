"""What the date and time types share: a default, or the moment of writing as the default."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, cast

from urakata.definition.fields.base import (
    EQUALITY,
    ORDER,
    FieldType,
    FormulaValue,
    Malformed,
    Refused,
    Stored,
    WriteContext,
)
from urakata.definition.fields.moments import epoch_seconds
from urakata.definition.fields.properties import Properties
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text


@dataclass(frozen=True, slots=True)
class ClockConfig:
    """A fixed default, or now (which wins)."""

    default: str = ""
    is_now: bool = False


class ClockField(FieldType[ClockConfig]):
    """A moment of some kind."""

    operators = (*EQUALITY, *ORDER)
    is_sortable = True
    refusal: ClassVar[Text]

    def read(self, text: str) -> str | None:
        """Text to stored; None when it is no such moment."""
        raise Malformed(text)

    def now(self, context: WriteContext) -> str:
        """The present in the stored shape."""
        raise Malformed(str(context.now))

    def configure(self, raw: JSONDict, at: str) -> ClockConfig:
        properties = Properties(raw, at)
        default = properties.text("defaultValue", most=64)
        if default and self.read(default) is None:
            properties.refuse("defaultValue", self.refusal)
        config = ClockConfig(default, properties.boolean("defaultNowValue"))
        properties.done()
        return config

    def describe(self, config: ClockConfig) -> JSONDict:
        return {"defaultValue": config.default, "defaultNowValue": config.is_now}

    def parse(self, raw: JSONValue, config: ClockConfig, context: WriteContext) -> Stored:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, str):
            raise Malformed
        read = self.read(raw.strip())
        if read is None:
            raise Refused(self.refusal)
        return read

    def default(self, config: ClockConfig, context: WriteContext) -> Stored:
        if config.is_now:
            return self.now(context)
        return self.read(config.default) if config.default else None

    def literal(self, raw: str, config: ClockConfig) -> str:
        if not raw:
            return ""
        read = self.read(raw)
        if read is None:
            raise Refused(self.refusal)
        return read

    def formula_value(self, stored: Stored, config: ClockConfig) -> FormulaValue:
        return None if stored is None else Decimal(epoch_seconds(cast("str", stored)))
