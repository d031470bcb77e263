"""Records in greater numbers than kintone allows: keyset pages, and 10,000 a call."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Final, TypeAlias

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Body, Header, Query, Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.native.past import AsOf, at_moment
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import (
    LARGEST,
    REFUSALS,
    AppId,
    Codes,
    ConditionText,
    Flag,
    Id,
    Record,
    RecordId,
    Revision,
    Sent,
    Whole,
    within,
)
from urakata.definition.queries import live_schema
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONValue
from urakata.record.keyset import list_after
from urakata.record.read import count_records, get_record
from urakata.record.repeats import add_once
from urakata.record.rows import Change
from urakata.record.write import add_records, delete_records, update_records

router = Router()

MOST: Final = 10_000  #: records a call


class Window(Schema):
    """Which records, and from where on."""

    query: ConditionText = ""
    fields: Codes = []
    after: Annotated[str, Field(description="前のページのnext。続きを返す")] = ""
    offset: Annotated[Whole, Field(ge=0, le=LARGEST, description="読み飛ばす件数"), within(0)] = 0
    limit: Annotated[Whole, Field(ge=1, le=MOST), within(1, MOST)] = 100
    total: Annotated[Flag, Field(description="件数も数える")] = False
    asOf: AsOf = ""  # noqa: N815  # kintone's style


class KeysetPage(Schema):
    """Records, and the token that asks for those behind them (null at the end)."""

    records: list[Record]
    next: str | None
    totalCount: str | None  # noqa: N815  # as kintone spells it


@router.get(
    "/{app_id}/records", response={200: KeysetPage, **REFUSALS}, summary="List records by keyset"
)
def list_records(request: HttpRequest, app_id: AppId, window: Query[Window]) -> HttpResponse:
    """A page of records and the key to the next: the thousandth is as quick as the first.

    With `asOf`, the records that were there at a moment, as they were then.
    """
    actor, app = actor_of(request), live_schema(app_id)
    if window.after and window.offset:
        raise invalid("offset", rules.NOT_WITH.fill(other="after"))
    with at_moment(actor, app, window.asOf) as then:
        page = list_after(
            actor=actor,
            app=then,
            query=window.query,
            fields=window.fields,
            start=window.after or window.offset,
            limit=window.limit,
        )
        total = (
            count_records(actor=actor, app=then, query=window.query, is_told=True)
            if window.total
            else None
        )
    return json_response(
        {
            "records": [*page.records],
            "next": page.after,
            "totalCount": None if total is None else str(total),
        }
    )


class Count(Schema):
    """How many records a query finds."""

    count: str


@router.get("/{app_id}/records/count", response={200: Count, **REFUSALS}, summary="Count records")
def count_of_records(
    request: HttpRequest, app_id: AppId, query: ConditionText = ""
) -> HttpResponse:
    """How many records a query finds, whatever its limit."""
    found = count_records(actor=actor_of(request), app=live_schema(app_id), query=query)
    return json_response({"count": str(found)})


class OneRecord(Schema):
    """A record, whole."""

    record: Record


@router.get(
    "/{app_id}/records/{record_id}", response={200: OneRecord, **REFUSALS}, summary="Get a record"
)
def one_record(
    request: HttpRequest,
    app_id: AppId,
    record_id: RecordId,
    asOf: AsOf = "",  # noqa: N803
) -> HttpResponse:
    """A record, with `asOf` as it was at a moment."""
    actor, app = actor_of(request), live_schema(app_id)
    with at_moment(actor, app, asOf, record_id) as then:
        record = get_record(actor=actor, app=then, record_id=record_id)
    return json_response({"record": record})


class Additions(Sent):
    """Records to add."""

    records: Annotated[list[Record], Field(max_length=MOST)]


RequestKey: TypeAlias = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        max_length=200,
        description="同じリクエストをもう一度送っても、二度は追加されない",
    ),
]


class Added(Schema):
    """Ids and revisions, in the order of the request."""

    ids: list[str]
    revisions: list[str]


@router.post(
    "/{app_id}/records", response={200: Added, **REFUSALS}, summary="Add up to 10,000 records"
)
def add(
    request: HttpRequest, app_id: AppId, body: Body[Additions], key: RequestKey = ""
) -> HttpResponse:
    """All or none. Problems are named by place: ``records[3].金額.value``.

    With an `Idempotency-Key`, the same request sent once more adds nothing and gets the same answer.
    """
    actor, app = actor_of(request), live_schema(app_id)
    add_all = partial(add_records, actor=actor, app=app, rows=body.records, prefix="records")
    with transaction.atomic(durable=True):
        saved = (
            add_once(actor=actor, app_id=app_id, key=key, content=request.body, add=add_all)
            if key
            else add_all()
        )
    return json_response(
        {"ids": [str(each.id) for each in saved], "revisions": [str(s.revision) for s in saved]}
    )


class UpdateKey(Sent):
    """A unique field and its value."""

    field: str
    value: str | int | float | None


class RecordChange(Sent):
    """One record and what is to become of it: named by its id, or by a unique field's value."""

    id: Id | None = None
    updateKey: UpdateKey | None = None  # noqa: N815
    revision: Revision | None = None
    record: Record = {}

    def as_change(self, place: int) -> Change:
        """The same for the write path."""
        if self.id is not None and self.updateKey is not None:
            raise invalid(f"records[{place}].updateKey", rules.NOT_WITH.fill(other="id"))
        key = (self.updateKey.field, self.updateKey.value) if self.updateKey else None
        return Change(row=self.record, id=self.id, key=key, revision=self.revision)


class Changes(Sent):
    """Records to change; with `upsert`, those that are not there are added."""

    records: Annotated[list[RecordChange], Field(max_length=MOST)]
    upsert: Flag = False


class Written(Schema):
    """What became of one record: ``INSERT`` or ``UPDATE``."""

    id: str
    revision: str
    operation: str


class Changed(Schema):
    """What became of each, in the order of the request."""

    records: list[Written]


@router.put(
    "/{app_id}/records", response={200: Changed, **REFUSALS}, summary="Change up to 10,000 records"
)
def change(request: HttpRequest, app_id: AppId, body: Body[Changes]) -> HttpResponse:
    """All or none; with `upsert`, records that are not there are added."""
    with transaction.atomic(durable=True):
        saved = update_records(
            actor=actor_of(request),
            app=live_schema(app_id),
            changes=[each.as_change(n) for n, each in enumerate(body.records)],
            prefix="records",
            upsert=body.upsert,
        )
    written: list[JSONValue] = [
        {"id": str(each.id), "revision": str(each.revision), "operation": each.operation}
        for each in saved
    ]
    return json_response({"records": written})


class Deletions(Sent):
    """Records to delete, and the revisions they must have, by place (none, or one for each)."""

    ids: Annotated[list[Id], Field(min_length=1, max_length=MOST)]
    revisions: Annotated[list[Revision | None], Field(max_length=MOST)] = []


@router.delete(
    "/{app_id}/records", response={204: None, **REFUSALS}, summary="Delete up to 10,000 records"
)
def delete(request: HttpRequest, app_id: AppId, body: Body[Deletions]) -> HttpResponse:
    """All or none."""
    with transaction.atomic(durable=True):
        delete_records(
            actor=actor_of(request),
            app=live_schema(app_id),
            ids=body.ids,
            revisions=body.revisions,
        )
    return HttpResponse(status=204)
