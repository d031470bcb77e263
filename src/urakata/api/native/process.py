"""An app's process as a whole: kintone's statuses and actions, and the routes that we add."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, Query, Router, Schema
from pydantic import Field

from urakata.access.rights import require
from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, AppId, Flag, Revision, Sent
from urakata.api.native.which import require_reader
from urakata.definition import services
from urakata.definition.answers import show_whole_process
from urakata.definition.queries import get_app
from urakata.kernel.json import JSONDict

router = Router()


class Wanted(Schema):
    """Which of the two."""

    preview: Annotated[Flag, Field(description="運用環境に未反映の設定を取得する")] = False


class Process(Schema):
    """kintone's ``app/status.json``; a status may hold a ``route``, a ``due`` and ``fields``."""

    enable: bool
    states: dict[str, dict[str, Any]] | None
    actions: list[dict[str, Any]] | None
    reasons: list[dict[str, str]]
    segregation: list[dict[str, Any]]
    revision: str


@router.get("/{app_id}/process", response={200: Process, **REFUSALS}, summary="Read the process")
def read_process(request: HttpRequest, app_id: AppId, wanted: Query[Wanted]) -> HttpResponse:
    """What is live, or the draft (`preview`). For managers and auditors."""
    require_reader(actor_of(request), app_id)
    return json_response(show_whole_process(app_id, is_preview=wanted.preview))


class NewProcess(Sent):
    """What to change.

    Within a status or an action, what is ours stays where it is absent and goes where it is null.
    """

    enable: Flag | None = None
    states: dict[str, Any] | None = None
    actions: list[Any] | None = None
    reasons: list[Any] | None = None
    segregation: list[Any] | None = None
    revision: Revision = -1


class Changed(Schema):
    """The draft's new revision."""

    revision: str


@router.put(
    "/{app_id}/process", response={200: Changed, **REFUSALS}, summary="Change the draft's process"
)
def change_process(request: HttpRequest, app_id: AppId, new: Body[NewProcess]) -> HttpResponse:
    """Switch it, or replace the statuses, the actions, the reasons or the rules of segregation.

    Places of problems are those of the body: ``states[承認].route.steps[0].lines[0].entities``.
    """
    actor = actor_of(request)
    require(actor, "manage", app_id, creator_id=get_app(app_id).creator_id)
    sent: JSONDict = new.model_dump(exclude_unset=True, exclude={"revision"})
    revision = services.update_process(
        actor=actor, app_id=app_id, process=sent, revision=new.revision
    )
    return json_response({"revision": str(revision)})
