"""マイタスク: what waits for the caller, over all apps."""

from __future__ import annotations

from typing import Annotated, Final

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, CamelCase, Flag, Id, Person, Whole, within
from urakata.api.native.trash import moment
from urakata.directory.people import snapshot
from urakata.kernel.json import JSONDict
from urakata.process.opinions import Opinion
from urakata.process.tasks import Kind, Narrowing, Task, list_tasks

router = Router()

MOST: Final = 500  #: tasks a page


class Which(Schema):
    """Which tasks, and from where on."""

    kind: Annotated[
        Kind,
        Field(
            description="mine: 自分の番, filed: 自分が申請したもの, opinions: 意見を求められたもの, late: 期限を過ぎたもの"
        ),
    ] = "mine"
    after: Annotated[str, Field(description="前のページのnext。続きを返す")] = ""
    limit: Annotated[Whole, Field(ge=1, le=MOST), within(1, MOST)] = 100
    app: Annotated[Id | None, Field(description="このアプリのものだけ")] = None
    late: Annotated[Flag, Field(description="期限を過ぎたものだけ（mine）")] = False
    behalf: Annotated[Flag, Field(description="代理で受け持つものだけ（mine）")] = False


class AppName(Schema):
    """An app."""

    id: str
    name: str


class NamedAction(Schema):
    """An action that may be run, and what it means."""

    name: str
    kind: str


class Question(Schema):
    """What the caller is asked for, and by whom."""

    id: str
    question: str
    by: Person


class ShownTask(CamelCase):
    """A record that somebody is waited for with; times in UTC, `waited` in seconds."""

    app: AppName
    record: str
    revision: str
    title: str
    status: str
    step: str
    state: str
    applicant: Person
    entered_at: str | None
    due_at: str | None
    is_late: bool
    waited: int
    on_behalf_of: list[Person]
    actions: list[NamedAction]
    assignees: list[Person]
    opinion: Question | None
    open_conditions: int


class Tasks(Schema):
    """Tasks, and the token that asks for those behind them (null at the end)."""

    tasks: list[ShownTask]
    next: str | None


@router.get("/tasks", response={200: Tasks, **REFUSALS}, by_alias=True, summary="List my tasks")
def get_tasks(request: HttpRequest, which: Query[Which]) -> HttpResponse:
    """By due date, then by age; what was filed, the newest first. Pages may be short."""
    only = Narrowing(which.app, is_late=which.late, is_behalf=which.behalf)
    page = list_tasks(
        actor=actor_of(request), kind=which.kind, limit=which.limit, after=which.after, only=only
    )
    return json_response({"tasks": [_shown(task) for task in page.tasks], "next": page.after})


def _shown(task: Task) -> JSONDict:
    return {
        "app": {"id": str(task.app.app_id), "name": task.app.name},
        "record": str(task.record_id),
        "revision": str(task.revision),
        "title": task.title,
        "status": task.status,
        "step": task.step,
        "state": task.state,
        "applicant": task.applicant,
        "enteredAt": moment(task.entered_at) if task.entered_at else None,
        "dueAt": moment(task.due_at) if task.due_at else None,
        "isLate": task.is_late,
        "waited": task.waited,
        "onBehalfOf": [*task.on_behalf_of],
        "actions": [{"name": action.name, "kind": action.kind} for action in task.actions],
        "assignees": [*task.assignees],
        "opinion": _asked(task.opinion) if task.opinion else None,
        "openConditions": task.open_conditions,
    }


def _asked(opinion: Opinion) -> JSONDict:
    by = snapshot().show("user", opinion.by_id)
    return {"id": str(opinion.pk), "question": opinion.question, "by": by}
