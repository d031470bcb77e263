"""Checks the journal where it is: the same reading as an export's, and what only tables can show."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Final, cast

from django.db import connection

from urakata.journal.exporting.exporter import begin_export, pieces
from urakata.journal.verifying import findings
from urakata.journal.verifying.findings import Refuted
from urakata.journal.verifying.verifier import Trusted, Verdict, verify
from urakata.kernel.json import JSONDict, read_json
from urakata.kernel.text import Text

#: an entry that is no leaf after so long was not written by Urakata, or nobody seals
LATE_MINUTES: Final = 10
_COLUMNS: Final = {
    "kind": ("kind",),
    "app_id": ("app",),
    "record_id": ("record",),
    "revision": ("revision",),
    "actor_id": ("actor", "id"),
    "source": ("source", "name"),
    "at": ("at",),
}
_AT_ONCE: Final = 5000


def verify_database(trusted: Trusted | None = None) -> Verdict:
    """Check everything. Raises `Refuted`, which names the first entry that is not as it was sealed."""
    export = begin_export()
    verdict = verify(_lines(pieces(export)), trusted)
    _check_columns()
    verdict.warnings += _unsealed()
    return verdict


def _lines(given: Iterator[bytes]) -> Iterator[bytes]:
    for piece in given:
        yield from BytesIO(piece)


def _check_columns() -> None:
    """By which entries are found: a false one would hide an entry from every search."""
    after = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                f"SELECT id, {', '.join(_COLUMNS)}, body FROM journal_entry"
                " WHERE id > %s ORDER BY id LIMIT %s",
                [after, _AT_ONCE],
            )
            rows = cursor.fetchall()
            for id_, *columns, body in rows:
                said = cast("JSONDict", read_json(body))
                found = [*columns[:-1], columns[-1].isoformat(timespec="microseconds")]
                if found != [_inside(said, path) for path in _COLUMNS.values()]:
                    raise Refuted(findings.MISFILED.fill(id=id_))
            if not rows:
                return
            after = rows[-1][0]


def _inside(said: JSONDict, path: tuple[str, ...]) -> object:
    found: object = said
    for name in path:
        found = cast("JSONDict", found)[name]
    return found


def _unsealed() -> list[Text]:
    """A warning when entries wait for the sealer, or were put in behind its back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), min(e.id) FROM journal_entry AS e"
            " WHERE NOT EXISTS (SELECT FROM journal_leaf AS l WHERE l.entry_id = e.id)"
            " AND (e.at < now() - make_interval(mins => %s) OR e.id <= (SELECT floor FROM journal_mark))",
            [LATE_MINUTES],
        )
        count, first = cursor.fetchone()
    return [findings.UNSEALED.fill(count=f"{count:,}", id=first)] if count else []
