"""What is sealed, in which order, and when the transactions of others are still open."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from tests.journal.merkle.test_tree import defined_root
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.journal.merkle.tree import leaf_hash
from urakata.journal.sealing import sealer
from urakata.journal.sealing.heads import SignedHead
from urakata.journal.sealing.keyring import public_keys
from urakata.journal.sealing.nodes import root_at
from urakata.journal.sealing.sealer import seal
from urakata.journal.writing import Entry, write


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def sealed_ids() -> list[int]:
    return [id_ for (id_,) in rows("SELECT entry_id FROM journal_leaf ORDER BY index")]


def entry_ids() -> list[int]:
    return [id_ for (id_,) in rows("SELECT id FROM journal_entry ORDER BY id")]


def heads() -> list[SignedHead]:
    found = rows("SELECT text, signature FROM journal_head ORDER BY size")
    return [SignedHead(text.encode(), bytes(signature)) for text, signature in found]


def bodies_in_order() -> list[str]:
    return [
        body
        for (body,) in rows(
            "SELECT body FROM journal_leaf JOIN journal_entry ON id = entry_id ORDER BY index"
        )
    ]


@pytest.mark.usefixtures("journal")
def test_an_empty_journal_is_not_sealed_and_needs_no_key(keys):
    assert seal() == 0
    assert heads() == []
    assert not keys.exists()


@pytest.mark.usefixtures("journal")
def test_every_sealing_signs_the_root_over_all_bodies_so_far(sato: Actor):
    start = len(entry_ids())  # making 佐藤 was told to the journal, too
    for count in (3, 1, 260):
        write(sato, (Entry("record.add", 1, n, 1, after={"f7": "値"}) for n in range(count)))
        seal()
    assert seal() == 0

    leaves = [leaf_hash(body.encode()) for body in bodies_in_order()]
    read = [head.read() for head in heads()]
    assert [head.size for head in read] == [start + 3, start + 4, start + 264]
    assert [head.root for head in read] == [defined_root(leaves[: head.size]) for head in read]
    assert [head.previous for head in read] == [None, *(head.digest for head in heads()[:2])]
    (key,) = [signed.read() for signed in public_keys()]
    assert all(key.has_signed(head.text, head.signature) for head in heads())
    assert root_at(start + 264) == read[-1].root
    assert rows("SELECT level, index, hash FROM journal_node") == [
        (8, 0, defined_root(leaves[:256]))
    ]


@pytest.mark.usefixtures("journal")
def test_a_backlog_is_sealed_in_pieces_each_with_its_head(sato: Actor, monkeypatch):
    monkeypatch.setattr(sealer, "AT_ONCE", 4)
    start = len(entry_ids())
    write(sato, (Entry("record.add", 1, n) for n in range(11 - start)))

    assert seal() == 11
    assert [head.read().size for head in heads()] == [4, 8, 11]
    assert sealed_ids() == entry_ids()


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("table", ["leaf", "node", "head", "key", "stamp", "retired"])
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_what_is_sealed_is_only_ever_added_to(sato: Actor, table: str, change: str):
    write(sato, (Entry("record.add", 1, n) for n in range(256)))
    seal()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO journal_stamp (size, response) VALUES (1, '')")
        cursor.execute("INSERT INTO journal_retired (month, entries) VALUES ('2020-01-01', 1)")
    name = f"journal_{table}"
    (column,) = rows(
        f"SELECT attname FROM pg_attribute WHERE attrelid = '{name}'::regclass AND attnum = 2"
    )[0]
    before = rows(f"SELECT * FROM {name}")

    with (
        pytest.raises(DatabaseError, match="only ever added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(name, column, column))
    assert rows(f"SELECT * FROM {name}") == before != []


class Other:
    """Another connection's transaction, open for as long as the test likes."""

    def __init__(self) -> None:
        settings = connection.get_connection_params()
        for name in ("cursor_factory", "context"):
            settings.pop(name, None)
        self.link = psycopg.connect(**settings)

    def write(self, record: int) -> None:
        self.link.execute(
            "INSERT INTO journal_entry (at, kind, app_id, record_id, actor_id, source, body)"
            " VALUES (now(), 'record.add', 1, %s, 1, 'system', %s)",
            (record, f'{{"record":{record}}}'),
        )


@pytest.fixture
def another(committing: None, keys: object) -> Iterator[Callable[[], Other]]:
    made: list[Other] = []

    def make() -> Other:
        made.append(Other())
        return made[-1]

    yield make
    for other in made:
        other.link.close()


def committed(*records: int) -> None:
    with transaction.atomic():
        write(system_actor(), [Entry("record.add", 1, record) for record in records])


def records_in_order() -> list[int]:
    return [
        record
        for (record,) in rows(
            "SELECT record_id FROM journal_leaf JOIN journal_entry ON id = entry_id"
            " WHERE app_id = 1 ORDER BY index"
        )
    ]


def seal_until_mark_is(wanted: tuple[int, int]) -> None:
    """Transactions in other databases of the server delay the mark, too; they end."""
    deadline = time.monotonic() + 60
    while mark() != wanted and time.monotonic() < deadline:
        seal()
        time.sleep(0.05)
    assert mark() == wanted


def mark() -> tuple[int, int]:
    return rows("SELECT floor, seen FROM journal_mark")[0]


def test_an_open_transaction_delays_nobody_and_is_sealed_when_it_ends(another):
    slow = another()
    slow.write(1)
    committed(2)
    for record in (3, 4, 5):
        assert seal() == 1
        committed(record)
    assert seal() == 1
    assert records_in_order() == [2, 3, 4, 5]

    slow.link.commit()

    assert seal() == 1
    assert records_in_order() == [2, 3, 4, 5, 1]
    assert len(heads()) == 5


def test_a_transaction_that_fails_leaves_no_gap_in_the_tree(another):
    committed(1)
    failed = another()
    failed.write(2)
    seal()
    failed.link.rollback()
    committed(3)
    seal()

    assert records_in_order() == [1, 3]
    assert rows("SELECT index FROM journal_leaf ORDER BY index") == [(0,), (1,)]


def test_the_mark_moves_up_only_when_nothing_below_can_come_any_more(another):
    committed(1)
    slow = another()
    slow.write(2)
    seal()
    _, seen = mark()
    committed(3)
    seal()
    assert mark() == (0, seen)

    slow.link.commit()
    seal_until_mark_is((max(entry_ids()), max(entry_ids())))
    assert records_in_order() == [1, 3, 2]


def test_a_transaction_that_began_before_and_wrote_after_the_mark_is_not_forgotten(another):
    slow = another()
    slow.link.execute("SELECT 1")
    slow.link.execute("CREATE TEMP TABLE has_a_number ()")
    for record in (1, 2, 3):
        committed(record)
        seal()
    slow.write(4)
    slow.link.commit()

    assert seal() == 1
    assert records_in_order() == [1, 2, 3, 4]


def test_on_another_server_the_mark_starts_anew_from_the_same_floor(another):
    for record in (1, 2, 3):
        committed(record)
        seal()
    floor, _ = mark()
    with connection.cursor() as cursor:  # as after a restore: other transactions, far behind
        cursor.execute("UPDATE journal_mark SET cluster = 7, xid = '9000000000'")
    committed(4)
    assert seal() == 1
    assert mark() == (floor, max(entry_ids()))
    seal_until_mark_is((max(entry_ids()), max(entry_ids())))
    assert records_in_order() == [1, 2, 3, 4]


def test_many_writers_and_two_sealers_lose_and_repeat_nothing(another):
    def work(number: int) -> None:
        try:
            for n in range(15):
                with transaction.atomic():
                    write(system_actor(), [Entry("record.add", 1, number * 100 + n)] * (n % 3 + 1))
                    transaction.set_rollback(n % 5 == 4)
        finally:
            connection.close()

    def keep_sealing(end: threading.Event) -> None:
        try:
            while not end.is_set():
                seal()
        finally:
            connection.close()

    end = threading.Event()
    sealers = [threading.Thread(target=keep_sealing, args=(end,)) for _ in range(2)]
    writers = [threading.Thread(target=work, args=(n,)) for n in range(3)]
    for thread in sealers + writers:
        thread.start()
    for thread in writers:
        thread.join()
    end.set()
    for thread in sealers:
        thread.join()
    seal()

    assert sorted(sealed_ids()) == entry_ids()
    last = heads()[-1].read()
    assert last.size == len(entry_ids())
    assert last.root == defined_root([leaf_hash(body.encode()) for body in bodies_in_order()])
