"""How our API shows a route: its steps, who is asked and why, and how long it took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ninja import Schema

from urakata.api.native.circulation import (
    ShownCondition,
    ShownOpinion,
    show_condition,
    show_opinion,
)
from urakata.api.native.shapes import CamelCase, Person
from urakata.api.native.trash import moment
from urakata.definition.schema import AppSchema
from urakata.kernel.json import JSONDict, JSONValue
from urakata.process.conditions import conditions_of
from urakata.process.opinions import opinions_of
from urakata.process.parts import Stage
from urakata.process.route_views import RouteView, Walked
from urakata.process.routes.reasons import say_all
from urakata.process.trails import StepRow
from urakata.process.walk import planned_step, state_of


class Asked(CamelCase):
    """Somebody who is asked; who may act for them, and whether they are away today."""

    code: str
    name: str
    is_absent: bool
    delegates: list[Person]


class Reason(Schema):
    """One of the app's reasons."""

    code: str
    text: str


class Spent(CamelCase):
    """When it was entered and left and by whom; how long it took, in seconds."""

    entered_at: str | None
    left_at: str | None
    waited: int | None
    worked: int | None
    business: int | None
    by: Person | None
    on_behalf_of: Person | None
    action: str
    reason: Reason | None
    comment: str


class ShownLine(Spent):
    """One line of a step, or one of those who must all agree."""

    name: str
    need: str
    state: str
    people: list[Asked]
    started_at: str | None
    because: list[str]


class ShownStep(CamelCase):
    """One step; `join` is how many lines pass it (0: all)."""

    number: int
    name: str
    state: str
    join: int
    due_at: str | None
    lines: list[ShownLine]


class ShownRound(Schema):
    """An earlier submission."""

    round: int
    state: str
    steps: list[ShownStep]


class ShownVisit(Spent):
    """One time that the record stood in a status."""

    status: str


class ShownRoute(CamelCase):
    """The route of a record; `state` is null where there is none."""

    status: str
    applicant: Person | None
    submitted_by: Person | None
    round: int
    state: str | None
    is_preview: bool
    because: list[str]
    steps: list[ShownStep]
    past: list[ShownRound]
    visits: list[ShownVisit]
    conditions: list[ShownCondition]
    opinions: list[ShownOpinion]
    problems: list[str]


def show_route(app: AppSchema, view: RouteView) -> JSONDict:
    """The whole answer."""
    show = _Show(app, view.stage)
    now, id_ = view.now, view.stage.turn.id
    return {
        "status": view.stage.turn.status,
        "applicant": show.person(now.route.applicant_id) if now else None,
        "submittedBy": show.person(now.route.submitted_by_id) if now else None,
        "round": now.route.round if now else 0,
        "state": now.route.state if now else None,
        "isPreview": view.is_preview,
        "because": show.words(now.route.basis.get("because", [])) if now else [],
        "steps": show.steps(now) if now else [],
        "past": [
            {"round": each.route.round, "state": each.route.state, "steps": show.steps(each)}
            for each in view.past
        ],
        "visits": [{"status": row.status, **show.spent(row)} for row in view.visits],
        "conditions": [show_condition(each) for each in conditions_of(app.app_id, id_)],
        "opinions": [show_opinion(each) for each in opinions_of(app.app_id, id_)],
        "problems": show.words(view.problems),
    }


class _Show:
    """Shows rows to one reader."""

    def __init__(self, app: AppSchema, stage: Stage) -> None:
        self._stage = stage
        self._people = stage.people
        self._reasons = {reason.code: reason.text for reason in app.process.reasons}

    def person(self, id_: int | None) -> JSONDict | None:
        """Somebody, or nobody."""
        return None if id_ is None else self._people.show("user", id_)

    def words(self, reasons: Sequence[Mapping[str, Any]]) -> list[JSONValue]:
        """Reasons in the reader's language."""
        language = self._stage.actor.language
        return [text.in_(language) for text in say_all(reasons, self._people)]

    def steps(self, walked: Walked) -> list[JSONValue]:
        """The steps in order."""
        steps: dict[int, list[StepRow]] = {}
        for row in walked.lines:
            steps.setdefault(row.number, []).append(row)
        return [self._step(walked, number, rows) for number, rows in sorted(steps.items())]

    def _step(self, walked: Walked, number: int, rows: Sequence[StepRow]) -> JSONDict:
        due = min((row.due_at for row in rows if row.due_at), default=None)
        name = str(planned_step(walked.route, number).get("name", ""))
        return {
            "number": number,
            "name": name,
            "state": state_of(rows),
            "join": rows[0].join,
            "dueAt": _at(due),
            "lines": [self._line(row, name) for row in rows],
        }

    def _line(self, row: StepRow, step: str) -> JSONDict:
        return {
            "name": row.name.removeprefix(f"{step}："),
            "need": row.need,
            "state": row.state,
            "people": [self._asked(id_) for id_ in row.assignees],
            "startedAt": _at(row.started_at),
            "because": self.words(row.because),
            **self.spent(row),
        }

    def _asked(self, id_: int) -> JSONDict:
        delegates = self._stage.delegates
        others = delegates.delegates_of(id_, self._stage.amount)
        return {
            **self._people.show("user", id_),
            "isAbsent": delegates.is_absent(id_),
            "delegates": [self._people.show("user", each) for each in others],
        }

    def spent(self, row: StepRow) -> JSONDict:
        """What happened to a row, and how long it took."""
        return {
            "enteredAt": _at(row.entered_at),
            "leftAt": _at(row.left_at),
            "waited": row.waited,
            "worked": row.worked,
            "business": row.business,
            "by": self.person(row.by_id),
            "onBehalfOf": self.person(row.on_behalf_of_id),
            "action": row.action,
            "reason": self._reason(row.reason),
            "comment": row.comment,
        }

    def _reason(self, code: str) -> JSONDict | None:
        return {"code": code, "text": self._reasons.get(code, "")} if code else None


def _at(at: datetime | None) -> str | None:
    return moment(at) if at else None
