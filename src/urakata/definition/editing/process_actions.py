"""One action of a process as it is sent, and what it means where nobody says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeAlias

from urakata.definition.editing.clauses import check_condition
from urakata.definition.editing.process_entities import EXECUTORS, read_entities
from urakata.definition.editing.process_parts import read_kind, read_reason_codes
from urakata.definition.fields.properties import Properties
from urakata.definition.schema import AppSchema
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONValue

Way: TypeAlias = tuple[str, str, str]  #: name, from, to

LONGEST_NAME: Final = 64
MEANINGS: Final = ("kind", "reasons")  #: of an action, beside kintone's


def read_action(raw: JSONValue, at: str, schema: AppSchema) -> dict[str, Any]:
    """An action; what is ours is in it only where it was sent (`keep_meanings` does the rest)."""
    if not isinstance(raw, dict):
        raise invalid(at, rules.BAD_SHAPE)
    properties = Properties(raw, at)
    action: dict[str, Any] = {
        key: properties.text(key, most=LONGEST_NAME) for key in ("name", "from", "to")
    }
    for key, value in action.items():
        if not value:
            properties.refuse(key, rules.MISSING)
    action["filterCond"] = properties.text("filterCond")
    action["type"] = properties.one_of("type", ("PRIMARY", "SECONDARY"), "PRIMARY")
    if "kind" in raw:
        action["kind"] = read_kind(properties)
    if "reasons" in raw:
        action["reasons"] = read_reason_codes(properties)
    properties.done()
    check_condition(action["filterCond"], schema, f"{at}.filterCond", without={"STATUS"})
    if action["type"] == "SECONDARY":
        who = raw.get("executableUser")
        executors = Properties(who if isinstance(who, dict) else {}, f"{at}.executableUser")
        action["executableUser"] = {"entities": read_entities(executors, EXECUTORS, schema)}
    return action


def keep_meanings(process: dict[str, Any], actions: list[dict[str, Any]]) -> None:
    """Let actions that are still there, or were given another name, mean what they meant.

    Rules of segregation follow a new name. What says no more than the default is left out.
    """
    before = {_way(action): action for action in process["actions"] or ()}
    renamed = _renamed(before, [_way(action) for action in actions])
    for action in actions:
        way = _way(action)
        known = before.get(renamed.get(way, way), {})
        for key in MEANINGS:
            if key not in action and key in known:
                action[key] = known[key]
        if action.get("kind") == "PLAIN":
            del action["kind"]
        if not action.get("reasons"):
            action.pop("reasons", None)
    _follow(process, actions, {old[0]: new[0] for new, old in renamed.items()})


def _renamed(before: Iterable[Way], now: list[Way]) -> dict[Way, Way]:
    """New ways to the old ones: the only one gone and the only one new between two statuses."""
    was = list(before)
    gone, new = [w for w in was if w not in now], [w for w in now if w not in was]
    return {
        way: old
        for way in new
        for old in gone
        if _is_only(way, new) and _is_only(old, gone) and way[1:] == old[1:]
    }


def _is_only(way: Way, ways: list[Way]) -> bool:
    return [other[1:] for other in ways].count(way[1:]) == 1


def _follow(
    process: dict[str, Any], actions: list[dict[str, Any]], renames: dict[str, str]
) -> None:
    """Give segregation's actions their new names, where no action has the old one any more."""
    present = {action["name"] for action in actions}
    renames = {old: new for old, new in renames.items() if old not in present}
    for rule in process.get("segregation") or ():
        rule["action"] = renames.get(rule["action"], rule["action"])
        for other in rule["differsFrom"]:
            if other["type"] == "ACTED" and not other.get("via"):
                other["code"] = renames.get(other["code"], other["code"])


def _way(action: dict[str, Any]) -> Way:
    return action["name"], action["from"], action["to"]
