"""Blocks of cells, pasted or filled: tried first, then written whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Body, Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import (
    REFUSALS,
    AppId,
    Flag,
    Id,
    Record,
    Revision,
    Sent,
)
from urakata.definition.queries import live_schema
from urakata.kernel.errors import Problem
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Language
from urakata.record.rows import Change
from urakata.record.sheet import write_sheet

router = Router()

MOST: Final = 10_000  #: rows a call
_PLACE: Final = re.compile(r"records\[(\d+)\](?:\.([^.\[]+))?")


class SheetRow(Sent):
    """The cells of one row: of a record that is there, or of one to be added."""

    id: Id | None = None
    revision: Revision | None = None
    record: Record = {}


class Block(Sent):
    """Rows to write; with `dryRun` only to be tried."""

    rows: Annotated[list[SheetRow], Field(max_length=MOST)]
    dryRun: Flag = False  # noqa: N815


class CellProblem(Schema):
    """What is wrong with one cell; `field` is null when it is the whole row."""

    row: int
    field: str | None
    messages: list[str]


class SavedRow(Schema):
    """A record after the write: ``INSERT`` or ``UPDATE``."""

    id: str
    revision: str
    operation: str


class BlockResult(Schema):
    """The records in the order of the rows; or, with nothing written, what is wrong where."""

    records: list[SavedRow]
    problems: list[CellProblem]


@router.post(
    "/{app_id}/records/sheet",
    response={200: BlockResult, **REFUSALS},
    summary="Write a block of cells, or try it",
)
def post_sheet(request: HttpRequest, app_id: AppId, body: Body[Block]) -> HttpResponse:
    """All or nothing: with any problem, and with `dryRun`, nothing is written."""
    actor = actor_of(request)
    with transaction.atomic(durable=True):
        written = write_sheet(
            actor=actor,
            app=live_schema(app_id),
            rows=[
                Change(row=each.record, id=each.id, revision=each.revision) for each in body.rows
            ],
            is_trial=body.dryRun,
        )
        if written.problems:
            transaction.set_rollback(True)
    saved: list[JSONValue] = [
        {"id": str(each.id), "revision": str(each.revision), "operation": each.operation}
        for each in written.saved
    ]
    return json_response(
        {"records": saved, "problems": [*_by_cell(written.problems, actor.language)]}
    )


def _by_cell(problems: Iterable[Problem], language: Language) -> list[JSONDict]:
    """Problems gathered by their cells, in the order of the rows."""
    found: dict[tuple[int, str | None], list[JSONValue]] = {}
    for problem in problems:
        match = _PLACE.match(problem.at)
        if match is not None:
            texts = found.setdefault((int(match[1]), match[2]), [])
            texts.append(problem.text.in_(language))
    ordered = sorted(found.items(), key=lambda each: each[0][0])
    return [{"row": n, "field": code, "messages": texts} for (n, code), texts in ordered]
