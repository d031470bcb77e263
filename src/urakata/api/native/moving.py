"""Moving a record on: its route, what may be done with it now, and doing it."""

from __future__ import annotations

from typing import Annotated

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Body, Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.route_shapes import Reason, ShownRoute, show_route
from urakata.api.native.shapes import (
    REFUSALS,
    AppId,
    CamelCase,
    Id,
    Person,
    RecordId,
    Revision,
    Sent,
)
from urakata.definition.queries import live_schema
from urakata.kernel.json import JSONDict
from urakata.process.deciding import LONGEST_COMMENT, LONGEST_CONDITION, MOST_CONDITIONS
from urakata.process.queries import AvailableAction, available_actions
from urakata.process.route_views import preview_route, route_of
from urakata.process.services import StatusChange, advance_statuses
from urakata.process.starting import start_work

router = Router()


@router.get(
    "/{app_id}/records/{record_id}/route",
    response={200: ShownRoute, **REFUSALS},
    by_alias=True,
    summary="Get a record's route",
)
def get_route(
    request: HttpRequest,
    app_id: AppId,
    record_id: RecordId,
    action: Annotated[
        str, Field(description="このアクションで始まるルートを、実行せずに返す")
    ] = "",
) -> HttpResponse:
    """Who was asked, is asked and will be asked, and why. With `action`, what it would start."""
    actor, app = actor_of(request), live_schema(app_id)
    if action:
        view = preview_route(actor=actor, app=app, record_id=record_id, action=action)
    else:
        view = route_of(actor=actor, app=app, record_id=record_id)
    return json_response(show_route(app, view))


class StepOfRoute(Schema):
    """A step that a record may be returned to."""

    number: int
    name: str


class ShownAction(CamelCase):
    """What the caller may do, and what goes along with it."""

    name: str
    kind: str
    to: str
    must_choose: bool
    candidates: list[Person]
    reasons: list[Reason]
    on_behalf_of: list[Person]
    required: list[str]
    steps: list[StepOfRoute]


class Actions(Schema):
    """In the order of the settings."""

    actions: list[ShownAction]


@router.get(
    "/{app_id}/records/{record_id}/actions",
    response={200: Actions, **REFUSALS},
    by_alias=True,
    summary="List what may be done with a record",
)
def get_actions(request: HttpRequest, app_id: AppId, record_id: RecordId) -> HttpResponse:
    """The actions that the caller may run now."""
    found = available_actions(actor=actor_of(request), app=live_schema(app_id), record_id=record_id)
    return json_response({"actions": [_show(each) for each in found]})


def _show(action: AvailableAction) -> JSONDict:
    return {
        "name": action.name,
        "kind": action.kind,
        "to": action.target,
        "mustChoose": action.must_choose,
        "candidates": [*action.candidates],
        "reasons": [{"code": each.code, "text": each.text} for each in action.reasons],
        "onBehalfOf": [*action.on_behalf_of],
        "required": [*action.required],
        "steps": [{"number": number, "name": name} for number, name in action.steps],
    }


class ActionRun(Sent):
    """The action to run and what goes along with it; people are login names."""

    action: Annotated[str, Field(max_length=64)]
    assignee: Annotated[str, Field(max_length=128)] | None = None
    revision: Revision | None = None
    reason: Annotated[str, Field(max_length=32)] = ""
    comment: Annotated[str, Field(max_length=LONGEST_COMMENT)] = ""
    conditions: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=LONGEST_CONDITION)]],
        Field(max_length=MOST_CONDITIONS),
    ] = []
    toStep: Id | None = None  # noqa: N815  # kintone's style
    onBehalfOf: Annotated[str, Field(max_length=128)] | None = None  # noqa: N815


class Standing(Schema):
    """Where the record stands now."""

    revision: str
    status: str


@router.post(
    "/{app_id}/records/{record_id}/actions",
    response={200: Standing, **REFUSALS},
    summary="Run an action on a record",
)
def post_action(
    request: HttpRequest, app_id: AppId, record_id: RecordId, body: Body[ActionRun]
) -> HttpResponse:
    """Submit, approve, reject, return, …: whatever the action means."""
    change = StatusChange(
        record_id,
        body.action,
        assignee=body.assignee,
        revision=body.revision,
        reason=body.reason,
        comment=body.comment,
        conditions=tuple(body.conditions),
        to_step=body.toStep,
        on_behalf_of=body.onBehalfOf,
    )
    with transaction.atomic(durable=True):
        (moved,) = advance_statuses(
            actor=actor_of(request), app=live_schema(app_id), changes=[change]
        )
    return json_response({"revision": str(moved.revision), "status": moved.status})


@router.post(
    "/{app_id}/records/{record_id}/start",
    response={204: None, **REFUSALS},
    summary="Say that one looks at a record",
)
def post_start(request: HttpRequest, app_id: AppId, record_id: RecordId) -> HttpResponse:
    """From an assignee's first look on, time counts as work and not as waiting."""
    start_work(actor=actor_of(request), app=live_schema(app_id), record_id=record_id)
    return HttpResponse(status=204)
