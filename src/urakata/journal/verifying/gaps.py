"""Entries whose time of retention is over: the journal itself, sealed, must say that they went."""

from __future__ import annotations

from typing import Final, cast

from urakata.kernel.json import JSONDict, read_json

_SIGN: Final = b'"kind":"journal.retain"'


class Gaps:
    """The leaves that a complete export leaves out, as ranges in order."""

    def __init__(self) -> None:
        self._ranges: list[tuple[int, int]] = []
        self._explained: list[tuple[int, int]] = []

    def __bool__(self) -> bool:
        return bool(self._ranges)

    def add(self, first: int, end: int) -> None:
        """Leaves from `first` to before `end` are left out."""
        if self._ranges and self._ranges[-1][1] == first:
            first = self._ranges.pop()[0]
        self._ranges.append((first, end))

    def explain(self, body: bytes) -> None:
        """Hear an entry, which may tell that leaves before it were taken out by the policy."""
        if _SIGN not in body:
            return
        said = cast("JSONDict", read_json(body))
        if said["kind"] == "journal.retain":  # and no text that only looks like it
            about = cast("JSONDict", said["about"])
            self._explained += [
                (int(first), int(end)) for first, end in cast("list[list[int]]", about["leaves"])
            ]

    def first_unexplained(self) -> int | None:
        """The first leaf that is left out though nobody was to take it out."""
        explained = sorted(self._explained)
        for first, end in self._ranges:
            for begin, stop in explained:
                if begin <= first < stop:
                    first = stop  # noqa: PLW2901 - what is left of the range
            if first < end:
                return first
        return None
