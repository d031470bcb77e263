"""Slowing down whoever guesses passwords: per account, and per address.

An attempt is counted as a failure before the password is looked at, in one locked step, and taken
back when it was right: a thousand guesses at once count as a thousand. After some free failures
each further one makes the next wait twice as long. What nobody touches for an hour is forgotten.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

from django.db import connection, transaction
from django.utils import timezone

from urakata.directory.models import SignInFailure
from urakata.kernel.errors import TooMany

LONGEST_WAIT: Final = 15 * 60
FORGOTTEN: Final = timedelta(hours=1)
What: TypeAlias = Literal["user", "code"]
"""What is guessed: an account's password, or the code of its second factor."""

_FREE: Final = {"user": 10, "code": 5, "address": 50}  #: failures that cost nothing yet

_MAKE: Final = """
INSERT INTO directory_signinfailure (key, count, last_at)
SELECT key, 0, %s FROM unnest(%s::text[]) AS key ORDER BY key
ON CONFLICT (key) DO NOTHING
"""


def count_attempt(login: str, address: str, *, what: What = "user") -> bool:
    """Count one attempt to sign in, or raise `TooMany` (``UR_LO01``) when it comes too early.

    Answers whether it was the last free one of the account or the address: if it fails, the next
    has to wait. Must not run inside a transaction that the failure itself rolls back.
    """
    now = timezone.now()
    keys = sorted([_account_key(login, what), _address_key(address)])
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_MAKE, [now, keys])
        rows = list(SignInFailure.objects.select_for_update().filter(key__in=keys).order_by("key"))
        wait = max((_wait(row, now) for row in rows), default=0.0)
        if wait <= 0:
            _count(rows, now)
    if wait > 0:
        raise TooMany("UR_LO01", seconds=math.ceil(wait))
    return any(row.count == _FREE[row.key.split(":", 1)[0]] for row in rows)


def forget_failures(login: str, address: str, *, what: What = "user") -> None:
    """Start over after a right password, or a right code."""
    keys = [_account_key(login, what), _address_key(address)]
    SignInFailure.objects.filter(key__in=keys).delete()


def unlock(login: str) -> bool:
    """Let an account be tried again at once; False when nobody had failed."""
    keys = [_account_key(login, "user"), _account_key(login, "code")]
    return SignInFailure.objects.filter(key__in=keys).delete()[0] > 0


def sweep() -> int:
    """Delete what is forgotten anyway; answers how many."""
    return SignInFailure.objects.filter(last_at__lt=timezone.now() - FORGOTTEN).delete()[0]


def _count(rows: Sequence[SignInFailure], now: datetime) -> None:
    for row in rows:
        row.count = 1 if now - row.last_at > FORGOTTEN else row.count + 1
        row.last_at = now
    SignInFailure.objects.bulk_update(rows, ["count", "last_at"])


def _wait(row: SignInFailure, now: datetime) -> float:
    """Seconds until the next attempt is heard: 2, 4, 8 … after the free failures."""
    beyond = row.count - _FREE[row.key.split(":", 1)[0]]
    if beyond < 0 or now - row.last_at > FORGOTTEN:
        return 0.0
    pause = min(2.0 ** min(beyond + 1, 20), LONGEST_WAIT)
    return pause - (now - row.last_at).total_seconds()


def _account_key(login: str, what: What) -> str:
    if len(login) <= 128 and login.isprintable():
        return f"{what}:{login}"
    return f"{what}:#{hashlib.sha256(login.encode('utf-8', 'replace')).hexdigest()}"


def _address_key(address: str) -> str:
    """An IPv4 address, or the /64 network that one IPv6 customer has to himself."""
    try:
        known = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return "address:unknown"
    if isinstance(known, ipaddress.IPv6Address):
        if known.ipv4_mapped:
            return f"address:{known.ipv4_mapped}"
        return f"address:{ipaddress.ip_network((known, 64), strict=False).network_address}/64"
    return f"address:{known}"
