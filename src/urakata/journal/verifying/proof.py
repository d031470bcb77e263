"""Checks a single proof (plain Python): what `urakata journal prove` printed."""

from __future__ import annotations

from typing import Final, cast

from urakata.journal.merkle.proofs import is_consistent, root_by_inclusion
from urakata.journal.merkle.tree import leaf_hash
from urakata.journal.sealing.heads import Head, SignedHead
from urakata.journal.sealing.keys import SignedKey
from urakata.journal.verifying import findings
from urakata.journal.verifying.findings import Refuted
from urakata.journal.verifying.trust import Keys
from urakata.journal.verifying.verifier import Trusted
from urakata.kernel.json import JSONDict, read_json

INCLUSION: Final = "urakata journal inclusion 1"
GROWTH: Final = "urakata journal growth 1"


def verify_proof(text: bytes, trusted: Trusted) -> Head:
    """The head to which the proof leads. Raises `Refuted` when it does not."""
    try:
        said = cast("JSONDict", read_json(text))
        keys = Keys(trusted.key)
        for each in cast("list[JSONDict]", said["keys"]):
            keys.add(SignedKey(*_signed(each)))
        head = _head(said["head"], keys)
        check = {INCLUSION: _check_inclusion, GROWTH: _check_growth}[str(said["type"])]
        check(said, head, keys)
        keys.check_last(head)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refuted(findings.NOT_OURS.fill(line=1, why=error)) from error
    return head


def _check_inclusion(said: JSONDict, head: Head, _keys: Keys) -> None:
    leaf, body, index = bytes.fromhex(str(said["leaf"])), said["entry"], cast("int", said["index"])
    if body is not None and leaf_hash(str(body).encode()) != leaf:
        raise Refuted(findings.ALTERED.fill(number=f"{index + 1:,}", id="–", about=""))
    if root_by_inclusion(leaf, index, head.size, _proof(said)) != head.root:
        raise Refuted(findings.UNPROVED)


def _check_growth(said: JSONDict, head: Head, keys: Keys) -> None:
    old = _head(said["old"], keys)
    if not is_consistent((old.size, old.root), (head.size, head.root), _proof(said)):
        raise Refuted(findings.UNPROVED)


def _proof(said: JSONDict) -> list[bytes]:
    return [bytes.fromhex(str(each)) for each in cast("list[str]", said["proof"])]


def _head(said: object, keys: Keys) -> Head:
    signed = SignedHead(*_signed(cast("JSONDict", said)))
    head = signed.read()
    keys.check(signed, head)
    return head


def _signed(said: JSONDict) -> tuple[bytes, bytes]:
    return str(said["text"]).encode(), bytes.fromhex(str(said["signature"]))
