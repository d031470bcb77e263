"""A sentence in both languages of the product.

Everything a person may read is a `Text`; only the outermost layer picks the language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["ja", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in Japanese and English; `{name}` places are filled by `fill`."""

    ja: str
    en: str

    def fill(self, **values: object) -> Text:
        """Put values into the places; the template itself is never user input."""
        return Text(self.ja.format(**values), self.en.format(**values))

    def in_(self, language: Language) -> str:
        """The sentence in one language."""
        return self.ja if language == "ja" else self.en
