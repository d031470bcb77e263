"""Passwords: hashed with argon2id, with OWASP's parameters for servers."""

from __future__ import annotations

import secrets
import threading
from functools import cache
from typing import Final

from django.contrib.auth.hashers import (
    Argon2PasswordHasher,
    is_password_usable,
    make_password,
    verify_password,
)

LONGEST: Final = 1024
_ALPHABET: Final = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  #: no look-alikes


class Argon2(Argon2PasswordHasher):
    """19 MiB and two passes: some 25 ms, and no feast of memory when many sign in at once."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1


_HASHER: Final = Argon2()
_two_at_once: Final = threading.BoundedSemaphore(2)


def new_password() -> str:
    """A random password of letters and digits: no shell and no option parser trips over it."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(16))


def hash_password(password: str | None) -> str:
    """What is stored of a password; of None, a mark that no password ever fits."""
    return make_password(password, hasher=_HASHER)


def fits(password: str, stored: str | None) -> bool:
    """Whether a password is the one that was stored.

    It takes as long when nothing was stored: whether an account exists cannot be measured.
    """
    can_fit = stored is not None and is_password_usable(stored) and is_password(password)
    encoded = stored if can_fit and stored else _nobodys()
    with _two_at_once:
        is_right, _ = verify_password(password if can_fit else "", encoded)
    return is_right and can_fit


def is_password(text: str) -> bool:
    """Whether a text could be anybody's password: not empty, not endless, well-formed."""
    return 0 < len(text) <= LONGEST and not any("\ud800" <= c <= "\udfff" for c in text)


@cache
def _nobodys() -> str:
    """The hash of a password that nobody knows."""
    return hash_password(secrets.token_hex())
