"""Who stands above a place that nobody holds: 繰上げ, where there is no person to begin from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from urakata.directory.managers import Rank, rank_of
from urakata.directory.people import Snapshot


def above_title(people: Snapshot, title_id: int, organization_id: int) -> tuple[int, ...]:
    """Those with the next higher title: of the organization, else of the nearest above it."""
    vacant = rank_of(people, title_id)
    units = [organization_id, *people.tree.ancestors(organization_id)]
    if vacant is None:
        return ()
    return _nearest(
        people, units, lambda ranks: max((r for r in ranks if r < vacant), default=None)
    )


def heads_above(people: Snapshot, organization_id: int) -> tuple[int, ...]:
    """Those with the highest title of the nearest organization that lies above one."""
    units = people.tree.ancestors(organization_id)
    return _nearest(people, units, lambda ranks: min(ranks, default=None))


def _nearest(
    people: Snapshot, units: Iterable[int], choose: Callable[[Iterable[Rank]], Rank | None]
) -> tuple[int, ...]:
    """The active holders of the title that is chosen, in the first organization that has one."""
    for unit in units:
        ranked: dict[Rank, list[int]] = {}
        for post in people.posts_in(unit):
            rank = rank_of(people, post.title_id)
            if rank is not None and people.only_active([post.user_id]):
                ranked.setdefault(rank, []).append(post.user_id)
        rank = choose(ranked)
        if rank is not None:
            return tuple(dict.fromkeys(ranked[rank]))
    return ()
