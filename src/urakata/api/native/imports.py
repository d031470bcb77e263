"""A file of records in: CSV, Excel, JSON lines, every row checked, all or none."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Annotated, Any, BinaryIO, Final, cast

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from urakata.access.rights import require
from urakata.api.answering import json_response
from urakata.api.bodies import TooLarge
from urakata.api.native.refusals import WrongType
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, AppId, Flag
from urakata.api.uploads import FileBody
from urakata.definition.queries import live_schema
from urakata.exchange.readers import format_of
from urakata.exchange.services import import_records
from urakata.exchange.writers import Format
from urakata.record.bulk import NEEDED, NEEDED_TO_CHANGE

router = Router()

LARGEST: Final = 1024 * 1024 * 1024  #: bytes of a file
IN_MEMORY: Final = 1024 * 1024  #: bytes kept in memory before they go to disk
MULTIPART: Final = "multipart/form-data"
BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            MULTIPART: {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}


class HowToImport(Schema):
    """How a file is taken; its format is told by its name unless given."""

    format: Format | None = None
    key: Annotated[
        str, Field(max_length=128, description="重複禁止フィールドのコード。一致するレコードは更新")
    ] = ""
    dryRun: Annotated[Flag, Field(description="確認だけを行う")] = False  # noqa: N815  # kintone's style


class Imported(Schema):
    """What was done, or with `dryRun` would have been done."""

    added: int
    changed: int
    dryRun: bool  # noqa: N815


@router.post(
    "/{app_id}/import",
    response={200: Imported, **REFUSALS},
    summary="Import a file",
    openapi_extra=BODY,
)
def import_file(request: HttpRequest, app_id: AppId, how: Query[HowToImport]) -> HttpResponse:
    """Add the records of a file, or with `key` change those that are known already.

    Problems are named by the line that Excel shows and the field: ``line[12].金額.value``.
    """
    actor, app = actor_of(request), live_schema(app_id)
    for right in NEEDED_TO_CHANGE if how.key else NEEDED:
        require(actor, right, app)  # before a gigabyte is taken in for nothing
    if request.content_type != MULTIPART:
        raise WrongType("UR_MT01", type=MULTIPART)
    with _uploaded(request) as (name, file), transaction.atomic(durable=True):
        report = import_records(
            actor=actor,
            app=app,
            file=file,
            format_=how.format or format_of(name),
            update_key=how.key or None,
            is_dry_run=how.dryRun,
            name=name,
        )
    return json_response(
        {"added": report.added, "changed": report.changed, "dryRun": report.is_dry_run}
    )


@contextmanager
def _uploaded(request: HttpRequest) -> Iterator[tuple[str, BinaryIO]]:
    """The file's name and its bytes, all of them there before anything is done with them."""
    upload = FileBody(request, when_read=lambda _: None).file()
    with tempfile.SpooledTemporaryFile(IN_MEMORY, dir=settings.FILE_UPLOAD_TEMP_DIR) as file:
        size = 0
        for chunk in upload.chunks:
            size += file.write(chunk)
            if size > LARGEST:
                raise TooLarge("UR_BG01", mb=LARGEST // (1024 * 1024))
        file.seek(0)
        yield upload.name, cast("BinaryIO", cast("IO[bytes]", file))
