"""Old months go only when they were exported, and what proves them stays."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from tests.journal.verifying.test_verifier import exported, places, refusal
from urakata.directory.actor import Actor
from urakata.journal import writing
from urakata.journal.exporting.exporter import announce, begin_export
from urakata.journal.queries import Wanted, search
from urakata.journal.retention import NotExported, months_before, retire
from urakata.journal.sealing.sealer import seal
from urakata.journal.verifying.database import verify_database
from urakata.journal.verifying.verifier import verify
from urakata.journal.writing import Entry, write

pytestmark = pytest.mark.usefixtures("journal")

JANUARY = date(2020, 1, 1)


@pytest.fixture
def old(sato: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries of January and February 2020 among those of today, all sealed."""
    make("2020-01-01", 1)
    for month in (1, 2, 1):
        with monkeypatch.context() as patch:
            moment = datetime(2020, month, 31 if month == 1 else 1, 23, 59, tzinfo=UTC)
            patch.setattr(
                writing,
                "instant",
                lambda _, moment=moment: moment.isoformat(timespec="microseconds"),
            )
            write(sato, (Entry("record.add", 1, n, 1, after={"f7": "x"}) for n in range(20)))
        write(sato, [Entry("record.add", 2, n) for n in range(3)])
    seal()


def make(first: str, more: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_make_months(%s, %s)", [first, more])


def after_an_export(sato: Actor) -> list[bytes]:
    found = exported()
    announce(sato, begin_export(), sha256="abc")
    return found


def test_the_old_months_are_those_before_the_ones_to_keep(old: None):
    today = datetime.now(UTC).date()
    since = (today.year - 2020) * 12 + today.month - 1

    assert months_before(1) == [JANUARY, date(2020, 2, 1)]
    assert months_before(since - 1) == [JANUARY]
    assert months_before(since) == []


def test_a_retired_months_entries_are_gone_and_everything_is_still_proved(old, sato: Actor):
    kept = after_an_export(sato)
    before = verify(kept)

    assert retire(sato, JANUARY) == 40
    seal()

    now = verify(exported())
    assert (now.left_out, now.entries) == (40, before.entries + 2 - 40)
    assert verify_database().left_out == 40
    assert verify(kept).entries == before.entries
    assert verify(exported(Wanted(app_id=1))).entries == 20
    assert months_before(1) == [date(2020, 2, 1)]
    (told,) = search(Wanted(kind="journal.retain"))
    assert '"month":"2020-01"' in told.body


def test_what_was_not_exported_stays(old: None, sato: Actor):
    before = exported()

    with pytest.raises(NotExported, match="2020-01"):
        retire(sato, JANUARY)
    announce(sato, begin_export())  # begun, and never finished
    announce(sato, begin_export(Wanted(app_id=1)), sha256="part")
    with pytest.raises(NotExported):
        retire(sato, JANUARY)
    assert exported()[1:] == before[1:]


def test_what_was_exported_before_it_was_sealed_stays(old: None, sato: Actor):
    after_an_export(sato)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_entry (at, kind, actor_id, source, body)"
            " VALUES ('2020-01-05', 'signout', 1, 'system', '{}')"
        )

    with pytest.raises(DatabaseError, match="not sealed"), transaction.atomic():
        retire(sato, JANUARY)
    seal()
    with pytest.raises(NotExported):
        retire(sato, JANUARY)


def test_the_present_month_stays(sato: Actor):
    announce(sato, begin_export(), sha256="abc")
    today = datetime.now(UTC).date()
    seal()
    announce(sato, begin_export(), sha256="abc")
    seal()
    announce(sato, begin_export(), sha256="abc")

    for day in (today.replace(day=1), JANUARY.replace(day=2)):
        with (
            pytest.raises((DatabaseError, NotExported)),
            transaction.atomic(),
        ):
            retire(sato, day)


def test_entries_that_went_without_being_told_of_are_missed(old: None, sato: Actor):
    after_an_export(sato)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM journal_entry WHERE app_id = 1 AND at < '2020-02-01'")
        cursor.execute("INSERT INTO journal_retired (month, entries) VALUES ('2020-01-01', 40)")
    seal()

    found = exported()
    first = int(found[places(found, b"N ")[0]].split()[2]) << int(
        found[places(found, b"N ")[0]].split()[1]
    )
    assert f"entries are left out from No. {first + 1} on" in refusal(found)
