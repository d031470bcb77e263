"""Whether delegations go round: A's delegate is B, B's is C, and C's is A, on some day, in some app."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Link:
    """Who stands in for whom, on which days (both included) and in which apps (None: in all)."""

    principal: int
    delegates: tuple[int, ...]
    starts_on: date
    ends_on: date
    apps: frozenset[int] | None = None

    def holds(self, day: date, app: int | None) -> bool:
        """Whether it reaches an app on a day; no app is one that nobody names."""
        is_there = self.apps is None or app in self.apps
        return is_there and self.starts_on <= day <= self.ends_on


def find_circle(new: Link, others: Sequence[Link]) -> tuple[int, ...]:
    """The people of a circle that `new` would close, its principal first; empty when none.

    Links that hold together do so on the day when the last of them begins, and in an app that one
    of them names or in any other: so only those days and apps are looked at.
    """
    for day, app in _moments(new, others):
        if not new.holds(day, app):
            continue
        there = [link for link in others if link.holds(day, app)]
        if circle := _way_back(new, there):
            return circle
    return ()


def _moments(new: Link, others: Sequence[Link]) -> Iterator[tuple[date, int | None]]:
    links = [new, *others]
    days = {max(link.starts_on, new.starts_on) for link in links}
    apps: set[int | None] = {app for link in links for app in link.apps or ()}
    for day in sorted(days):
        yield day, None
        yield from ((day, app) for app in apps)


def _way_back(new: Link, links: Sequence[Link]) -> tuple[int, ...]:
    """From the new delegates along the links to the new principal, the shortest way."""
    onward: dict[int, list[int]] = {}
    for link in links:
        onward.setdefault(link.principal, []).extend(link.delegates)
    came_from = dict.fromkeys(new.delegates, new.principal)
    reached = list(came_from)
    for at in reached:
        for further in onward.get(at, ()):
            if further == new.principal:
                return _walked(came_from, at, new.principal)
            if further not in came_from:
                came_from[further] = at
                reached.append(further)
    return ()


def _walked(came_from: dict[int, int], last: int, first: int) -> tuple[int, ...]:
    way = [last]
    while way[-1] != first:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
