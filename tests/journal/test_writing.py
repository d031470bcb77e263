"""What is written in the journal, and that it stays."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.journal import context
from urakata.journal.queries import Wanted, entries_of_record, search
from urakata.journal.writing import Entry, write


def test_an_entry_says_who_did_what_from_where(sato: Actor) -> None:
    context.begin(context.Source("api", "192.0.2.1", "r1"))
    try:
        write(sato, [Entry("record.edit", 1, 2, 3, {"f7": "旧"}, {"f7": "新"})])
    finally:
        context.end()
    (written,) = entries_of_record(1, 2)
    said = json.loads(written.body)
    assert said.pop("at") == written.at.isoformat(timespec="microseconds")
    assert said == {
        "kind": "record.edit", "app": 1, "record": 2, "revision": 3,
        "actor": {"id": sato.user_id, "code": "sato", "via": "session"},
        "source": {"name": "api", "address": "192.0.2.1", "request": "r1"},
        "on_behalf_of": None, "before": {"f7": "旧"}, "after": {"f7": "新"}, "about": {},
    }  # fmt: skip
    assert context.current() == context.Source("system")


def test_an_entry_says_in_whose_name_it_was_done(sato: Actor, suzuki: Actor) -> None:
    write(sato, [Entry("record.status", 1, 2, 3, on_behalf_of=suzuki)])
    (written,) = entries_of_record(1, 2)
    assert json.loads(written.body)["on_behalf_of"] == {"id": suzuki.user_id, "code": "suzuki"}


@pytest.mark.parametrize("count", [1, 2])
def test_the_spelling_is_compact_sorted_and_unescaped(sato: Actor, count: int) -> None:
    write(
        sato, [Entry("file.read", 1, 2, about={"名前": 'a\\b"\t\n\x01é', "10": 1, "9": 2})] * count
    )
    for written in entries_of_record(1, 2):
        assert written.body.startswith(
            r'{"about":{"10":1,"9":2,"名前":"a\\b\"\t\n\u0001é"},"actor":{"code":"sato",'
        )


@pytest.mark.parametrize("count", [1, 2])
def test_what_json_cannot_say_is_said_as_well_as_it_can(sato: Actor, count: int) -> None:
    broken = {"a\ud800": "b\udfff\ud83d\ude00", "big": 2**64, "list": ["\udc00", 2**63 - 1]}
    write(sato, [Entry("record.add", 1, 2, 1, after=broken)] * count)
    for written in entries_of_record(1, 2):
        assert json.loads(written.body)["after"] == {
            "a\ufffd": "b\ufffd😀",
            "big": "18446744073709551616",
            "list": ["\ufffd", 2**63 - 1],
        }


def test_outside_a_transaction_nothing_is_written(committing: None) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        write(system_actor(), [Entry("record.add", 1, 1)])
    assert entries_of_record(1, 1) == []


@pytest.mark.parametrize("count", [0, 1, 2, 1001, 2500])
def test_any_number_is_written_in_order(sato: Actor, count: int) -> None:
    write(sato, (Entry("record.add", 1, n, 1) for n in range(count)))
    found = search(Wanted(app_id=1, kind="record.add"), limit=3000)
    assert [json.loads(one.body)["record"] for one in found] == list(reversed(range(count)))


def test_pages_follow_each_other_without_gap(sato: Actor, suzuki: Actor) -> None:
    write(sato, (Entry("record.add", 1, n) for n in range(5)))
    write(suzuki, [Entry("record.delete", 1, 4)])
    first = search(Wanted(actor_id=sato.user_id, app_id=1), limit=3)
    rest = search(Wanted(actor_id=sato.user_id, app_id=1), before_id=first[-1].id, limit=3)
    assert [json.loads(one.body)["record"] for one in first + rest] == [4, 3, 2, 1, 0]
    assert search(Wanted(app_id=1, until=first[0].at)) == []


@pytest.mark.parametrize("table", ["journal_entry", "partition"])
@pytest.mark.parametrize("change", ["UPDATE {} SET body = ''", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_journal_is_only_ever_added_to(sato: Actor, table: str, change: str) -> None:
    write(sato, [Entry("app.create", 1)])
    before = search(Wanted(app_id=1))
    with connection.cursor() as cursor:
        if table == "partition":
            cursor.execute("SELECT tableoid::regclass::text FROM journal_entry LIMIT 1")
            table = cursor.fetchone()[0]
            assert table != "journal_entry_other"
        with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
            cursor.execute(change.format(table))
    assert search(Wanted(app_id=1)) == before


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (Wanted(app_id=1, record_id=1), "app_id_record_id_id"),
        (Wanted(app_id=1), "app_id_id"),
        (Wanted(actor_id=-1), "actor_id_id"),
        (Wanted(kind="signin.failure"), "kind_id"),
        (Wanted(), "pkey"),
    ],
)
def test_a_page_of_any_search_is_read_from_an_index(
    journal: None, sato: Actor, wanted: Wanted, index: str
) -> None:
    write(sato, (Entry("record.add", n % 30, n % 60) for n in range(6000)))
    write(replace(sato, user_id=-1), [Entry("signin.failure")] * 200)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE journal_entry")
        with CaptureQueriesContext(connection) as asked:
            search(wanted, before_id=10**9, limit=10)
        cursor.execute(f"EXPLAIN {asked[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert re.search(rf"Index Scan.* (using|on) journal_entry_\d+_\d+_{index}", plan), plan


def test_what_fails_is_not_in_the_journal(sato: Actor) -> None:
    with transaction.atomic():
        write(sato, [Entry("record.add", 1, 1)])
        transaction.set_rollback(True)
    assert entries_of_record(1, 1) == []
