"""From what a route says to the people who are asked: pure, so that thousands of cases take seconds.

Inactive people are nobody. What is done about a line without anybody, about the applicant himself
and about somebody who is asked twice, the route says (`definition.routing`); whatever is decided
leaves a reason (`reasons`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Protocol

from urakata.definition.routing import Due, FieldRules, Line, Need, Route, Step
from urakata.directory.people import Snapshot
from urakata.kernel.json import JSONDict
from urakata.process.routes.case import Case
from urakata.process.routes.drafts import DraftLine, DraftStep, Notes, still_there
from urakata.process.routes.naming import Named, above, above_applicant, named_by
from urakata.process.routes.repetition import ask_once

MATRIX_APP: Final = "KENGEN"  #: code of the app whose records are the authority matrix


@dataclass(frozen=True, slots=True)
class ResolvedLine:
    """People who decide together, and why they."""

    name: str
    need: Need
    users: tuple[int, ...]  #: active ones; nobody only where a problem is told
    because: tuple[JSONDict, ...]


@dataclass(frozen=True, slots=True)
class ResolvedStep:
    """One step that is really passed; numbers run from 1 without a gap."""

    number: int
    name: str
    join: int  #: how many of the lines pass the step; 0: all
    due: Due | None
    fields: FieldRules
    lines: tuple[ResolvedLine, ...]
    place: int = 0  #: among those that the route itself writes, from 1; 0: the matrix asks for it


@dataclass(frozen=True, slots=True)
class Resolved:
    """A route of one case: whom it passes, why, and what it is stuck on (reason objects, too)."""

    steps: tuple[ResolvedStep, ...]
    because: tuple[JSONDict, ...] = ()  #: rows of the matrix, steps and lines left out
    problems: tuple[JSONDict, ...] = ()  #: none: the route can be walked to its end


@dataclass(frozen=True, slots=True)
class Granted:
    """What an authority matrix asks of a case: steps, the rows that say so, what is wrong."""

    steps: tuple[Step, ...] = ()
    because: tuple[JSONDict, ...] = ()
    problems: tuple[JSONDict, ...] = ()


class Authority(Protocol):
    """職務権限表: `process.matrix` is one."""

    def grant(self, case: Case, people: Snapshot) -> Granted:
        """The steps of the row that applies to the case."""


def resolve(
    route: Route, case: Case, people: Snapshot, matrix: Authority | None = None
) -> Resolved:
    """The people whom the case has to pass, in order: first the matrix's steps, then the route's.

    No line holds the applicant unless the route allows it; every line holds somebody, or a problem
    says which does not. The same arguments always give the same answer.
    """
    granted = _granted(route, case, people, matrix)
    notes = Notes([*granted.because], [*granted.problems])
    asking = _Asking(route, case, people, notes)
    drafts = [asking.step(step) for step in granted.steps]
    drafts += [asking.step(step, place) for place, step in enumerate(route.steps, 1)]
    kept = ask_once(still_there(drafts), route.when_same, notes)
    if not kept and not notes.problems:
        notes.problems.append({"type": "nobody"})
    return Resolved(
        tuple(_resolved(number, draft) for number, draft in enumerate(kept, 1)),
        tuple(notes.because),
        tuple(notes.problems),
    )


def _granted(route: Route, case: Case, people: Snapshot, matrix: Authority | None) -> Granted:
    if route.matrix is None:
        return Granted()
    if matrix is None:
        return Granted(problems=({"type": "no_matrix", "category": case.category},))
    return matrix.grant(case, people)


@dataclass(frozen=True, slots=True)
class _Asking:
    """Finds the people of lines, as the route of one case wants it."""

    route: Route
    case: Case
    people: Snapshot
    notes: Notes

    def step(self, step: Step, place: int = 0) -> DraftStep:
        lines = (self._line(step, line) for line in step.lines)
        return DraftStep(step, tuple(line for line in lines if line is not None), place)

    def _line(self, step: Step, line: Line) -> DraftLine | None:
        """The line with its people; None where it is left out."""
        found = self._named(step, line)
        if not found.users:
            return self._when_empty(step, found)
        applicant = self.case.applicant_id
        if applicant not in found.users or self.route.when_applicant == "ALLOW":
            return found
        without = found.without(applicant, {"type": "left_out", "user": applicant})
        return without if without.users else self._when_applicant(step, found)

    def _named(self, step: Step, line: Line) -> DraftLine:
        users: dict[int, None] = {}
        because: list[JSONDict] = []
        for item in line.entities:
            named = named_by(item, self.case, self.people)
            users.update(dict.fromkeys(named.users))
            because.append(_entity(item, named))
            self._refuse_circle(step, line, named)
        return DraftLine(line, tuple(users), tuple(because))

    def _when_empty(self, step: Step, draft: DraftLine) -> DraftLine | None:
        if self.route.when_empty == "SKIP":
            return self._left_out(step, draft, "empty")
        if self.route.when_empty == "ESCALATE":
            for item in draft.line.entities:
                found = self._escalated(step, draft, above(item, self.case, self.people), "empty")
                if found is not None:
                    return found
        return self._stuck(step, draft, "empty")

    def _when_applicant(self, step: Step, draft: DraftLine) -> DraftLine | None:
        if self.route.when_applicant == "SKIP":
            return self._left_out(step, draft, "applicant")
        higher = above_applicant(self.case, self.people)
        found = self._escalated(step, draft, higher, "applicant")
        return found or self._stuck(step, draft, "applicant")

    def _escalated(self, step: Step, draft: DraftLine, higher: Named, why: str) -> DraftLine | None:
        """The line with those next above; the applicant is never one of them, unless allowed."""
        self._refuse_circle(step, draft.line, higher)
        users = higher.users
        if self.route.when_applicant != "ALLOW" and self.case.applicant_id in users:
            users = tuple(user for user in users if user != self.case.applicant_id)
            users = users or above_applicant(self.case, self.people).users
        if not users:
            return None
        reason: JSONDict = {"type": "escalated", "why": why, "users": [*users]}
        return replace(draft, users=users, because=(*draft.because, reason))

    def _left_out(self, step: Step, draft: DraftLine, why: str) -> DraftLine | None:
        """No line, and the reason told."""
        self.notes.because.append(
            {"type": "skipped", "why": why, "step": step.name, "line": draft.line.name}
        )
        return None

    def _stuck(self, step: Step, draft: DraftLine, why: str) -> DraftLine:
        """The line without anybody, and the problem told."""
        self.notes.problems.append(
            {"type": "stuck", "why": why, "step": step.name, "line": draft.line.name}
        )
        return replace(draft, users=())

    def _refuse_circle(self, step: Step, line: Line, named: Named) -> None:
        if named.circle:
            problem: JSONDict = {
                "type": "circle",
                "step": step.name,
                "line": line.name,
                "users": [*named.circle],
            }
            if problem not in self.notes.problems:
                self.notes.problems.append(problem)


def _entity(item: JSONDict, named: Named) -> JSONDict:
    """Why these people: what the line says, and by which way they were found."""
    reason: JSONDict = {"type": "entity", "entity": item["entity"], "users": [*named.users]}
    if item.get("includeSubs") in (True, "true"):
        reason["includeSubs"] = True
    if named.unit is not None:
        reason["unit"] = named.unit
    if named.gone:
        reason["gone"] = [*named.gone]
    return reason


def _resolved(number: int, draft: DraftStep) -> ResolvedStep:
    step = draft.step
    return ResolvedStep(
        number=number,
        name=step.name,
        join=draft.join,
        due=step.due,
        fields=step.fields,
        lines=tuple(
            ResolvedLine(line.line.name, line.line.need, line.users, line.because)
            for line in draft.lines
        ),
        place=draft.place,
    )
