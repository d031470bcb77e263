"""プロセス管理: the statuses of an app and the actions between them (kintone-api §7.1)."""

from __future__ import annotations

from typing import Any, Final, cast

from urakata.definition.blank import (
    default_actions,
    default_states,
    first_assignee,
)
from urakata.definition.editing.clauses import check_condition
from urakata.definition.editing.problems import unknown_field
from urakata.definition.editing.session import Edit
from urakata.definition.editing.view_list import NAME_IS_TAKEN, add_my_view, remove_my_view
from urakata.definition.fields.base import PeopleKind
from urakata.definition.fields.properties import Properties
from urakata.definition.schema import AppSchema
from urakata.definition.shape import code_of_type, take_id
from urakata.directory.people import snapshot
from urakata.kernel import rules
from urakata.kernel.catalogue import CATALOGUE
from urakata.kernel.errors import Invalid, Problem, invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text

LONGEST_NAME: Final = 64
MOST: Final = 1_000  #: statuses, actions, entities
PEOPLE: Final[dict[str, tuple[PeopleKind, str]]] = {
    "USER": ("user", "GAIA_IL26"),
    "GROUP": ("group", "GAIA_IL27"),
    "ORGANIZATION": ("organization", "GAIA_IL28"),
}
HOLDERS: Final = frozenset(
    {"CREATOR", "MODIFIER", "USER_SELECT", "ORGANIZATION_SELECT", "GROUP_SELECT"}
)
ASSIGNEES: Final = (*PEOPLE, "FIELD_ENTITY", "CREATOR", "CUSTOM_FIELD")
EXECUTORS: Final = (*PEOPLE, "FIELD_ENTITY")

FIRST_IS_MAKERS: Final = Text(
    "最初のステータスの作業者は、空にするか、作成者だけにしてください。",
    "The assignee of the first status must be empty or the creator alone.",
)
NO_SUCH_STATUS: Final = Text("ステータス「{name}」がありません。", 'There is no status "{name}".')
NO_STATES: Final = Text("ステータスを1つ以上設定してください。", "At least one status is needed.")


def change_process(edit: Edit, raw: JSONDict) -> None:
    """Change what is given: switch it, replace the statuses, replace the actions.

    A status keeps its identity under a new ``name``; actions that are not sent follow it.
    """
    document = edit.document
    properties = Properties(raw, "")
    process = document["process"]
    process["enable"] = properties.boolean("enable", default=process["enable"])
    for problem in properties.problems:
        edit.problems.refuse(problem.at.removeprefix("."), problem.text)
    if process["states"] is None and process["enable"] and raw.get("states") is None:
        _begin(edit)
    schema = edit.schema()
    if raw.get("states") is not None:
        _replace_states(edit, raw["states"], schema)
    if raw.get("actions") is not None:
        _replace_actions(edit, raw["actions"], schema)
    edit.problems.done()
    _refuse_loose_ends(edit)
    _switch(edit)


def _begin(edit: Edit) -> None:
    document = edit.document
    states = default_states(code_of_type(document, "CREATOR"), edit.language)
    for state in states.values():
        state["id"] = take_id(document)
    document["process"] |= {"states": states, "actions": default_actions(edit.language)}


def _switch(edit: Edit) -> None:
    document = edit.document
    is_on = document["process"]["enable"]
    for field in document["fields"]:
        if field["type"] in {"STATUS", "STATUS_ASSIGNEE"}:
            field["enabled"] = is_on
    if is_on:
        add_my_view(document, edit.language)
    else:
        remove_my_view(document)


def _replace_states(edit: Edit, raw: JSONValue, schema: AppSchema) -> None:
    if not isinstance(raw, dict) or len(raw) > MOST:
        raise invalid("states", rules.BAD_SHAPE)
    if not raw:
        raise invalid("states", NO_STATES)
    process = edit.document["process"]
    current = process["states"] or {}
    states: list[dict[str, Any]] = []
    renames = {}
    for key, state in raw.items():
        with edit.problems.at(f"states[{key}]"):
            states.append(_state(state, key, current.get(key), schema))
            renames[key] = states[-1]["name"]
    _refuse_repeats(edit, [state["name"] for state in states])
    states.sort(key=lambda state: int(state["index"]))
    for n, state in enumerate(states):
        state["index"] = str(n)
        state["id"] = state["id"] or take_id(edit.document)
    _check_first(states[0], schema)
    process["states"] = {state["name"]: state for state in states}
    process["actions"] = [
        action | {end: renames.get(action[end], action[end]) for end in ("from", "to")}
        for action in process["actions"] or []
    ]


def _refuse_repeats(edit: Edit, names: list[str]) -> None:
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            edit.problems.refuse(f"states[{name}].name", NAME_IS_TAKEN.fill(name=name))
    edit.problems.done()


def _state(raw: JSONValue, key: str, current: JSONDict | None, schema: AppSchema) -> dict[str, Any]:
    at = f"states[{key}]"
    if not isinstance(raw, dict):
        raise invalid(at, rules.BAD_SHAPE)
    properties = Properties(raw, at)
    name = _name(properties, key)
    if current is None and name != key:
        problem = Problem(f"{at}.name", CATALOGUE["GAIA_IN01"].fill(key=key, name=name))
        raise Invalid("GAIA_IN01", key=key, name=name, problems=[problem])
    index = properties.whole("index", least=0, most=2**31)
    if raw.get("index") in (None, ""):
        properties.refuse("index", rules.MISSING)
    properties.done()
    creator = schema.of_type("CREATOR")
    assignee: dict[str, Any] = first_assignee(creator.code if creator else "")
    if current is not None:
        assignee = cast("dict[str, Any]", current["assignee"])
    if raw.get("assignee") is not None:
        assignee = _assignee(raw["assignee"], f"{at}.assignee", schema)
    return {
        "name": name,
        "index": str(index),
        "assignee": assignee,
        "id": current["id"] if current else 0,
    }


def _name(properties: Properties, key: str) -> str:
    name = properties.text("name", key) or key
    if not 1 <= len(name) <= LONGEST_NAME or "\x00" in name:
        properties.refuse("name", rules.WRONG_SIZE.fill(min=1, max=LONGEST_NAME))
    return name


def _assignee(raw: JSONValue, at: str, schema: AppSchema) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise invalid(at, rules.BAD_SHAPE)
    properties = Properties(raw, at)
    kind = properties.one_of("type", ("ONE", "ALL", "ANY"), "ONE")
    entities = _entities(properties, ASSIGNEES, schema)
    return {"type": kind, "entities": entities}


def _entities(
    properties: Properties, allowed: tuple[str, ...], schema: AppSchema
) -> list[dict[str, Any]]:
    raw = properties.objects("entities")
    if len(raw) > MOST:
        properties.refuse("entities", rules.WRONG_SIZE.fill(min=0, max=MOST))
    properties.done()
    return [
        _entity(item, f"{properties.at}.entities[{n}]", allowed, schema)
        for n, item in enumerate(raw)
    ]


def _entity(raw: JSONDict, at: str, allowed: tuple[str, ...], schema: AppSchema) -> dict[str, Any]:
    inner = raw.get("entity")
    entity = Properties(inner if isinstance(inner, dict) else {}, f"{at}.entity")
    kind = entity.one_of("type", allowed, "")
    if not kind and not entity.problems:
        entity.refuse("type", rules.MISSING)
    code = entity.text("code", most=256)
    subs = Properties(raw, at).boolean("includeSubs")
    entity.done()
    if kind == "CREATOR":
        return {"entity": {"type": kind, "code": None}, "includeSubs": False}
    if not code:
        raise invalid(f"{at}.entity.code", rules.MISSING)
    _check_entity(kind, code, f"{at}.entity.code", schema)
    return {
        "entity": {"type": kind, "code": code},
        "includeSubs": subs and kind == "ORGANIZATION",
    }


def _check_entity(kind: str, code: str, at: str, schema: AppSchema) -> None:
    if kind in PEOPLE:
        people, error = PEOPLE[kind]
        if snapshot().find(people, code) is None:
            text = CATALOGUE[error].fill(code=code)
            raise Invalid(error, text=text, problems=[Problem(at, text)])
    elif kind == "FIELD_ENTITY":
        field = schema.by_code.get(code)
        if field is None or field.table_id is not None:
            raise unknown_field(code, at)
        if field.type.key not in HOLDERS:
            raise invalid(at, rules.NOT_IN_ENUM)


def _check_first(state: dict[str, Any], schema: AppSchema) -> None:
    creator = schema.of_type("CREATOR")
    expected = first_assignee(creator.code if creator else "")
    if state["assignee"] not in ({"type": "ONE", "entities": []}, expected):
        raise invalid(f"states[{state['name']}].assignee", FIRST_IS_MAKERS)


def _replace_actions(edit: Edit, raw: JSONValue, schema: AppSchema) -> None:
    if not isinstance(raw, list) or len(raw) > MOST:
        raise invalid("actions", rules.BAD_SHAPE)
    actions = []
    for n, action in enumerate(raw):
        with edit.problems.at(f"actions[{n}]"):
            actions.append(_action(action, f"actions[{n}]", schema))
    edit.document["process"]["actions"] = actions


def _action(raw: JSONValue, at: str, schema: AppSchema) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise invalid(at, rules.BAD_SHAPE)
    properties = Properties(raw, at)
    action: dict[str, Any] = {
        key: properties.text(key, most=LONGEST_NAME) for key in ("name", "from", "to")
    }
    for key, value in action.items():
        if not value:
            properties.refuse(key, rules.MISSING)
    action["filterCond"] = properties.text("filterCond")
    action["type"] = properties.one_of("type", ("PRIMARY", "SECONDARY"), "PRIMARY")
    properties.done()
    check_condition(action["filterCond"], schema, f"{at}.filterCond", without={"STATUS"})
    if action["type"] == "SECONDARY":
        who = raw.get("executableUser")
        executors = Properties(who if isinstance(who, dict) else {}, f"{at}.executableUser")
        action["executableUser"] = {"entities": _entities(executors, EXECUTORS, schema)}
    return action


def _refuse_loose_ends(edit: Edit) -> None:
    process = edit.document["process"]
    for n, action in enumerate(process["actions"] or []):
        for end in ("from", "to"):
            if action[end] not in (process["states"] or {}):
                edit.problems.refuse(f"actions[{n}].{end}", NO_SUCH_STATUS.fill(name=action[end]))
    edit.problems.done()
