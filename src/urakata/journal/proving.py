"""Single proofs in the form of RFC 9162: that an entry is sealed, that the tree only grew."""

from __future__ import annotations

from typing import Final

from django.db import connection

from urakata.journal.merkle.proofs import Range, consistency_plan, fill, inclusion_plan, subtrees_of
from urakata.journal.sealing.heads import SignedHead
from urakata.journal.sealing.keyring import public_keys
from urakata.journal.sealing.keys import SignedKey
from urakata.journal.sealing.nodes import hashes_of
from urakata.journal.sealing.sealer import latest_head
from urakata.journal.verifying.proof import GROWTH, INCLUSION
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text

NOT_SEALED: Final = Text(
    "ID {id}の記録はないか、まだ封印されていません。",
    "There is no entry with id {id}, or it is not sealed yet.",
)
NO_HEAD: Final = Text(
    "{size}番目までのルートはありません。", "There is no head over the first {size} entries."
)


class NoProof(Exception):
    """There is nothing to prove; `text` says what is missing."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def prove_entry(entry_id: int) -> JSONDict:
    """That an entry is under the newest head. Raises `NoProof`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.index, l.hash, e.body FROM journal_leaf AS l"
            " LEFT JOIN journal_entry AS e ON e.id = l.entry_id AND e.at = l.at"
            " WHERE l.entry_id = %s",
            [entry_id],
        )
        row = cursor.fetchone()
    head = latest_head()
    if row is None or head is None:
        raise NoProof(NOT_SEALED.fill(id=entry_id))
    index, leaf, body = row
    return {
        "type": INCLUSION,
        "index": index,
        "leaf": bytes(leaf).hex(),
        "entry": body,  # null when its time of retention is over
        "proof": _hashes(inclusion_plan(index, head.read().size)),
        **_signed(head),
    }


def prove_growth(size: int) -> JSONDict:
    """That the newest tree begins with the one of that size, of which somebody has the head. Raises `NoProof`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, signature FROM journal_head WHERE size = %s", [size])
        row = cursor.fetchone()
    head = latest_head()
    if row is None or head is None:
        raise NoProof(NO_HEAD.fill(size=f"{size:,}"))
    old = SignedHead(row[0].encode(), bytes(row[1]))
    plan = consistency_plan(size, head.read().size)
    return {"type": GROWTH, "old": _shown(old), "proof": _hashes(plan), **_signed(head)}


def _hashes(plan: list[Range]) -> list[JSONValue]:
    known = hashes_of(subtrees_of(plan))
    return [hashed.hex() for hashed in fill(plan, known.__getitem__)]


def _signed(head: SignedHead) -> JSONDict:
    return {"head": _shown(head), "keys": [_shown(key) for key in public_keys()]}


def _shown(signed: SignedHead | SignedKey) -> JSONDict:
    return {"text": signed.text.decode(), "signature": signed.signature.hex()}
