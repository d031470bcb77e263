"""From where and how often people and tokens may come, held in memory until the directory changes.

Networks belong to groups and to tokens. Somebody whose groups have networks may come from any of
those; the networks of ``everyone`` count for those alone who have no others. So an office's address
is given to everyone, and a group of travellers has an exception, or administrators a narrower list.
A token without networks of its own follows those of ``everyone``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple, TypeAlias

from django.conf import settings
from django.db import connection

from urakata.directory import epochs
from urakata.directory.networks import Network, read_networks
from urakata.directory.people import snapshot
from urakata.kernel import rules
from urakata.kernel.errors import invalid

MOST_REQUESTS: Final = 1_000_000_000
Kind: TypeAlias = Literal["user", "token", "group"]

_READ: Final = """
SELECT 'user', id, requests_per_minute, requests_at_once, NULL FROM directory_user
WHERE requests_per_minute IS NOT NULL OR requests_at_once IS NOT NULL
UNION ALL
SELECT 'token', id, requests_per_minute, requests_at_once, networks FROM directory_apitoken
WHERE requests_per_minute IS NOT NULL OR requests_at_once IS NOT NULL OR networks <> '{}'
UNION ALL
SELECT 'group', id, NULL, NULL, networks FROM directory_group WHERE networks <> '{}'
"""


class Limits(NamedTuple):
    """What is set for one person, token or group; None and an empty tuple: nothing."""

    requests_per_minute: int | None = None  #: 0: as many as one likes
    requests_at_once: int | None = None
    networks: tuple[Network, ...] = ()


NONE: Final = Limits()


def check_quota(at: str, value: object) -> int | None:
    """A number of requests, or None for what holds where nothing is set."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise invalid(at, rules.NOT_AN_INTEGER)
    if value < 0:
        raise invalid(at, rules.TOO_SMALL.fill(n=0))
    if value > MOST_REQUESTS:
        raise invalid(at, rules.TOO_LARGE.fill(n=MOST_REQUESTS))
    return value


class _Kept:
    """The limits of one epoch: only of whom any is set."""

    def __init__(self) -> None:
        self._epoch = -1
        self._limits: dict[tuple[str, int], Limits] = {}

    def get(self) -> dict[tuple[str, int], Limits]:
        epoch = epochs.current("directory")
        if epoch != self._epoch:
            self._limits, self._epoch = _read(), epoch
        return self._limits


_kept = _Kept()


def limits_of(kind: Kind, id_: int) -> Limits:
    """What is set for a person, a token or a group itself."""
    return _kept.get().get((kind, id_), NONE)


def per_minute(limits: Limits) -> int:
    """Requests a minute, the installation's default where nothing is set; 0: no limit."""
    own = limits.requests_per_minute
    return int(settings.REQUESTS_PER_MINUTE) if own is None else own


def networks_of_person(user_id: int) -> tuple[Network, ...]:
    """From where somebody may come; empty: from anywhere."""
    kept = _kept.get()
    if not kept:
        return ()
    return _of_groups(kept, snapshot().groups_of(user_id))


def networks_of_token(token_id: int) -> tuple[Network, ...]:
    """From where a token may be used; empty: from anywhere."""
    kept = _kept.get()
    own = kept.get(("token", token_id), NONE).networks
    return own or kept.get(("group", snapshot().everyone_id), NONE).networks


def _of_groups(
    kept: dict[tuple[str, int], Limits], group_ids: Iterable[int]
) -> tuple[Network, ...]:
    everyone = snapshot().everyone_id
    ids = set(group_ids)
    own = [net for id_ in ids - {everyone} for net in kept.get(("group", id_), NONE).networks]
    if own or everyone not in ids:
        return tuple(own)
    return kept.get(("group", everyone), NONE).networks


def _read() -> dict[tuple[str, int], Limits]:
    with connection.cursor() as cursor:
        cursor.execute(_READ)
        return {
            (kind, id_): Limits(minute, at_once, read_networks(networks or ()))
            for kind, id_, minute, at_once, networks in cursor.fetchall()
        }
