"""A form while it is being filled: what saving would make of it."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Body, Router, Schema

from urakata.api.answering import json_response
from urakata.api.errors import messages_by_place
from urakata.api.native.requests import actor_of
from urakata.api.native.rights import FieldAllowed, allowed
from urakata.api.native.shapes import REFUSALS, AppId, Id, Messages, Record, Revision, Sent
from urakata.definition.queries import live_schema
from urakata.record.trial import foresee

router = Router()


class Filled(Sent):
    """What a form would send: the values of a new record, or the changes of one there is."""

    record: Record = {}
    id: Id | None = None
    revision: Revision | None = None


class Evaluated(Schema):
    """What saving would make of it.

    `values` holds what nobody types: what is calculated, numbered (the number that would be next; it
    is not taken) and copied by look-ups, and a new record's defaults; of tables, such columns of all
    rows in their order. `errors` is what saving would refuse, `fields` what the caller may do with
    each field where the record stands. `isStale`: the record is not at the revision sent any more.
    """

    revision: str | None
    isStale: bool  # noqa: N815  # kintone's style
    values: Record
    errors: dict[str, Messages]
    fields: dict[str, FieldAllowed]


@router.post(
    "/{app_id}/records/evaluate",
    response={200: Evaluated, **REFUSALS},
    summary="Try out a record that is being filled in",
)
def evaluate(request: HttpRequest, app_id: AppId, body: Body[Filled]) -> HttpResponse:
    """The same answer as saving gives, without saving: nothing is written, no number is taken."""
    actor, app = actor_of(request), live_schema(app_id)
    with transaction.atomic():
        found = foresee(actor=actor, app=app, row=body.record, record_id=body.id)
    is_stale = body.id is not None and body.revision not in {None, -1, found.revision}
    return json_response(
        {
            "revision": str(found.revision) if body.id is not None else None,
            "isStale": is_stale,
            "values": found.values,
            "errors": messages_by_place(found.problems, actor.language),
            "fields": allowed(found.fields),
        }
    )
