"""ジャーナル: who did what, when and from where; for administrators and auditors."""

from __future__ import annotations

from collections.abc import Generator
from typing import Annotated, Any, Final, cast

import orjson
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import AwareDatetime, Field

from urakata.access.explaining import may_see_all
from urakata.access.rights import refusal
from urakata.api.answering import JSON
from urakata.api.native.downloads import Download, attachment
from urakata.api.native.exports import file_response, last_line
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import LARGEST, REFUSALS, Whole, within
from urakata.directory.actor import Actor
from urakata.journal.exporting.exporter import announce, begin_export, pieces
from urakata.journal.kinds import Kind
from urakata.journal.queries import Wanted, search
from urakata.kernel.errors import UrakataError

router = Router()

MOST: Final = 500
TEXT: Final = "text/plain; charset=utf-8"
_Number = Annotated[Whole, Field(ge=1, le=LARGEST), within(1)]


class Asked(Schema):
    """Which entries; what is not given does not matter."""

    app: Annotated[_Number | None, Field(description="アプリID")] = None
    record: Annotated[_Number | None, Field(description="レコード番号")] = None
    actor: Annotated[_Number | None, Field(description="操作したユーザーのID")] = None
    kind: Annotated[
        str | None, Field(pattern="^[a-z]+(\\.[a-z_]+)?$", description="種類。例：record.edit")
    ] = None
    since: Annotated[AwareDatetime | None, Field(description="この日時から")] = None
    until: Annotated[AwareDatetime | None, Field(description="この日時より前")] = None

    @property
    def wanted(self) -> Wanted:
        """The same, as the journal is asked."""
        return Wanted(
            app_id=self.app,
            record_id=self.record,
            actor_id=self.actor,
            kind=cast("Kind | None", self.kind),
            since=self.since,
            until=self.until,
        )


class Window(Asked):
    """The same, a page at a time."""

    before: Annotated[
        _Number | None, Field(description="前のページのnext。それより前の記録を返す")
    ] = None
    limit: Annotated[Whole, Field(ge=1, le=MOST), within(1, MOST)] = 100


class Entry(Schema):
    """An entry: its id, and everything that was written down."""

    id: str
    entry: dict[str, Any]


class Page(Schema):
    """Entries, the newest first, and where the next page goes on (null at the end)."""

    entries: list[Entry]
    next: str | None


@router.get("/journal", response={200: Page, **REFUSALS}, summary="Search the journal")
def search_journal(request: HttpRequest, window: Query[Window]) -> HttpResponse:
    """Entries by app, record, person, kind and time. For administrators and auditors."""
    _require(actor_of(request))
    found = search(window.wanted, before_id=window.before, limit=window.limit)
    is_full = len(found) == window.limit
    page = {
        "entries": [
            {"id": str(each.id), "entry": orjson.Fragment(each.body)}  # as it was written
            for each in found
        ],
        "next": str(found[-1].id) if is_full else None,
    }
    return HttpResponse(orjson.dumps(page), content_type=JSON)


@router.get(
    "/journal/export",
    response={200: None, **REFUSALS},
    summary="Export the journal for verification",
    openapi_extra=file_response(TEXT),
)
def export_journal(request: HttpRequest, asked: Query[Asked]) -> StreamingHttpResponse:
    """All sealed entries, or some, as a file that `urakata journal verify` checks anywhere.

    For administrators and auditors. That it was done is an entry of the journal.
    """
    actor = actor_of(request)
    _require(actor)
    export = begin_export(asked.wanted)
    announce(actor, export)

    def given() -> Generator[bytes]:
        yield from pieces(export)

    def last_words(error: UrakataError, error_id: str) -> bytes:
        return last_line(error, error_id, actor.language).encode()

    return attachment(Download(given(), last_words), name="journal.txt", content_type=TEXT)


def _require(actor: Actor) -> None:
    """Raises `Forbidden` for everybody else, and for every token."""
    if not may_see_all(actor):
        raise refusal(actor)
