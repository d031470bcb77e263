"""What came between: who did what on a route, told to whom it took the turn from."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

from urakata.journal.queries import Wanted, search
from urakata.kernel.catalogue import CATALOGUE
from urakata.kernel.errors import Conflict, Problem, UrakataError
from urakata.kernel.text import Text
from urakata.process.parts import Stage
from urakata.process.trails import StepRow

_HANDED: Final = Text(
    "{at}に{name}さんが担当を{to}さんに変更しました。レコードの今の状態を確認してください。",
    "{name} asked {to} instead at {at}. Look at where the record stands now.",
)
_MOST: Final = 20  #: times that a turn was handed on, looked through


def or_what_happened(
    stage: Stage, error: UrakataError, app_id: int, *, is_of_applicant: bool = False
) -> UrakataError:
    """The error, or ``UR_PR02`` where the actor was asked and somebody else came first.

    Or somebody else was asked instead of him, by hand.

    `is_of_applicant`: he tried what only who applied may do (引戻し, 取下げ).
    """
    last = _last(stage)
    is_his = is_of_applicant and stage.actor.user_id in stage.applicants
    if last is None or not (is_his or _was_asked(stage)):
        return _handed_on(stage, app_id) or error
    return Conflict("UR_PR02", **_told(stage, last))


def stale(stage: Stage) -> Conflict:
    """The record is not as it was when it was opened (``GAIA_CO02``); on a route, by whom."""
    last = _last(stage)
    if last is None:
        return Conflict("GAIA_CO02")
    text: Text = CATALOGUE["UR_PR02"].fill(**_told(stage, last))
    return Conflict("GAIA_CO02", problems=[Problem("revision", text)])


def _handed_on(stage: Stage, app_id: int) -> Conflict | None:
    """Who asked whom instead of the actor, or of whom he stands in for; None if nobody did."""
    route = stage.route
    if route is None:
        return None
    me = {stage.actor.user_id, *stage.principals()}
    wanted = Wanted(
        app_id=app_id,
        record_id=stage.turn.id,
        kind="record.assignees",
        since=route.submitted_at,
    )
    for each in search(wanted, limit=_MOST):
        entry = json.loads(each.body)
        was, is_ = (set(entry[key].get("assignees", ())) for key in ("before", "after"))
        if me & (was - is_):
            by = stage.people.user(entry["actor"]["id"])
            if by is None or by.id == stage.people.administrator_id:
                return None  # the route followed a change of people
            to = [str(stage.people.show("user", id_)["name"]) for id_ in sorted(is_ - was)]
            at = _at(stage, each.at)
            said = _HANDED.fill(at=at, name=by.name, to="、".join(to))
            return Conflict("UR_PR02", text=said)
    return None


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
    return {
        "name": person.name if person else "",
        "action": row.action,
        "at": _at(stage, row.left_at) if row.left_at else "",
    }


def _at(stage: Stage, moment: datetime) -> str:
    return f"{moment.astimezone(stage.actor.timezone):%Y-%m-%d %H:%M}"
