"""Public keys, each signed by the one before it (plain Python).

An Ed25519 public key is 32 bytes, shown in base64. Its id is the beginning of its SHA-256.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, cast

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from urakata.kernel.json import JSONDict, read_json

TYPE: Final = "urakata journal key 1"


def id_of(public: bytes) -> str:
    """The short name of a public key."""
    return sha256(public).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Key:
    """A public key and its place in the row of keys."""

    public: bytes
    at: str
    by: (
        str | None
    )  #: id of the key before, which signed this one; None for the first: it signs itself

    @property
    def id(self) -> str:
        return id_of(self.public)

    @property
    def shown(self) -> str:
        """As people note it down."""
        return b64encode(self.public).decode()

    def dump(self) -> bytes:
        """As the text that the key before signs."""
        return orjson.dumps(
            {"type": TYPE, "key": self.id, "public": self.shown, "at": self.at, "by": self.by},
            option=orjson.OPT_SORT_KEYS,
        )

    def has_signed(self, text: bytes, signature: bytes) -> bool:
        """Whether the signature of the text is this key's."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SignedKey:
    """A key's text, and the signature of the key before it; the first signs itself."""

    text: bytes
    signature: bytes

    def read(self) -> Key:
        """What the text says; raises `ValueError` when it is no key."""
        try:
            raw = cast("JSONDict", read_json(self.text))
            if raw["type"] != TYPE:
                raise ValueError(raw["type"])
            by = raw["by"]
            key = Key(
                read_public(str(raw["public"])), str(raw["at"]), None if by is None else str(by)
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not a key") from error
        if raw["key"] != key.id:
            raise ValueError("not the key's id")
        return key


def read_public(shown: str) -> bytes:
    """A public key as people note it down; raises `ValueError` for anything else."""
    public = b64decode(shown.strip(), validate=True)
    if len(public) != 32:
        raise ValueError("an Ed25519 public key has 32 bytes")
    return public
