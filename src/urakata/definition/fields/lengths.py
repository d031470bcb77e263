"""What one-line texts and links share: a default, a least and a greatest length, uniqueness."""

from __future__ import annotations

from dataclasses import dataclass

from urakata.definition.fields.properties import Properties
from urakata.definition.fields.texts import check_length
from urakata.kernel.json import JSONDict

LONGEST_UNIQUE = 64  #: characters of a value that must be unique (kintone's limit)


@dataclass(frozen=True, slots=True)
class Lengths:
    """The bounds of a text, and its default."""

    default: str = ""
    shortest: int | None = None
    longest: int | None = None
    is_unique: bool = False

    def describe(self) -> JSONDict:
        """The keys of kintone's property object."""
        return {
            "defaultValue": self.default,
            "minLength": "" if self.shortest is None else str(self.shortest),
            "maxLength": "" if self.longest is None else str(self.longest),
        }

    def check(self, text: str, most: int) -> None:
        """Raise `Refused` for a text out of bounds; `most` is what the type can hold."""
        check_length(text, None, LONGEST_UNIQUE if self.is_unique else most)
        check_length(text, self.shortest, self.longest)


def read_lengths(properties: Properties, most: int) -> Lengths:
    """Read ``defaultValue``, ``minLength``, ``maxLength`` and ``unique``."""
    return Lengths(
        default=properties.text("defaultValue", most=most),
        shortest=properties.whole("minLength", least=0, most=most),
        longest=properties.whole("maxLength", least=0, most=most),
        is_unique=properties.boolean("unique"),
    )
