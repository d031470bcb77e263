"""Whose signatures count: keys, each handed on by the one before, and time-stamps of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography.x509 import Certificate
from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

from urakata.journal.sealing.heads import Head, SignedHead
from urakata.journal.sealing.keys import Key, SignedKey
from urakata.journal.verifying.findings import (
    HEAD_FORGED,
    KEY_FORGED,
    KEY_LOST,
    KEY_OTHER,
    KEY_UNKNOWN,
    STAMP_WRONG,
    Refuted,
)
from urakata.kernel.text import Text


class Keys:
    """The public keys of an export, and the one that its reader knows beforehand, if any."""

    def __init__(self, pinned: bytes | None = None) -> None:
        self._pinned = pinned
        self._known: dict[str, Key] = {}
        self.warnings: list[Text] = []

    def add(self, signed: SignedKey) -> None:
        """Learn a key. Raises `Refuted` when the key before it did not sign it."""
        key = signed.read()
        if key.id in self._known:
            raise ValueError(f"key {key.id} again")
        before = key if key.by is None else self._known.get(key.by)
        if before is None or not before.has_signed(signed.text, signed.signature):
            raise Refuted(KEY_FORGED.fill(key=key.id))
        if key.by is None and self._known:
            self.warnings.append(KEY_LOST.fill(key=key.id))
        self._known[key.id] = key

    def check(self, signed: SignedHead, head: Head) -> None:
        """Raises `Refuted` unless a known key signed the head."""
        key = self._known.get(head.key)
        if key is None:
            raise Refuted(KEY_UNKNOWN.fill(key=head.key, size=f"{head.size:,}"))
        if not key.has_signed(signed.text, signed.signature):
            raise Refuted(HEAD_FORGED.fill(key=head.key, size=f"{head.size:,}"))

    def check_last(self, head: Head) -> Key:
        """The key of the last head; raises `Refuted` unless it comes from the one known beforehand.

        One head suffices: it names the head before it, and so on to the first.
        """
        last = key = self._known[head.key]
        if self._pinned is None:
            return last
        while key.public != self._pinned:
            before = self._known.get(key.by or "")
            if before is None:
                raise Refuted(KEY_OTHER)
            key = before
        return last


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a head was there at the latest, as a time-stamp authority says."""

    size: int
    at: datetime
    is_trusted: bool  #: its certificate leads to a root that the reader gave


def read_stamp(
    signed: SignedHead, size: int, response: bytes, roots: Sequence[Certificate]
) -> Stamp:
    """What the time-stamp says; raises `Refuted` when it is not one of this head."""
    try:
        decoded = decode_timestamp_response(response)
        if roots:
            VerifierBuilder(roots=list(roots)).build().verify_message(decoded, signed.text)
    except (ValueError, VerificationError) as error:
        raise Refuted(STAMP_WRONG.fill(size=f"{size:,}", why=error)) from error
    info = decoded.tst_info
    if info.message_imprint.message != sha256(signed.text).digest():
        raise Refuted(STAMP_WRONG.fill(size=f"{size:,}", why="another head's"))
    return Stamp(size, info.gen_time, bool(roots))
