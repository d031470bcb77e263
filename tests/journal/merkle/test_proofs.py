"""Proofs of every size up to 70, and what is no proof."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.journal.merkle.test_tree import LEAVES, defined_root
from urakata.journal.merkle.proofs import (
    consistency_plan,
    fill,
    inclusion_plan,
    is_consistent,
    root_by_inclusion,
    subtrees_of,
)

ROOTS = [defined_root(LEAVES[:size]) for size in range(71)]


def lookup(subtree):
    level, index = subtree
    return defined_root(LEAVES[index << level : (index + 1) << level])


def defined_path(m, leaves):
    """PATH of RFC 9162, 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = 1 << ((len(leaves) - 1).bit_length() - 1)
    if m < k:
        return [*defined_path(m, leaves[:k]), defined_root(leaves[k:])]
    return [*defined_path(m - k, leaves[k:]), defined_root(leaves[:k])]


def defined_subproof(m, leaves, *, is_whole=True):
    """SUBPROOF of RFC 9162, 2.1.4.1."""
    if m == len(leaves):
        return [] if is_whole else [defined_root(leaves)]
    k = 1 << ((len(leaves) - 1).bit_length() - 1)
    if m <= k:
        return [*defined_subproof(m, leaves[:k], is_whole=is_whole), defined_root(leaves[k:])]
    return [*defined_subproof(m - k, leaves[k:], is_whole=False), defined_root(leaves[:k])]


@pytest.mark.parametrize("size", range(1, 71))
def test_every_leaf_of_every_size_has_the_defined_proof_and_it_holds(size):
    for index in range(size):
        plan = inclusion_plan(index, size)
        proof = fill(plan, lookup)

        assert proof == defined_path(index, LEAVES[:size])
        assert root_by_inclusion(LEAVES[index], index, size, proof) == ROOTS[size]
        assert len(subtrees_of(plan)) <= 2 * 7


@pytest.mark.parametrize("size", range(1, 71))
def test_every_size_has_the_defined_proof_of_every_beginning_and_it_holds(size):
    for old in range(1, size + 1):
        proof = fill(consistency_plan(old, size), lookup)

        assert proof == defined_subproof(old, LEAVES[:size])
        assert is_consistent((old, ROOTS[old]), (size, ROOTS[size]), proof)


@given(st.integers(1, 70), st.data())
def test_a_proof_of_another_place_leaf_or_size_does_not_hold(size, data):
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(-1, size + 1))
    assume(other != index)
    proof = fill(inclusion_plan(index, size), lookup)

    assert root_by_inclusion(LEAVES[index], other, size, proof) != ROOTS[size]
    assert root_by_inclusion(LEAVES[index + 1], index, size, proof) != ROOTS[size]
    assert root_by_inclusion(LEAVES[index], index, size, [*proof, LEAVES[0]]) != ROOTS[size]
    if proof:
        assert root_by_inclusion(LEAVES[index], index, size, proof[1:]) != ROOTS[size]


@given(st.integers(1, 70), st.data())
def test_a_changed_past_has_no_proof(size, data):
    old = data.draw(st.integers(1, size))
    proof = fill(consistency_plan(old, size), lookup)
    changed = data.draw(st.integers(0, len(proof)))
    forged = [*proof[:changed], LEAVES[100], *proof[changed + 1 :]]

    assert not is_consistent((old, ROOTS[old]), (size, ROOTS[size]), forged)
    assert not is_consistent((old, LEAVES[100]), (size, ROOTS[size]), proof)
    assert not is_consistent((old, ROOTS[old]), (size, LEAVES[100]), proof)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 3)])
def test_there_is_no_proof_of_what_is_not_there(index, size):
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_plan(index, size)
    assert root_by_inclusion(LEAVES[0], index, size, []) is None


@pytest.mark.parametrize(("old", "size"), [(0, 3), (4, 3)])
def test_there_is_no_proof_of_another_trees_beginning(old, size):
    with pytest.raises(ValueError, match="does not begin"):
        consistency_plan(old, size)
    assert not is_consistent((old, ROOTS[old]), (size, ROOTS[size]), [])
