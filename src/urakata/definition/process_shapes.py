"""A process as the two APIs speak of it: kintone's knows nothing of what is ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from urakata.kernel.json import JSONDict, JSONValue

OURS: Final = frozenset({"reasons", "segregation"})
OURS_OF_A_STATE: Final = frozenset({"route", "due", "fields"})
OURS_OF_AN_ACTION: Final = frozenset({"kind", "reasons"})


def kintones(process: JSONDict) -> JSONDict:
    """What kintone's API says and hears of a process; whatever has no such shape stays as it is."""
    states, actions = process.get("states"), process.get("actions")
    shown: JSONDict = {key: value for key, value in process.items() if key not in OURS}
    if isinstance(states, dict):
        shown["states"] = {n: _without(state, OURS_OF_A_STATE) for n, state in states.items()}
    if isinstance(actions, list):
        shown["actions"] = [_without(action, OURS_OF_AN_ACTION) for action in actions]
    return shown


def whole(process: Mapping[str, Any]) -> JSONDict:
    """The same with everything that is ours, said even where there is none."""
    states, actions = process["states"], process["actions"]
    return {
        **process,
        "states": states and {name: _whole_state(state) for name, state in states.items()},
        "actions": actions and [{"kind": "PLAIN", "reasons": [], **action} for action in actions],
        "reasons": process.get("reasons") or [],
        "segregation": process.get("segregation") or [],
    }


def _whole_state(state: dict[str, Any]) -> dict[str, Any]:
    return {"route": None, "due": None, "fields": None, **state}


def _without(raw: JSONValue, keys: frozenset[str]) -> JSONValue:
    if not isinstance(raw, dict):
        return raw
    return {key: value for key, value in raw.items() if key not in keys}
