"""Who wrote a record and when, and where a new one starts in its process."""

from __future__ import annotations

from typing import Any, Final, cast

from urakata.definition.fields.base import Stored
from urakata.definition.schema import AppSchema
from urakata.record.per_schema import once_per_schema
from urakata.record.rows import Batch, Row

_STAMPS: Final = frozenset({"created_by", "created_at", "updated_by", "updated_at"})


def stamp(batch: Batch) -> None:
    """Set the system columns of every row. What an app's manager sent for a new one stays."""
    now, user_id = batch.context.now.isoformat(), batch.context.user_id
    for row in batch.rows:
        if row.revision:
            row.system |= {"updated_by": user_id, "updated_at": now}
        else:
            created_by = row.system.setdefault("created_by", user_id)
            row.system.setdefault("created_at", now)
            row.system.setdefault("updated_by", user_id)
            row.system.setdefault("updated_at", now)
            row.system |= _start(batch.app, created_by)


def _start(app: AppSchema, created_by: Stored) -> dict[str, Stored]:
    """The first status of the process, and whose turn it is there (its creator's, or nobody's)."""
    process = app.process
    if not process.is_enabled or not process.states:
        return {}
    entities = cast("list[dict[str, Any]]", process.initial.assignee.get("entities") or [])
    creator = app.of_type("CREATOR")
    is_creators = any(
        entity.get("entity", {}).get("type") == "FIELD_ENTITY"
        and creator is not None
        and entity["entity"].get("code") == creator.code
        for entity in entities
    )
    start: dict[str, Stored] = {"status": process.initial.name}
    if is_creators and isinstance(created_by, int):
        start["assignees"] = [created_by]
    return start


@once_per_schema
def _stamped(app: AppSchema) -> tuple[tuple[str, str, bool], ...]:
    """Code, column, and whether it names a person, of the fields that say who and when."""
    return tuple(
        (f.code, f.column, f.type.is_single) for f in app.top_fields if f.column in _STAMPS
    )


def system_values(batch: Batch, row: Row) -> dict[str, Stored]:
    """What a formula may know of the record itself: people by login name, times to the minute."""
    found: dict[str, Stored] = {}
    for code, column, is_person in _stamped(batch.app):
        value = row.system[column]
        if is_person:
            found[code] = str(batch.context.people.show("user", cast("int", value))["code"])
        else:
            found[code] = f"{str(value)[:16]}:00Z"
    return found
