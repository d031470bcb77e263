"""What the choice types share: one option out of a list, or any number of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from urakata.definition.fields.base import MEMBERSHIP, FieldType, Stored, WriteContext
from urakata.definition.fields.options import Options, read_options
from urakata.definition.fields.properties import Properties
from urakata.kernel import rules
from urakata.kernel.json import JSONDict, JSONValue


@dataclass(frozen=True, slots=True)
class ChoiceConfig:
    """The options, those chosen at first, and how they are laid out."""

    options: Options = Options()
    default: tuple[str, ...] = ()
    align: str = "HORIZONTAL"


class Choosing(FieldType[ChoiceConfig]):
    """A field with options."""

    operators = MEMBERSHIP
    is_laid_out: ClassVar[bool] = False  #: whether ``align`` means anything

    def configure(self, raw: JSONDict, at: str) -> ChoiceConfig:
        properties = Properties(raw, at)
        options = read_options(properties)
        default = self.read_default(properties)
        if not set(default) <= options.rank.keys():
            properties.refuse("defaultValue", rules.NOT_IN_ENUM)
            default = []
        align = properties.one_of("align", ("HORIZONTAL", "VERTICAL"), "HORIZONTAL")
        properties.done()
        return ChoiceConfig(options, tuple(sorted(default, key=options.rank.__getitem__)), align)

    def read_default(self, properties: Properties) -> list[str]:
        """Read ``defaultValue``: one name here, a list where many may be chosen."""
        default = properties.text("defaultValue", most=128)
        return [default] if default else []

    def describe(self, config: ChoiceConfig) -> JSONDict:
        described: JSONDict = {
            "defaultValue": config.default[0] if config.default else "",
            "options": config.options.describe(),
        }
        return {**described, "align": config.align} if self.is_laid_out else described

    def literal(self, raw: str, config: ChoiceConfig) -> str:
        return config.options.literal(raw)


class ChooseOne(Choosing):
    """One option, or none."""

    kind = "choice"
    column = "text"
    empty: ClassVar[JSONValue] = None
    is_sortable = True
    search = "text"

    def parse(self, raw: JSONValue, config: ChoiceConfig, context: WriteContext) -> Stored:
        return config.options.take_one(raw)

    def default(self, config: ChoiceConfig, context: WriteContext) -> Stored:
        return config.default[0] if config.default else None


class ChooseMany(Choosing):
    """Any number of options, kept in the options' order."""

    kind = "choices"
    column = "text[]"
    empty: ClassVar[JSONValue] = []
    required_suffix = ".values"
    search = "list"

    def read_default(self, properties: Properties) -> list[str]:
        chosen = properties.raw.get("defaultValue")
        return [str(name) for name in chosen] if isinstance(chosen, list) else []

    def describe(self, config: ChoiceConfig) -> JSONDict:
        return {**super().describe(config), "defaultValue": list(config.default)}

    def parse(self, raw: JSONValue, config: ChoiceConfig, context: WriteContext) -> Stored:
        return config.options.take_many(raw)

    def default(self, config: ChoiceConfig, context: WriteContext) -> Stored:
        return list(config.default) or None
