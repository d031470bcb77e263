"""アクセス権: the three lists of rights of an app, each replaced as a whole (kintone-api §8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Literal, TypeAlias

from urakata.definition.access_rules import APP_RIGHTS, IMPLIED, RECORD_RIGHTS
from urakata.definition.conditions.parser import parse_condition
from urakata.definition.conditions.syntax import Call, comparisons
from urakata.definition.editing.access_entities import read_entity, refuse_repeats
from urakata.definition.editing.clauses import check_condition
from urakata.definition.editing.problems import unknown_field
from urakata.definition.editing.process_entities import check_holder
from urakata.definition.editing.session import Edit
from urakata.definition.fields.properties import Properties
from urakata.definition.schema import AppSchema
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text

List: TypeAlias = Literal["app", "records", "fields"]

LISTS: Final[tuple[List, ...]] = ("app", "records", "fields")
MOST: Final = 1_000  #: rules in a list, entities in a rule
IN_APP: Final = ("USER", "GROUP", "ORGANIZATION", "TITLE", "CREATOR")
IN_RECORD: Final = ("USER", "GROUP", "ORGANIZATION", "TITLE", "FIELD_ENTITY")
NOT_ASKED: Final = frozenset({"RICH_TEXT", "FILE"})
NOT_USED: Final = frozenset({"like", "not like", "is empty", "is not empty"})
FUNCTIONS: Final = frozenset({"LOGINUSER", "PRIMARY_ORGANIZATION"})

NOT_IN_RULES: Final = Text(
    "アクセス権の条件では「{name}」を使用できません。",
    'The condition of a permission cannot use "{name}".',
)


def replace_rights(edit: Edit, name: List, raw: JSONValue, *, at: str = "rights") -> None:
    """Put one list in the place of the present one; ``[]`` takes every rule away."""
    if raw is None:
        raise invalid(at, rules.MISSING)
    rows = _rows(raw, at)
    schema = edit.schema()
    read: list[dict[str, Any]] = []
    for n, row in enumerate(rows):
        with edit.problems.at(f"{at}[{n}]"):
            read.append(_READ[name](row, f"{at}[{n}]", schema))
    edit.problems.done()
    if name == "app":
        refuse_repeats(read, at)
    elif name == "fields":
        _refuse_repeated_fields(read, at)
    edit.document["access"] = {**(edit.document.get("access") or {}), name: read}


def check_rule_condition(text: str, schema: AppSchema, at: str) -> None:
    """Raise unless the text is a condition that a rule about records may have."""
    check_condition(text, schema, at, without=NOT_ASKED)
    for comparison in comparisons(parse_condition(text, at)):
        calls = [v.name for v in comparison.values if isinstance(v, Call)]
        refused = [name for name in calls if name not in FUNCTIONS]
        if comparison.operator in NOT_USED:
            refused.append(comparison.operator)
        if comparison.field.reference is not None:
            refused.append(str(comparison.field))
        if refused:
            raise invalid(at, NOT_IN_RULES.fill(name=refused[0]))


def check_names(row: JSONDict, at: str, schema: AppSchema) -> None:
    """Raise for a field that a rule names and the app no longer has."""
    code = row.get("code")
    if isinstance(code, str) and code not in schema.by_code:
        raise unknown_field(code, f"{at}.code")
    for n, item in enumerate(Properties(row, at).objects("entities")):
        entity = item["entity"]
        if isinstance(entity, dict) and entity["type"] == "FIELD_ENTITY":
            check_holder(str(entity["code"]), f"{at}.entities[{n}].entity.code", schema)


def _app_row(raw: JSONDict, at: str, schema: AppSchema) -> dict[str, Any]:
    flags = _flags(raw, at, APP_RIGHTS)
    given = {right for name, right in APP_RIGHTS.items() if flags[name]}
    given |= {IMPLIED[right] for right in given if right in IMPLIED}
    forced = {name: right in given for name, right in APP_RIGHTS.items()}
    return read_entity(raw, at, IN_APP, schema) | forced


def _record_rule(raw: JSONDict, at: str, schema: AppSchema) -> dict[str, Any]:
    properties = Properties(raw, at)
    condition = properties.text("filterCond")
    properties.done()
    check_rule_condition(condition, schema, f"{at}.filterCond")
    return {"filterCond": condition, "entities": _entities(raw, at, schema, _record_row)}


def _record_row(raw: JSONDict, at: str, schema: AppSchema) -> dict[str, Any]:
    flags = _flags(raw, at, RECORD_RIGHTS)
    seen = {name: flag and flags["viewable"] for name, flag in flags.items()}
    return read_entity(raw, at, IN_RECORD, schema) | seen


def _field_rule(raw: JSONDict, at: str, schema: AppSchema) -> dict[str, Any]:
    properties = Properties(raw, at)
    code = properties.text("code", most=128)
    properties.done()
    if not code:
        raise invalid(f"{at}.code", rules.MISSING)
    if code not in schema.by_code:
        raise unknown_field(code, f"{at}.code")
    return {"code": code, "entities": _entities(raw, at, schema, _field_row)}


def _field_row(raw: JSONDict, at: str, schema: AppSchema) -> dict[str, Any]:
    properties = Properties(raw, at)
    accessibility = properties.one_of("accessibility", ("WRITE", "READ", "NONE"), "")
    if not accessibility and not properties.problems:
        properties.refuse("accessibility", rules.MISSING)
    properties.done()
    return read_entity(raw, at, IN_RECORD, schema) | {"accessibility": accessibility}


Read: TypeAlias = Callable[[JSONDict, str, AppSchema], dict[str, Any]]
_READ: Final[dict[str, Read]] = {"app": _app_row, "records": _record_rule, "fields": _field_rule}


def _entities(raw: JSONDict, at: str, schema: AppSchema, read: Read) -> list[dict[str, Any]]:
    at = f"{at}.entities"
    if raw.get("entities") is None:
        raise invalid(at, rules.MISSING)
    rows = _rows(raw["entities"], at)
    entities = [read(row, f"{at}[{n}]", schema) for n, row in enumerate(rows)]
    refuse_repeats(entities, at)
    return entities


def _rows(raw: JSONValue, at: str) -> list[JSONDict]:
    if not isinstance(raw, list):
        raise invalid(at, rules.BAD_SHAPE)
    if len(raw) > MOST:
        raise invalid(at, rules.WRONG_SIZE.fill(min=0, max=MOST))
    rows = [row for row in raw if isinstance(row, dict)]
    if len(rows) < len(raw):
        raise invalid(at, rules.BAD_SHAPE)
    return rows


def _flags(raw: JSONDict, at: str, names: dict[str, Any]) -> dict[str, bool]:
    properties = Properties(raw, at)
    flags = {name: properties.boolean(name) for name in names}
    properties.done()
    return flags


def _refuse_repeated_fields(read: list[dict[str, Any]], at: str) -> None:
    codes = [rule["code"] for rule in read]
    for n, code in enumerate(codes):
        if code in codes[:n]:
            raise invalid(f"{at}[{n}].code", rules.TWICE)
