"""Routes in the file: what says no more than the default is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from urakata.definition.editing.process_routes import LISTS
from urakata.definition.yaml_files.text import Flow, FlowList

_OF_A_ROUTE: Final = {
    "whenEmpty": "ESCALATE",
    "whenSame": "SKIP",
    "whenApplicant": "ESCALATE",
    "resubmit": "CONTINUE",
}


def shown_parts(state: Mapping[str, Any]) -> dict[str, Any]:
    """The due, the field rules and the route of a status."""
    shown = _shared(state)
    if route := state.get("route"):
        shown["route"] = _route(route)
    return shown


def shown_meaning(action: Mapping[str, Any]) -> dict[str, Any]:
    """What an action means, and the reasons it offers."""
    shown = {"kind": action["kind"]} if "kind" in action else {}
    if reasons := action.get("reasons"):
        shown["reasons"] = FlowList(reasons)
    return shown


def shown_lists(process: Mapping[str, Any]) -> dict[str, Any]:
    """The reasons, and who may not be who."""
    shown: dict[str, Any] = {}
    if reasons := process.get("reasons"):
        shown["reasons"] = [Flow(code=each["code"], text=each["text"]) for each in reasons]
    if rules := process.get("segregation"):
        shown["segregation"] = [
            {
                "name": rule["name"],
                "action": rule["action"],
                "differsFrom": [
                    Flow({key: other[key] for key in ("type", "code", "via") if other.get(key)})
                    for other in rule["differsFrom"]
                ],
            }
            for rule in rules
        ]
    return shown


def _shared(holder: Mapping[str, Any]) -> dict[str, Any]:
    """What statuses and steps have alike."""
    shown: dict[str, Any] = {}
    if due := holder.get("due"):
        shown["due"] = Flow({"value": due["value"], **_unlike(due, {"unit": "BUSINESS_DAYS"})})
    if rules := holder.get("fields"):
        shown["fields"] = {key: FlowList(rules[key]) for key in LISTS if rules.get(key)}
    return shown


def _route(route: Mapping[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = _unlike(route, {"applicant": ""})
    if matrix := route.get("matrix"):
        usual = {"amount": "", "importance": "", "organization": ""}
        shown["matrix"] = {"category": matrix["category"], **_unlike(matrix, usual)}
        if factors := matrix.get("factors"):
            keys = ("name", "condition", "score")
            shown["matrix"]["factors"] = [Flow({k: f[k] for k in keys}) for f in factors]
    if steps := route.get("steps"):
        shown["steps"] = [_step(step) for step in steps]
    shown |= _unlike(route, _OF_A_ROUTE)
    if tolerance := route.get("tolerance"):
        kept = _unlike(tolerance, {"percent": "0", "amount": "0", "field": ""})
        shown["tolerance"] = Flow({key: _number(value) for key, value in kept.items()})
    return shown


def _step(step: Mapping[str, Any]) -> dict[str, Any]:
    shown = {"name": step["name"], **_shared(step)}
    if step["join"] != "ALL":
        shown["join"] = _number(step["join"])
    return shown | {"lines": [_line(line) for line in step["lines"]]}


def _line(line: Mapping[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = _unlike(line, {"name": "", "need": "ANY"})
    return shown | {"entities": [_entity(item) for item in line["entities"]]}


def _entity(item: Mapping[str, Any]) -> Flow:
    entity = item["entity"]
    kept = {"type": entity["type"], **_unlike(entity, {"code": None})}
    kept |= _unlike(entity, {"levels": 1, "organization": None})
    shown = Flow(entity=Flow(kept))
    if item["includeSubs"]:
        shown["includeSubs"] = True
    return shown


def _unlike(raw: Mapping[str, Any], usual: Mapping[str, Any]) -> dict[str, Any]:
    """What is not as usual, in the order of the usual."""
    return {key: raw[key] for key, default in usual.items() if raw.get(key, default) != default}


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else text
