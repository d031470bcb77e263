"""文字列（複数行） (MULTI_LINE_TEXT): text of several lines, each ended by a line feed."""

from __future__ import annotations

from dataclasses import dataclass

from urakata.definition.fields.base import EMPTINESS, LIKENESS, FieldType, Stored, WriteContext
from urakata.definition.fields.properties import Properties
from urakata.definition.fields.texts import take_lines
from urakata.kernel.json import JSONDict, JSONValue

LONGEST = 1_000_000  #: characters


@dataclass(frozen=True, slots=True)
class LinesConfig:
    """The default text."""

    default: str = ""


class MultiLineText(FieldType[LinesConfig]):
    """Several lines of text."""

    key = "MULTI_LINE_TEXT"
    widget = "multi-line-text"
    kind = "text"
    column = "text"
    operators = (*LIKENESS, *EMPTINESS)
    search = "text"

    def configure(self, raw: JSONDict, at: str) -> LinesConfig:
        properties = Properties(raw, at)
        default = properties.text("defaultValue", most=LONGEST)
        properties.done()
        return LinesConfig(default)

    def describe(self, config: LinesConfig) -> JSONDict:
        return {"defaultValue": config.default}

    def parse(self, raw: JSONValue, config: LinesConfig, context: WriteContext) -> Stored:
        return take_lines(raw, most=LONGEST)

    def default(self, config: LinesConfig, context: WriteContext) -> Stored:
        return config.default or None
