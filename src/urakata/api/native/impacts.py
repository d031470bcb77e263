"""What a deploy would touch: values, people, other apps, tables."""

from __future__ import annotations

from typing import Annotated, Final

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from urakata.access.in_words import tell
from urakata.api.answering import json_response
from urakata.api.native.definition import Obstacle, Step
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import LARGEST, REFUSALS, AppId, Whole, within
from urakata.definition.in_words.changes import describe
from urakata.kernel.json import JSONDict
from urakata.kernel.text import Language
from urakata.record.impact import Impact, Reader, impact

router = Router()

MOST_PEOPLE: Final = 100  #: named in an answer


class To(Schema):
    """The draft, or a version to go back to."""

    version: (
        Annotated[
            Whole,
            Field(ge=1, le=LARGEST, description="戻す先のバージョン。なければ編集中の設定"),
            within(1),
        ]
        | None
    ) = None


class Effect(Schema):
    """What becomes of values, and in how many records: `lost`, `returned` or `narrowed`."""

    kind: str
    field: str
    message: str
    records: int


class Affected(Schema):
    """Somebody whose rights become others."""

    code: str
    name: str
    changes: list[str]


class Others(Schema):
    """How many, and the first hundred of them."""

    count: int
    people: list[Affected]


class ReadingApp(Schema):
    """A look-up or related records of another app; no names of an app that you may not know."""

    app: str | None
    name: str | None
    field: str | None
    isBroken: bool  # noqa: N815  # kintone's style


class Touched(Schema):
    """Everything, in words."""

    changes: list[str]
    values: list[Effect]
    people: Others
    apps: list[ReadingApp]
    steps: list[Step]
    later: list[str]
    obstacles: list[Obstacle]


@router.get(
    "/{app_id}/impact", response={200: Touched, **REFUSALS}, summary="See what a deploy touches"
)
def show_impact(request: HttpRequest, app_id: AppId, to: Query[To]) -> HttpResponse:
    """What deploying the draft would touch, or going back to a version. Nothing is changed.

    `obstacles` would keep it from being done.
    """
    actor = actor_of(request)
    found = impact(actor=actor, app_id=app_id, to=to.version)
    return json_response(_show(found, actor.language))


def _show(found: Impact, language: Language) -> JSONDict:
    plan = found.plan
    return {
        "changes": [*describe(found.changes, language)],
        "values": [
            {
                "kind": effect.kind,
                "field": effect.field.code,
                "message": effect.text.in_(language),
                "records": effect.records,
            }
            for effect in found.effects
        ],
        "people": _show_people(found, language),
        "apps": [_show_reader(reader) for reader in found.readers],
        "steps": [
            {
                "text": step.text.in_(language),
                "records": step.records,
                "isBlocking": step.is_blocking,
            }
            for step in (plan.steps if plan else ())
        ],
        "later": [*(plan.later if plan else ())],
        "obstacles": [
            {"at": problem.at, "message": problem.text.in_(language)} for problem in found.problems
        ],
    }


def _show_people(found: Impact, language: Language) -> JSONDict:
    return {
        "count": len(found.people),
        "people": [
            {
                "code": each.actor.code,
                "name": each.actor.name,
                "changes": [text.in_(language) for text in tell(each, found.after)],
            }
            for each in found.people[:MOST_PEOPLE]
        ],
    }


def _show_reader(reader: Reader) -> JSONDict:
    app, field = reader.dependent.app, reader.dependent.field
    named: JSONDict = {"app": None, "name": None, "field": None}
    if reader.is_known:
        named = {"app": str(app.app_id), "name": app.name, "field": field.label}
    return {**named, "isBroken": reader.is_broken}
