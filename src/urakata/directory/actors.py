"""Who acts, made from the directory and kept until it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from urakata.directory.actor import Actor, Right
from urakata.directory.people import Person, Snapshot, snapshot
from urakata.kernel.errors import Unauthenticated
from urakata.kernel.text import Language

HOME: Final = "Asia/Tokyo"
_SPOKEN: Final[dict[str, Language]] = {"ja": "ja", "en": "en"}
_MOST: Final = 10_000


class _Kept:
    """The actors made from one snapshot."""

    def __init__(self) -> None:
        self._people: Snapshot | None = None
        self._actors: dict[int, Actor] = {}

    def get(self, user_id: int, people: Snapshot) -> Actor | None:
        if self._people is not people:
            self._people, self._actors = people, {}
        actors = self._actors
        if (actor := actors.get(user_id)) is None:
            person = people.user(user_id)
            if person is None or not person.is_active:
                return None
            actor = _make(person, people)
            if len(actors) < _MOST:
                actors[user_id] = actor
        return actor


_kept = _Kept()


def actor_of(user_id: int) -> Actor:
    """The user as an actor, by session. Raises `Unauthenticated` for one who is not active."""
    actor = _kept.get(user_id, snapshot())
    if actor is None:
        raise Unauthenticated("CB_AU01")
    return actor


def find_actor(code: str) -> Actor | None:
    """The active user with this login name as an actor."""
    people = snapshot()
    id_ = people.find("user", code)
    return None if id_ is None else _kept.get(id_, people)


def everybody() -> list[Actor]:
    """All who may sign in, as actors, by their ids; the built-in `Administrator` never does."""
    people = snapshot()
    ids = people.only_active(id_ for id_ in people.user_ids if id_ != people.administrator_id)
    return [actor for id_ in ids if (actor := _kept.get(id_, people)) is not None]


def system_actor() -> Actor:
    """The system itself: start-up, commands, jobs. It may do everything."""
    people = snapshot()
    administrator = actor_of(people.administrator_id)
    return replace(
        administrator, via="system", is_administrator=True, is_auditor=False, tokens=None
    )


def token_actor(rights: Mapping[int, frozenset[Right]], ids: tuple[int, ...]) -> Actor:
    """`Administrator`, as far as the tokens' rights go."""
    administrator = actor_of(snapshot().administrator_id)
    return replace(
        administrator,
        via="token",
        is_administrator=False,
        is_auditor=False,
        tokens=rights,
        token_ids=ids,
    )


def _make(person: Person, people: Snapshot) -> Actor:
    return Actor(
        user_id=person.id,
        code=person.code,
        name=person.name,
        language=_SPOKEN.get(person.locale, "ja"),
        timezone=zone(person.timezone),
        is_administrator=people.is_administrator(person.id),
        is_auditor=people.is_auditor(person.id),
        is_guest=person.is_guest,
        organization_ids=frozenset(post.organization_id for post in people.posts_of(person.id)),
        group_ids=frozenset(people.groups_of(person.id)),
        primary_organization_id=person.primary_organization_id,
        follows_browser=person.locale not in _SPOKEN,
    )


@lru_cache(maxsize=1000)
def zone(name: str) -> ZoneInfo:
    """The time zone of this name, or the home zone when there is none such."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError):  # unknown, or not even a name
        return ZoneInfo(HOME)
