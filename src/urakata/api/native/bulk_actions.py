"""一括処理: one action on many records of several apps, with a result for each."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Body, Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.errors import describe, new_error_id
from urakata.api.native.refusals import language_of
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, Id, Messages, Revision, Sent
from urakata.kernel.errors import UrakataError
from urakata.kernel.json import JSONDict
from urakata.kernel.text import Language
from urakata.process.bulk import MOST, Result, Target, Wish, act_on_many

router = Router()


class Chosen(Sent):
    """A record, and the revision that it must have: then it is never done twice."""

    app: Id
    id: Id
    revision: Revision | None = None


class BulkAction(Sent):
    """What to do with which records."""

    records: Annotated[list[Chosen], Field(min_length=1, max_length=MOST)]
    action: Annotated[str, Field(max_length=64)]
    reason: Annotated[str, Field(max_length=32)] = ""
    comment: Annotated[str, Field(max_length=10_000)] = ""


class Refused(Schema):
    """Why one record stayed as it was."""

    code: str
    id: str
    message: str
    errors: dict[str, Messages] | None = None


class Done(Schema):
    """What became of a record: its new revision, or why it stayed as it was."""

    app: str
    id: str
    revision: str | None = None
    error: Refused | None = None


class AllDone(Schema):
    """Results in the order of the records."""

    results: list[Done]


@router.post(
    "/actions",
    response={200: AllDone, **REFUSALS},
    exclude_none=True,
    summary="Run an action on up to 1,000 records",
)
def post_actions(request: HttpRequest, body: Body[BulkAction]) -> HttpResponse:
    """Each record for itself: one that is refused does not keep the others."""
    targets = [Target(each.app, each.id, each.revision) for each in body.records]
    wish = Wish(body.action, body.reason, body.comment)
    results = act_on_many(actor=actor_of(request), targets=targets, wish=wish)
    language = language_of(request)
    shown: list[JSONDict] = []
    for target, result in zip(targets, results, strict=True):
        place: JSONDict = {"app": str(target.app_id), "id": str(target.record_id)}
        shown.append(place | _outcome(result, language))
    return json_response({"results": [*shown]})


def _outcome(result: Result, language: Language) -> JSONDict:
    if isinstance(result, UrakataError):
        return {"error": describe(result, language, new_error_id())}
    return {"revision": str(result.revision)}
