"""What a process holds beside its routes: reasons, duties kept apart, what an action means."""

from __future__ import annotations

from typing import Any, Final, get_args

from urakata.definition.editing.problems import Problems
from urakata.definition.editing.process_routes import codes_in, known, named, objects
from urakata.definition.fields.properties import Properties
from urakata.definition.routing import Kind
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONDict, JSONValue

MOST: Final = 500  #: reasons, rules
LONGEST_CODE: Final = 32
LONGEST_TEXT: Final = 200
APART: Final = ("CREATOR", "APPLICANT", "FIELD_ENTITY", "ACTED")
WITHOUT_CODE: Final = frozenset({"CREATOR", "APPLICANT"})


def read_reasons(raw: JSONValue, at: str, problems: Problems) -> list[dict[str, Any]]:
    """差戻し理由: ``[{"code", "text"}]``, codes each once."""
    reasons: list[dict[str, Any]] = []
    for n, item in enumerate(_list(raw, at)):
        with problems.at(f"{at}[{n}]"):
            reason = known(item, f"{at}[{n}]", ("code", "text"))
            code = named(reason, "code", LONGEST_CODE)
            text = named(reason, "text", LONGEST_TEXT)
            if any(code == other["code"] for other in reasons):
                reason.refuse("code", rules.TWICE)
            reason.done()
            reasons.append({"code": code, "text": text})
    return reasons


def read_segregation(raw: JSONValue, at: str, problems: Problems) -> list[dict[str, Any]]:
    """職務分掌: ``[{"name", "action", "differsFrom": [{"type", "code", "via"}]}]``."""
    found = []
    for n, item in enumerate(_list(raw, at)):
        path = f"{at}[{n}]"
        with problems.at(path):
            rule = known(item, path, ("name", "action", "differsFrom"))
            read: dict[str, Any] = {"name": named(rule, "name"), "action": named(rule, "action")}
            others = objects(rule, "differsFrom")
            if not others:
                rule.refuse("differsFrom", rules.MISSING)
            rule.done()
            read["differsFrom"] = [
                _other(other, f"{path}.differsFrom[{m}]") for m, other in enumerate(others)
            ]
            found.append(read)
    return found


def read_kind(properties: Properties) -> str:
    """What an action means in a route."""
    return properties.one_of("kind", get_args(Kind), "PLAIN")


def read_reason_codes(properties: Properties) -> list[str]:
    """The codes of the reasons that an action offers."""
    return codes_in(properties, "reasons")


def _other(raw: JSONDict, at: str) -> dict[str, Any]:
    other = known(raw, at, ("type", "code", "via"))
    kind = other.one_of("type", APART, "")
    if not kind and raw.get("type") is None:
        other.refuse("type", rules.MISSING)
    code, via = other.text("code", most=128), other.text("via", most=128)
    if kind in WITHOUT_CODE:
        code = ""
    elif kind and not code:
        other.refuse("code", rules.MISSING)
    other.done()
    return {"type": kind, "code": code, "via": via}


def _list(raw: JSONValue, at: str) -> list[JSONDict]:
    items = raw or []
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise invalid(at, rules.BAD_SHAPE)
    if len(items) > MOST:
        raise invalid(at, rules.WRONG_SIZE.fill(min=0, max=MOST))
    return [item for item in items if isinstance(item, dict)]
