"""Makes new entries leaves of the tree, and signs its head.

Ids are not in the order of commits: an entry may become visible after one with a higher id was
sealed. So whatever is visible and not yet a leaf is sealed, in whichever transaction it was written
and however long that took; nothing is skipped. A mark spares looking at everything each time:

* `floor`: every entry up to this id is a leaf, or its transaction failed.
* `seen` and `xid`: the highest id given out at some moment, and a transaction begun after it.
  A transaction gets its number before its entries get their ids (a trigger sees to it), so once
  every transaction up to `xid` has ended, all entries up to `seen` are visible that ever will be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db import connection, transaction

from urakata.journal.bodies import instant
from urakata.journal.sealing.heads import Head, SignedHead
from urakata.journal.sealing.keyring import Signer, current_signer
from urakata.journal.sealing.nodes import growing_from

AT_ONCE: Final = 100_000  #: entries that become leaves in one transaction, under one head
LOCK: Final = 0x6A6F7572  #: advisory lock: there is one tree, so one sealer at a time

_SEAL: Final = r"""
WITH fresh AS (
  SELECT e.id, e.at, e.body FROM journal_entry AS e
  WHERE e.id > %s AND NOT EXISTS (SELECT FROM journal_leaf AS l WHERE l.entry_id = e.id)
  ORDER BY e.id LIMIT %s
)
INSERT INTO journal_leaf (index, entry_id, at, hash)
SELECT %s + row_number() OVER (ORDER BY id) - 1, id, at,
  sha256('\x00'::bytea || convert_to(body, 'UTF8'))
FROM fresh
RETURNING index, hash, entry_id
"""
_MARK: Final = (
    "SELECT floor, seen, cluster = (pg_control_system()).system_identifier,"
    " xid < pg_snapshot_xmin(pg_current_snapshot()) FROM journal_mark"
)
_SEEN: Final = "SELECT coalesce(pg_sequence_last_value('journal_entry_id_seq'), 0)"
_KEEP_MARK: Final = (
    "UPDATE journal_mark SET floor = %s, seen = %s, xid = pg_current_xact_id(),"
    " cluster = (pg_control_system()).system_identifier"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where to look from."""

    floor: int
    seen: int  #: the next floor
    is_ours: bool  #: not brought here by a restore from another server, with other transactions
    has_ended: bool  #: every transaction up to the mark's


def seal() -> int:
    """Seal whatever is there; the number of entries. Raises `KeyMissing`."""
    count, after = 0, 0
    while True:
        sealed, after = _seal_some(after)
        count += sealed
        if sealed < AT_ONCE:
            return count


def _seal_some(after: int) -> tuple[int, int]:
    """Seal entries with ids above `after`: how many they were, and the highest id of them."""
    with transaction.atomic():
        lock()
        seen = _number(_SEEN)  # before this transaction has a number
        mark = _read_mark()
        before = latest_head()
        size = before.read().size if before else 0
        fresh = _insert_leaves(max(mark.floor, after), size)
        if fresh:
            _grow(current_signer(), before, size, [hashed for _, hashed, _ in fresh])
        if not after and len(fresh) < AT_ONCE:
            _move(mark, seen)
    return len(fresh), max((id_ for *_, id_ in fresh), default=after)


def lock() -> None:
    """Be the only one who changes the tree or its keys, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def latest_head() -> SignedHead | None:
    """The head of the tree as it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, signature FROM journal_head ORDER BY size DESC LIMIT 1")
        row = cursor.fetchone()
    return row and SignedHead(row[0].encode(), bytes(row[1]))


def _number(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def _read_mark() -> Mark:
    with connection.cursor() as cursor:
        cursor.execute(_MARK)
        return Mark(*cursor.fetchone())


def _insert_leaves(floor: int, size: int) -> list[tuple[int, bytes, int]]:
    """Index, hash and id of each new leaf, in order."""
    with connection.cursor() as cursor:
        cursor.execute(_SEAL, [floor, AT_ONCE, size])
        return sorted(
            (index, bytes(hashed), entry_id) for index, hashed, entry_id in cursor.fetchall()
        )


def _grow(signer: Signer, before: SignedHead | None, size: int, leaves: list[bytes]) -> None:
    kept: list[tuple[int, int, bytes]] = []
    growing = growing_from(size, kept)
    for leaf in leaves:
        growing.add(leaf)
    head = Head(
        size=growing.size,
        root=growing.root,
        at=instant(datetime.now(UTC)),
        previous=before.digest if before else None,
        key=signer.key.id,
    )
    text = head.dump()
    with connection.cursor() as cursor:
        if kept:
            with cursor.copy("COPY journal_node (level, index, hash) FROM STDIN") as copy:
                for row in kept:
                    copy.write_row(row)
        cursor.execute(
            "INSERT INTO journal_head (size, root, text, signature) VALUES (%s, %s, %s, %s)",
            [head.size, head.root, text.decode(), signer.sign(text)],
        )


def _move(mark: Mark, seen: int) -> None:
    """Look from higher up next time: every visible entry is a leaf now."""
    is_reached = mark.is_ours and mark.has_ended
    floor = mark.seen if is_reached else mark.floor
    if (is_reached and floor < seen) or floor != mark.floor or not mark.is_ours:
        with connection.cursor() as cursor:
            cursor.execute(_KEEP_MARK, [floor, seen])
