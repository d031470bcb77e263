"""A little of a text around the words that were found in it, cut into what was found and what was not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from urakata.record.searching.words import Words

BEFORE: Final = 24  #: characters before the first word
LENGTH: Final = 120
_ODD: Final = re.compile(r"[\x00-\x20\x7f-\x9f]+")


class Piece(NamedTuple):
    """A piece of a snippet; `is_found` where it is one of the words."""

    text: str
    is_found: bool


def snippet(text: str, words: Words, length: int = LENGTH) -> tuple[Piece, ...]:
    """A line from the text, in one width, around the first of the words; spaces within are ignored."""
    shown = _ODD.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    folded = shown.lower()
    if len(folded) != len(shown):  # a capital whose small letter is two: its places differ
        shown = folded
    spans = _spans(folded, words)
    start = max(0, spans[0][0] - BEFORE) if spans else 0
    end = min(len(shown), start + length)
    return tuple(_pieces(shown, [span for span in spans if span[0] < end], (start, end)))


def has_any(text: str, words: Words) -> int:
    """How many of the words a text has, spaces within ignored."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return sum(bool(_regex(word).search(folded)) for word in words.all)


def _pieces(
    text: str, spans: Sequence[tuple[int, int]], window: tuple[int, int]
) -> Iterator[Piece]:
    place, end = window
    if place > 0:
        yield Piece("…", is_found=False)
    for first, last in spans:
        if first > place:
            yield Piece(text[place:first], is_found=False)
        if last > place:
            yield Piece(text[max(first, place) : last], is_found=True)
            place = last
    if place < end:
        yield Piece(text[place:end], is_found=False)
    if max(place, end) < len(text):
        yield Piece("…", is_found=False)


def _spans(folded: str, words: Words) -> list[tuple[int, int]]:
    found = [match.span() for word in words.all for match in _regex(word).finditer(folded)]
    return sorted(found)


def _regex(word: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(re.escape(c) for c in word if not c.isspace()))
