"""A signed tree head: how big the tree was, its root, and the head before (plain Python).

What is signed is a text, and that text is kept and handed on byte by byte.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final, cast

import orjson

from urakata.kernel.json import JSONDict, read_json

TYPE: Final = "urakata journal head 1"


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says."""

    size: int
    root: bytes
    at: str  #: when it was signed, by our own clock
    previous: bytes | None  #: SHA-256 of the text of the head before; None for the first
    key: str  #: id of the key that signed

    def dump(self) -> bytes:
        """As the text that is signed."""
        return orjson.dumps(
            {
                "type": TYPE,
                "size": self.size,
                "root": self.root.hex(),
                "at": self.at,
                "previous": self.previous and self.previous.hex(),
                "key": self.key,
            },
            option=orjson.OPT_SORT_KEYS,
        )


@dataclass(frozen=True, slots=True)
class SignedHead:
    """A head's text and its signature."""

    text: bytes
    signature: bytes

    @property
    def digest(self) -> bytes:
        """By which the next head names this one."""
        return sha256(self.text).digest()

    def read(self) -> Head:
        """What the text says; raises `ValueError` when it is no head."""
        try:
            raw = cast("JSONDict", read_json(self.text))
            if raw["type"] != TYPE:
                raise ValueError(raw["type"])
            previous = raw["previous"]
            return Head(
                size=int(cast("int", raw["size"])),
                root=bytes.fromhex(str(raw["root"])),
                at=str(raw["at"]),
                previous=None if previous is None else bytes.fromhex(str(previous)),
                key=str(raw["key"]),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not a head") from error
