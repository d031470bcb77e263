"""Rows of the three lists of rules, as kintone's API writes them."""

from __future__ import annotations

from typing import Any

from urakata.definition.access_rules import APP_RIGHTS, RECORD_RIGHTS


def entity(type_: str, code: str | None, **more: Any) -> dict[str, Any]:
    return {"entity": {"type": type_, "code": code, **more}, "includeSubs": False}


def row(type_: str, code: str | None, *rights: str) -> dict[str, Any]:
    """A row of an app's rights."""
    given = {name: right in rights for name, right in APP_RIGHTS.items()}
    return {**entity(type_, code), **given}


def record_rule(condition: str, **grants: str) -> dict[str, Any]:
    """Rights over records: ``record_rule("", sato="view edit", everyone="")``."""
    rows = []
    for code, rights in grants.items():
        type_ = "GROUP" if code == "everyone" else "USER"
        given = {name: right in rights.split() for name, right in RECORD_RIGHTS.items()}
        rows.append({**entity(type_, code), **given})
    return {"filterCond": condition, "entities": rows}


def owner_rule(condition: str, field: str, rights: str) -> dict[str, Any]:
    """Rights of those whom a field of the record names."""
    given = {name: right in rights.split() for name, right in RECORD_RIGHTS.items()}
    return {"filterCond": condition, "entities": [{**entity("FIELD_ENTITY", field), **given}]}


def field_rule(code: str, *grants: tuple[str, str, str]) -> dict[str, Any]:
    """Rights over a field: ``field_rule("給与", ("GROUP", "jinji", "WRITE"))``."""
    return {
        "code": code,
        "entities": [
            {**entity(type_, who), "accessibility": level} for type_, who, level in grants
        ],
    }
