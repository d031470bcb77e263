"""What a file says, piece by piece, and how much of it is taken. Plain Python, for the child process."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

LONGEST: Final = 20_000  #: characters of a passage: what an index takes at once, and a reader too
OVERLAP: Final = 100  #: of a passage that was cut, so that a word across the cut is found
MOST_CHARACTERS: Final = 1_000_000  #: of one file
MOST_PAGES: Final = 2_000


class Passage(NamedTuple):
    """A page, a slide, a sheet, or a piece of a text that knows no pages (`page` None)."""

    page: int | None
    text: str


class Unreadable(Exception):
    """The content says nothing to us. The reason is its only argument, a word of `Reason`."""


def bounded(passages: Iterable[Passage]) -> Iterator[Passage]:
    """As much as is taken: clean pieces of bounded length, up to a number of characters."""
    left = MOST_CHARACTERS
    for passage in passages:
        if passage.page is not None and passage.page > MOST_PAGES:
            return
        text = clean(passage.text[:left])
        left -= len(passage.text)
        yield from (Passage(passage.page, piece) for piece in _cut(text))
        if left <= 0:
            return


def clean(text: str) -> str:
    """Lines without what cannot be kept or shown: control characters, halves of pairs, blank lines."""
    lines = (
        "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in line).strip()
        for line in text.splitlines()
    )
    return "\n".join(line for line in lines if line)


def _cut(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        yield text[start : start + LONGEST]
        if start + LONGEST >= len(text):
            return
        start += LONGEST - OVERLAP
