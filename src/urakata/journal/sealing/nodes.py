"""The tree in the database: all leaves, and the complete subtrees of 256 leaves and more."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from django.db import connection

from urakata.journal.merkle.tree import Growing, Subtree, cover, root_of

KEPT_FROM: Final = 8  #: the level of the smallest subtree that is kept


def hashes_of(subtrees: Iterable[Subtree]) -> dict[Subtree, bytes]:
    """The hashes of these subtrees, as far as they are there, in the same order; two queries."""
    wanted = list(subtrees)
    found = _kept([s for s in wanted if s[0] >= KEPT_FROM])
    found |= _computed([s for s in wanted if s[0] < KEPT_FROM])
    return {subtree: found[subtree] for subtree in wanted if subtree in found}


def growing_from(size: int, tell_kept: list[tuple[int, int, bytes]]) -> Growing:
    """The tree of the first leaves, to grow on; what is to be kept is put into `tell_kept`."""

    def tell(subtree: Subtree, hashed: bytes) -> None:
        if subtree[0] >= KEPT_FROM:
            tell_kept.append((*subtree, hashed))

    peaks = cover(0, size)
    hashes = hashes_of(peaks)
    return Growing(size, [hashes[peak] for peak in peaks], tell=tell)


def _kept(subtrees: list[Subtree]) -> dict[Subtree, bytes]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT level, index, hash FROM journal_node"
            " WHERE (level, index) IN (SELECT * FROM unnest(%s::smallint[], %s::bigint[]))",
            [[level for level, _ in subtrees], [index for _, index in subtrees]],
        )
        return {(level, index): bytes(hashed) for level, index, hashed in cursor.fetchall()}


def _computed(subtrees: list[Subtree]) -> dict[Subtree, bytes]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.level, s.index, l.hash"
            " FROM unnest(%s::int[], %s::bigint[]) AS s (level, index) JOIN journal_leaf AS l"
            " ON l.index >= s.index << s.level AND l.index < (s.index + 1) << s.level"
            " ORDER BY s.level, s.index, l.index",
            [[level for level, _ in subtrees], [index for _, index in subtrees]],
        )
        rows = cursor.fetchall()
    found: dict[Subtree, bytes] = {}
    for subtree, group in groupby(rows, key=lambda row: (row[0], row[1])):
        growing = Growing()
        for *_, leaf in group:
            growing.add(bytes(leaf))
        if growing.size == 1 << subtree[0]:
            found[subtree] = growing.root
    return found


def root_at(size: int) -> bytes:
    """The root of the first leaves, from what is kept."""
    peaks = cover(0, size)
    hashes = hashes_of(peaks)
    return root_of([hashes[peak] for peak in peaks])
