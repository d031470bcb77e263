"""The keys of this installation: private ones in the data folder, public ones in the database."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.db import connection

from urakata.journal.bodies import instant
from urakata.journal.sealing.keys import Key, SignedKey
from urakata.kernel.text import Text

LOST: Final = Text(
    "ジャーナルの署名鍵「{path}」がありません。鍵のあるコンピューターで実行するか、バックアップから鍵を戻してください。"
    "鍵を失った場合は「urakata journal rotate-key --lost」で新しい鍵に替えます。",
    'The key that signs the journal, "{path}", is not here. Run this on the computer that has it, or '
    "put it back from a backup. If it is lost, `urakata journal rotate-key --lost` makes a new one.",
)


class KeyMissing(Exception):
    """The current private key is not in this data folder; `text` says what to do."""

    def __init__(self, path: Path) -> None:
        self.text = LOST.fill(path=path)
        super().__init__(self.text.en)


@dataclass(frozen=True, slots=True)
class Signer:
    """The current key, able to sign."""

    key: Key
    private: Ed25519PrivateKey

    def sign(self, text: bytes) -> bytes:
        """The signature of a text."""
        return self.private.sign(text)


def public_keys() -> list[SignedKey]:
    """All there ever were, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, signature FROM journal_key ORDER BY number")
        return [SignedKey(text.encode(), bytes(signature)) for text, signature in cursor.fetchall()]


def current_signer() -> Signer:
    """The current key, made when there is none yet. Raises `KeyMissing` when it is elsewhere.

    Call it within a transaction that holds the sealer's lock.
    """
    known = public_keys()
    if not known:
        return _make(None)
    return _load(known[-1].read())


def rotate(*, is_lost: bool = False) -> Signer:
    """A new key from now on, signed by the present one unless that `is_lost`.

    Call it within a transaction that holds the sealer's lock.
    """
    known = public_keys()
    if not known or is_lost:
        return _make(None)
    return _make(_load(known[-1].read()))


def _make(before: Signer | None) -> Signer:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    key = Key(public, instant(datetime.now(UTC)), before.key.id if before else None)
    _save(private, _path(key.id))
    text = key.dump()
    signature = before.sign(text) if before else private.sign(text)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_key (id, text, signature) VALUES (%s, %s, %s)",
            [key.id, text.decode(), signature],
        )
    return Signer(key, private)


def _path(id_: str) -> Path:
    return Path(settings.KEYS_ROOT) / f"journal-{id_}.pem"


def _load(key: Key) -> Signer:
    path = _path(key.id)
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except FileNotFoundError as error:
        raise KeyMissing(path) from error
    if not isinstance(private, Ed25519PrivateKey) or (
        private.public_key().public_bytes_raw() != key.public
    ):
        raise KeyMissing(path)
    return Signer(key, private)


def _save(private: Ed25519PrivateKey, path: Path) -> None:
    """A file that only this account may read, whole or not at all, and on the disk before it is used."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
