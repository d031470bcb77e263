"""Takes the entries of old months out of the database; what proves them stays.

A month goes only when it is over, sealed to its last entry, and part of a complete export that was
written to its end. That it went is itself an entry, which names the leaves, so that a verifier knows
why they are without entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import cast

from django.db import connection, transaction

from urakata.journal.queries import Wanted, search
from urakata.journal.writing import Entry, Who, write
from urakata.kernel.json import JSONDict, JSONValue, read_json
from urakata.kernel.text import Text

NOT_EXPORTED = Text(
    "{month}の記録は、まだすべては書き出されていません。先に「urakata journal export」ですべての記録を書き出し、"
    "ファイルを安全な場所に保管してください。",
    "The entries of {month} were not all exported yet. First write everything with "
    "`urakata journal export`, and keep the file in a safe place.",
)


class NotExported(Exception):
    """A month cannot go, for there is no complete export of it; `text` says which."""

    def __init__(self, month: date) -> None:
        self.text = NOT_EXPORTED.fill(month=f"{month:%Y-%m}")
        super().__init__(self.text.en)


def months_before(months: int) -> list[date]:
    """The months with partitions of their own that are over for longer than so many months."""
    today = datetime.now(UTC).date()
    index = today.year * 12 + today.month - 1 - months
    first_kept = date(index // 12, index % 12 + 1, 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_date(right(c.relname, 7), 'YYYY_MM') FROM pg_inherits"
            " JOIN pg_class AS c ON c.oid = inhrelid"
            " WHERE inhparent = 'journal_entry'::regclass AND c.relname ~ '[0-9]{4}_[0-9]{2}$'"
            " ORDER BY 1"
        )
        return [month for (month,) in cursor.fetchall() if month < first_kept]


def retire(who: Who, month: date) -> int:
    """Take a month's entries out; how many they were. Raises `NotExported`.

    Only for whoever owns the journal's tables.
    """
    with transaction.atomic():
        leaves = _leaves_of(month)
        exported = _newest_export(least=max((end for _, end in leaves), default=0))
        if exported is None:
            raise NotExported(month)
        with connection.cursor() as cursor:
            cursor.execute("SELECT journal_retire(%s)", [month])
            count = int(cursor.fetchone()[0])
        about: JSONDict = {
            "month": f"{month:%Y-%m}",
            "entries": count,
            "leaves": cast("JSONValue", leaves),
            "export": exported,
        }
        write(who, [Entry("journal.retain", about=about)])
    return count


def _leaves_of(month: date) -> list[list[int]]:
    """The month's leaves as ranges: the first of each, and the one after its last."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(index), max(index) + 1 FROM ("
            " SELECT index, index - row_number() OVER (ORDER BY index) AS island FROM journal_leaf"
            " WHERE at >= %(month)s::date::timestamp AT TIME ZONE 'UTC'"
            " AND at < (%(month)s::date + interval '1 month') AT TIME ZONE 'UTC') AS l"
            " GROUP BY island ORDER BY 1",
            {"month": month},
        )
        return [list(row) for row in cursor.fetchall()]


def _newest_export(least: int) -> str | None:
    """SHA-256 of the newest complete export that was written to its end and has so many leaves."""
    for about in _exports():
        if about["complete"] and "sha256" in about and int(cast("int", about["size"])) >= least:
            return str(about["sha256"])
    return None


def _exports() -> Iterator[JSONDict]:
    """What was said of every export, the newest first."""
    before: int | None = None
    while page := search(Wanted(kind="journal.export"), before_id=before):
        for entry in page:
            yield cast("JSONDict", cast("JSONDict", read_json(entry.body.encode()))["about"])
        before = page[-1].id
