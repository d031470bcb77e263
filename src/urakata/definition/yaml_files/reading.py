"""From the file's mapping to a document: through the same edits as a designer's, problems gathered.

The document that comes out has ids of its own; `matching` gives it those of the file or of the
app it replaces.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from copy import deepcopy
from typing import Any, Final

from urakata.definition.blank import SYSTEM_FIELDS, default_settings, new_document
from urakata.definition.editing.access_lists import LISTS, replace_rights
from urakata.definition.editing.app_settings import change_settings
from urakata.definition.editing.codes import fault_of
from urakata.definition.editing.form_fields import CODE_IS_TAKEN, add_fields
from urakata.definition.editing.form_layout import replace_layout
from urakata.definition.editing.problems import Problems
from urakata.definition.editing.process_flow import change_process
from urakata.definition.editing.session import Edit
from urakata.definition.editing.view_list import add_my_view, replace_views
from urakata.definition.fields.registry import FIELD_TYPES
from urakata.definition.process_shapes import OURS, OURS_OF_A_STATE, OURS_OF_AN_ACTION
from urakata.definition.shape import FORMAT, MOST_FIELDS, Document, FieldObject
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Language, Text

PARTS: Final = frozenset(
    {
        "format", "uid", "name", "code", "description", "settings", "fields", "layout", "views",
        "process", "access", "next_id",
    }
)  # fmt: skip
PROCESS: Final = {"enable", "states", "actions"} | OURS
STATE: Final = {"id", "name", "assignee"} | OURS_OF_A_STATE
ACTION: Final = {"name", "from", "to", "filterCond", "type", "executableUser"} | OURS_OF_AN_ACTION
TEXTS: Final = ("name", "code", "description")
COMMON: Final = frozenset({"id", "type", "code", "label", "noLabel", "required", "unique"})

UNKNOWN_KEY: Final = Text("この項目はありません。", "There is no such setting.")
OTHER_FORMAT: Final = Text(
    "対応していない形式です。formatは{n}にしてください。", "Unknown format: it must be {n}."
)


def read_file(raw: JSONValue, *, app_id: int, blank: Document) -> Document:
    """Build the document that a file describes. Raises with every problem and its path.

    What the file does not say is as in `blank`: a new document, or one that has the system fields
    of the app to be replaced (`blank_like`).
    """
    if not isinstance(raw, dict):
        raise invalid("file", rules.BAD_SHAPE)
    found = Problems()
    _refuse_strangers(raw, PARTS, "", found)
    if raw.get("format") != FORMAT:
        raise invalid("format", OTHER_FORMAT.fill(n=FORMAT))
    code = raw.get("code")
    document = blank | {"code": code if isinstance(code, str) else ""}
    edit = Edit(app_id, document, _language(blank), prefix="fields")
    for part, read in _PARTS.items():
        edit.problems = Problems()
        inner = Problems()
        with inner.at(part):
            read(edit, raw)
        for problem in inner.found:
            found.refuse(_place(part, problem.at), problem.text)
    found.done()
    return edit.document


def blank_like(base: Document, *, language: Language, timezone: str) -> Document:
    """A new document whose system fields are called as they are in an app."""
    blank = new_document("", language=language, timezone=timezone)
    blank["fields"] = [f for f in deepcopy(base["fields"]) if f["type"] in SYSTEM_FIELDS]
    for field in blank["fields"]:
        if "enabled" in field:
            field["enabled"] = False  # the process of the file switches it
    return blank


def _language(blank: Document) -> Language:
    """The language of the app itself: statuses and views that must be made speak it."""
    japanese = {code.ja for code, _ in SYSTEM_FIELDS.values()}
    return "ja" if any(field["code"] in japanese for field in blank["fields"]) else "en"


def _place(part: str, at: str) -> str:
    """Where in the file a problem is: the edits name places as the API does."""
    if part not in {"settings", "process"} or at.startswith(part):
        return at
    return at if at in TEXTS else f"{part}.{at}"


def _read_fields(edit: Edit, file: JSONDict) -> None:
    sent: dict[str, JSONValue] = {}
    found = Problems()
    for n, raw in enumerate(_list(file.get("fields"), "fields")):
        at = f"fields[{n}]"
        with found.at(at):
            field = _object(raw, at)
            code = _code(field, at)
            if str(field.get("type")) in SYSTEM_FIELDS:
                _name_system_field(edit, field, at, found)
            elif code in sent:
                raise invalid(f"{at}.code", CODE_IS_TAKEN.fill(code=code))
            else:
                sent[code] = _field(field, found, f"fields[{code}]")
    codes = [field["code"] for field in edit.document["fields"]]
    for code in dict.fromkeys(codes):
        if codes.count(code) > 1:
            found.refuse(f"fields[{code}].code", CODE_IS_TAKEN.fill(code=code))
    if sent:
        with found.at("fields"):
            add_fields(edit, sent, most=MOST_FIELDS)
    found.done()


def _code(field: JSONDict, at: str) -> str:
    code = field.get("code")
    if not isinstance(code, str) or not code:
        raise invalid(f"{at}.code", rules.MISSING)
    return code


def _name_system_field(edit: Edit, raw: JSONDict, at: str, found: Problems) -> None:
    _refuse_strangers(raw, {"id", "type", "code", "label", "noLabel", "enabled"}, at, found)
    field = next(f for f in edit.document["fields"] if f["type"] == raw["type"])
    code, label = str(raw["code"]), raw.get("label", raw["code"])
    if code != field["code"] and (fault := fault_of(code)) and not _is_usual(raw["type"], code):
        raise invalid(f"{at}.code", fault)
    if not isinstance(label, str) or not 1 <= len(label) <= 128:
        raise invalid(f"{at}.label", rules.WRONG_SIZE.fill(min=1, max=128))
    field |= {"code": code, "label": label}
    if "noLabel" in field and isinstance(raw.get("noLabel"), bool):
        field["noLabel"] = raw["noLabel"]


def _is_usual(type_key: JSONValue, code: str) -> bool:
    usual = SYSTEM_FIELDS[str(type_key)][0]
    return code in {usual.ja, usual.en}


def _field(raw: JSONDict, problems: Problems, at: str) -> JSONDict:
    """A field's property object as the API would send it."""
    type_ = FIELD_TYPES.get(str(raw.get("type")))
    if type_ is None:
        return raw
    known = COMMON | {"lookup", "numbering", "options", "referenceTable", "fields"}
    if type_.key != "REFERENCE_TABLE":
        known |= type_.describe(type_.configure({}, "")).keys()
    _refuse_strangers(raw, known, at, problems)
    field = {key: value for key, value in raw.items() if key != "id"}
    if isinstance(raw.get("options"), list):
        field["options"] = _named(raw["options"], f"{at}.options", _option)
    if isinstance(raw.get("fields"), list):
        field["fields"] = _columns(raw["fields"], problems, f"{at}.fields")
    return field


def _columns(raw: JSONValue, problems: Problems, at: str) -> JSONDict:
    columns: JSONDict = {}
    for n, item in enumerate(_list(raw, at)):
        with problems.at(f"{at}[{n}]"):
            column = _object(item, f"{at}[{n}]")
            code = _code(column, f"{at}[{n}]")
            if code in columns:
                raise invalid(f"{at}[{n}].code", CODE_IS_TAKEN.fill(code=code))
            columns[code] = _field(column, problems, f"{at}[{code}]")
    return columns


def _option(name: str, n: int, _: JSONDict) -> JSONDict:
    return {"label": name, "index": n}


def _named(raw: JSONValue, at: str, make: Callable[[str, int, JSONDict], JSONDict]) -> JSONDict:
    """A list of named things as the map that the API speaks; the order becomes the index."""
    things: JSONDict = {}
    for n, item in enumerate(_list(raw, at)):
        thing: JSONDict = {"name": item} if isinstance(item, str | int) else _object(item, at)
        name = thing.get("name")
        if isinstance(name, int) and not isinstance(name, bool):
            name = str(name)
        if not isinstance(name, str) or not name:
            raise invalid(f"{at}[{n}].name", rules.MISSING)
        if name in things:
            raise invalid(f"{at}[{n}].name", CODE_IS_TAKEN.fill(code=name))
        things[name] = make(name, n, thing)
    return things


def _read_settings(edit: Edit, file: JSONDict) -> None:
    raw = file.get("settings")
    settings = {} if raw is None else _object(raw, "settings")
    known = default_settings("").keys()
    _refuse_strangers(settings, known, "settings", edit.problems)
    named = {key: file.get(key) for key in TEXTS}
    if named["name"] is None:
        edit.problems.refuse("name", rules.MISSING)
        named["name"] = "-"
    change_settings(edit, {**settings, **named})


def _read_layout(edit: Edit, file: JSONDict) -> None:
    layout = file.get("layout")
    if layout is not None:
        replace_layout(edit, [_row(row) for row in _list(layout, "layout")])


def _row(row: JSONValue) -> JSONValue:
    if isinstance(row, list):
        row = {"type": "ROW", "fields": row}
    if not isinstance(row, dict):
        return row
    row = dict(row)
    if isinstance(row.get("fields"), list):
        row["fields"] = [{"code": i} if isinstance(i, str) else i for i in _items(row["fields"])]
    if isinstance(row.get("layout"), list):
        row["layout"] = [_row(inner) for inner in _items(row["layout"])]
    return row


def _items(raw: JSONValue) -> list[JSONValue]:
    return raw if isinstance(raw, list) else []


def _read_process(edit: Edit, file: JSONDict) -> None:
    if file.get("process") is None:
        return
    process = dict(_object(file["process"], "process"))
    _refuse_strangers(process, PROCESS, "process", edit.problems)
    for at, known in (("states", STATE), ("actions", ACTION)):
        for n, item in enumerate(_items(process.get(at))):
            if isinstance(item, dict):
                _refuse_strangers(item, known, f"{at}[{n}]", edit.problems)
    if process.get("states") is not None:
        process["states"] = _named(process["states"], "states", _thing)
    change_process(edit, process)


def _read_access(edit: Edit, file: JSONDict) -> None:
    raw = file.get("access")
    access = {} if raw is None else _object(raw, "access")
    _refuse_strangers(access, LISTS, "access", edit.problems)
    edit.problems.done()
    for name in LISTS:
        if access.get(name) is not None:
            replace_rights(edit, name, access[name], at=f"access.{name}")


def _thing(name: str, n: int, raw: JSONDict) -> JSONDict:
    return {**raw, "name": name, "index": n}


def _read_views(edit: Edit, file: JSONDict) -> None:
    """The view of one's own tasks keeps the name it has in the file; without one it is made."""
    is_on = edit.document["process"]["enable"]
    edit.document["views"] = {}
    raw = file.get("views")
    views = _named([] if raw is None else raw, "views", _thing)
    for name, view in views.items():
        if is_on and isinstance(view, dict) and view.get("builtinType"):
            _name_my_view(edit, name)
            break
    replace_views(edit, views)
    if is_on:
        add_my_view(edit.document, edit.language)


def _name_my_view(edit: Edit, name: str) -> None:
    add_my_view(edit.document, edit.language)
    (view,) = edit.document["views"].values()
    edit.document["views"] = {name: {**view, "name": name}}


_PARTS: Final[dict[str, Callable[[Edit, JSONDict], None]]] = {
    "fields": _read_fields,
    "settings": _read_settings,
    "layout": _read_layout,
    "process": _read_process,
    "views": _read_views,
    "access": _read_access,
}


def file_ids(raw: JSONDict) -> Iterator[tuple[tuple[str, ...], JSONValue]]:
    """The ids a file gives: (kind, names…) and the id, for every thing that has one."""
    for field in _dicts(raw.get("fields")):
        for each in (field, *_dicts(field.get("fields"))):
            code = str(each.get("code"))
            yield ("field", code), each.get("id")
            for option in _dicts(each.get("options")):
                yield ("option", code, str(option.get("name"))), option.get("id")
    process = raw.get("process")
    states = process.get("states") if isinstance(process, dict) else None
    for kind, things in (("view", raw.get("views")), ("state", states)):
        for thing in _dicts(things):
            yield (kind, str(thing.get("name"))), thing.get("id")


def _dicts(raw: JSONValue) -> list[JSONDict]:
    return [item for item in raw if isinstance(item, dict)] if isinstance(raw, list) else []


def _refuse_strangers(
    raw: Mapping[str, Any], known: Collection[str], at: str, problems: Problems
) -> None:
    for key in raw:
        if key not in known:
            problems.refuse(f"{at}.{key}" if at else key, UNKNOWN_KEY)


def _list(raw: JSONValue, at: str) -> list[JSONValue]:
    if raw is None:
        raise invalid(at, rules.MISSING)
    if not isinstance(raw, list):
        raise invalid(at, rules.BAD_SHAPE)
    return raw


def _object(raw: JSONValue, at: str) -> FieldObject:
    if not isinstance(raw, dict):
        raise invalid(at, rules.BAD_SHAPE)
    return raw
