"""From what a route says to the people who are asked: pure, so that thousands of cases take seconds.

Inactive people are nobody. What is done about a line without anybody, about the applicant himself
and about somebody who is asked twice, the route says (`definition.routing`); whatever is decided
leaves a reason (`reasons`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Protocol

from urakata.definition.routing import Due, FieldRules, Line, Need, Route, Step
from urakata.directory.people import Snapshot
from urakata.kernel.json import JSONDict
from urakata.process.routes.case import Case
from urakata.process.routes.drafts import DraftLine, DraftStep, Notes, still_there
from urakata.process.routes.naming import Named, above, above_person, named_by
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

    No line holds the applicant or who submits it for him, unless the route allows it, or whom the
    case bars; every line holds somebody, or a problem says which does not. The same arguments
    always give the same answer.
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


@dataclass(frozen=True)
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
        left = found
        for user in found.users:
            if user in self._kept_out:
                left = left.without(user, self._kept_out[user])
        return left if left.users else self._when_kept_out(step, found)

    @cached_property
    def _kept_out(self) -> Mapping[int, JSONDict]:
        """Who must not decide about the case, and why: whose application it is comes first."""
        found: dict[int, JSONDict] = {
            user: {"type": "barred", "user": user, "rule": rule}
            for user, rule in self.case.barred.items()
        }
        if self.route.when_applicant != "ALLOW":
            by, applicant = self.case.submitted_by_id, self.case.applicant_id
            if by is not None:
                found[by] = {"type": "left_out", "user": by, "as": "submitter"}
            found[applicant] = {"type": "left_out", "user": applicant}
        return found

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

    def _when_kept_out(self, step: Step, draft: DraftLine) -> DraftLine | None:
        """What is done about the applicant, is done about whom the segregation of duties bars."""
        reasons = {str(self._kept_out[user]["type"]): user for user in reversed(draft.users)}
        user = reasons.get("left_out", draft.users[0])
        why = "applicant" if "left_out" in reasons else "barred"
        if self.route.when_applicant == "SKIP":
            return self._left_out(step, draft, why)
        higher = above_person(user, self.case, self.people, without=self._kept_out)
        return self._escalated(step, draft, higher, why) or self._stuck(step, draft, why)

    def _escalated(self, step: Step, draft: DraftLine, higher: Named, why: str) -> DraftLine | None:
        """The line with those next above; never with whom the case keeps out."""
        self._refuse_circle(step, draft.line, higher)
        users = tuple(user for user in higher.users if user not in self._kept_out)
        if higher.users and not users:
            first = higher.users[0]
            users = above_person(first, self.case, self.people, without=self._kept_out).users
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
