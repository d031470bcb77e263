"""A process as kintone's API takes it, in a few words."""

from __future__ import annotations

from typing import Any, TypeAlias

AnEntity: TypeAlias = dict[str, Any]


def entity(type_: str, code: str | None, *, subs: bool = False) -> AnEntity:
    return {"entity": {"type": type_, "code": code}, "includeSubs": subs}


def user(code: str) -> AnEntity:
    return entity("USER", code)


def state(index: int, *entities: AnEntity, type_: str = "ONE") -> dict[str, Any]:
    return {"index": str(index), "assignee": {"type": type_, "entities": list(entities)}}


def action(name: str, source: str, target: str, condition: str = "", **more: Any) -> dict[str, Any]:
    return {"name": name, "from": source, "to": target, "filterCond": condition, **more}


def process(states: dict[str, dict[str, Any]], *actions: dict[str, Any]) -> dict[str, Any]:
    named = {name: {"name": name, **each} for name, each in states.items()}
    return {"enable": True, "states": named, "actions": list(actions)}
