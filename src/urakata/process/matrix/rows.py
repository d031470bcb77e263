"""A row of the authority matrix as a value: for which cases it is, and whom it wants asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from urakata.definition.routing import Step
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text
from urakata.process.routes.case import Case

Precedence: TypeAlias = tuple[Decimal, int, bool, bool, bool, int]
LAST: Final = Decimal("Infinity")  #: the priority of rows that say none


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of numbers; without an end it goes on for ever."""

    low: Decimal | None = None
    high: Decimal | None = None

    def holds(self, value: Decimal | int) -> bool:
        """Whether a number lies within it."""
        return (self.low is None or value >= self.low) and (self.high is None or value < self.high)

    @property
    def is_open(self) -> bool:
        """Whether it says nothing at all."""
        return self.low is None and self.high is None

    @property
    def is_empty(self) -> bool:
        """Whether no number lies within it."""
        return self.low is not None and self.high is not None and self.low >= self.high


@dataclass(frozen=True, slots=True)
class Flaw:
    """What cannot be read in a row, and in which column."""

    column: str
    text: Text


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row. What is empty asks nothing of a case."""

    id: int
    number: str
    category: str
    draft: str  #: ``""``: in force
    amount: Span
    importance: frozenset[str]
    risk: Span
    organizations: tuple[int, ...]  #: these and all below them
    since: date | None
    until: date | None  #: the last day
    priority: Decimal
    steps: tuple[Step, ...] = field(compare=False)  #: these hold JSON, which has no hash
    flaws: tuple[Flaw, ...] = ()

    def is_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

    def takes(self, amount: Decimal | None) -> bool:
        """Whether it is for an amount; for none at all only where it says nothing of amounts."""
        return self.amount.is_open if amount is None else self.amount.holds(amount)

    def concerns(self, case: Case) -> bool:
        """Whether the case is one of its own, days and organizations aside."""
        return (
            self.takes(case.amount)
            and (not self.importance or case.importance in self.importance)
            and self.risk.holds(case.risk)
        )

    def distance(self, upwards: Mapping[int, int]) -> int | None:
        """How far above the case's organization the row's is; None where it is for another one.

        `upwards` are the organizations from the case's own (0) to the top. A row without
        organizations is farther than any.
        """
        if not self.organizations:
            return len(upwards)
        return min((upwards[id_] for id_ in self.organizations if id_ in upwards), default=None)

    def precedence(self, distance: int) -> Precedence:
        """What decides between rows for the same case; the smallest wins, equal ones overlap.

        In order: the priority that is set, the nearest organization, an importance named before
        any, limits of risk before none, limits of the amount before none, the newer row.
        """
        newest = -self.since.toordinal() if self.since else 0
        is_any = (not self.importance, self.risk.is_open, self.amount.is_open)
        return (self.priority, distance, *is_any, newest)

    def describe(self) -> JSONDict:
        """What it asks of a case, as reasons and answers tell it."""
        numbers: list[JSONValue] = [*self.organizations]
        importance: list[JSONValue] = [*sorted(self.importance)]
        return {
            "row": self.id,
            "number": self.number,
            "category": self.category,
            "from": _text(self.amount.low),
            "below": _text(self.amount.high),
            "importance": importance,
            "riskFrom": _text(self.risk.low),
            "riskBelow": _text(self.risk.high),
            "organizations": numbers,
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "draft": self.draft,
        }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
