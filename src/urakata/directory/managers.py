"""Who is above whom: managers and holders of titles, each found with the way that led there.

A title's `rank` says how high it is, 1 the highest; titles without one come below all that have
one, in the order in which they were made. Nothing here asks the database: all is in the `Snapshot`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from urakata.directory.people import Post, Snapshot

Trouble: TypeAlias = Literal["", "vacant", "cycle", "unknown"]
Rank: TypeAlias = tuple[bool, int]


@dataclass(frozen=True, slots=True)
class Hop:
    """One place where somebody was looked for; without `user_ids`, nobody was there.

    Without an `organization_id` the manager is the one who is set for `below` by name.
    """

    below: int | None  #: whose manager was looked for
    organization_id: int | None
    title_id: int | None
    user_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Who was found, by which way; or why nobody was.

    `trouble` is ``vacant`` when nobody stands above as far as the tree goes, ``cycle`` when people
    are each other's managers (`circle` names them, in order), ``unknown`` when there is no such
    person, organization or title.
    """

    user_ids: tuple[int, ...] = ()
    path: tuple[Hop, ...] = ()
    trouble: Trouble = ""
    circle: tuple[int, ...] = ()


def rank_of(people: Snapshot, title_id: int | None) -> Rank | None:
    """What titles are compared by: the smaller stands higher. None for no title."""
    title = people.titles.get(title_id) if title_id is not None else None
    if title is None:
        return None
    return (True, title.id) if title.rank is None else (False, title.rank)


def home_of(people: Snapshot, user_id: int) -> int | None:
    """The organization that counts for somebody: the primary one, else their first."""
    person = people.user(user_id)
    if person is not None and person.primary_organization_id is not None:
        return person.primary_organization_id
    return next((post.organization_id for post in people.posts_of(user_id)), None)


def manager_of(
    people: Snapshot, user_id: int, levels: int = 1, organization_id: int | None = None
) -> Found:
    """Who stands so many levels above somebody.

    The manager set by name wins while active. Else it is whoever has the highest title in the
    organization (`organization_id`, or the person's own) and stands above the person, or above
    that organization up the tree. Several who are equally high are all found; the way on leads
    from the first of them.
    """
    if people.user(user_id) is None:
        return Found(trouble="unknown")
    path: list[Hop] = []
    climbed = [user_id]
    found: tuple[int, ...] = ()
    unit = organization_id
    for _ in range(levels):
        below = climbed[-1]
        hops = list(_look(people, below, home_of(people, below) if unit is None else unit))
        path += hops
        found = hops[-1].user_ids if hops else ()
        if not found:
            return Found((), tuple(path), "vacant")
        if found[0] in climbed:
            circle = climbed[climbed.index(found[0]) :]
            return Found((), tuple(path), "cycle", tuple(circle))
        climbed.append(found[0])
        unit = hops[-1].organization_id
    return Found(found, tuple(path))


def holders_of_title(
    people: Snapshot, title_id: int, organization_id: int, *, climbing: bool = True
) -> Found:
    """Everybody with a title in an organization; `climbing`, in the nearest above that has one."""
    if title_id not in people.titles or organization_id not in people.organizations:
        return Found(trouble="unknown")
    path: list[Hop] = []
    for unit in _upwards(people, organization_id) if climbing else [organization_id]:
        posts = [post for post in people.posts_in(unit) if post.title_id == title_id]
        ids = tuple(people.only_active(post.user_id for post in posts))
        path.append(Hop(None, unit, title_id, ids))
        if ids:
            return Found(ids, tuple(path))
    return Found((), tuple(path), "vacant")


def circles_of_managers(people: Snapshot) -> list[tuple[int, ...]]:
    """People who are each other's managers by name, each circle once, from its lowest id."""
    circles: dict[frozenset[int], tuple[int, ...]] = {}
    done: set[int] = set()
    for start in people.managers:
        way: dict[int, None] = {}
        at: int | None = start
        while at is not None and at not in done and at not in way:
            way[at] = None
            at = people.managers.get(at)
        if at is not None and at in way:
            ring = list(way)[list(way).index(at) :]
            first = ring.index(min(ring))
            circles[frozenset(ring)] = (*ring[first:], *ring[:first])
        done.update(way)
    return list(circles.values())


def _look(people: Snapshot, user_id: int, unit: int | None) -> Iterator[Hop]:
    """The places where somebody's manager is looked for; the last is where one was found."""
    by_name = people.only_active([people.managers.get(user_id, 0)])
    if by_name:
        yield Hop(user_id, None, None, tuple(by_name))
        return
    own = _rank_in(people, user_id, unit)
    for each in _upwards(people, unit):
        hop = _highest(people, user_id, each, own)
        yield hop
        if hop.user_ids:
            return


def _highest(people: Snapshot, user_id: int, unit: int, own: Rank | None) -> Hop:
    """Those with the highest title of an organization, as far as they stand above somebody."""
    ranked: dict[Rank, list[Post]] = {}
    for post in people.posts_in(unit):
        rank = rank_of(people, post.title_id)
        is_above = rank is not None and (own is None or rank < own)
        if rank is not None and is_above and post.user_id != user_id:
            ranked.setdefault(rank, []).append(post)
    for rank in sorted(ranked):
        ids = people.only_active(post.user_id for post in ranked[rank])
        if ids:
            return Hop(user_id, unit, ranked[rank][0].title_id, tuple(ids))
    return Hop(user_id, unit, None, ())


def _rank_in(people: Snapshot, user_id: int, unit: int | None) -> Rank | None:
    """How high somebody stands in an organization; where they have no post, as in their own."""
    posts = {post.organization_id: post.title_id for post in people.posts_of(user_id)}
    return rank_of(people, posts.get(unit if unit in posts else home_of(people, user_id) or 0))


def _upwards(people: Snapshot, unit: int | None) -> list[int]:
    """An organization and those above it, the nearest first."""
    return [] if unit is None else [unit, *people.tree.ancestors(unit)]
