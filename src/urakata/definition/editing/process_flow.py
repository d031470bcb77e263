"""プロセス管理: the statuses of an app and the actions between them (kintone-api §7.1), and ours.

What is ours (`definition.routing`) stays as it is where it is not sent, and goes where it is sent
as null: so kintone's clients, who do not know of it, leave it alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, cast

from urakata.definition.blank import (
    default_actions,
    default_states,
    first_assignee,
)
from urakata.definition.editing.problems import Problems
from urakata.definition.editing.process_actions import keep_meanings, read_action
from urakata.definition.editing.process_entities import ASSIGNEES, read_entities
from urakata.definition.editing.process_fit import check_flow, check_segregation, check_state
from urakata.definition.editing.process_parts import read_reasons, read_segregation
from urakata.definition.editing.process_routes import read_due, read_field_rules, read_route
from urakata.definition.editing.session import Edit
from urakata.definition.editing.view_list import NAME_IS_TAKEN, add_my_view, remove_my_view
from urakata.definition.fields.properties import Properties
from urakata.definition.schema import AppSchema
from urakata.definition.shape import code_of_type, take_id
from urakata.kernel import rules
from urakata.kernel.catalogue import CATALOGUE
from urakata.kernel.errors import Invalid, Problem, invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text

LONGEST_NAME: Final = 64
MOST: Final = 1_000  #: statuses, actions
OWN_PARTS: Final = ("route", "due", "fields")  #: of a status, beside kintone's
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
    _replace_parts(edit, raw)
    _refuse_loose_ends(edit)
    if raw.get("segregation"):
        check_segregation(process, edit.schema(), edit.schema_of, edit.problems)
        edit.problems.done()
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
            states.append(_state(edit, state, key, current.get(key), schema=schema))
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


def _state(
    edit: Edit, raw: JSONValue, key: str, current: JSONDict | None, *, schema: AppSchema
) -> dict[str, Any]:
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
        **_own_parts(edit, raw, at, current or {}, schema=schema),
    }


def _own_parts(
    edit: Edit, raw: JSONDict, at: str, current: JSONDict, *, schema: AppSchema
) -> dict[str, Any]:
    """The route, the due and the field rules of a status: as sent, else as they were."""
    kept: dict[str, Any] = {key: current[key] for key in OWN_PARTS if key in current}
    sent: dict[str, Any] = {}
    problems = Problems()
    for key in (key for key in OWN_PARTS if key in raw):
        with problems.at(f"{at}.{key}"):
            sent[key] = _READ[key](raw[key], f"{at}.{key}", schema, problems)
    if not problems.found:
        check_state(sent, at, schema, problems)
    edit.problems.take(problems)
    return {key: part for key, part in (kept | sent).items() if part}


_READ: Final[dict[str, Callable[[JSONValue, str, AppSchema, Problems], dict[str, Any] | None]]] = {
    "route": read_route,
    "due": lambda raw, at, _, __: read_due(raw, at),
    "fields": lambda raw, at, _, __: read_field_rules(raw, at),
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
    return {"type": kind, "entities": read_entities(properties, ASSIGNEES, schema)}


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
            actions.append(read_action(action, f"actions[{n}]", schema))
    edit.problems.done()
    keep_meanings(edit.document["process"], actions)
    edit.document["process"]["actions"] = actions


def _replace_parts(edit: Edit, raw: JSONDict) -> None:
    """The reasons and the rules of who may not be who."""
    for key, read in (("reasons", read_reasons), ("segregation", read_segregation)):
        if key not in raw:
            continue
        with edit.problems.at(key):
            parts = read(raw[key], key, edit.problems)
            edit.document["process"].pop(key, None)
            if parts:
                edit.document["process"][key] = parts
    edit.problems.done()


def _refuse_loose_ends(edit: Edit) -> None:
    process = edit.document["process"]
    for n, action in enumerate(process["actions"] or []):
        for end in ("from", "to"):
            if action[end] not in (process["states"] or {}):
                edit.problems.refuse(f"actions[{n}].{end}", NO_SUCH_STATUS.fill(name=action[end]))
    check_flow(process, edit.problems)
    edit.problems.done()
