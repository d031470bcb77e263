"""The file's shape: shorter than the document, and in an order that people read.

What equals the default is left out, names become lists in order, rows of the layout are lists of
codes, other apps are named by their codes. `reading` is the way back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from urakata.definition.blank import (
    SWITCHED,
    SYSTEM_FIELDS,
    default_settings,
    first_assignee,
)
from urakata.definition.editing.form_layout import DECORATIONS, default_size
from urakata.definition.editing.session import SELF
from urakata.definition.fields.registry import FIELD_TYPES
from urakata.definition.process_shapes import OURS_OF_AN_ACTION
from urakata.definition.shape import Document, FieldObject, code_of_type, fields_by_code
from urakata.definition.yaml_files.routes import shown_lists, shown_meaning, shown_parts
from urakata.definition.yaml_files.text import Flow, FlowList

KEYS: Final = (
    "id", "type", "code", "name", "label", "noLabel", "required", "unique", "enabled",
    "relatedApp", "app", "relatedKeyField", "fieldMappings", "lookupPickerFields", "condition",
    "field", "relatedField", "displayFields", "pattern", "reset", "resetField", "gapFree",
    "builtinType", "fields", "date", "title", "html", "pager", "device", "filterCond", "sort",
    "size", "mode", "from", "to", "assignee", "executableUser", "entity", "entities", "includeSubs",
    "selectionMode", "digits", "decimalPlaces", "roundingMode",
)  # fmt: skip
_RANK: Final = {key: n for n, key in enumerate(KEYS)}
WHOLE_NUMBERS: Final = frozenset(
    {
        "minLength", "maxLength", "displayScale", "thumbnailSize", "width", "height",
        "innerHeight", "digits", "decimalPlaces", "firstMonthOfFiscalYear",
    }
)  # fmt: skip


def to_file(document: Document, *, app_id: int, app_codes: Mapping[int, str]) -> dict[str, Any]:
    """The mapping that a file holds, ready to be written."""
    apps = _Apps(app_id, app_codes)
    settings = default_settings("")
    file: dict[str, Any] = {"format": document["format"], "name": document["name"]}
    for key in ("code", "description"):
        if document[key]:
            file[key] = document[key]
    file["settings"] = {
        key: _leaf(_shorter(key, value))
        for key, usual in settings.items()
        if (value := document["settings"].get(key, usual)) != usual
    }
    file["fields"] = [_field(field, apps) for field in document["fields"]]
    types = {code: field["type"] for code, field in fields_by_code(document).items()}
    file["layout"] = [_row(row, types) for row in document["layout"]]
    if document["views"]:
        file["views"] = [_view(view) for view in in_order(document["views"])]
    if document["process"]["states"] is not None:
        file["process"] = _process(document)
    if access := _access(document.get("access") or {}):
        file["access"] = access
    return file | {"next_id": document["next_id"], "uid": document["uid"]}


class _Apps:
    """How other apps are named in a file: by code, by number, or as the app itself."""

    def __init__(self, app_id: int, codes: Mapping[int, str]) -> None:
        self._app_id = app_id
        self._codes = codes

    def name(self, raw: Mapping[str, str]) -> Flow:
        app_id = int(raw["app"])
        if app_id == self._app_id:
            return Flow(app=SELF)
        code = self._codes.get(app_id)
        return Flow(code=code) if code else Flow(app=app_id)


def in_order(things: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Views, statuses or options in the order of their index."""
    return sorted(things.values(), key=lambda thing: int(thing["index"]))


def _field(field: FieldObject, apps: _Apps) -> dict[str, Any]:
    shown = {key: field[key] for key in ("id", "type", "code")}
    if field["label"] != field["code"]:
        shown["label"] = field["label"]
    shown |= {key: True for key in ("noLabel", "required") if field.get(key)}
    numbering = field.get("numbering")
    if field.get("unique", False) != bool(numbering):
        shown["unique"] = field.get("unique", False)
    shown |= _own_settings(field)
    for key in ("lookup", "referenceTable"):
        if target := field.get(key):
            shown[key] = _target(target, apps)
    if numbering:
        usual = {"reset": "NEVER", "resetField": "", "gapFree": False}
        shown["numbering"] = _without_defaults(numbering, usual)
    if "fields" in field:
        shown["fields"] = [_field(column, apps) for column in field["fields"]]
    return Flow(shown) if field["type"] in SYSTEM_FIELDS else shown


def _own_settings(field: FieldObject) -> dict[str, Any]:
    """What of the type's own settings is not as usual."""
    if field["type"] in SWITCHED | {"REFERENCE_TABLE"}:
        return {}
    type_ = FIELD_TYPES[field["type"]]
    defaults = type_.describe(type_.configure({}, ""))
    return {
        key: _options(field[key]) if key == "options" else _own(key, field[key])
        for key, default in defaults.items()
        if key in field and field[key] != default
    }


def _own(key: str, value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return [_leaf(item) for item in value] if _has_mappings(value) else FlowList(value)
    return _shorter(key, value)


def _has_mappings(items: list[Any]) -> bool:
    return any(isinstance(item, dict) for item in items)


def _options(options: Mapping[str, dict[str, Any]]) -> list[Flow]:
    named = sorted(options.items(), key=lambda pair: int(pair[1]["index"]))
    return [Flow(id=option["id"], name=name) for name, option in named]


def _target(target: Mapping[str, Any], apps: _Apps) -> dict[str, Any]:
    defaults = {"lookupPickerFields": [], "filterCond": "", "sort": "", "mode": "COPY"}
    shown = _without_defaults({**target, "relatedApp": apps.name(target["relatedApp"])}, defaults)
    for key in shown.keys() & {"lookupPickerFields", "displayFields"}:
        shown[key] = FlowList(shown[key])
    if "fieldMappings" in shown:
        shown["fieldMappings"] = [_leaf(mapping) for mapping in shown["fieldMappings"]]
    if "condition" in shown:
        shown["condition"] = _leaf(shown["condition"])
    return shown


def _without_defaults(raw: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    kept = {k: v for k, v in raw.items() if k not in defaults or defaults[k] != v}
    return _sorted(kept)


def _sorted(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {key: raw[key] for key in sorted(raw, key=lambda k: (_RANK.get(k, len(_RANK)), k))}


def _leaf(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Mappings on one line, keys in order, numbers as numbers."""
    if isinstance(value, dict):
        return Flow({key: _leaf(_shorter(key, inner)) for key, inner in _sorted(value).items()})
    return FlowList(map(_leaf, value)) if isinstance(value, list) else value


def _shorter(key: str, value: Any) -> Any:  # noqa: ANN401 - any JSON
    return int(value) if key in WHOLE_NUMBERS and value else value


def _row(row: Mapping[str, Any], types: Mapping[str, str]) -> Any:  # noqa: ANN401 - list or mapping
    if row["type"] == "GROUP":
        inner = [_row(each, types) for each in row["layout"]]
        return {"type": "GROUP", "code": row["code"], "layout": inner}
    items = FlowList(_item(item) for item in row["fields"])
    if row["type"] == "ROW":
        return items
    return {"type": "SUBTABLE", "code": row["code"], "fields": items}


def _item(item: Mapping[str, Any]) -> Any:  # noqa: ANN401 - text or mapping
    is_usual = item.get("size", {}) == default_size(item["type"])
    if item["type"] in DECORATIONS:
        return _leaf({k: v for k, v in item.items() if not (k == "size" and is_usual)})
    return item["code"] if is_usual else Flow(code=item["code"], size=_leaf(item["size"]))


def _view(view: Mapping[str, Any]) -> dict[str, Any]:
    shown = {key: value for key, value in view.items() if key != "index"}
    shown["id"] = int(view["id"])
    if "fields" in shown:
        shown["fields"] = FlowList(shown["fields"])
    if shown.get("builtinType"):
        del shown["filterCond"]
    return _without_defaults(shown, {"filterCond": "", "pager": True, "device": "DESKTOP"})


def _process(document: Document) -> dict[str, Any]:
    process = document["process"]
    usual = first_assignee(code_of_type(document, "CREATOR"))
    states = []
    for state in in_order(process["states"]):
        shown = {"id": state["id"], "name": state["name"]}
        if state["assignee"] != usual:
            shown["assignee"] = _people(state["assignee"])
        states.append(shown | shown_parts(state))
    return {
        "enable": process["enable"],
        "states": states,
        "actions": [_action(action) for action in process["actions"]],
        **shown_lists(process),
    }


def _access(access: Mapping[str, Any]) -> dict[str, Any]:
    """The lists that were set, each row with the rights it gives."""
    lists: dict[str, Any] = {}
    if access.get("app") is not None:
        lists["app"] = [_right(row) for row in access["app"]]
    for name in ("records", "fields"):
        if access.get(name) is not None:
            lists[name] = [
                _sorted({**rule, "entities": [_right(row) for row in rule["entities"]]})
                for rule in access[name]
            ]
    return lists


def _right(row: Mapping[str, Any]) -> object:
    kept = {key: value for key, value in row.items() if value is not False}
    entity = {key: row["entity"].get(key) for key in ("type", "code", "organization")}
    kept["entity"] = {key: value for key, value in entity.items() if value is not None}
    rights = sorted(key for key in kept if key not in {"entity", "includeSubs"})
    return _leaf({key: kept[key] for key in ("entity", "includeSubs", *rights) if key in kept})


def _people(holder: Mapping[str, Any]) -> dict[str, Any]:
    shown = {**holder, "entities": [_leaf(_entity(item)) for item in holder["entities"]]}
    return _sorted(shown)


def _entity(item: Mapping[str, Any]) -> dict[str, Any]:
    kept = dict(item) if item["includeSubs"] else {"entity": item["entity"]}
    if kept["entity"]["code"] is None:
        kept["entity"] = {"type": kept["entity"]["type"]}
    return kept


def _action(action: Mapping[str, Any]) -> dict[str, Any]:
    own = {key: value for key, value in action.items() if key not in OURS_OF_AN_ACTION}
    shown = _without_defaults(own, {"filterCond": "", "type": "PRIMARY"})
    if "executableUser" in shown:
        shown["executableUser"] = _people(shown["executableUser"])
    return {"name": shown.pop("name")} | shown | shown_meaning(action)
