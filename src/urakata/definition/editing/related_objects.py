"""The two objects that point at another app: ``lookup`` and ``referenceTable``, as sent."""

from __future__ import annotations

from typing import Any, cast

from urakata.definition.editing.session import Edit
from urakata.definition.fields.properties import Properties
from urakata.definition.shape import FieldObject
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONDict, JSONValue


def read_lookup(edit: Edit, raw: JSONValue, current: FieldObject | None, at: str) -> dict[str, Any]:
    """The look-up object, complete; naming ``relatedApp`` again resets the rest.

    What it points at is checked by `relations`, when every field of the request is in place.
    """
    if not isinstance(raw, dict):
        raise invalid(at, rules.BAD_SHAPE)
    raw = _over(raw, current)
    properties = Properties(raw, at)
    if not isinstance(raw.get("relatedApp"), dict):
        raise invalid(f"{at}.relatedApp", rules.MISSING)
    mappings = properties.objects("fieldMappings")
    lookup: dict[str, Any] = {
        "relatedApp": {"app": str(edit.resolve_app(raw["relatedApp"], f"{at}.relatedApp"))},
        "relatedKeyField": properties.text("relatedKeyField", most=128),
        "fieldMappings": [_mapping(properties, n, mapping) for n, mapping in enumerate(mappings)],
        "lookupPickerFields": texts(properties, "lookupPickerFields"),
        "filterCond": properties.text("filterCond"),
        "sort": properties.text("sort"),
    }
    if not lookup["relatedKeyField"]:
        properties.refuse("relatedKeyField", rules.MISSING)
    if properties.one_of("mode", ("COPY", "LIVE"), "COPY") == "LIVE":
        lookup["mode"] = "LIVE"
    properties.done()
    return lookup


def resolve_reference_table(
    edit: Edit, raw: JSONDict, current: FieldObject | None, at: str
) -> JSONDict:
    """A REFERENCE_TABLE's property object with its app as an id, as its type reads it."""
    sent = raw.get("referenceTable")
    if not isinstance(sent, dict):
        raise invalid(f"{at}.referenceTable", rules.MISSING)
    table = _over(sent, current["referenceTable"] if current else None)
    app_id = edit.resolve_app(table.get("relatedApp"), f"{at}.referenceTable.relatedApp")
    return {**raw, "referenceTable": {**table, "relatedApp": {"app": str(app_id)}}}


def _over(raw: JSONDict, current: FieldObject | None) -> JSONDict:
    return raw if current is None or raw.get("relatedApp") else {**current, **raw}


def _mapping(properties: Properties, n: int, mapping: JSONDict) -> dict[str, str]:
    inner = Properties(mapping, f"{properties.at}.fieldMappings[{n}]")
    read = {key: inner.text(key, most=128) for key in ("field", "relatedField")}
    for key, value in read.items():
        if not value:
            inner.refuse(key, rules.MISSING)
    properties.problems += inner.problems
    return read


def texts(properties: Properties, key: str) -> list[str]:
    """A list of texts; absent is empty."""
    raw = properties.raw.get(key)
    if raw is None or raw == "":
        return []
    if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
        properties.refuse(key, rules.BAD_SHAPE)
        return []
    return cast("list[str]", list(raw))
