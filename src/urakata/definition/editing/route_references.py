"""Fields that routes, field rules and segregation name: they follow a rename."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

Process = dict[str, Any]


def rename_in_routes(process: Process, renames: Mapping[str, str]) -> None:
    """Give this app's fields their new codes; conditions are renamed with the others."""
    for holder, keys in _naming(process):
        _rename(holder, keys, renames)
    for rules in _field_rules(process):
        for key, codes in rules.items():
            rules[key] = [renames.get(code, code) for code in codes]


def _naming(process: Process) -> Iterator[tuple[dict[str, Any], Collection[str]]]:
    """Every object that names fields of this app, and under which keys."""
    for route in _routes(process):
        yield route, ("applicant",)
        yield route.get("matrix") or {}, ("amount", "importance", "organization")
        yield route.get("tolerance") or {}, ("field",)
        yield from ((entity, ("code",)) for entity in _entities(route) if _is_field(entity))
    for other in _others(process):
        is_here = _is_field(other) and not other.get("via")
        yield other, ("via", "code") if is_here else ("via",)


def rename_tied(process: Process, vias: Collection[str], renames: Mapping[str, str]) -> None:
    """Follow the renames of the app that the look-ups `vias` lead to."""
    for other in _others(process):
        if _is_field(other) and other.get("via") in vias:
            _rename(other, ("code",), renames)


def forget_rules(process: Process, gone: Collection[str]) -> None:
    """Take fields that are no more out of the rules of statuses and steps."""
    for holder in _rule_holders(process):
        rules = holder.get("fields")
        if not rules or all(set(codes).isdisjoint(gone) for codes in rules.values()):
            continue
        left = {key: [c for c in codes if c not in gone] for key, codes in rules.items()}
        if any(left.values()):
            holder["fields"] = left
        elif "lines" in holder:
            holder["fields"] = None
        else:
            del holder["fields"]


def every_factor(process: Process) -> Iterator[dict[str, Any]]:
    """The risk factors of all routes."""
    for route in _routes(process):
        yield from (route.get("matrix") or {}).get("factors") or ()


def _routes(process: Process) -> Iterator[dict[str, Any]]:
    for state in (process["states"] or {}).values():
        if route := state.get("route"):
            yield route


def _entities(route: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for step in route.get("steps") or ():
        for line in step["lines"]:
            yield from (item["entity"] for item in line["entities"])


def _is_field(entity: dict[str, Any]) -> bool:
    return bool(entity["type"] == "FIELD_ENTITY")


def _rule_holders(process: Process) -> Iterator[dict[str, Any]]:
    yield from (process["states"] or {}).values()
    for route in _routes(process):
        yield from route.get("steps") or ()


def _field_rules(process: Process) -> Iterator[dict[str, list[str]]]:
    for holder in _rule_holders(process):
        if rules := holder.get("fields"):
            yield rules


def _others(process: Process) -> Iterator[dict[str, Any]]:
    for rule in process.get("segregation") or ():
        yield from rule["differsFrom"]


def _rename(holder: dict[str, Any], keys: Collection[str], renames: Mapping[str, str]) -> None:
    for key in keys:
        if key in holder:
            holder[key] = renames.get(holder[key], holder[key])
