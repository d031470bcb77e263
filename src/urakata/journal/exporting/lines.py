"""How an export is spelled: one line a fact, its first letter says which kind (plain Python).

Described in docs/reference/journal-format.md; change both together, and the version.
"""

from __future__ import annotations

from typing import Final

import orjson

from urakata.journal.merkle.tree import Subtree
from urakata.journal.sealing.heads import SignedHead
from urakata.journal.sealing.keys import SignedKey
from urakata.kernel.json import JSONDict

FORMAT: Final = "urakata-journal"
VERSION: Final = 1

#: the header's members that say what is exported; all of them are null in a complete export
WANTED: Final = ("app", "record", "actor", "kind", "since", "until")

HEADER: Final = b"H"  #: what this is
KEY: Final = b"K"  #: a public key
HEAD: Final = b"S"  #: a signed head of the tree up to here
STAMP: Final = b"T"  #: a time-stamp of the head before
ENTRY: Final = b"E"  #: an entry
SUBTREE: Final = b"N"  #: stands for entries that are left out
MISSING: Final = b"M"  #: an entry that should be here and is not in the journal
END: Final = b"Z"  #: nothing was cut off


def header(said: JSONDict) -> bytes:
    """The first line."""
    named: JSONDict = {"format": FORMAT, "version": VERSION}
    return b"H " + orjson.dumps({**named, **said}, option=orjson.OPT_SORT_KEYS) + b"\n"


def key(signed: SignedKey) -> bytes:
    """A public key and its signature."""
    return b"K %b %b\n" % (signed.signature.hex().encode(), signed.text)


def head(signed: SignedHead) -> bytes:
    """A head and its signature."""
    return b"S %b %b\n" % (signed.signature.hex().encode(), signed.text)


def stamp(size: int, response: bytes) -> bytes:
    """A time-stamp authority's answer about the head of that size."""
    return b"T %d %b\n" % (size, response.hex().encode())


def entry(index: int, id_: int, hashed: bytes, body: bytes) -> bytes:
    """An entry at its place in the tree; a body never has an end of line, unless it was tampered with."""
    return b"E %d %d %b %b\n" % (index, id_, hashed.hex().encode(), body.replace(b"\n", b" "))


def missing(index: int, id_: int, hashed: bytes) -> bytes:
    """An entry of which only the leaf is left, though nobody was to take it out."""
    return b"M %d %d %b\n" % (index, id_, hashed.hex().encode())


def subtree(place: Subtree, hashed: bytes) -> bytes:
    """A complete subtree whose entries are left out."""
    return b"N %d %d %b\n" % (*place, hashed.hex().encode())


def end(entries: int) -> bytes:
    """The last line, with the number of entries."""
    return b"Z %d\n" % entries
