"""Whom a route leaves out from the start, because the segregation of duties would refuse him later."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from urakata.definition.schema import State
from urakata.process.routes.case import Case
from urakata.process.runs import Run


@dataclass(frozen=True, slots=True)
class Filing:
    """A submission that is not stored yet: what is run, by whom and on whose behalf."""

    action: str
    acting: frozenset[int]
    submitted_by_id: int


def kept_apart(run: Run, state: State, case: Case, filing: Filing) -> Case:
    """The case with those who could run none of the actions that approve it.

    What comes to pass only on the route itself is refused when it does.
    """
    process = run.app.process
    leaving = [action for action in process.actions if action.source == state.name]
    approving = [action.name for action in leaving if action.kind == "APPROVE"]
    if not process.segregation or not approving:
        return case
    first, *others = (_barred(run, name, case, filing) for name in approving)
    users = set(first).intersection(*others)
    return replace(case, barred={user: first[user] for user in sorted(users)})


def _barred(run: Run, action: str, case: Case, filing: Filing) -> dict[int, str]:
    """Who could not run an action, and the rule that says so."""
    found: dict[int, str] = {}
    for bar in run.segregated.of(action).get(case.record_id, ()):
        is_here = (bar.app_id, bar.record_id) == (case.app_id, case.record_id)
        if not (is_here and bar.type == "APPLICANT"):
            found.setdefault(bar.user_id, bar.rule)
    for rule, users in _by_filing(run, action, case, filing):
        found |= {user: rule for user in users if user not in found}
    return found


def _by_filing(
    run: Run, action: str, case: Case, filing: Filing
) -> Iterator[tuple[str, Collection[int]]]:
    """What the submission itself adds: who applies is as of the newest one, and who runs it acted."""
    for rule in run.app.process.segregation:
        for item in rule.differs_from if rule.action == action else ():
            if item.get("via"):
                continue
            if item["type"] == "APPLICANT":
                yield rule.name, {case.applicant_id, filing.submitted_by_id}
            elif item["type"] == "ACTED" and item.get("code") == filing.action:
                yield rule.name, filing.acting
