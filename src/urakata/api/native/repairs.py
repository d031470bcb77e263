"""止まったルートと担当替え: what keeps records from being decided, and helping them on."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Body, Path, Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.native.refusals import language_of
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import (
    LARGEST,
    REFUSALS,
    AppId,
    CamelCase,
    Person,
    RecordId,
    Sent,
    Whole,
    within,
)
from urakata.api.native.tasks import AppName
from urakata.api.native.trash import moment
from urakata.definition.queries import live_schema
from urakata.directory.people import snapshot
from urakata.kernel.json import JSONDict
from urakata.kernel.text import Language
from urakata.process.reassigning import reassign
from urakata.process.repairing import Remedy, repair
from urakata.process.stuck import Stuck, find_stuck

router = Router()

Code = Annotated[str, Field(min_length=1, max_length=128)]
StepId = Annotated[Whole, Path(ge=1, le=LARGEST), within(1)]


class StuckStep(CamelCase):
    """A step on which nobody can act, and why."""

    id: str
    app: AppName
    record: str
    title: str
    status: str
    step: str
    entered_at: str | None
    applicant: Person | None
    assignees: list[Person]
    problems: list[str]


class AllStuck(Schema):
    """The oldest first."""

    stuck: list[StuckStep]


class Help(Sent):
    """Other people (`assignees`), no such step (with a `comment`), or resolved anew."""

    how: Literal["assign", "skip", "resolve"] = "assign"
    assignees: Annotated[list[Code], Field(max_length=100)] = []
    comment: Annotated[str, Field(max_length=10_000)] = ""


class Handover(CamelCase):
    """Who is asked instead of whom."""

    from_code: Annotated[Code, Field(alias="from")]
    to: Code
    comment: Annotated[str, Field(max_length=10_000)] = ""


class Revised(Schema):
    """The record's new revision."""

    revision: str


@router.get(
    "/process/stuck",
    response={200: AllStuck, **REFUSALS},
    by_alias=True,
    summary="Find stuck steps",
)
def get_stuck(request: HttpRequest) -> HttpResponse:
    """In the apps that the caller manages; administrators see all of them."""
    language = language_of(request)
    found = find_stuck(actor=actor_of(request))
    return json_response({"stuck": [_shown(each, language) for each in found]})


@router.post(
    "/process/stuck/{step_id}",
    response={204: None, **REFUSALS},
    summary="Help a stuck step on",
)
def post_stuck(request: HttpRequest, step_id: StepId, body: Body[Help]) -> HttpResponse:
    """For managers of the app. The applicant is never asked, the last approval never skipped."""
    remedy = Remedy(body.how, body.assignees, body.comment)
    repair(actor=actor_of(request), step_id=step_id, remedy=remedy)
    return HttpResponse(status=204)


@router.post(
    "/apps/{app_id}/records/{record_id}/reassign",
    response={200: Revised, **REFUSALS},
    summary="Ask somebody else",
)
def post_reassign(
    request: HttpRequest, app_id: AppId, record_id: RecordId, body: Body[Handover]
) -> HttpResponse:
    """For those whose turn it is, and managers of the app; never the applicant."""
    revision = reassign(
        actor=actor_of(request),
        app=live_schema(app_id),
        record_id=record_id,
        codes=(body.from_code, body.to),
        comment=body.comment,
    )
    return json_response({"revision": str(revision)})


def _shown(stuck: Stuck, language: Language) -> JSONDict:
    people, row = snapshot(), stuck.row
    applicant = row.applicant_id
    return {
        "id": str(row.id),
        "app": {"id": str(stuck.app.app_id), "name": stuck.app.name},
        "record": str(row.record_id),
        "title": stuck.title,
        "status": row.status,
        "step": row.name,
        "enteredAt": moment(row.entered_at) if row.entered_at else None,
        "applicant": None if applicant is None else people.show("user", applicant),
        "assignees": [people.show("user", id_) for id_ in row.assignees],
        "problems": [problem.in_(language) for problem in stuck.problems],
    }
