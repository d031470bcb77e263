"""Comments and files: one table each, whatever their app. A page at a time, the newest first."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from urakata.record.adapters import ledger_cursor
from urakata.record.disclosure import tell_reading
from urakata.record.searching.asking import TOP, WALKED, Hit, Page, Search

FIRST: Final = 50
MORE: Final = 8
SECONDS: Final = 0.5
MOST: Final = 4_000  #: rows looked at in one round

_NEWEST: Final = "SELECT ids, down_to FROM ledger.newest(%s::regclass, %s, %s, %s, %s, %s, %s)"


class Texts(NamedTuple):
    """A table of texts with an index of pairs: its key, and the text as the index has it."""

    table: str
    key: str
    doc: str


COMMENTS: Final = Texts("record_comment", "id", "ledger.squeeze(text)")
NAMES: Final = Texts("record_file", "number", "ledger.squeeze(name)")
PASSAGES: Final = Texts("record_filepassage", "id", "doc")

Candidates: TypeAlias = "tuple[list[Any], int]"
"""Rows that may be hits, the newest first, and the key that was looked down to (0: to the end)."""
Look: TypeAlias = Callable[[int, int], Candidates]
"""Below a key, so many at most."""
Check: TypeAlias = Callable[[Sequence[Any]], Iterable[tuple[int, Hit]]]
"""Those of the candidates that the actor may see, each with its key."""


def newest(texts: Texts, words: list[str], below: int, most: int) -> Candidates:
    """The newest rows that have all the words, however they are spelt."""
    parameters = (*texts, words, below, most, WALKED)
    row = ledger_cursor().execute(_NEWEST, parameters).fetchone()
    return (row[0], row[1]) if row else ([], 0)


def page_of(look: Look, check: Check, after: int | None, limit: int) -> Page:
    """A page of hits: look, check, and look further until there is enough."""
    below = TOP if after is None else after
    found: list[tuple[int, Hit]] = []
    ends, most = time.monotonic() + SECONDS, FIRST
    while below and len(found) <= limit and time.monotonic() < ends:
        candidates, below = look(below, most)
        found += sorted(check(candidates), key=lambda each: -each[0])
        most = min(most * MORE, MOST)
    hits = [hit for _, hit in found[:limit]]
    if len(found) > limit:
        below = found[limit - 1][0]
    return Page(hits, {"": below} if below else None)


def tell(search: Search, hits: Iterable[Hit]) -> None:
    """Sensitive apps hear which comments and files were shown, and with them titles."""
    by_app: dict[int, list[Hit]] = {}
    for hit in hits:
        if hit.app is not None:
            by_app.setdefault(hit.app.app_id, []).append(hit)
    words = " ".join(search.words.all)
    for app_id, each in by_app.items():
        tell_reading(
            search.env.actor,
            search.apps[app_id],
            [hit.record_id for hit in each if hit.record_id],
            {hit.field_code for hit in each if hit.field_code},
            about={"search": words, f"{each[0].kind}s": [hit.id for hit in each]},
        )
