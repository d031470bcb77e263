"""What somebody typed into the search box, as words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from urakata.definition.sql import Fragment, join
from urakata.kernel import rules
from urakata.kernel.errors import invalid

LONGEST: Final = 200  #: characters in all
MOST: Final = 10
_TERM: Final = re.compile(r'"([^"]*)"?|([^\s"]+)')
_QUOTES: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "〝": '"', "〟": '"'})


def fold(text: str) -> str:
    """One spelling, as `ledger.fold`."""
    return unicodedata.normalize("NFKC", text).lower()


@dataclass(frozen=True, slots=True)
class Words:
    """Words in one spelling, each once, all of which are wanted. Quoted ones may have spaces in them."""

    all: tuple[str, ...]

    def in_text(self, text: str) -> Fragment:
        """SQL: a folded text has all of them."""
        return join(" AND ", (Fragment(f"{text} LIKE %s", (pattern(word),)) for word in self.all))

    def are_in(self, folded: str) -> bool:
        """Whether a folded text has all of them."""
        return all(word in folded for word in self.all)


def read_words(typed: str) -> Words:
    """The words in what was typed. Raises `Invalid` at ``q``.

    Nothing but single characters is refused: every other record has one of them.
    """
    if len(typed) > LONGEST:
        raise invalid("q", rules.TOO_LONG.fill(n=LONGEST + 1))
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in typed)
    terms = _TERM.findall(fold(plain.translate(_QUOTES)))
    words = tuple(dict.fromkeys(word for pair in terms if (word := "".join(pair).strip())))
    if not words:
        raise invalid("q", rules.MISSING)
    if len(words) > MOST:
        raise invalid("q", rules.WRONG_SIZE.fill(min=1, max=MOST))
    if all(len(squeeze(word)) < 2 for word in words):
        raise invalid("q", rules.TOO_SHORT_TO_SEARCH)
    return Words(words)


def squeeze(word: str) -> str:
    """The word without its spaces, as `ledger.squeeze`."""
    return "".join(word.split())


def pattern(word: str) -> str:
    """For ``LIKE``: anything with the word in it."""
    for special in "\\%_":
        word = word.replace(special, f"\\{special}")
    return f"%{word}%"
