"""What the journal says, as tests ask for it."""

from __future__ import annotations

import json
from typing import Any

from urakata.definition.schema import AppSchema
from urakata.journal.queries import Wanted, search


def entries(app: AppSchema | int | None = None, record_id: int | None = None) -> list[Any]:
    """Whole entries, the oldest first: of a record, of an app, or of everything."""
    app_id = app.app_id if isinstance(app, AppSchema) else app
    found = search(Wanted(app_id=app_id, record_id=record_id), limit=10_000)
    return [json.loads(one.body) for one in reversed(found)]


def told(app: AppSchema, record_id: int) -> list[tuple[str, int | None, Any, Any, Any]]:
    """Of each entry of a record: kind, revision, before, after, about."""
    return [
        (one["kind"], one["revision"], one["before"], one["after"], one["about"])
        for one in entries(app, record_id)
        if one["kind"].startswith("record.")
    ]


def last(app: AppSchema, record_id: int) -> Any:
    """The latest entry of a record."""
    return entries(app, record_id)[-1]
