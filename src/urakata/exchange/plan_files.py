"""A reorganization as a file (YAML): changes of organizations, and the personnel orders of its day.

``on`` at the top is the day of all that names none of its own::

    on: 2027-04-01
    changes:
      - {kind: OPEN, organization: dx, name: DX推進部, parent: kanri_honbu}
    orders:
      - {kind: APPOINT, user: arai, organization: dx}
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from urakata.definition.yaml_files.text import read_yaml
from urakata.directory.chart import CHANGE_KINDS, ORDER_KINDS
from urakata.directory.orders import NewChange, NewOrder
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, Problem, invalid
from urakata.kernel.text import Text

NOT_HERE: Final = Text("この項目は指定できません。", "There is no such item here.")
A_DAY: Final = Text(
    "日付を2027-04-01の形式で指定してください。", "A day is written like 2027-04-01."
)
_KINDS: Final[dict[str, tuple[str, ...]]] = {"changes": CHANGE_KINDS, "orders": ORDER_KINDS}
_NAMES: Final[dict[tuple[str, ...], set[str]]] = {
    CHANGE_KINDS: {each.name for each in fields(NewChange)},
    ORDER_KINDS: {each.name for each in fields(NewOrder)},
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file prepares."""

    changes: tuple[NewChange, ...]
    orders: tuple[NewOrder, ...]


def read_plan(data: bytes) -> Plan:
    """The plan of a file. Raises `Invalid` with every place that is wrong: ``orders[3].kind``."""
    told = read_yaml(data.removeprefix(BOM_UTF8))
    if not isinstance(told, dict):
        raise invalid("file", rules.BAD_SHAPE)
    if problems := list(_flaws(told)):
        raise Invalid("CB_VA01", problems=problems)
    return Plan(
        tuple(NewChange(**each) for each in _rows(told, "changes")),
        tuple(NewOrder(**each) for each in _rows(told, "orders")),
    )


def _rows(told: Mapping[str, Any], part: str) -> Iterator[dict[str, Any]]:
    for row in told.get(part) or ():
        values = {"on": told.get("on"), **row}
        yield {**values, "on": date.fromisoformat(values["on"])}


def _flaws(told: Mapping[str, Any]) -> Iterator[Problem]:
    for name in told:
        if name not in {"on", *_KINDS}:
            yield Problem(str(name), NOT_HERE)
    for part, kinds in _KINDS.items():
        rows = told.get(part) or []
        if not isinstance(rows, list):
            yield Problem(part, rules.BAD_SHAPE)
            continue
        for n, row in enumerate(rows):
            if isinstance(row, dict):
                yield from _flaws_of(f"{part}[{n}]", {"on": told.get("on"), **row}, kinds)
            else:
                yield Problem(f"{part}[{n}]", rules.BAD_SHAPE)


def _flaws_of(at: str, values: Mapping[str, Any], kinds: tuple[str, ...]) -> Iterator[Problem]:
    names = _NAMES[kinds]
    for name, value in values.items():
        if name not in names:
            yield Problem(f"{at}.{name}", NOT_HERE)
        elif name not in {"on", "kind"} and not isinstance(value, str):
            yield Problem(f"{at}.{name}", rules.BAD_SHAPE)
    if not _is_day(values.get("on")):
        yield Problem(f"{at}.on", A_DAY)
    if values.get("kind") not in kinds:
        yield Problem(f"{at}.kind", rules.NOT_IN_ENUM)
    if "organization" not in values:
        yield Problem(f"{at}.organization", rules.MISSING)


def _is_day(value: object) -> bool:
    try:
        date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        return False
    return True
