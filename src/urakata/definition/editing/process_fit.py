"""Whether what a process says beyond kintone's fits the app: its fields, its actions, its order.

Asked when it is sent, and once more before it goes live: fields may have gone since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from urakata.definition.editing.clauses import check_condition
from urakata.definition.editing.problems import Problems, unknown_field
from urakata.definition.editing.process_entities import check_holder
from urakata.definition.schema import AppSchema, Field
from urakata.definition.type_names import TYPE_NAMES
from urakata.kernel.errors import invalid
from urakata.kernel.text import Text

SchemaOf = Callable[[int], AppSchema]

AMOUNTS: Final = ("NUMBER", "CALC")
CHOICES: Final = ("DROP_DOWN", "RADIO_BUTTON", "CHECK_BOX", "MULTI_SELECT")
APPLICANTS: Final = ("USER_SELECT",)
ORGANIZATIONS: Final = ("ORGANIZATION_SELECT",)
IN_A_ROUTE: Final = frozenset({"APPROVE", "REJECT", "RETURN"})
MAY_STAY: Final = frozenset({"PLAIN", "RETURN"})

WRONG_TYPE: Final = Text(
    "フィールド「{code}」は使用できません。{types}のフィールドを指定してください。",
    'The field "{code}" cannot be used here: a field of the type {types} is needed.',
)
NEVER_REQUIRED: Final = Text(
    "フィールド「{code}」は、値を入力するフィールドではないため必須にできません。",
    'The field "{code}" cannot be required: nobody fills it in.',
)
REQUIRED_AND_SHUT: Final = Text(
    "フィールド「{code}」を必須にするには、編集できるようにしてください（編集不可や非表示と同時には設定できません）。",
    'The field "{code}" cannot be required and read-only or hidden at once.',
)
NO_AMOUNT: Final = Text(
    "どの金額の増加を許容するか、フィールドを指定してください（職務権限表の金額も設定されていません）。",
    "Say which field may grow: the route uses no amount of the authority matrix either.",
)
FIRST_HAS_NO_ROUTE: Final = Text(
    "最初のステータスには承認ルートを設定できません。申請するアクションの先のステータスに設定してください。",
    "The first status cannot hold a route: give it to the status that records are submitted to.",
)
NO_ROUTE: Final = Text(
    "承認、却下、差戻しのアクションには、承認ルートのあるステータスが必要です。「{name}」には承認ルートがありません。",
    'Approving, rejecting and returning start from a status with a route; "{name}" has none.',
)
NOT_PRIMARY: Final = Text(
    "承認のアクションを実行できるのは作業者だけです。", "Only assignees can approve."
)
SAME_STATUS: Final = Text(
    "ほかのステータスに進むアクションにしてください。同じステータスの中で戻せるのは差戻しだけです。",
    "The action must lead to another status; only a return may stay within its own.",
)
NO_SUCH_REASON: Final = Text("理由「{code}」がありません。", 'There is no reason "{code}".')
NO_SUCH_ACTION: Final = Text("アクション「{name}」がありません。", 'There is no action "{name}".')
NOT_A_LOOKUP: Final = Text(
    "「{code}」はルックアップのフィールドではありません。", '"{code}" is no look-up field.'
)
NOBODY_APPROVES: Final = Text(
    "ステータス「{name}」には承認ルートがありますが、承認するアクションがありません。",
    'The status "{name}" holds a route, but no action from it approves.',
)


def check_state(state: Mapping[str, Any], at: str, schema: AppSchema, problems: Problems) -> None:
    """Note which fields of a status's route and rules are not there, or cannot be used so."""
    check_field_rules(state.get("fields"), f"{at}.fields", schema, problems)
    route = state.get("route")
    if not route:
        return
    at = f"{at}.route"
    with problems.at(at):
        _check_type(schema, route.get("applicant"), APPLICANTS, f"{at}.applicant")
    matrix = route.get("matrix") or {}
    for key, types in _MATRIX.items():
        with problems.at(at):
            _check_type(schema, matrix.get(key), types, f"{at}.matrix.{key}")
    for factor, path in factors_of(route, at):
        with problems.at(path):
            check_condition(factor["condition"], schema, path)
    if route.get("tolerance") is not None:
        code = route["tolerance"].get("field")
        with problems.at(at):
            _check_type(schema, code, AMOUNTS, f"{at}.tolerance.field")
        if not code and not matrix.get("amount"):
            problems.refuse(f"{at}.tolerance.field", NO_AMOUNT)
    for n, step in enumerate(route.get("steps") or ()):
        check_field_rules(step.get("fields"), f"{at}.steps[{n}].fields", schema, problems)
        _check_lines(step, f"{at}.steps[{n}]", schema, problems)


_MATRIX: Final = {"amount": AMOUNTS, "importance": CHOICES, "organization": ORGANIZATIONS}


def factors_of(route: Mapping[str, Any], at: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The risk factors of a route, each with the place of its condition."""
    factors = (route.get("matrix") or {}).get("factors") or ()
    for n, factor in enumerate(factors):
        yield factor, f"{at}.matrix.factors[{n}].condition"


def _check_lines(step: Mapping[str, Any], at: str, schema: AppSchema, problems: Problems) -> None:
    for n, line in enumerate(step["lines"]):
        for m, item in enumerate(line["entities"]):
            if item["entity"]["type"] == "FIELD_ENTITY":
                path = f"{at}.lines[{n}].entities[{m}].entity.code"
                with problems.at(path):
                    check_holder(item["entity"]["code"], path, schema)


def check_field_rules(
    rules: Mapping[str, Any] | None, at: str, schema: AppSchema, problems: Problems
) -> None:
    """Note fields that are not there, and those that nobody could fill in although they must."""
    lists: dict[str, list[str]] = {
        key: (rules or {}).get(key) or [] for key in ("required", "readOnly", "hidden")
    }
    for key, codes in lists.items():
        for n, code in enumerate(codes):
            field = schema.by_code.get(code)
            if field is None:
                problems.note(unknown_field(code, f"{at}.{key}[{n}]"), f"{at}.{key}[{n}]")
            elif key == "required" and not _is_filled_in(field):
                problems.refuse(f"{at}.{key}[{n}]", NEVER_REQUIRED.fill(code=code))
    shut = {*lists["readOnly"], *lists["hidden"]}
    for n, code in enumerate(lists["required"]):
        if code in shut or _table_of(code, schema) in shut:
            problems.refuse(f"{at}.required[{n}]", REQUIRED_AND_SHUT.fill(code=code))


def _is_filled_in(field: Field) -> bool:
    """Whether somebody puts something into it; of a table, a row."""
    if field.type.key == "SUBTABLE":
        return True
    return field.type.may_be_required and field.is_stored


def _table_of(code: str, schema: AppSchema) -> str:
    field = schema.by_code.get(code)
    return schema.by_id[field.table_id].code if field and field.table_id is not None else ""


def check_flow(process: Mapping[str, Any], problems: Problems) -> None:
    """Note what does not hold together between statuses, actions, reasons and segregation."""
    states, actions = process["states"] or {}, process["actions"] or []
    first = min(states, key=lambda name: int(states[name]["index"]), default=None)
    if first is not None and states[first].get("route"):
        problems.refuse(f"states[{first}].route", FIRST_HAS_NO_ROUTE)
    reasons = {reason["code"] for reason in process.get("reasons") or ()}
    for n, action in enumerate(actions):
        source = states.get(action["from"]) or {}
        for key, text in _faults(action, has_route=bool(source.get("route"))):
            problems.refuse(f"actions[{n}].{key}", text)
        for m, code in enumerate(action.get("reasons") or ()):
            if code not in reasons:
                problems.refuse(f"actions[{n}].reasons[{m}]", NO_SUCH_REASON.fill(code=code))
    names = {action["name"] for action in actions}
    for n, rule in enumerate(process.get("segregation") or ()):
        if rule["action"] not in names:
            problems.refuse(f"segregation[{n}].action", NO_SUCH_ACTION.fill(name=rule["action"]))


def _faults(action: Mapping[str, Any], *, has_route: bool) -> Iterator[tuple[str, Text]]:
    kind = action.get("kind", "PLAIN")
    if kind in IN_A_ROUTE and not has_route:
        yield "kind", NO_ROUTE.fill(name=action["from"])
    if kind == "APPROVE" and action["type"] != "PRIMARY":
        yield "type", NOT_PRIMARY
    if action["from"] == action["to"] and kind not in MAY_STAY:
        yield "to", SAME_STATUS


def check_every_route_ends(process: Mapping[str, Any], problems: Problems) -> None:
    """Note the statuses whose route nobody could ever pass (asked before they go live)."""
    approving = {a["from"] for a in process["actions"] or () if a.get("kind") == "APPROVE"}
    for name, state in (process["states"] or {}).items():
        if state.get("route") and name not in approving:
            problems.refuse(f"states[{name}].route", NOBODY_APPROVES.fill(name=name))


def check_segregation(
    process: Mapping[str, Any], schema: AppSchema, schema_of: SchemaOf, problems: Problems
) -> None:
    """Note what a rule names that is not there, in this app or in the one its look-up leads to."""
    for n, rule in enumerate(process.get("segregation") or ()):
        for m, other in enumerate(rule["differsFrom"]):
            at = f"segregation[{n}].differsFrom[{m}]"
            with problems.at(at):
                _check_other(other, at, _app_of(other, at, schema, schema_of))


def _app_of(other: Mapping[str, Any], at: str, schema: AppSchema, schema_of: SchemaOf) -> AppSchema:
    via = other.get("via")
    if not via:
        return schema
    field = schema.by_code.get(via)
    if field is None:
        raise unknown_field(via, f"{at}.via")
    if field.lookup is None:
        raise invalid(f"{at}.via", NOT_A_LOOKUP.fill(code=via))
    return schema_of(field.lookup.app_id)


def _check_other(other: Mapping[str, Any], at: str, app: AppSchema) -> None:
    code = other.get("code") or ""
    if other["type"] == "FIELD_ENTITY":
        check_holder(code, f"{at}.code", app)
    elif other["type"] == "ACTED" and all(each.name != code for each in app.process.actions):
        raise invalid(f"{at}.code", NO_SUCH_ACTION.fill(name=code))


def _check_type(schema: AppSchema, code: str | None, types: tuple[str, ...], at: str) -> None:
    """Raise for a field that is not one of the types; ``""`` is none at all."""
    if not code:
        return
    field = schema.by_code.get(code)
    if field is None or field.table_id is not None:
        raise unknown_field(code, at)
    if field.type.key not in types:
        raise invalid(at, _wrong_type(code, types))


def _wrong_type(code: str, types: tuple[str, ...]) -> Text:
    names = [TYPE_NAMES[type_] for type_ in types]
    return Text(
        WRONG_TYPE.ja.format(code=code, types="、".join(name.ja for name in names)),
        WRONG_TYPE.en.format(code=code, types=" or ".join(name.en for name in names)),
    )
