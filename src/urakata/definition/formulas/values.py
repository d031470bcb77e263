"""What a compiled formula is made of, and what it sees while it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from urakata.definition.fields.base import Stored
from urakata.definition.formulas.arithmetic import ZERO
from urakata.directory import company_calendar
from urakata.directory.company_calendar import Name
from urakata.kernel.business_time import Calendar

Kind: TypeAlias = Literal["number", "text", "condition", "list", "column"]
"""``list``: several choices of one record. ``column``: what all rows of a table have."""
Values: TypeAlias = "Mapping[str, Stored]"
Calendars: TypeAlias = "Callable[[Name], Calendar]"


@dataclass(slots=True)
class Frame:
    """The record a formula is evaluated for, and the row if the formula is in a table."""

    record: Values
    tables: Mapping[str, list[dict[str, Stored]]]
    system: Values
    timezone: ZoneInfo
    calendar: Calendars = company_calendar.calendar
    row: Values = field(default_factory=dict)
    failed: set[tuple[str, int]] = field(default_factory=set)
    """Computed fields without a value: code, and the identity of their row (0: the record)."""


Run: TypeAlias = Callable[[Frame], Any]


class Compiled(NamedTuple):
    """A part of a formula: its type, how to get its value, and whether that may be None."""

    kind: Kind
    run: Run
    may_be_empty: bool = False


def number_of(part: Compiled) -> Callable[[Frame], Decimal]:
    """How to get a number that counts as 0 when it is empty."""
    run = part.run
    return (lambda frame: run(frame) or ZERO) if part.may_be_empty else run
