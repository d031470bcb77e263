"""Ranges of record ids: how many changed records are noted with few words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from urakata.definition.sql import Fragment

MOST_BETWEENS: Final = 20  #: ranges that a condition spells out
SHORT: Final = 50  #: ids that are rather listed one by one


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """Ids from `first` to `last`, both included."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1


def merge_ranges(ranges: Iterable[Range]) -> list[Range]:
    """The same ids in order, no two ranges overlapping or touching."""
    merged: list[Range] = []
    for each in sorted(ranges):
        if merged and each.first <= merged[-1].last + 1:
            merged[-1] = Range(merged[-1].first, max(merged[-1].last, each.last))
        else:
            merged.append(each)
    return merged


def ranges_of(ids: Iterable[int]) -> list[Range]:
    """Ids as few ranges."""
    return merge_ranges(Range(id_, id_) for id_ in ids)


def within(column: str, ids: Sequence[int], ranges: Sequence[Range]) -> Fragment:
    """A condition that a column is one of the ids or lies in one of the ranges."""
    by_length = sorted(ranges, key=len, reverse=True)
    spelled = [r for r in by_length[:MOST_BETWEENS] if len(r) > SHORT]
    listed = (range(r.first, r.last + 1) for r in by_length[len(spelled) :])
    betweens = f" OR {column} BETWEEN %s AND %s" * len(spelled)
    bounds = chain.from_iterable((r.first, r.last) for r in spelled)
    return Fragment(f"({column} = ANY(%s){betweens})", ([*ids, *chain(*listed)], *bounds))
