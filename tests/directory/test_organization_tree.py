from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from urakata.directory.organization_tree import OrganizationTree

COMPANY = OrganizationTree({1: None, 2: 1, 3: 1, 4: 2, 5: 4, 6: None})


def test_ancestors_come_nearest_first():
    assert COMPANY.ancestors(5) == [4, 2, 1]
    assert COMPANY.ancestors(1) == []


def test_descendants_come_parents_first():
    assert COMPANY.descendants(1) == [2, 3, 4, 5]
    assert COMPANY.descendants(6) == []


def test_the_top_has_roots_and_each_its_children():
    assert COMPANY.roots == [1, 6]
    assert COMPANY.children(1) == [2, 3]


@given(st.dictionaries(st.integers(0, 9), st.none() | st.integers(0, 9)))
def test_even_a_loop_comes_to_an_end_and_nothing_is_below_itself(parents):
    tree = OrganizationTree(parents)

    for id_ in parents:
        assert id_ not in tree.descendants(id_)
        assert id_ not in tree.ancestors(id_)
