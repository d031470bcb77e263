"""Circles of delegations, compared with looking at every day, every app and every way."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from urakata.directory.circles import Link, find_circle

START = date(2026, 4, 1)
PEOPLE = range(1, 6)
APPS = (7, 8, None)


@st.composite
def links(draw: st.DrawFn) -> Link:
    principal = draw(st.sampled_from(PEOPLE))
    others = st.sampled_from([each for each in PEOPLE if each != principal])
    delegates = draw(st.lists(others, min_size=1, max_size=2, unique=True))
    first = draw(st.integers(0, 6))
    last = draw(st.integers(first, 8))
    apps = draw(st.sampled_from([None, frozenset({7}), frozenset({8}), frozenset({7, 8})]))
    return Link(
        principal, tuple(delegates), START + timedelta(first), START + timedelta(last), apps
    )


def goes_round(new: Link, others: list[Link]) -> bool:
    """Whether some day, in some app, the new principal is reached from the new delegates."""
    for day in (START + timedelta(n) for n in range(9)):
        for app in APPS:
            there = [link for link in others if link.holds(day, app)]
            reached = set(new.delegates) if new.holds(day, app) else set()
            for _ in PEOPLE:
                reached |= {
                    d for link in there if link.principal in reached for d in link.delegates
                }
            if new.principal in reached:
                return True
    return False


@given(links(), st.lists(links(), max_size=6))
def test_a_circle_is_found_exactly_when_there_is_one(new: Link, others: list[Link]):
    circle = find_circle(new, others)

    assert bool(circle) == goes_round(new, others)
    if circle:
        pairs = {(link.principal, d) for link in [new, *others] for d in link.delegates}
        assert circle[0] == new.principal
        assert circle[1] in new.delegates
        assert set(zip(circle, (*circle[1:], circle[0]), strict=True)) <= pairs
