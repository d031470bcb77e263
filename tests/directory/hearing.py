"""What the journal heard."""

from __future__ import annotations

import json
from typing import Any

from urakata.journal.models import JournalEntry


def heard(*kinds: str) -> list[dict[str, Any]]:
    """Entries of these kinds, the oldest first."""
    rows = JournalEntry.objects.filter(kind__in=kinds).order_by("id")
    return [json.loads(row.body) for row in rows]


def abouts(*kinds: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Who, what and about what, of these kinds."""
    return [(each["actor"]["code"], each["kind"], each["about"]) for each in heard(*kinds)]
