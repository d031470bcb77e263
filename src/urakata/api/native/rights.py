"""What the caller may do: with an app, with a record, with each field. Our forms are drawn by it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from urakata.access.explaining import may_see_app
from urakata.access.rights import refusal, require, require_any, rights_on
from urakata.access.verdicts import in_order
from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import LARGEST, REFUSALS, AppId, Whole, within
from urakata.definition.queries import live_schema
from urakata.directory.actor import Right
from urakata.kernel.json import JSONDict
from urakata.record.evaluate import FieldRights, evaluate, evaluate_new

router = Router()


class OfWhich(Schema):
    """Of which record; without one, of a record that is still to be added."""

    record: Annotated[
        Whole | None,
        Field(ge=1, le=LARGEST, description="レコード番号。省略すると新しいレコード"),
        within(1),
    ] = None


class FieldAllowed(Schema):
    """What the caller may do with a field.

    `required`: it must be filled to leave the status; `frozen`: it is the status that forbids to
    write it, whatever the rights.
    """

    sees: bool
    writes: bool
    required: bool
    frozen: bool


class Allowed(Schema):
    """Rights over the app and over the record (null: there is none yet), and fields by code.

    `explains`: the caller may ask what everybody may do here.
    """

    app: list[Right]
    record: list[Right] | None
    explains: bool
    fields: dict[str, FieldAllowed]


@router.get(
    "/{app_id}/rights",
    response={200: Allowed, **REFUSALS},
    summary="Show the caller's rights",
)
def own_rights(request: HttpRequest, app_id: AppId, which: Query[OfWhich]) -> HttpResponse:
    """What the caller may do with an app, one of its records and each field, columns included."""
    actor, app = actor_of(request), live_schema(app_id)
    over_app = rights_on(actor, app)
    answer: JSONDict = {
        "app": list(in_order(over_app)),
        "record": None,
        "explains": may_see_app(actor, app),
    }
    if which.record is None:
        require_any(actor, ("view", "add"), app)
        return json_response({**answer, "fields": allowed(evaluate_new(actor=actor, app=app))})
    require(actor, "view", app)
    (found,) = evaluate(actor=actor, app=app, ids=[which.record])
    if "view" not in found.rights:
        raise refusal(actor)
    shown: JSONDict = {"record": list(in_order(found.rights)), "fields": allowed(found.fields)}
    return json_response({**answer, **shown})


def allowed(fields: Mapping[str, FieldRights]) -> JSONDict:
    """What one may do with fields, by code."""
    return {
        code: {
            "sees": each.sees,
            "writes": each.writes,
            "required": each.required,
            "frozen": each.is_frozen,
        }
        for code, each in fields.items()
    }
