"""文字列（1行） (SINGLE_LINE_TEXT): one line of text, also computed by a formula or numbered."""

from __future__ import annotations

from dataclasses import dataclass

from urakata.definition.fields.base import (
    EQUALITY,
    LIKENESS,
    MEMBERSHIP,
    FieldType,
    Stored,
    WriteContext,
)
from urakata.definition.fields.lengths import Lengths, read_lengths
from urakata.definition.fields.properties import Properties
from urakata.definition.fields.texts import take_text
from urakata.kernel.json import JSONDict, JSONValue

LONGEST = 65_535  #: characters; beyond it a value is not one line any more


@dataclass(frozen=True, slots=True)
class TextConfig:
    """Length limits, the default, and the formula if the text is computed."""

    lengths: Lengths = Lengths()
    expression: str = ""
    hides_expression: bool = False


class SingleLineText(FieldType[TextConfig]):
    """One line of text. Line breaks that arrive (a pasted cell) become spaces."""

    key = "SINGLE_LINE_TEXT"
    widget = "single-line-text"
    kind = "text"
    column = "text"
    operators = (*EQUALITY, *MEMBERSHIP, *LIKENESS)
    is_sortable = True
    may_be_unique = True
    search = "text"

    def configure(self, raw: JSONDict, at: str) -> TextConfig:
        properties = Properties(raw, at)
        config = TextConfig(
            lengths=read_lengths(properties, LONGEST),
            expression=properties.text("expression"),
            hides_expression=properties.boolean("hideExpression"),
        )
        properties.done()
        return config

    def describe(self, config: TextConfig) -> JSONDict:
        return {
            **config.lengths.describe(),
            "expression": config.expression,
            "hideExpression": config.hides_expression,
        }

    def parse(self, raw: JSONValue, config: TextConfig, context: WriteContext) -> Stored:
        text = take_text(raw)
        if text is None:
            return None
        if "\n" in text or "\r" in text:
            text = " ".join(text.splitlines())
        config.lengths.check(text, LONGEST)
        return text

    def default(self, config: TextConfig, context: WriteContext) -> Stored:
        return config.lengths.default or None
