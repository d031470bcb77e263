from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from urakata.record.ranges import Range, merge_ranges, ranges_of, within

IDS = st.lists(st.integers(1, 300), max_size=120)


def test_neighbours_become_one_range() -> None:
    assert ranges_of([5, 3, 4, 9, 4]) == [Range(3, 5), Range(9, 9)]


def test_overlapping_and_touching_ranges_are_merged() -> None:
    merged = merge_ranges([Range(10, 20), Range(1, 3), Range(4, 4), Range(15, 30)])

    assert merged == [Range(1, 4), Range(10, 30)]


@given(IDS)
def test_ranges_hold_exactly_the_ids_they_were_made_of(ids: list[int]) -> None:
    held = [id_ for r in ranges_of(ids) for id_ in range(r.first, r.last + 1)]

    assert held == sorted(set(ids))


@given(IDS, IDS)
def test_a_condition_covers_the_ids_and_the_ranges(ids: list[int], others: list[int]) -> None:
    fragment = within("t.id", ids, ranges_of(others))

    listed, *bounds = fragment.params
    spelled = {i for a, b in zip(bounds[::2], bounds[1::2], strict=True) for i in range(a, b + 1)}
    assert {*listed} | spelled == {*ids, *others}
    assert fragment.text.count("%s") == len(fragment.params)


def test_long_ranges_are_spelled_out_and_short_ones_listed() -> None:
    fragment = within("t.id", [7], [Range(1, 2), Range(100, 1_000)])

    assert fragment.text == "(t.id = ANY(%s) OR t.id BETWEEN %s AND %s)"
    assert fragment.params == ([7, 1, 2], 100, 1_000)
