"""Proofs that a leaf is in a tree, and that a tree is the beginning of another (RFC 9162, 2.1.3 f.).

A proof is planned first, as ranges of leaves; whoever keeps the tree then fetches what the plan
needs at one go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from urakata.journal.merkle.tree import Subtree, cover, node_hash, root_of

Range: TypeAlias = tuple[int, int]  #: first leaf, and the one after the last
Tree: TypeAlias = tuple[int, bytes]  #: size and root
Lookup: TypeAlias = Callable[[Subtree], bytes]


def inclusion_plan(index: int, size: int) -> list[Range]:
    """The ranges whose hashes prove that leaf `index` is in the tree of that size, lowest first."""
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    first, end = 0, size
    plan: list[Range] = []
    while end - first > 1:
        middle = first + _split(end - first)
        if index < middle:
            plan.append((middle, end))
            end = middle
        else:
            plan.append((first, middle))
            first = middle
    return plan[::-1]


def consistency_plan(old: int, size: int) -> list[Range]:
    """The ranges whose hashes prove that the tree of size `old` is the beginning of the other."""
    if not 0 < old <= size:
        raise ValueError(f"a tree of {size} does not begin with one of {old}")
    first, end = 0, size
    plan: list[Range] = []
    while old != end:
        middle = first + _split(end - first)
        if old <= middle:
            plan.append((middle, end))
            end = middle
        else:
            plan.append((first, middle))
            first = middle
    if first:  # else the old root itself, which the verifier has
        plan.append((first, end))
    return plan[::-1]


def _split(count: int) -> int:
    """The largest power of two below the count."""
    return 1 << ((count - 1).bit_length() - 1)


def subtrees_of(plan: Iterable[Range]) -> set[Subtree]:
    """All that must be looked up for a plan."""
    return {subtree for first, end in plan for subtree in cover(first, end)}


def fill(plan: Iterable[Range], lookup: Lookup) -> list[bytes]:
    """The proof: the hash of each range of the plan."""
    return [root_of([lookup(subtree) for subtree in cover(first, end)]) for first, end in plan]


def root_by_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root to which the proof leads from the leaf (RFC 9162, 2.1.3.2); None if it is no proof."""
    if not 0 <= index < size:
        return None
    place, last, root = index, size - 1, leaf
    for hashed in proof:
        if last == 0:
            return None
        if place & 1 or place == last:
            root = node_hash(hashed, root)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            root = node_hash(root, hashed)
        place, last = place >> 1, last >> 1
    return root if last == 0 else None


def is_consistent(old: Tree, new: Tree, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that one tree is the beginning of the other (RFC 9162, 2.1.4.2)."""
    (size, _), (new_size, _) = old, new
    if size == new_size:
        return not proof and old == new
    if not 0 < size < new_size:
        return False
    # a complete tree's own root begins the path
    path = list(proof) if size & (size - 1) else [old[1], *proof]
    return bool(path) and _roots(size, new_size, path) == (old[1], new[1])


def _roots(old: int, size: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The old and the new root to which the path leads."""
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    was = now = path[0]
    for hashed in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            was, now = node_hash(hashed, was), node_hash(hashed, now)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            now = node_hash(now, hashed)
        place, last = place >> 1, last >> 1
    return (was, now) if last == 0 else None
