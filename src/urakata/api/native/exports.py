"""Whole ledgers out as files, in a stream: CSV, JSON lines, Excel."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from urakata.api.native.downloads import Download, attachment
from urakata.api.native.refusals import problem_document
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, AppId, Codes, ConditionText
from urakata.definition.queries import live_schema
from urakata.exchange.services import export_records
from urakata.exchange.writers import CONTENT_TYPES, Encoding, Format
from urakata.kernel.errors import UrakataError
from urakata.kernel.json import write_json
from urakata.kernel.text import Language

router = Router()

ENCODINGS: Final[dict[str, Encoding]] = {
    "utf-8": "utf-8",
    "shift_jis": "cp932",  # what Windows means by Shift_JIS
    "cp932": "cp932",
}


class Wanted(Schema):
    """Which records (all of them without a query), and which fields (all without a list)."""

    query: ConditionText = ""
    fields: Codes = []


class WantedCsv(Wanted):
    """The same; for old versions of Excel also in Shift_JIS."""

    encoding: Annotated[
        Literal["utf-8", "shift_jis", "cp932"], Field(description="文字コード。utf-8はBOM付き")
    ] = "utf-8"


def file_response(content_type: str, *, is_binary: bool = False) -> dict[str, Any]:
    """What OpenAPI is told of an endpoint that answers with a file."""
    schema = {"type": "string", **({"format": "binary"} if is_binary else {})}
    content = {content_type.partition(";")[0]: {"schema": schema}}
    return {"responses": {200: {"description": "The file", "content": content}}}


@router.get(
    "/{app_id}/records.csv",
    response={200: None, **REFUSALS},
    summary="Export as CSV",
    openapi_extra=file_response(CONTENT_TYPES["csv"]),
)
def export_csv(
    request: HttpRequest, app_id: AppId, wanted: Query[WantedCsv]
) -> StreamingHttpResponse:
    """All records as CSV, however many."""
    return _export(request, app_id, wanted, "csv")


@router.get(
    "/{app_id}/records.jsonl",
    response={200: None, **REFUSALS},
    summary="Export as JSON lines",
    openapi_extra=file_response(CONTENT_TYPES["jsonl"]),
)
def export_jsonl(
    request: HttpRequest, app_id: AppId, wanted: Query[Wanted]
) -> StreamingHttpResponse:
    """All records as JSON, one a line, however many."""
    return _export(request, app_id, wanted, "jsonl")


@router.get(
    "/{app_id}/records.xlsx",
    response={200: None, **REFUSALS},
    summary="Export as Excel",
    openapi_extra=file_response(CONTENT_TYPES["xlsx"], is_binary=True),
)
def export_xlsx(
    request: HttpRequest, app_id: AppId, wanted: Query[Wanted]
) -> StreamingHttpResponse:
    """All records as an Excel workbook, as far as a sheet has rows for them."""
    return _export(request, app_id, wanted, "xlsx")


def _export(
    request: HttpRequest, app_id: int, wanted: Wanted, format_: Format
) -> StreamingHttpResponse:
    actor, app = actor_of(request), live_schema(app_id)
    encoding = ENCODINGS[getattr(wanted, "encoding", "utf-8")]
    pieces = export_records(
        actor=actor,
        app=app,
        format_=format_,
        query=wanted.query,
        fields=wanted.fields,
        encoding=encoding,
    )

    def last_words(error: UrakataError, error_id: str) -> bytes:
        return last_line(error, error_id, actor.language).encode(encoding, "replace")

    content_type = CONTENT_TYPES[format_]
    if encoding == "cp932":
        content_type = "text/csv; charset=Shift_JIS"
    download = Download(pieces, last_words)
    return attachment(download, name=f"{app.name}.{format_}", content_type=content_type)


def last_line(error: UrakataError, error_id: str, language: Language) -> str:
    """A line that no record looks like: a JSON object without fields, in CSV not even a row."""
    problem = write_json({"$error": problem_document(error, language, error_id)}).decode()
    return f"{problem}\n"
