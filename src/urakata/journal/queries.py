"""Reads the journal, page by page: the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import QuerySet

from urakata.journal.kinds import Kind
from urakata.journal.models import JournalEntry

_CHUNK: Final = 2_000
_LAST: Final = """
SELECT r.id, e.revision, e.actor_id, e.at, (e.body::json -> 'about')::text
FROM unnest(%s::bigint[]) AS r(id) CROSS JOIN LATERAL (
  SELECT revision, actor_id, at, body FROM journal_entry
  WHERE app_id = %s AND record_id = r.id AND at <= %s AND kind = ANY(%s)
  ORDER BY id DESC LIMIT 1
) AS e
"""


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it stands in the journal; `body` has everything about it."""

    id: int
    at: datetime
    body: str


@dataclass(frozen=True, slots=True)
class LastOfRecord:
    """The last entry of a record, as far as it says who made it which revision."""

    record_id: int
    revision: int
    actor_id: int
    at: datetime
    about: str  #: as JSON


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; what is ``None`` does not matter."""

    app_id: int | None = None
    record_id: int | None = None
    actor_id: int | None = None
    kind: Kind | None = None
    kinds: tuple[Kind, ...] | None = None  #: any of these
    of_no_record: bool | None = None  #: what concerns the app as a whole
    since: datetime | None = None  #: from this moment on
    until: datetime | None = None  #: before this moment


def entries_of_record(
    app_id: int, record_id: int, *, before_id: int | None = None, limit: int = 100
) -> list[Written]:
    """What happened to a record; `before_id` is the last id of the page before."""
    return search(Wanted(app_id=app_id, record_id=record_id), before_id=before_id, limit=limit)


def search(wanted: Wanted, *, before_id: int | None = None, limit: int = 100) -> list[Written]:
    """A page of what is wanted; `before_id` is the last id of the page before."""
    found = _found(wanted, before_id)[:limit]
    return [Written(*row) for row in found.values_list("id", "at", "body")]


def stream(wanted: Wanted) -> Iterator[Written]:
    """All of what is wanted, in constant memory, within a transaction."""
    rows = _found(wanted, None).values_list("id", "at", "body")
    return (Written(*row) for row in rows.iterator(chunk_size=_CHUNK))


def count_up_to(wanted: Wanted, most: int) -> int:
    """How much there is of what is wanted; counts no further than one beyond `most`."""
    return _found(wanted, None)[: most + 1].count()


def last_of_records(
    app_id: int, record_ids: Sequence[int], kinds: Sequence[Kind], until: datetime
) -> list[LastOfRecord]:
    """The last entry of each record up to a moment, where there is one: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [list(record_ids), app_id, until, list(kinds)])
        return [LastOfRecord(*row) for row in cursor.fetchall()]


def _found(wanted: Wanted, before_id: int | None) -> QuerySet[JournalEntry]:
    conditions = {
        "app_id": wanted.app_id,
        "record_id": wanted.record_id,
        "record_id__isnull": wanted.of_no_record,
        "actor_id": wanted.actor_id,
        "kind": wanted.kind,
        "kind__in": wanted.kinds,
        "at__gte": wanted.since,
        "at__lt": wanted.until,
        "id__lt": before_id,
    }
    asked = {name: value for name, value in conditions.items() if value is not None}
    return JournalEntry.objects.filter(**asked).order_by("-id")
