"""An app's definition as a YAML file: out of what is live, and into the draft."""

from __future__ import annotations

from typing import Annotated, Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from urakata.access.rights import require
from urakata.api.answering import json_response
from urakata.api.bodies import read_body
from urakata.api.native.downloads import as_attachment
from urakata.api.native.refusals import WrongType
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, AppId, Flag, Revision, within
from urakata.api.native.which import WhichVersion, as_which, require_reader
from urakata.definition.diff import diff
from urakata.definition.document import export_yaml, import_app
from urakata.definition.in_words.changes import describe
from urakata.definition.queries import draft_document, get_app
from urakata.definition.versions import find_document
from urakata.directory.actor import Actor
from urakata.kernel.errors import Invalid, Problem
from urakata.kernel.json import JSONDict
from urakata.kernel.text import Language
from urakata.record import deploy

router = Router()

YAML: Final = "application/yaml"
YAML_TYPES: Final = (YAML, "application/x-yaml", "text/yaml", "text/x-yaml", "text/plain")
LARGEST: Final = 5 * 1024 * 1024
FILE: Final[dict[str, Any]] = {
    "responses": {
        200: {"description": "The file", "content": {YAML: {"schema": {"type": "object"}}}}
    }
}
BODY: Final[dict[str, Any]] = {"requestBody": {"required": True, "content": {YAML: {"schema": {}}}}}


class Wanted(Schema):
    """Which of an app's versions."""

    preview: Annotated[Flag, Field(description="運用環境に未反映の設定を書き出す")] = False
    version: WhichVersion = "live"


@router.get(
    "/{app_id}/definition.yaml",
    response={200: None, **REFUSALS},
    summary="Export the definition",
    openapi_extra=FILE,
)
def export_definition(request: HttpRequest, app_id: AppId, wanted: Query[Wanted]) -> HttpResponse:
    """The app as YAML, byte for byte the same as long as nobody changes it.

    `version` is a revision that was once live, `live` or `draft`; `preview` means `draft`, too.
    """
    require_reader(actor_of(request), app_id)
    which = "draft" if wanted.preview else as_which(wanted.version)
    document = find_document(app_id, which)
    response = HttpResponse(
        export_yaml(document, app_id=app_id).encode(), content_type=f"{YAML}; charset=utf-8"
    )
    return as_attachment(response, f"{document['name']}.yaml")


class HowToReplace(Schema):
    """With `dryRun` nothing is saved; with `revision` nobody else's change is overwritten."""

    dryRun: Flag = False  # noqa: N815  # kintone's style
    revision: Annotated[Revision, within(-1)] = -1


class Obstacle(Schema):
    """What would keep the app from being deployed, and where."""

    at: str
    message: str


class Step(Schema):
    """One thing a deploy would do to the database, and how many records it changes."""

    text: str
    records: int
    isBlocking: bool  # noqa: N815


class Replaced(Schema):
    """What became of the draft, in plain words; a dry run tells what a deploy would do, too."""

    revision: str
    dryRun: bool  # noqa: N815
    changes: list[str]
    steps: list[Step]
    obstacles: list[Obstacle]


@router.put(
    "/{app_id}/definition.yaml",
    response={200: Replaced, **REFUSALS},
    summary="Replace the draft",
    openapi_extra=BODY,
)
def replace_definition(
    request: HttpRequest, app_id: AppId, how: Query[HowToReplace]
) -> HttpResponse:
    """Read a YAML file into the app's draft, which then waits to be deployed.

    `changes` are those of the draft. Problems of the file are named by place: ``fields[3].type``.
    """
    actor = actor_of(request)
    require(actor, "manage", app_id, creator_id=get_app(app_id).creator_id)
    if request.content_type not in YAML_TYPES:
        raise WrongType("UR_MT01", type=YAML)
    data = read_body(request, LARGEST)
    with transaction.atomic(durable=True):
        before = draft_document(app_id)
        imported = import_app(data, actor=actor, app_id=app_id, revision=how.revision)
        answer: JSONDict = {
            "revision": str(imported.revision),
            "dryRun": how.dryRun,
            "changes": [*describe(diff(before, imported.document), actor.language)],
            "steps": [],
            "obstacles": [],
        }
        if how.dryRun:
            answer |= {"revision": str(imported.revision - 1), **_deploy_plan(actor, app_id)}
            transaction.set_rollback(True)
    return json_response(answer)


def _deploy_plan(actor: Actor, app_id: int) -> JSONDict:
    """What deploying the draft would do; what is wrong with it is an obstacle, not an error."""
    language = actor.language
    try:
        plan = deploy.plan(actor=actor, app_id=app_id)
    except Invalid as error:
        problems = error.problems or (Problem("", error.text),)
        return {"obstacles": [_obstacle(each, language) for each in problems]}
    return {
        "steps": [
            {
                "text": step.text.in_(language),
                "records": step.records,
                "isBlocking": step.is_blocking,
            }
            for step in plan.steps
        ],
        "obstacles": [_obstacle(each, language) for each in plan.obstacles],
    }


def _obstacle(problem: Problem, language: Language) -> JSONDict:
    return {"at": problem.at, "message": problem.text.in_(language)}
