"""What came between: who did what on a route, told to whom it took the turn from."""

from __future__ import annotations

from typing import Any

from urakata.kernel.catalogue import CATALOGUE
from urakata.kernel.errors import Conflict, Problem, UrakataError
from urakata.kernel.text import Text
from urakata.process.parts import Stage
from urakata.process.trails import StepRow


def or_what_happened(
    stage: Stage, error: UrakataError, *, is_of_applicant: bool = False
) -> UrakataError:
    """The error, or ``UR_PR02`` where the actor was asked and somebody else came first.

    `is_of_applicant`: he tried what only who applied may do (引戻し, 取下げ).
    """
    last = _last(stage)
    is_his = is_of_applicant and stage.actor.user_id in stage.applicants
    if last is None or not (is_his or _was_asked(stage)):
        return error
    return Conflict("UR_PR02", **_told(stage, last))


def stale(stage: Stage) -> Conflict:
    """The record is not as it was when it was opened (``GAIA_CO02``); on a route, by whom."""
    last = _last(stage)
    if last is None:
        return Conflict("GAIA_CO02")
    text: Text = CATALOGUE["UR_PR02"].fill(**_told(stage, last))
    return Conflict("GAIA_CO02", problems=[Problem("revision", text)])


def _last(stage: Stage) -> StepRow | None:
    """What was done last on the newest route, or ended it."""
    route = stage.trail.route
    rows = stage.trail.rows if route else []
    done = [row for row in rows if row.route is route and row.action and row.left_at]
    return max(done, key=lambda row: (row.left_at, row.id), default=None)


def _was_asked(stage: Stage) -> bool:
    asked = {id_ for row in stage.trail.lines() if row.left_at for id_ in row.assignees}
    return bool(asked & {stage.actor.user_id, *stage.principals()})


def _told(stage: Stage, row: StepRow) -> dict[str, Any]:
    person = stage.people.user(row.by_id) if row.by_id else None
    at = row.left_at.astimezone(stage.actor.timezone) if row.left_at else None
    return {
        "name": person.name if person else "",
        "action": row.action,
        "at": f"{at:%Y-%m-%d %H:%M}" if at else "",
    }
