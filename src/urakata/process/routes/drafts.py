"""A route while it is being worked out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from urakata.definition.routing import Line, Step
from urakata.kernel.json import JSONDict


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line with the people found for it so far."""

    line: Line
    users: tuple[int, ...]
    because: tuple[JSONDict, ...]

    @property
    def decisive(self) -> tuple[int, ...]:
        """Those without whom this line is not passed."""
        return self.users if self.line.need == "ALL" or len(self.users) == 1 else ()

    def without(self, user_id: int, reason: JSONDict) -> DraftLine:
        """The same without one of its people, and why."""
        users = tuple(user for user in self.users if user != user_id)
        return replace(self, users=users, because=(*self.because, reason))


@dataclass(frozen=True, slots=True)
class DraftStep:
    """A step with the lines that are left; `passed` counts those that somebody's other turn passes."""

    step: Step
    lines: tuple[DraftLine, ...]
    place: int = 0  #: among those that the route itself writes, from 1; 0: the matrix asks for it
    passed: int = 0

    @property
    def join(self) -> int:
        """How many of the lines left must pass; 0: all of them."""
        wanted = self.step.join - self.passed
        return 0 if self.step.join == 0 else min(max(wanted, 0), len(self.lines))

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to be passed."""
        return not self.lines or 0 < self.step.join <= self.passed

    @property
    def decisive(self) -> set[int]:
        """Those without whom this step is not passed."""
        if self.join not in {0, len(self.lines)}:
            return set()
        return {user for line in self.lines for user in line.decisive}


@dataclass(slots=True)
class Notes:
    """What the route as a whole has to tell: what was left out, and what it is stuck on."""

    because: list[JSONDict] = field(default_factory=list)
    problems: list[JSONDict] = field(default_factory=list)


def still_there(steps: Iterable[DraftStep]) -> list[DraftStep]:
    """The steps that have something to pass."""
    return [step for step in steps if not step.is_over]
