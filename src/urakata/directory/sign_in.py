"""Whoever comes in: by password, by password header, by API token, by session.

Every road ends in an `Actor`. Guessing is slowed down alike on every road with a password
(`throttle`), and an account that does not exist is treated like one that does.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from functools import lru_cache
from threading import Lock
from typing import Final

from django.conf import settings

from urakata.directory import epochs, sign_in_journal, throttle
from urakata.directory.actor import Actor
from urakata.directory.actors import actor_of, token_actor
from urakata.directory.checks import storable
from urakata.directory.gate import require_network
from urakata.directory.models import User
from urakata.directory.passwords import fits
from urakata.directory.proofs import Proof, Proofs
from urakata.directory.second_factors import missing_step
from urakata.directory.tokens import known_tokens
from urakata.kernel.errors import Forbidden, Unauthenticated

_proofs: Final = Proofs()
_queues: Final = tuple(Lock() for _ in range(64))
_LONGEST_HEADER: Final = 8 * 1024


def by_password(*, login: str, password: str, address: str) -> Actor:
    """Sign somebody in by the form. `address` is where the request came from.

    Raises `Unauthenticated` (``CB_WA01``) for a wrong pair, an inactive user or one without a
    password, `TooMany` (``UR_LO01``) after too many of those, `Forbidden` (``UR_NW01``) from a
    network that is not theirs. Not to be called inside a
    transaction: the count of failures must stay when the request fails.
    """
    user_id, _ = _verify(login, password, address)
    return actor_of(user_id)


def check_present_password(actor: Actor, password: str, *, address: str) -> None:
    """Raise as `by_password` does when it is not the actor's own: guesses count alike."""
    _verify(actor.code, password, address)


def by_header(value: str, *, address: str) -> Actor:
    """Sign in by an ``X-Cybozu-Authorization`` header: base64 of ``login:password``.

    The password is verified once and then remembered for a few minutes. Raises as `by_password`,
    and ``CB_TW02`` for who has a second factor, or must have one: a header cannot show it.
    """
    login, password = _pair(value)
    name = _proofs.name(login, password)
    user_id = _proven(name)
    if user_id is None:
        with _queues[name[0] % len(_queues)]:  # requests at once verify once, the rest find it
            user_id = _proven(name)
            if user_id is None:
                epoch = epochs.current("directory")  # read first: a change during it counts
                user_id, stored = _verify(login, password, address)
                _refuse_second_factor(actor_of(user_id))
                sign_in_journal.succeeded(_password_actor(actor_of(user_id)), "header")
                _proofs.keep(name, user_id, stored, epoch)
    return _password_actor(actor_of(user_id))


def by_tokens(header: str) -> Actor:
    """Sign in by API tokens: the built-in user `Administrator`, as far as their rights go.

    Raises `Invalid` (``GAIA_IA02``, ``GAIA_DA03``, ``GAIA_TO03``).
    """
    return token_actor(*known_tokens(header))


def _verify(login: str, password: str, address: str) -> tuple[int, str]:
    """The id and the stored password of whom the pair fits.

    From a network that is not theirs the attempt stays counted: guessing there is no cheaper.
    """
    is_last = throttle.count_attempt(login, address)
    users = User.objects.filter(code__in=storable([login]))
    row = users.values_list("id", "password", "is_active").first()
    stored = row[1] if row else None
    if not fits(password, stored) or row is None or not row[2]:
        sign_in_journal.failed(login if row else None, row[0] if row else 0, is_last=is_last)
        raise Unauthenticated("CB_WA01")
    actor = actor_of(row[0])
    require_network(actor, address)
    _require_password_sign_in(actor)
    throttle.forget_failures(login, address)
    return row[0], row[1]


def _require_password_sign_in(actor: Actor) -> None:
    """Refuse (``UR_PW01``) a password where people come in by another service only."""
    if not _may_use_password(actor):
        raise Forbidden("UR_PW01")


def _may_use_password(actor: Actor) -> bool:
    allowed = settings.PASSWORD_SIGN_IN
    return allowed == "everyone" or (allowed == "administrators" and actor.is_administrator)


def _proven(name: bytes) -> int | None:
    """Whom a proof stands for, if it still holds."""
    proof = _proofs.find(name)
    if proof is None:
        return None
    epoch = epochs.current("directory")
    if proof.epoch == epoch:
        return proof.user_id
    if _still_stands(proof):
        _proofs.renew(name, proof, epoch)
        return proof.user_id
    _proofs.forget(name)
    return None


def _still_stands(proof: Proof) -> bool:
    """Whether it is the same password of somebody who needs nothing else."""
    users = User.objects.filter(pk=proof.user_id, password=proof.stored, is_active=True)
    if not users.exists():
        return False
    actor = actor_of(proof.user_id)
    return _may_use_password(actor) and missing_step(actor) is None


def _refuse_second_factor(actor: Actor) -> None:
    if missing_step(actor) is not None:
        sign_in_journal.failed(actor.code, actor.user_id, reason="second_factor")
        raise Unauthenticated("CB_TW02")


def _pair(value: str) -> tuple[str, str]:
    """Login name and password; the first colon divides them."""
    try:
        if len(value) > _LONGEST_HEADER:
            raise Unauthenticated("CB_WA01")
        text = base64.b64decode(value.strip(), validate=True).decode("utf-8")
    except (binascii.Error, ValueError) as error:
        raise Unauthenticated("CB_WA01") from error
    login, colon, password = text.partition(":")
    if not (login and colon and password):
        raise Unauthenticated("CB_WA01")
    return login, password


@lru_cache(maxsize=1000)
def _password_actor(actor: Actor) -> Actor:
    return replace(actor, via="password")
