"""リッチエディター (RICH_TEXT): HTML that is safe to show, cleaned when it is written."""

from __future__ import annotations

from dataclasses import dataclass

import nh3

from urakata.definition.fields.base import LIKENESS, FieldType, Stored, WriteContext
from urakata.definition.fields.properties import Properties
from urakata.definition.fields.texts import take_lines
from urakata.kernel.json import JSONDict, JSONValue

LONGEST = 1_000_000  #: characters


@dataclass(frozen=True, slots=True)
class RichTextConfig:
    """The default HTML, already clean."""

    default: str = ""


class RichText(FieldType[RichTextConfig]):
    """HTML without scripts, event handlers or foreign styles."""

    key = "RICH_TEXT"
    widget = "rich-text"
    kind = "text"
    column = "text"
    operators = LIKENESS
    search = "html"

    def configure(self, raw: JSONDict, at: str) -> RichTextConfig:
        properties = Properties(raw, at)
        default = properties.text("defaultValue", most=LONGEST)
        properties.done()
        return RichTextConfig(nh3.clean(default))

    def describe(self, config: RichTextConfig) -> JSONDict:
        return {"defaultValue": config.default}

    def parse(self, raw: JSONValue, config: RichTextConfig, context: WriteContext) -> Stored:
        html = take_lines(raw, most=LONGEST)
        return None if html is None else nh3.clean(html) or None

    def default(self, config: RichTextConfig, context: WriteContext) -> Stored:
        return config.default or None
