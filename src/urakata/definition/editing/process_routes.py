"""承認ルート as it is sent, read into the document's shape: every key is there, every default said.

`definition.routing` has the shape; `process_fit` looks whether the fields and actions that it
names are there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Final, get_args

from urakata.definition.editing.problems import Problems
from urakata.definition.editing.process_entities import APPROVERS, read_entities
from urakata.definition.fields.properties import Properties, plain
from urakata.definition.routing import Need, Resubmit, Unit, WhenApplicant, WhenEmpty, WhenSame
from urakata.definition.schema import AppSchema
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text

LONGEST_NAME: Final = 64
MOST: Final = 100  #: steps, lines of a step, factors
LONGEST_DUE: Final = 10_000
RISKIEST: Final = 1_000  #: what one factor may add
LISTS: Final = ("required", "readOnly", "hidden")

UNKNOWN_KEY: Final = Text("この項目はありません。", "There is no such setting.")
NO_STEPS: Final = Text(
    "承認ルートには、職務権限表かステップを設定してください。",
    "A route needs the authority matrix or steps of its own.",
)
BAD_JOIN: Final = Text(
    "「ALL」「ANY」、またはステップの列の数（{n}）までの数を指定してください。",
    'Give "ALL", "ANY" or a number up to that of the step\'s lines ({n}).',
)


def read_route(
    raw: JSONValue, at: str, schema: AppSchema, problems: Problems
) -> dict[str, Any] | None:
    """The route of a status; None where it has none. Notes what is wrong with its parts."""
    if raw is None:
        return None
    route = _object(raw, at)
    properties = known(
        route, at,
        ("applicant", "matrix", "steps", "whenEmpty", "whenSame", "whenApplicant", "resubmit",
         "tolerance"),
    )  # fmt: skip
    read: dict[str, Any] = {
        "applicant": properties.text("applicant", most=128),
        "whenEmpty": properties.one_of("whenEmpty", get_args(WhenEmpty), "ESCALATE"),
        "whenSame": properties.one_of("whenSame", get_args(WhenSame), "SKIP"),
        "whenApplicant": properties.one_of("whenApplicant", get_args(WhenApplicant), "ESCALATE"),
        "resubmit": properties.one_of("resubmit", get_args(Resubmit), "CONTINUE"),
        "matrix": None,
        "tolerance": None,
    }
    steps = objects(properties, "steps")
    with problems.at(at):
        properties.done()
    with problems.at(f"{at}.matrix"):
        read["matrix"] = _matrix(route.get("matrix"), f"{at}.matrix", problems)
    with problems.at(f"{at}.tolerance"):
        read["tolerance"] = _tolerance(route.get("tolerance"), f"{at}.tolerance")
    read["steps"] = _each(
        steps, f"{at}.steps", problems, lambda step, path: _step(step, path, schema, problems)
    )
    if not steps and route.get("matrix") is None and "steps" not in _refused(properties):
        problems.refuse(f"{at}.steps", NO_STEPS)
    return read


def read_due(raw: JSONValue, at: str) -> dict[str, Any] | None:
    """期限: ``{"value", "unit"}``; None where there is none."""
    if raw is None:
        return None
    properties = known(_object(raw, at), at, ("value", "unit"))
    value = properties.whole("value", least=1, most=LONGEST_DUE)
    if properties.raw.get("value") in (None, ""):
        properties.refuse("value", rules.MISSING)
    unit = properties.one_of("unit", get_args(Unit), "BUSINESS_DAYS")
    properties.done()
    return {"value": value, "unit": unit}


def read_field_rules(raw: JSONValue, at: str) -> dict[str, Any] | None:
    """``{"required", "readOnly", "hidden"}``, each a list of codes; None where all are empty."""
    if raw is None:
        return None
    properties = known(_object(raw, at), at, LISTS)
    read = {key: codes_in(properties, key) for key in LISTS}
    properties.done()
    return read if any(read.values()) else None


def codes_in(properties: Properties, key: str) -> list[str]:
    """A list of codes, each once; absent is empty."""
    raw = properties.raw.get(key)
    if raw is None:
        return []
    if not isinstance(raw, list) or not all(_is_code(code) for code in raw):
        properties.refuse(key, rules.BAD_SHAPE)
        return []
    codes = [str(code) for code in raw]
    if len(set(codes)) < len(codes):
        properties.refuse(key, rules.TWICE)
    return codes


def _is_code(raw: JSONValue) -> bool:
    """Text, or digits that a YAML file gives as a number."""
    return isinstance(raw, str | int) and not isinstance(raw, bool)


def _matrix(raw: JSONValue, at: str, problems: Problems) -> dict[str, Any] | None:
    if raw is None:
        return None
    matrix = known(
        _object(raw, at), at, ("category", "amount", "importance", "organization", "factors")
    )
    read: dict[str, Any] = {"category": named(matrix, "category")}
    for key in ("amount", "importance", "organization"):
        read[key] = matrix.text(key, most=128)
    factors = objects(matrix, "factors")
    matrix.done()
    read["factors"] = _each(factors, f"{at}.factors", problems, _factor)
    names = [factor["name"] for factor in read["factors"]]
    if len(set(names)) < len(names):
        problems.refuse(f"{at}.factors", rules.TWICE)
    return read


def _factor(raw: JSONDict, at: str) -> dict[str, Any]:
    factor = known(raw, at, ("name", "condition", "score"))
    name, condition = named(factor, "name"), factor.text("condition")
    if not condition.strip():
        factor.refuse("condition", rules.MISSING)
    score = factor.whole("score", least=0, most=RISKIEST)
    factor.done()
    return {"name": name, "condition": condition, "score": score or 0}


def _tolerance(raw: JSONValue, at: str) -> dict[str, Any] | None:
    if raw is None:
        return None
    tolerance = known(_object(raw, at), at, ("percent", "amount", "field"))
    read = {"field": tolerance.text("field", most=128)}
    for key in ("percent", "amount"):
        value = tolerance.decimal(key)
        if value is not None and value < 0:
            tolerance.refuse(key, rules.TOO_SMALL.fill(n=0))
        read[key] = plain(value) or "0"
    tolerance.done()
    return read


def _step(raw: JSONDict, at: str, schema: AppSchema, problems: Problems) -> dict[str, Any]:
    step = known(raw, at, ("name", "lines", "join", "due", "fields"))
    read: dict[str, Any] = {"name": named(step, "name"), "due": None, "fields": None}
    lines = objects(step, "lines")
    if not lines and "lines" not in _refused(step):
        step.refuse("lines", rules.MISSING)
    read["join"] = _join(step, len(lines))
    with problems.at(at):
        step.done()
    with problems.at(f"{at}.due"):
        read["due"] = read_due(raw.get("due"), f"{at}.due")
    with problems.at(f"{at}.fields"):
        read["fields"] = read_field_rules(raw.get("fields"), f"{at}.fields")
    read["lines"] = _each(
        lines, f"{at}.lines", problems, lambda line, path: _line(line, path, schema)
    )
    return read


def _join(step: Properties, lines: int) -> str:
    join = step.text("join", "ALL")
    is_count = join.isascii() and join.isdecimal() and len(join) < 5 and 1 <= int(join) <= lines
    if join not in {"ALL", "ANY"} and not is_count:
        step.refuse("join", BAD_JOIN.fill(n=lines))
    return str(int(join)) if is_count else join


def _line(raw: JSONDict, at: str, schema: AppSchema) -> dict[str, Any]:
    line = known(raw, at, ("name", "entities", "need"))
    name = line.text("name", most=LONGEST_NAME)
    need = line.one_of("need", get_args(Need), "ANY")
    if not line.raw.get("entities"):
        line.refuse("entities", rules.MISSING)
    line.done()
    return {"name": name, "need": need, "entities": read_entities(line, APPROVERS, schema)}


def named(properties: Properties, key: str, most: int = LONGEST_NAME) -> str:
    """A name that must be there, without blanks around it."""
    name = properties.text(key, most=most).strip()
    if not name and key not in _refused(properties):
        properties.refuse(key, rules.MISSING)
    return name


def _each(
    items: list[JSONDict],
    at: str,
    problems: Problems,
    read: Callable[[JSONDict, str], dict[str, Any]],
) -> list[dict[str, Any]]:
    """Every item read; those that cannot be are noted and left out."""
    done = []
    for n, item in enumerate(items):
        with problems.at(f"{at}[{n}]"):
            done.append(read(item, f"{at}[{n}]"))
    return done


def objects(properties: Properties, key: str) -> list[JSONDict]:
    """A list of objects that is not too long; absent is empty."""
    items = properties.objects(key)
    if len(items) > MOST:
        properties.refuse(key, rules.WRONG_SIZE.fill(min=0, max=MOST))
        return []
    return items


def _object(raw: JSONValue, at: str) -> JSONDict:
    if not isinstance(raw, dict):
        raise invalid(at, rules.BAD_SHAPE)
    return raw


def known(raw: JSONDict, at: str, keys: Collection[str]) -> Properties:
    """The object, a misspelt key noted."""
    properties = Properties(raw, at)
    for key in raw:
        if key not in keys:
            properties.refuse(key, UNKNOWN_KEY)
    return properties


def _refused(properties: Properties) -> set[str]:
    return {problem.at.removeprefix(f"{properties.at}.") for problem in properties.problems}
