"""変更履歴: what became of a record, and making one of its revisions the newest."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Body, Query, Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import (
    LARGEST,
    REFUSALS,
    AppId,
    Id,
    Person,
    RecordId,
    Revision,
    Sent,
    Whole,
    within,
)
from urakata.api.native.trash import moment
from urakata.definition.queries import live_schema
from urakata.kernel.json import JSONDict
from urakata.record.history import Revision as Told
from urakata.record.history import list_history
from urakata.record.reverting import REASONS, Reason, revert_record

router = Router()

MOST: Final = 200  #: revisions a page


class HistoryWindow(Schema):
    """How much of a history, and from where on."""

    after: Annotated[
        Whole | None, Field(ge=1, le=LARGEST, description="前のページのnext。続きを返す"), within(1)
    ] = None
    limit: Annotated[Whole, Field(ge=1, le=MOST), within(1, MOST)] = 50


class ColumnChange(Schema):
    """A value before and after, as kintone's API shows it."""

    code: str
    label: str
    type: str
    isDeleted: bool  # noqa: N815  # kintone's style
    before: Any
    after: Any


class RowChange(Schema):
    """What became of one row of a table."""

    id: str
    operation: Literal["INSERT", "UPDATE", "MOVE", "DELETE"]
    changes: list[ColumnChange]


class FieldChange(Schema):
    """A field that changed: `before` and `after`, for a table `rows`."""

    code: str
    label: str
    type: str
    isDeleted: Annotated[bool, Field(description="フィールドは削除済み")]  # noqa: N815
    before: Any = None
    after: Any = None
    rows: list[RowChange] | None = None


class ToldRevision(Schema):
    """One revision: who made it, when, from where, and what it changed."""

    revision: str
    operation: Literal["ADD", "EDIT", "DELETE", "RESTORE", "STATUS", "ASSIGNEES"]
    at: str
    by: Person
    source: str
    address: Annotated[str | None, Field(description="管理者と監査人だけに表示")]
    action: Annotated[str | None, Field(description="実行したアクション")]
    restoredFrom: Annotated[str | None, Field(description="戻したリビジョン")]  # noqa: N815
    changes: list[FieldChange]


class History(Schema):
    """Revisions, the newest first, and the token that asks for older ones (null at the end)."""

    revisions: list[ToldRevision]
    next: str | None


@router.get(
    "/{app_id}/records/{record_id}/history",
    response={200: History, **REFUSALS},
    summary="History of a record",
)
def history(
    request: HttpRequest, app_id: AppId, record_id: RecordId, window: Query[HistoryWindow]
) -> HttpResponse:
    """Every revision, as far as the rules of today let one see; also of a record in the trash."""
    page = list_history(
        actor=actor_of(request),
        app=live_schema(app_id),
        record_id=record_id,
        limit=window.limit,
        after=window.after,
    )
    return json_response(
        {
            "revisions": [_shown(each) for each in page.revisions],
            "next": None if page.after is None else str(page.after),
        }
    )


def _shown(each: Told) -> JSONDict:
    return {
        "revision": str(each.revision),
        "operation": each.operation,
        "at": moment(each.at),
        "by": each.by,
        "source": each.source,
        "address": each.address,
        "action": each.action,
        "restoredFrom": None if each.restored_from is None else str(each.restored_from),
        "changes": [*each.changes],
    }


class Goal(Sent):
    """The revision to go back to, and the one that the record must be at."""

    to: Id
    revision: Revision | None = None


class LeftField(Schema):
    """A field that stays as it is now, and why."""

    code: str
    label: str
    reason: Reason
    message: str


class Reverted(Schema):
    """The record's new revision, and what could not be brought back."""

    revision: str
    left: list[LeftField]


@router.post(
    "/{app_id}/records/{record_id}/restore",
    response={200: Reverted, **REFUSALS},
    summary="Restore a revision",
)
def restore_revision(
    request: HttpRequest, app_id: AppId, record_id: RecordId, body: Body[Goal]
) -> HttpResponse:
    """The values of a former revision become a new one, by the rights and rules of any change."""
    actor = actor_of(request)
    with transaction.atomic(durable=True):
        reverted = revert_record(
            actor=actor,
            app=live_schema(app_id),
            record_id=record_id,
            to=body.to,
            revision=body.revision,
        )
    return json_response(
        {
            "revision": str(reverted.saved.revision),
            "left": [
                {
                    "code": each.code,
                    "label": each.label,
                    "reason": each.reason,
                    "message": REASONS[each.reason].in_(actor.language),
                }
                for each in reverted.left
            ],
        }
    )
