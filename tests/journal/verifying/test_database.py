"""The database's own journal: what an export cannot show is found as well."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from tests.journal.sealing.test_sealer import entry_ids
from urakata.directory.actor import Actor
from urakata.journal.sealing.sealer import seal
from urakata.journal.verifying.database import verify_database
from urakata.journal.verifying.findings import Refuted
from urakata.journal.writing import Entry, write

pytestmark = pytest.mark.usefixtures("journal")


@pytest.fixture
def sealed(sato: Actor) -> list[int]:
    write(
        sato, (Entry("record.edit", 7, n, 2, {"f7": "a\x00b"}, {"f7": "\ud800"}) for n in range(6))
    )
    write(sato, [Entry("signin.failure")])
    seal()
    return entry_ids()


def tampered(*statements: str) -> str:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for sql in statements:
            cursor.execute(sql)
        with pytest.raises(Refuted) as caught:
            verify_database()
        transaction.set_rollback(True)
    return caught.value.text.en


def test_a_whole_journal_is_believed(sealed: list[int]):
    verdict = verify_database()

    assert (verdict.entries, verdict.heads, verdict.warnings) == (len(sealed), 1, [])


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'signout'",
        "app_id = 8",
        "app_id = NULL",
        "record_id = 99",
        "revision = 1",
        "actor_id = -1",
        "source = 'job'",
        "at = at + interval '1 microsecond'",
    ],
)
def test_a_column_that_hides_an_entry_is_named(sealed: list[int], change: str):
    id_ = sealed[-3]

    found = tampered(f"UPDATE journal_entry SET {change} WHERE id = {id_}")

    if change.startswith("at"):  # by which a leaf knows its entry
        assert f"(id {id_}) was removed" in found
    else:
        assert f"entry (id {id_}) is found do not agree" in found


def test_an_altered_text_and_a_removed_entry_are_named(sealed: list[int]):
    id_ = sealed[-2]

    assert f"(id {id_}) was altered." in tampered(
        f"UPDATE journal_entry SET body = replace(body, '7', '8') WHERE id = {id_}"
    )
    assert f"(id {id_}) was removed" in tampered(f"DELETE FROM journal_entry WHERE id = {id_}")


def test_a_kept_node_that_was_altered_leads_nobody_astray(sealed: list[int], sato: Actor):
    write(sato, (Entry("record.add", 7, n) for n in range(300)))
    seal()
    write(sato, [Entry("record.add", 7, 301)])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE journal_node SET hash = '\\x00'")
    seal()

    with pytest.raises(Refuted, match="altered together with its hash"):
        verify_database()


def test_entries_that_nobody_will_seal_are_a_warning(sealed: list[int], sato: Actor):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_mark SET floor = %s", [sealed[-1] + 1])
    write(sato, [Entry("signout")])
    assert seal() == 0

    (warning,) = verify_database().warnings
    assert warning.en.startswith(f"1 entries are not sealed (the first has id {entry_ids()[-1]})")
