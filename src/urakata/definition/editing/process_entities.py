"""Whom a process names: kintone's entities, and those that only a route's lines know."""

from __future__ import annotations

from typing import Any, Final

from urakata.definition.editing.problems import unknown_field
from urakata.definition.fields.base import PeopleKind
from urakata.definition.fields.properties import Properties
from urakata.definition.rule_codes import is_known_rule
from urakata.definition.schema import AppSchema
from urakata.directory.people import snapshot
from urakata.kernel import rules
from urakata.kernel.catalogue import CATALOGUE
from urakata.kernel.errors import Invalid, Problem, invalid
from urakata.kernel.json import JSONDict

MOST: Final = 1_000  #: entities of one holder
HIGHEST: Final = 20  #: levels of managers
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
APPROVERS: Final = (*PEOPLE, "FIELD_ENTITY", "CREATOR", "MANAGER", "TITLE", "RULE")


def read_entities(
    properties: Properties, allowed: tuple[str, ...], schema: AppSchema
) -> list[dict[str, Any]]:
    """The ``entities`` of a holder, each checked. Raises for the first that is wrong."""
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
    if kind == "MANAGER":
        return _manager(entity)
    if not code:
        raise invalid(f"{at}.entity.code", rules.MISSING)
    check_code(kind, code, f"{at}.entity.code", schema)
    if kind == "TITLE":
        return _title(entity, code, schema, with_subs=subs)
    return {
        "entity": {"type": kind, "code": code},
        "includeSubs": subs and kind == "ORGANIZATION",
    }


def _manager(entity: Properties) -> dict[str, Any]:
    levels = entity.whole("levels", least=1, most=HIGHEST) or 1
    entity.done()
    return {"entity": {"type": "MANAGER", "code": None, "levels": levels}, "includeSubs": False}


def _title(entity: Properties, code: str, schema: AppSchema, *, with_subs: bool) -> dict[str, Any]:
    organization = entity.text("organization", most=256) or None
    entity.done()
    if organization is not None:
        check_code("ORGANIZATION", organization, f"{entity.at}.organization", schema)
    return {
        "entity": {"type": "TITLE", "code": code, "organization": organization},
        "includeSubs": with_subs and organization is not None,
    }


def check_code(kind: str, code: str, at: str, schema: AppSchema) -> None:
    """Raise unless there is such a person, group, organization, title, rule, or field of them."""
    if kind in PEOPLE:
        people, error = PEOPLE[kind]
        if snapshot().find(people, code) is None:
            text = CATALOGUE[error].fill(code=code)
            raise Invalid(error, code=code, problems=[Problem(at, text)])
    elif kind == "TITLE":
        if all(title.code != code for title in snapshot().titles.values()):
            raise invalid(at, rules.UNKNOWN_TITLE.fill(code=code))
    elif kind == "RULE":
        if not is_known_rule(code):
            raise invalid(at, rules.UNKNOWN_RULE.fill(code=code))
    elif kind == "FIELD_ENTITY":
        check_holder(code, at, schema)


def check_holder(code: str, at: str, schema: AppSchema) -> None:
    """Raise unless a field of the record itself holds users, organizations or groups."""
    field = schema.by_code.get(code)
    if field is None or field.table_id is not None:
        raise unknown_field(code, at)
    if field.type.key not in HOLDERS:
        raise invalid(at, rules.NOT_IN_ENUM)
