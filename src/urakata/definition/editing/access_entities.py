"""Whom a rule about rights names: people by their codes, or fields that hold people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from urakata.definition.editing.process_entities import check_code
from urakata.definition.fields.properties import Properties
from urakata.definition.schema import AppSchema
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONDict


def read_entity(
    raw: JSONDict, at: str, allowed: tuple[str, ...], schema: AppSchema
) -> dict[str, Any]:
    """The ``entity`` and ``includeSubs`` of one row, checked."""
    inner = raw.get("entity")
    if not isinstance(inner, dict):
        raise invalid(f"{at}.entity", rules.MISSING if inner is None else rules.BAD_SHAPE)
    entity = Properties(inner, f"{at}.entity")
    kind = entity.one_of("type", allowed, "")
    if not kind and not entity.problems:
        entity.refuse("type", rules.MISSING)
    code = entity.text("code", most=256)
    organization = entity.text("organization", most=256)
    row = Properties(raw, at)
    subs = row.boolean("includeSubs")
    entity.problems += row.problems
    entity.done()
    if kind == "CREATOR":
        return {"entity": {"type": kind, "code": None}, "includeSubs": False}
    if not code:
        raise invalid(f"{at}.entity.code", rules.MISSING)
    check_code(kind, code, f"{at}.entity.code", schema)
    found: dict[str, Any] = {"type": kind, "code": code}
    if kind == "TITLE":
        if organization:
            check_code("ORGANIZATION", organization, f"{at}.entity.organization", schema)
        found["organization"] = organization or None
    return {"entity": found, "includeSubs": subs and _has_subs(found)}


def refuse_repeats(rows: Iterable[dict[str, Any]], at: str) -> None:
    """Raise for an entity that stands in one list twice: only its first row would ever count."""
    seen = set()
    for n, row in enumerate(rows):
        key = tuple(sorted(row["entity"].items()))
        if key in seen:
            raise invalid(f"{at}[{n}].entity", rules.TWICE)
        seen.add(key)


def _has_subs(entity: dict[str, Any]) -> bool:
    """Whether there can be anything below: an organization, a field of them, a title within one."""
    return entity["type"] in {"ORGANIZATION", "FIELD_ENTITY"} or bool(entity.get("organization"))
