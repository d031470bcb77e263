"""Reads the journal, page by page: the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from urakata.journal.kinds import Kind
from urakata.journal.models import JournalEntry


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it stands in the journal; `body` has everything about it."""

    id: int
    at: datetime
    body: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; what is ``None`` does not matter."""

    app_id: int | None = None
    record_id: int | None = None
    actor_id: int | None = None
    kind: Kind | None = None
    since: datetime | None = None  #: from this moment on
    until: datetime | None = None  #: before this moment


def entries_of_record(
    app_id: int, record_id: int, *, before_id: int | None = None, limit: int = 100
) -> list[Written]:
    """What happened to a record; `before_id` is the last id of the page before."""
    return search(Wanted(app_id=app_id, record_id=record_id), before_id=before_id, limit=limit)


def search(wanted: Wanted, *, before_id: int | None = None, limit: int = 100) -> list[Written]:
    """A page of what is wanted; `before_id` is the last id of the page before."""
    conditions = {
        "app_id": wanted.app_id,
        "record_id": wanted.record_id,
        "actor_id": wanted.actor_id,
        "kind": wanted.kind,
        "at__gte": wanted.since,
        "at__lt": wanted.until,
        "id__lt": before_id,
    }
    asked = {name: value for name, value in conditions.items() if value is not None}
    found = JournalEntry.objects.filter(**asked).order_by("-id")[:limit]
    return [Written(*row) for row in found.values_list("id", "at", "body")]
