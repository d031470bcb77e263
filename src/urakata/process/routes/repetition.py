"""同一人物: somebody who would be asked twice on one route.

Only a turn that the route cannot do without counts for another: of several people any of whom may
decide, nobody knows beforehand who will.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from urakata.definition.routing import WhenSame
from urakata.kernel.json import JSONDict
from urakata.process.routes.drafts import DraftLine, DraftStep, Notes, still_there


def ask_once(steps: Sequence[DraftStep], when: WhenSame, notes: Notes) -> list[DraftStep]:
    """The steps without repeated turns: ``SKIP`` keeps the first of them, ``MERGE`` the last."""
    if when == "KEEP":
        return list(steps)
    in_order = steps if when == "SKIP" else steps[::-1]
    turns = _Turns(when, notes)
    kept = [turns.only_new(step) for step in in_order]
    return still_there(kept if when == "SKIP" else kept[::-1])


class _Turns:
    """Whose turn certainly comes, in the order in which the steps are looked at."""

    def __init__(self, when: WhenSame, notes: Notes) -> None:
        self._when = when
        self._notes = notes
        self._counting: dict[int, str] = {}  #: person to the name of the step where he is asked

    def only_new(self, step: DraftStep) -> DraftStep:
        """The step without those whose turn comes elsewhere, who are added to by its own."""
        lines: list[DraftLine] = []
        passed = step.passed
        here: set[int] = set()
        for line in step.lines:
            left = self._left_of(step, line, here)
            if left.users or not line.users:
                lines.append(left)
                here.update(left.decisive if step.step.join == 0 else ())
            else:
                passed += 1
        kept = replace(step, lines=tuple(lines), passed=passed)
        if not kept.is_over:
            for user in kept.decisive:
                self._counting.setdefault(user, step.step.name)
        return kept

    def _left_of(self, step: DraftStep, line: DraftLine, here: set[int]) -> DraftLine:
        """Who of a line is still to be asked; nobody where the line is passed by that."""
        known = [user for user in line.users if user in self._counting or user in here]
        is_passed = line.line.need == "ANY" and bool(known)
        for user in known:
            reason = self._reason(step, line, user)
            if is_passed:
                self._notes.because.append(reason)
                return replace(line, users=())
            line = line.without(user, reason)
        if known and not line.users:
            self._notes.because.extend(line.because[-len(known) :])
        return line

    def _reason(self, step: DraftStep, line: DraftLine, user: int) -> JSONDict:
        name = step.step.name
        return {
            "type": "skipped" if self._when == "SKIP" else "merged",
            "why": "same",
            "step": name,
            "line": line.line.name,
            "user": user,
            "at": self._counting.get(user, name),
        }
