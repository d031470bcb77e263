"""The tree against RFC 9162's own words: the definition, written down as it stands there."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urakata.journal.merkle.tree import EMPTY, Growing, cover, leaf_hash, node_hash, root_of

LEAVES = [leaf_hash(b"%d" % n) for n in range(130)]


def defined_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1, over leaf hashes."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + defined_root(leaves[:k]) + defined_root(leaves[k:])).digest()


def test_leaves_and_nodes_are_told_apart_by_their_first_byte():
    assert leaf_hash(b"") == sha256(b"\x00").digest()
    assert node_hash(b"a", b"b") == sha256(b"\x01ab").digest()
    assert Growing().root == EMPTY == sha256(b"").digest()


@pytest.mark.parametrize("size", range(71))
def test_the_root_of_every_size_is_the_defined_one(size):
    growing = Growing()
    for leaf in LEAVES[:size]:
        growing.add(leaf)

    assert (growing.size, growing.root) == (size, defined_root(LEAVES[:size]))


@pytest.mark.parametrize("size", range(71))
def test_a_tree_grows_on_from_its_peaks(size):
    peaks = [defined_root(LEAVES[i << n : (i + 1) << n]) for n, i in cover(0, size)]
    growing = Growing(size, peaks)
    for leaf in LEAVES[size:]:
        growing.add(leaf)

    assert root_of(peaks) == defined_root(LEAVES[:size])
    assert growing.root == defined_root(LEAVES)


def test_every_complete_subtree_is_told_once_with_its_hash():
    told = {}
    growing = Growing(tell=told.__setitem__)
    for leaf in LEAVES:
        growing.add(leaf)

    assert told == {
        (level, index): defined_root(LEAVES[index << level : (index + 1) << level])
        for level in range(1, 8)
        for index in range(130 >> level)
    }


@given(st.integers(0, 130), st.integers(0, 130))
def test_a_cover_has_every_leaf_once_in_order_and_is_small(first, end):
    found = cover(first, end)

    places = [n for level, index in found for n in range(index << level, (index + 1) << level)]
    assert places == list(range(first, end))
    assert len(found) <= 2 * 8


@given(st.integers(1, 130), st.sets(st.integers(0, 129)))
def test_subtrees_may_stand_for_leaves_that_are_left_out(size, kept):
    """As in an export of some entries only."""
    growing, done = Growing(), 0
    for index in [*sorted(n for n in kept if n < size), size]:
        for level, place in cover(done, index):
            growing.add(defined_root(LEAVES[place << level : (place + 1) << level]), level)
        if index < size:
            growing.add(LEAVES[index])
        done = index + 1

    assert growing.root == defined_root(LEAVES[:size])


def test_a_subtree_stands_only_where_one_begins():
    growing = Growing()
    growing.add(LEAVES[0])

    with pytest.raises(ValueError, match="no subtree of level 1 begins at 1"):
        growing.add(LEAVES[1], 1)
