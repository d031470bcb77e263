"""Whether whoever acts may do so from there, and that often: asked before anything is done."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import partial
from threading import Lock
from typing import Final

from urakata.directory.actor import Actor
from urakata.directory.limits import (
    NONE,
    Limits,
    limits_of,
    networks_of_person,
    networks_of_token,
    per_minute,
)
from urakata.directory.networks import Network, is_within
from urakata.directory.quotas import QUOTAS
from urakata.directory.slots import free_slot, take_slot
from urakata.journal.writing import Entry, write
from urakata.kernel.errors import Forbidden
from urakata.kernel.json import JSONDict

QUIET: Final = 60.0  #: seconds in which the same refusal is not told again
_MOST_TOLD: Final = 10_000


def admit(actor: Actor, address: str) -> list[Callable[[], None]]:
    """Let a request in; answers what is to be called when it has ended.

    Raises `Forbidden` (``UR_NW01``) from a foreign network, `TooMany` (``UR_QT01``, ``UR_QT02``)
    beyond a quota. Not to be called inside a transaction.
    """
    require_network(actor, address)
    subjects = _subjects(actor)
    for subject, limits in subjects:
        if most := per_minute(limits):
            QUOTAS.spend(subject, most)
    held: list[Callable[[], None]] = []
    try:
        for subject, limits in subjects:
            if limits.requests_at_once:
                slot = take_slot(subject, limits.requests_at_once)
                held.append(partial(free_slot, subject, slot))
    except BaseException:
        for leave in held:
            leave()
        raise
    return held


def require_network(actor: Actor, address: str) -> None:
    """Raise `Forbidden` (``UR_NW01``) where somebody, or one of the tokens, may not come from.

    The journal is told as of a failed sign-in: once a minute for the same refusal, so that nobody
    fills it from outside.
    """
    require_within(actor, address, _networks(actor))


def require_within(actor: Actor, address: str, lists: Iterable[tuple[Network, ...]]) -> None:
    """The same, of lists that are known: each that is not empty must hold the address."""
    for networks in lists:
        if networks and not is_within(address, networks):
            if _told.is_new((actor.via, actor.user_id, actor.token_ids, address)):
                write(actor, [Entry("signin.failure", about=_about(actor, address))])
            raise Forbidden("UR_NW01", address=address)


def _about(actor: Actor, address: str) -> JSONDict:
    about: JSONDict = {"reason": "network", "address": address}
    return about | ({"tokens": [*actor.token_ids]} if actor.token_ids else {})


def _networks(actor: Actor) -> list[tuple[Network, ...]]:
    if actor.via == "token":
        return [networks_of_token(id_) for id_ in actor.token_ids]
    if actor.via == "scim":
        return []  # a provider's networks are its credential's own
    return [networks_of_person(actor.user_id)]


def _subjects(actor: Actor) -> list[tuple[str, Limits]]:
    """Whose minutes and slots a request takes, as they are counted."""
    if actor.via == "token":
        return [(f"token:{id_}", limits_of("token", id_)) for id_ in actor.token_ids]
    if actor.via == "scim":
        return [(f"scim:{id_}", NONE) for id_ in actor.token_ids]
    return [(f"user:{actor.user_id}", limits_of("user", actor.user_id))]


class _Told:
    """Refusals that the journal heard of lately."""

    def __init__(self) -> None:
        self._until: OrderedDict[object, float] = OrderedDict()
        self._lock = Lock()

    def is_new(self, refusal: object) -> bool:
        now = time.monotonic()
        with self._lock:
            if self._until.get(refusal, 0.0) > now:
                return False
            self._until[refusal] = now + QUIET
            self._until.move_to_end(refusal)
            while len(self._until) > _MOST_TOLD:
                self._until.popitem(last=False)
        return True


_told: Final = _Told()
