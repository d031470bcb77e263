"""Everything in a document that names a field by its code, so that a rename reaches all of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from urakata.definition.editing.access_references import rename_in_access, rules_of
from urakata.definition.editing.clauses import (
    Rename,
    rename_in_condition,
    rename_in_formula,
    rename_in_sort,
)
from urakata.definition.editing.route_references import (
    every_factor,
    rename_in_routes,
    rename_tied,
)
from urakata.definition.numbering import rename_in_pattern
from urakata.definition.shape import Document, FieldObject, every_field


def rename_fields(document: Document, renames: Mapping[str, str], app_id: int) -> None:
    """Give fields of this app new codes, wherever the document names them."""
    if not renames:
        return
    rename_related_fields(document, renames, app_id)
    _rename_own(document, renames)
    for field, _ in every_field(document):
        field["code"] = renames.get(field["code"], field["code"])


def rename_related_fields(document: Document, renames: Mapping[str, str], app_id: int) -> None:
    """Follow the renames of another app's fields (or this one's, where it points at itself)."""
    for field, _ in every_field(document):
        for target in _objects_pointing_at(field, app_id):
            _rename_target(target, renames)
    vias = {f["code"] for f, _ in every_field(document) if _looks_up(f, app_id)}
    rename_tied(document["process"], vias, renames)
    owners = _tables_pointing_at(document, app_id)

    def dotted(owner: str, code: str) -> str:
        return renames.get(code, code) if owner in owners else code

    if owners:
        _rename_clauses(document, dotted)


def points_at(document: Document, app_id: int) -> bool:
    """Whether a look-up or related records lead to an app."""
    return any(_objects_pointing_at(field, app_id) for field, _ in every_field(document))


def related_apps(document: Document) -> set[int]:
    """The apps that look-ups and related records lead to."""
    objects = (f.get(key) for f, _ in every_field(document) for key in ("lookup", "referenceTable"))
    return {int(each["relatedApp"]["app"]) for each in objects if each}


def _rename_own(document: Document, renames: Mapping[str, str]) -> None:
    def rename(owner: str, code: str) -> str:
        return renames.get(code, code) if not owner else code

    for field, _ in every_field(document):
        _rename_in_field(field, renames)
    _rename_layout(document["layout"], renames)
    _rename_clauses(document, rename)
    for view in document["views"].values():
        if "fields" in view:
            view["fields"] = [renames.get(code, code) for code in view["fields"]]
        for key in view.keys() & {"date", "title"}:
            view[key] = renames.get(view[key], view[key])
    title = document["settings"]["titleField"]
    title["code"] = renames.get(title["code"], title["code"])
    rename_in_access(document, renames)
    for entity in every_entity(document["process"]):
        if entity["type"] == "FIELD_ENTITY":
            entity["code"] = renames.get(entity["code"], entity["code"])
    rename_in_routes(document["process"], renames)


def _rename_in_field(field: FieldObject, renames: Mapping[str, str]) -> None:
    def rename(owner: str, code: str) -> str:  # noqa: ARG001 - formulas have no dots
        return renames.get(code, code)

    if field.get("expression"):
        field["expression"] = rename_in_formula(field["expression"], rename)
    if lookup := field.get("lookup"):
        for mapping in lookup["fieldMappings"]:
            mapping["field"] = renames.get(mapping["field"], mapping["field"])
    if table := field.get("referenceTable"):
        condition = table["condition"]
        condition["field"] = renames.get(condition["field"], condition["field"])
    if numbering := field.get("numbering"):
        numbering["pattern"] = rename_in_pattern(numbering["pattern"], renames)
        numbering["resetField"] = renames.get(numbering["resetField"], numbering["resetField"])


def _rename_layout(rows: list[dict[str, Any]], renames: Mapping[str, str]) -> None:
    for row in rows:
        for item in (row, *row.get("fields", ())):
            if "code" in item:
                item["code"] = renames.get(item["code"], item["code"])
        _rename_layout(row.get("layout", []), renames)


def _rename_clauses(document: Document, rename: Rename) -> None:
    """The conditions and sorts about this app's own records."""
    actions = document["process"]["actions"] or []
    clauses = [*document["views"].values(), *actions, *rules_of(document, "records")]
    for holder in clauses:
        _rename_clauses_of(holder, rename)
    for factor in every_factor(document["process"]):
        factor["condition"] = rename_in_condition(factor["condition"], rename)


def _rename_clauses_of(holder: dict[str, Any], rename: Rename) -> None:
    if "filterCond" in holder:
        holder["filterCond"] = rename_in_condition(holder["filterCond"], rename)
    if "sort" in holder:
        holder["sort"] = rename_in_sort(holder["sort"], rename)


def _rename_target(target: dict[str, Any], renames: Mapping[str, str]) -> None:
    def rename(owner: str, code: str) -> str:
        return renames.get(code, code) if not owner else code

    _rename_clauses_of(target, rename)
    for key in target.keys() & {"lookupPickerFields", "displayFields"}:
        target[key] = [renames.get(code, code) for code in target[key]]
    if "relatedKeyField" in target:
        target["relatedKeyField"] = renames.get(
            target["relatedKeyField"], target["relatedKeyField"]
        )
    pairs = [*target.get("fieldMappings", []), *filter(None, [target.get("condition")])]
    for pair in pairs:
        pair["relatedField"] = renames.get(pair["relatedField"], pair["relatedField"])


def _objects_pointing_at(field: FieldObject, app_id: int) -> list[dict[str, Any]]:
    objects = (field.get("lookup"), field.get("referenceTable"))
    return [o for o in objects if o and o["relatedApp"]["app"] == str(app_id)]


def _looks_up(field: FieldObject, app_id: int) -> bool:
    lookup = field.get("lookup")
    return lookup is not None and bool(lookup["relatedApp"]["app"] == str(app_id))


def _tables_pointing_at(document: Document, app_id: int) -> set[str]:
    """The related-record lists that lead to an app: conditions write ``list.field``."""
    return {
        f["code"]
        for f in document["fields"]
        if f["type"] == "REFERENCE_TABLE" and _objects_pointing_at(f, app_id)
    }


def every_entity(process: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The people (or fields that hold them) whom statuses and actions name; not those of routes."""
    holders = [state["assignee"] for state in (process["states"] or {}).values()]
    holders += [a["executableUser"] for a in process["actions"] or [] if "executableUser" in a]
    for holder in holders:
        for item in holder["entities"]:
            yield item["entity"]
