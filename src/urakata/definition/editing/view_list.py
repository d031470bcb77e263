"""一覧: the saved views of an app."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from urakata.definition.blank import MY_VIEW
from urakata.definition.editing.clauses import check_condition, check_sort
from urakata.definition.editing.problems import unknown_field
from urakata.definition.editing.related_objects import texts
from urakata.definition.editing.session import Edit
from urakata.definition.fields.properties import Properties
from urakata.definition.schema import AppSchema
from urakata.definition.shape import Document, code_of_type, take_id
from urakata.kernel import rules
from urakata.kernel.catalogue import CATALOGUE
from urakata.kernel.errors import Invalid, Problem, invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Language, Text

MOST_VIEWS: Final = 1_000
LONGEST_NAME: Final = 64
TYPES: Final = ("LIST", "CALENDAR", "CUSTOM")
DATES: Final = frozenset({"DATE", "DATETIME", "CREATED_TIME", "UPDATED_TIME"})
NOT_SHOWN: Final = frozenset({"GROUP", "REFERENCE_TABLE"})

NAME_IS_TAKEN: Final = Text("名前「{name}」が重複しています。", 'The name "{name}" is repeated.')


def replace_views(edit: Edit, raw: JSONValue) -> None:
    """Replace every view; one that keeps its key keeps its id and what is not sent about it.

    The view of one's own tasks, which the process made, must be among them.
    """
    if raw is None:
        raise invalid("views", rules.MISSING)
    if not isinstance(raw, dict) or len(raw) > MOST_VIEWS:
        raise invalid("views", rules.WRONG_SIZE.fill(min=0, max=MOST_VIEWS))
    views = edit.document["views"]
    for name, view in views.items():
        if view.get("builtinType") and name not in raw:
            problem = Problem(f"views[{name}]", CATALOGUE["GAIA_IL44"])
            raise Invalid("GAIA_IL44", problems=[problem])
    schema = edit.schema()
    read: list[dict[str, Any]] = []
    for name, view in raw.items():
        at = f"views[{name}]"
        with edit.problems.at(at):
            read.append(_read(view, name, views.get(name), schema))
    _refuse_repeats(edit, read)
    edit.problems.done()
    edit.document["views"] = _in_order(read, edit.document)


def _read(raw: JSONValue, key: str, current: JSONDict | None, schema: AppSchema) -> dict[str, Any]:
    at = f"views[{key}]"
    if not isinstance(raw, dict):
        raise invalid(at, rules.BAD_SHAPE)
    if current is not None and current.get("builtinType"):
        raw = {**raw, "type": "LIST", "filterCond": current["filterCond"]}
    merged: JSONDict = {**(current or {}), **{k: v for k, v in raw.items() if v is not None}}
    properties = Properties(merged, at)
    view: dict[str, Any] = {
        "type": properties.one_of("type", TYPES, ""),
        "name": _name(properties, key, is_new=current is None),
        "id": current["id"] if current else "",
        "index": properties.whole("index", least=0, most=2**31),
        "filterCond": properties.text("filterCond"),
        "sort": properties.text("sort"),
    }
    for needed in ("type", "index"):
        if merged.get(needed) in (None, ""):
            properties.refuse(needed, rules.MISSING)
    properties.done()
    if current is not None and current.get("builtinType"):
        view["builtinType"] = current["builtinType"]
    check_condition(view["filterCond"], schema, f"{at}.filterCond")
    if not view["sort"] and current is None:
        view["sort"] = _newest_first(schema)
    check_sort(view["sort"], schema, f"{at}.sort")
    return view | _KINDS[view["type"]](properties, schema)


def _newest_first(schema: AppSchema) -> str:
    number = schema.of_type("RECORD_NUMBER")
    return f"{number.code} desc" if number else ""


def _name(properties: Properties, key: str, *, is_new: bool) -> str:
    name = properties.text("name", key) if properties.raw.get("name") else key
    if not 1 <= len(name) <= LONGEST_NAME or "\x00" in name:
        properties.refuse("name", rules.WRONG_SIZE.fill(min=1, max=LONGEST_NAME))
    elif is_new and name != key:
        text = CATALOGUE["GAIA_IN01"].fill(key=key, name=name)
        problem = Problem(f"{properties.at}.name", text)
        raise Invalid("GAIA_IN01", key=key, name=name, problems=[problem])
    return name


def _list_view(properties: Properties, schema: AppSchema) -> dict[str, Any]:
    codes = texts(properties, "fields")
    properties.done()
    for n, code in enumerate(codes):
        at = f"{properties.at}.fields[{n}]"
        field = schema.by_code.get(code)
        if field is None or field.table_id is not None:
            raise unknown_field(code, at)
        if field.type.key in NOT_SHOWN:
            raise invalid(at, rules.NOT_IN_ENUM)
    return {"fields": list(dict.fromkeys(codes))}


def _calendar_view(properties: Properties, schema: AppSchema) -> dict[str, Any]:
    view = {key: properties.text(key, most=128) for key in ("date", "title")}
    for key, code in view.items():
        if not code:
            properties.refuse(key, rules.MISSING)
    properties.done()
    for key, code in view.items():
        field = schema.by_code.get(code)
        if field is None or field.table_id is not None:
            raise unknown_field(code, f"{properties.at}.{key}")
        if key == "date" and field.type.key not in DATES:
            raise invalid(f"{properties.at}.date", rules.NOT_IN_ENUM)
    return view


def _custom_view(properties: Properties, schema: AppSchema) -> dict[str, Any]:  # noqa: ARG001
    view = {
        "html": properties.text("html", most=100_000),
        "pager": properties.boolean("pager", default=True),
        "device": properties.one_of("device", ("DESKTOP", "ANY"), "DESKTOP"),
    }
    properties.done()
    return view


_KINDS: Final = {"LIST": _list_view, "CALENDAR": _calendar_view, "CUSTOM": _custom_view}


def _refuse_repeats(edit: Edit, views: list[dict[str, Any]]) -> None:
    names = [view["name"] for view in views]
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            edit.problems.refuse(f"views[{name}].name", NAME_IS_TAKEN.fill(name=name))


def _in_order(views: list[dict[str, Any]], document: Document) -> dict[str, dict[str, Any]]:
    ordered = sorted(views, key=lambda view: int(view["index"]))
    for n, view in enumerate(ordered):
        view["index"] = str(n)
        view["id"] = view["id"] or str(take_id(document))
    return {view["name"]: view for view in ordered}


def add_my_view(document: Document, language: Language) -> None:
    """The view of what waits for whoever looks, there as long as the process is on."""
    views: dict[str, Any] = document["views"]
    if any(view.get("builtinType") for view in views.values()):
        return
    name = MY_VIEW.in_(language)
    while name in views:
        name += "*"
    shown = ("RECORD_NUMBER", "STATUS", "STATUS_ASSIGNEE", "UPDATED_TIME")
    views[name] = {
        "type": "LIST",
        "name": name,
        "id": str(take_id(document)),
        "index": str(len(views)),
        "filterCond": f"{code_of_type(document, 'STATUS_ASSIGNEE')} in (LOGINUSER())",
        "sort": f"{code_of_type(document, 'RECORD_NUMBER')} desc",
        "builtinType": "ASSIGNEE",
        "fields": [code_of_type(document, key) for key in shown],
    }


def remove_my_view(document: Document) -> None:
    """Without a process nobody has tasks."""
    kept = [v for v in document["views"].values() if not v.get("builtinType")]
    document["views"] = _in_order(kept, document)


def show_ids(views: Mapping[str, Any]) -> JSONDict:
    """What a PUT of views answers: ``{name: {"id": …}}``."""
    return {name: {"id": view["id"]} for name, view in views.items()}
