"""What the API answers about apps, in kintone's shapes: every number a string.

`is_preview` asks for the draft. A live answer about an app that is not deployed is `NotFound`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from urakata.definition.access_rules import APP_RIGHTS, DEFAULT_GRANTS
from urakata.definition.conditions import fields_in, parse_condition, parse_query
from urakata.definition.editing.access_lists import List
from urakata.definition.editing.form_layout import DECORATIONS
from urakata.definition.models import App
from urakata.definition.process_shapes import kintones, whole
from urakata.definition.queries import AppInfo, app_codes, find_app_row
from urakata.definition.shape import Document, FieldObject, fields_by_code
from urakata.directory.built_in import ADMINISTRATORS
from urakata.directory.people import snapshot
from urakata.kernel import rules
from urakata.kernel.errors import NotFound, invalid
from urakata.kernel.json import JSONDict, JSONValue

LANGUAGES: Final = frozenset({"default", "user", "ja", "en", "zh"})
NOT_ON_THE_WIRE: Final = frozenset({"timezone", "sensitive"})


def show_app(info: AppInfo) -> JSONDict:
    """``app.json`` and an entry of ``apps.json``."""
    people = snapshot()
    return {
        "appId": str(info.id),
        "code": info.code,
        "name": info.name,
        "description": info.description,
        "spaceId": None,
        "threadId": None,
        "createdAt": _moment(info.created_at.isoformat(timespec="milliseconds")),
        "creator": people.show("user", info.creator_id),
        "modifiedAt": _moment(info.modified_at.isoformat(timespec="milliseconds")),
        "modifier": people.show("user", info.modifier_id),
    }


def show_fields(
    app_id: int,
    *,
    is_preview: bool = False,
    lang: str | None = None,
    hidden: Collection[str] = (),
) -> JSONDict:
    """``form/fields.json``, without what is `hidden` from whoever asks."""
    check_language(lang)
    document, revision = _version(app_id, is_preview=is_preview)
    codes = app_codes()
    properties: JSONDict = {
        f["code"]: _property(f, codes, hidden)
        for f in document["fields"]
        if f["code"] not in hidden
    }
    return {"properties": properties, "revision": revision}


def show_layout(app_id: int, *, is_preview: bool = False, hidden: Collection[str] = ()) -> JSONDict:
    """``form/layout.json``, without what is `hidden` from whoever asks."""
    document, revision = _version(app_id, is_preview=is_preview)
    layout = document["layout"]
    return {"layout": _without(layout, hidden) if hidden else layout, "revision": revision}


def _without(rows: list[dict[str, Any]], hidden: Collection[str]) -> list[JSONValue]:
    """A layout without some fields; a row that is left with nothing goes, too."""
    kept: list[JSONValue] = []
    for row in rows:
        if row.get("code") in hidden:
            continue
        if row["type"] == "GROUP":
            kept.append({**row, "layout": _without(row["layout"], hidden)})
            continue
        fields = [item for item in row["fields"] if item.get("code") not in hidden]
        if fields:
            kept.append({**row, "fields": fields})
    return kept


def show_views(
    app_id: int,
    *,
    is_preview: bool = False,
    lang: str | None = None,
    hidden: Collection[str] = (),
) -> JSONDict:
    """``views.json``, without what is `hidden`, and without views that could not be without it."""
    check_language(lang)
    document, revision = _version(app_id, is_preview=is_preview)
    views = document["views"]
    if hidden:
        kept = {name: view for name, view in views.items() if _asked(view).isdisjoint(hidden)}
        views = {name: _without_columns(view, hidden) for name, view in kept.items()}
    return {"views": _in_order(views), "revision": revision}


def _asked(view: dict[str, Any]) -> set[str]:
    """The fields that a view filters and sorts by, or is laid out by."""
    sort = view.get("sort", "")
    order = parse_query(f"order by {sort}").order if sort else ()
    codes = {
        *fields_in(parse_condition(view.get("filterCond", ""))),
        *(s.field.code for s in order),
    }
    return codes | {view[key] for key in ("date", "title") if view.get(key)}


def _without_columns(view: dict[str, Any], hidden: Collection[str]) -> dict[str, Any]:
    if "fields" not in view:
        return view
    return {**view, "fields": [code for code in view["fields"] if code not in hidden]}


def show_settings(app_id: int, *, is_preview: bool = False, lang: str | None = None) -> JSONDict:
    """``settings.json``."""
    check_language(lang)
    document, revision = _version(app_id, is_preview=is_preview)
    settings = {k: v for k, v in document["settings"].items() if k not in NOT_ON_THE_WIRE}
    return {
        "name": document["name"],
        "description": document["description"],
        **settings,
        "revision": revision,
    }


def show_process(app_id: int, *, is_preview: bool = False, lang: str | None = None) -> JSONDict:
    """``status.json``: nothing of what is ours."""
    check_language(lang)
    return kintones(_process(app_id, is_preview=is_preview))


def show_whole_process(app_id: int, *, is_preview: bool = False) -> JSONDict:
    """The process with its routes and all that is ours, in the shape of ``status.json``."""
    return whole(_process(app_id, is_preview=is_preview))


def _process(app_id: int, *, is_preview: bool) -> JSONDict:
    document, revision = _version(app_id, is_preview=is_preview)
    states = document["process"]["states"]
    ordered = None if states is None else _in_order(states, without="id")
    return {**document["process"], "states": ordered, "revision": revision}


def show_access(app_id: int, which: List, *, is_preview: bool = False) -> JSONDict:
    """``acl.json`` of the app, its records or its fields: what was set, else the defaults."""
    document, revision = _version(app_id, is_preview=is_preview)
    rights = (document.get("access") or {}).get(which)
    if rights is None:
        rights = _default_rights() if which == "app" else []
    return {"rights": rights, "revision": revision}


def _default_rights() -> list[JSONValue]:
    """Kintone's two rows; that administrators may the rest as well is ours, and not on the wire."""
    return [
        {
            "entity": {"type": grant.entity.type, "code": grant.entity.code},
            "includeSubs": False,
            **{name: right in grant.rights for name, right in APP_RIGHTS.items()},
        }
        for grant in DEFAULT_GRANTS
        if grant.entity.code != ADMINISTRATORS
    ]


def show_form(app_id: int, *, is_preview: bool = False, hidden: Collection[str] = ()) -> JSONDict:
    """``form.json``, the flat list of old: decorations too, booleans as text."""
    document, _ = _version(app_id, is_preview=is_preview)
    fields = fields_by_code(document)
    items = [item for item in _items(document["layout"]) if item.get("code") not in hidden]
    properties: list[JSONValue] = [_old_item(item, fields) for item in items]
    return {"properties": properties}


def check_language(lang: str | None) -> None:
    """Raise for a language nobody could ask for. Names are kept in one language as yet."""
    if lang is not None and lang.lower() not in LANGUAGES:
        raise invalid("lang", rules.NOT_IN_ENUM)


def _version(app_id: int, *, is_preview: bool) -> tuple[Document, str]:
    app: App = find_app_row(app_id)
    if is_preview:
        return app.draft, str(app.draft_revision)
    if app.live is None:
        raise NotFound("GAIA_AP01", id=app_id)
    return app.live, str(app.live_revision)


def _in_order(things: dict[str, dict[str, Any]], *, without: str = "") -> JSONDict:
    """Named things in the order of their index: the database keeps none."""
    ordered = sorted(things.items(), key=lambda named: int(named[1]["index"]))
    return {name: {k: v for k, v in thing.items() if k != without} for name, thing in ordered}


def _moment(text: str) -> str:
    return text.replace("+00:00", "Z")


def _property(
    field: FieldObject, app_codes: dict[int, str], hidden: Collection[str] = ()
) -> dict[str, Any]:
    """A field as kintone shows it: no ids, the present code of the app it points at."""
    shown = {key: value for key, value in field.items() if key not in {"id", "fields"}}
    if "options" in field:
        shown["options"] = {
            name: {"label": option["label"], "index": option["index"]}
            for name, option in field["options"].items()
        }
    for key in ("lookup", "referenceTable"):
        if target := field.get(key):
            app = target["relatedApp"]["app"]
            related = {"app": app, "code": app_codes.get(int(app), "")}
            shown[key] = {**target, "relatedApp": related}
    if "fields" in field:
        shown["fields"] = {
            c["code"]: _property(c, app_codes) for c in field["fields"] if c["code"] not in hidden
        }
    return shown


def _items(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for row in rows:
        if row["type"] == "ROW":
            items += row["fields"]
        else:
            items.append(row)
            items += _items(row.get("layout", []))
    return items


def _old_item(item: dict[str, Any], fields: dict[str, FieldObject]) -> dict[str, Any]:
    if item["type"] in DECORATIONS:
        return {key: value for key, value in item.items() if key != "size"}
    field = fields[item["code"]]
    shown = _old(field)
    if "fields" in field:
        shown["fields"] = [_old(column) for column in field["fields"]]
    return shown


def _old(field: FieldObject) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for key, value in field.items():
        if key in {"minLength", "maxLength", "minValue", "maxValue"}:
            shown[key] = value or None
        elif isinstance(value, bool):
            shown[key] = "true" if value else "false"
        elif key == "options":
            shown[key] = list(value)
        elif key in {"lookup", "referenceTable"}:
            shown["relatedApp"] = value["relatedApp"]["app"]
        elif key not in {"id", "fields", "numbering"}:
            shown[key] = value
    return shown
