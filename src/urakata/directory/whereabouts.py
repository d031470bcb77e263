"""Tells whoever may read the directory who is, was and will be where, and who is above whom.

What is prepared is nobody's business before its day: a day to come is for administrators.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from urakata.directory import checks, tenures
from urakata.directory.actor import Actor
from urakata.directory.managers import Found, circles_of_managers, manager_of
from urakata.directory.people import Post, Snapshot, Title, snapshot, snapshot_on
from urakata.directory.periods import require_person
from urakata.directory.tenures import LifeEra, PlaceEra, Stay
from urakata.directory.today import company_today


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody's place on one day."""

    user_id: int
    organization_id: int
    title_id: int | None
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Managers:
    """Whom people report to where that is said by name, and who stands above themselves by that."""

    by_name: Sequence[tuple[int, int]]  #: somebody, and their manager
    circles: Sequence[tuple[int, ...]]


def people_on(*, actor: Actor, on: date | None) -> Snapshot:
    """The directory on a day, today without one.

    Raises `Forbidden` for API tokens, and for a day to come for who is no administrator.
    """
    require_person(actor)
    if on is None:
        return snapshot()
    if on > company_today():
        checks.require_administrator(actor)
    return snapshot_on(on)


def people_known_on(*, actor: Actor, on: date) -> tuple[Snapshot, bool]:
    """The directory on a day as far as the actor may know it, and whether it really is that day's.

    For a day to come everybody but administrators gets today's: what is prepared stays unknown.
    """
    if on > company_today() and not actor.is_administrator:
        return people_on(actor=actor, on=None), False
    return people_on(actor=actor, on=on), True


def history_of_person(*, actor: Actor, code: str) -> tuple[int, list[Stay], list[LifeEra]]:
    """Somebody's id, places and eras. Raises `Invalid` (``GAIA_IL26``)."""
    id_ = _person(people_on(actor=actor, on=None), code)
    return id_, tenures.stays_of(id_), tenures.eras_of_person(id_)


def history_of_organization(*, actor: Actor, code: str) -> tuple[int, list[Stay], list[PlaceEra]]:
    """An organization's id, people and eras, also of one that is gone. Raises `Invalid` (``GAIA_IL28``)."""
    people = people_on(actor=actor, on=None)
    id_ = people.find("organization", code)
    if id_ is None and checks.storable([code]):
        id_ = tenures.id_of_former(code)
    if id_ is None:
        raise checks.unknown("GAIA_IL28", code)
    return id_, tenures.stays_in(id_), tenures.eras_of_organization(id_)


def places_of_person(people: Snapshot, code: str) -> tuple[int, list[Standing]]:
    """Somebody's id, and where they are in a snapshot. Raises `Invalid` (``GAIA_IL26``)."""
    id_ = _person(people, code)
    return id_, list(_standing(people, people.posts_of(id_)))


def people_of_organization(people: Snapshot, code: str) -> tuple[int, list[Standing]]:
    """An organization's id, and who is in it in a snapshot; those who left are not among them.

    Raises `Invalid` (``GAIA_IL28``).
    """
    id_ = people.find("organization", code)
    if id_ is None:
        raise checks.unknown("GAIA_IL28", code)
    posts = [post for post in people.posts_in(id_) if people.only_active([post.user_id])]
    return id_, list(_standing(people, posts))


def manager_in(people: Snapshot, code: str, *, levels: int = 1) -> tuple[int, Found]:
    """Somebody's id, and who stands so many levels above. Raises `Invalid` (``GAIA_IL26``)."""
    id_ = _person(people, code)
    return id_, manager_of(people, id_, levels)


def managers_by_name(*, actor: Actor) -> Managers:
    """All that is said by name, in the order of the people's ids."""
    people = people_on(actor=actor, on=None)
    return Managers(sorted(people.managers.items()), circles_of_managers(people))


def titles_by_rank(*, actor: Actor) -> list[Title]:
    """Titles, the highest first; those without a rank last, in the order they were made in."""
    titles = people_on(actor=actor, on=None).titles.values()
    return sorted(titles, key=lambda each: (each.rank is None, each.rank or 0, each.id))


def _person(people: Snapshot, code: str) -> int:
    id_ = people.find("user", code)
    if id_ is None:
        raise checks.unknown("GAIA_IL26", code)
    return id_


def _standing(people: Snapshot, posts: Sequence[Post]) -> Iterator[Standing]:
    for post in posts:
        person = people.user(post.user_id)
        primary = person.primary_organization_id if person else None
        yield Standing(
            post.user_id, post.organization_id, post.title_id, post.organization_id == primary
        )
