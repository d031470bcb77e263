"""一括編集・一括削除: begun by ids or a condition, gone on with group by group, undone."""

from __future__ import annotations

import uuid
from typing import Annotated, TypeAlias

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Body, Path, Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.errors import describe, new_error_id
from urakata.api.native.bulk_actions import Refused
from urakata.api.native.refusals import language_of
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, AppId, ConditionText, Id, Record, Sent
from urakata.definition.queries import live_schema
from urakata.kernel import rules
from urakata.kernel.errors import UrakataError, invalid
from urakata.kernel.json import JSONDict
from urakata.kernel.text import Language
from urakata.record.batches import MOST, Progress, Wanted, begin, go_on, undo

router = Router()

BatchId: TypeAlias = Annotated[uuid.UUID, Path(description="一括処理のid")]


class NewBatch(Sent):
    """`record` is set in all of them; without it they are deleted, which `isDeletion` confirms."""

    ids: Annotated[list[Id], Field(max_length=MOST)] = []
    query: ConditionText | None = None
    record: Record | None = None
    isDeletion: bool = False  # noqa: N815


class Became(Schema):
    """What became of a record: its new revision (0: it was deleted), or why it stayed."""

    id: str
    revision: str | None = None
    error: Refused | None = None


class BatchProgress(Schema):
    """How far a batch is; `results` are those of the group that was just done."""

    batch: str
    total: int
    done: int
    undone: int
    results: list[Became]


@router.post(
    "/{app_id}/bulk",
    response={200: BatchProgress, **REFUSALS},
    exclude_none=True,
    summary="Begin a bulk change",
)
def post_bulk(request: HttpRequest, app_id: AppId, body: Body[NewBatch]) -> HttpResponse:
    """Note a change of up to 10,000 records; nothing is changed before the first `next`."""
    if body.isDeletion == (body.record is not None):
        raise invalid("record", rules.NOT_WITH.fill(other="isDeletion"))
    if (body.query is not None) == bool(body.ids):
        raise invalid("ids", rules.NOT_WITH.fill(other="query"))
    with transaction.atomic(durable=True):
        progress = begin(
            actor=actor_of(request),
            app=live_schema(app_id),
            wanted=Wanted(body.ids, body.query, body.record),
        )
    return json_response(_show(progress, language_of(request)))


@router.post(
    "/{app_id}/bulk/{batch_id}/next",
    response={200: BatchProgress, **REFUSALS},
    exclude_none=True,
    summary="Go on with a bulk change",
)
def post_next(request: HttpRequest, app_id: AppId, batch_id: BatchId) -> HttpResponse:
    """Do the next 200 records, each for itself. Whoever stops asking has stopped the change."""
    with transaction.atomic(durable=True):
        progress = go_on(actor=actor_of(request), app=live_schema(app_id), batch_id=batch_id)
    return json_response(_show(progress, language_of(request)))


@router.post(
    "/{app_id}/bulk/{batch_id}/undo",
    response={200: BatchProgress, **REFUSALS},
    exclude_none=True,
    summary="Undo a bulk change",
)
def post_undo(request: HttpRequest, app_id: AppId, batch_id: BatchId) -> HttpResponse:
    """Put the next 200 records back, where nobody has changed them since."""
    with transaction.atomic(durable=True):
        progress = undo(actor=actor_of(request), app=live_schema(app_id), batch_id=batch_id)
    return json_response(_show(progress, language_of(request)))


def _show(progress: Progress, language: Language) -> JSONDict:
    results: list[JSONDict] = []
    for id_, outcome in progress.outcomes.items():
        if isinstance(outcome, UrakataError):
            results.append({"id": str(id_), "error": describe(outcome, language, new_error_id())})
        else:
            results.append({"id": str(id_), "revision": str(outcome)})
    return {
        "batch": str(progress.id),
        "total": progress.total,
        "done": progress.done,
        "undone": progress.undone,
        "results": [*results],
    }
