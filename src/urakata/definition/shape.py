"""The app document: one JSON object that says everything an app is, and ways to walk it.

::

    {"format": 1, "uid", "name", "code", "description",
     "settings": {…kintone's settings object…, "timezone", "sensitive"},
     "fields": [{"id", "type", "code", "label", …kintone's properties…,
                 "lookup"?, "numbering"?, "fields"? (of a SUBTABLE)}],
     "next_id": 20, "layout": […], "views": {name: {…, "id"}},
     "process": {"enable", "states": null|{…}, "actions": null|[…], …`routing`'s keys…}}

Everything that can be renamed has an id from `next_id` (fields, options, views, statuses), never
used twice: a rename can so be told from a removal and an addition. `uid` says that two documents
are versions of one app even when they lie in two installations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

Document: TypeAlias = dict[str, Any]
FieldObject: TypeAlias = dict[str, Any]

FORMAT = 1
MOST_FIELDS = 500  #: of an app, system fields not counted


def every_field(document: Document) -> Iterator[tuple[FieldObject, FieldObject | None]]:
    """Each field with the table it is a column of (None at the top), tables before columns."""
    for field in document["fields"]:
        yield field, None
        for column in field.get("fields", ()):
            yield column, field


def fields_by_code(document: Document) -> dict[str, FieldObject]:
    """Every field and column under its code."""
    return {field["code"]: field for field, _ in every_field(document)}


def tables_by_column(document: Document) -> dict[str, str]:
    """The code of the table each column belongs to."""
    return {field["code"]: table["code"] for field, table in every_field(document) if table}


def placed_codes(layout: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Every field in a layout: rows' fields, tables before their columns, groups before theirs."""
    for row in layout:
        if row["type"] != "ROW":
            yield row["code"]
        yield from placed_codes(row.get("layout", ()))
        yield from (item["code"] for item in row.get("fields", ()) if "code" in item)


def code_of_type(document: Document, type_key: str) -> str:
    """The code of the one field of a system type."""
    return next(str(f["code"]) for f in document["fields"] if f["type"] == type_key)


def take_id(document: Document) -> int:
    """The next free id; it will not be given out again."""
    taken = int(document["next_id"])
    document["next_id"] = taken + 1
    return taken
