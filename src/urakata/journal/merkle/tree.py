"""Hashes of leaves and nodes, and a tree that grows at its right end.

A *complete subtree* is named by level and index: ``(level, index)`` stands for the ``2**level``
leaves from ``index * 2**level`` on. Every range of leaves is covered by few of them, and every root
is made of the roots of the complete subtrees that cover the tree, its *peaks*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Final, TypeAlias

Subtree: TypeAlias = tuple[int, int]  #: level, index

EMPTY: Final = sha256(b"").digest()  #: the root of a tree without leaves
_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"


def leaf_hash(content: bytes) -> bytes:
    """What stands for an entry."""
    return sha256(_LEAF + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """What stands for two subtrees side by side."""
    return sha256(_NODE + left + right).digest()


def root_of(peaks: Sequence[bytes]) -> bytes:
    """The root over the roots of complete subtrees, from left to right."""
    if not peaks:
        return EMPTY
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def cover(first: int, end: int) -> list[Subtree]:
    """The fewest complete subtrees that make up the leaves from `first` to before `end`."""
    found: list[Subtree] = []
    while first < end:
        # as big as its place allows, and no bigger than what is left
        level = (end - first).bit_length() - 1
        if first:
            level = min(level, (first & -first).bit_length() - 1)
        found.append((level, first >> level))
        first += 1 << level
    return found


def _ignore(_subtree: Subtree, _hash: bytes) -> None:
    return None


class Growing:
    """A tree of which only the peaks are kept, however big it is.

    `tell` hears of every complete subtree above the leaves, as soon as it is complete.
    """

    __slots__ = ("_hashes", "_levels", "_tell", "size")

    def __init__(
        self,
        size: int = 0,
        peaks: Iterable[bytes] = (),
        *,
        tell: Callable[[Subtree, bytes], None] = _ignore,
    ) -> None:
        self.size = size
        self._levels = [level for level, _ in cover(0, size)]
        self._hashes = list(peaks)
        self._tell = tell

    def add(self, hashed: bytes, level: int = 0) -> None:
        """Put a leaf, or a whole complete subtree, at the right end.

        Raises `ValueError` when no subtree of that level begins here.
        """
        if self.size & ((1 << level) - 1):
            raise ValueError(f"no subtree of level {level} begins at {self.size}")
        self.size += 1 << level
        levels, hashes = self._levels, self._hashes
        while levels and levels[-1] == level:
            levels.pop()
            hashed = sha256(_NODE + hashes.pop() + hashed).digest()
            level += 1
            self._tell((level, (self.size >> level) - 1), hashed)
        levels.append(level)
        hashes.append(hashed)

    @property
    def root(self) -> bytes:
        """The root of everything so far."""
        return root_of(self._hashes)
