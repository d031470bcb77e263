"""Password headers that were right a moment ago, so that each request does not pay for argon2.

What is kept is no password and no digest that could be tried out elsewhere: an HMAC under a key
that this process made at its start and tells nobody. A proof holds as long as the stored password
is the same one and the directory did not change; after a change it is looked at again.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

LIFETIME: Final = 300.0  #: seconds
MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Proof:
    """That this header was right for a user whose stored password was `stored`, at an epoch."""

    user_id: int
    stored: str
    epoch: int
    until: float  #: on the monotonic clock


class Proofs:
    """The proofs of this process; the oldest go first when there are too many."""

    def __init__(self, most: int = MOST, lifetime: float = LIFETIME) -> None:
        self._key = secrets.token_bytes(32)
        self._most = most
        self._lifetime = lifetime
        self._kept: OrderedDict[bytes, Proof] = OrderedDict()
        self._lock = Lock()

    def name(self, login: str, password: str) -> bytes:
        """What a pair is kept under."""
        login_bytes = login.encode("utf-8", "surrogatepass")
        text = (
            len(login_bytes).to_bytes(8) + login_bytes + password.encode("utf-8", "surrogatepass")
        )
        return hmac.digest(self._key, text, hashlib.sha256)

    def find(self, name: bytes) -> Proof | None:
        """The proof, unless it is too old."""
        proof = self._kept.get(name)
        return proof if proof is not None and proof.until > time.monotonic() else None

    def keep(self, name: bytes, user_id: int, stored: str, epoch: int) -> None:
        """Remember that a pair was right."""
        with self._lock:
            self._kept[name] = Proof(user_id, stored, epoch, time.monotonic() + self._lifetime)
            self._kept.move_to_end(name)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def renew(self, name: bytes, proof: Proof, epoch: int) -> None:
        """The directory changed, but not what the proof stands on: it holds, no longer than before."""
        with self._lock:
            if name in self._kept:
                self._kept[name] = Proof(proof.user_id, proof.stored, epoch, proof.until)

    def forget(self, name: bytes) -> None:
        """It does not hold any more."""
        with self._lock:
            self._kept.pop(name, None)
