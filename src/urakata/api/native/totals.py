"""What records add up to."""

from __future__ import annotations

from typing import Annotated, Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, AppId, ConditionText
from urakata.definition.queries import live_schema
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.record.totals import FUNCTIONS, SPANS, GroupBy, Measure, total_records

router = Router()

MOST: Final = 10  #: groups and measures of one question


class Wanted(Schema):
    """``group=日付:MONTH`` and ``measure=SUM:金額``, each as often as needed."""

    query: ConditionText = ""
    group: Annotated[
        list[str],
        Field(
            max_length=MOST,
            description="フィールド、または「日付:MONTH」（YEAR QUARTER MONTH WEEK DAY）",
        ),
    ] = []
    measure: Annotated[
        list[str],
        Field(max_length=MOST, description="COUNT、または「SUM:金額」（SUM AVERAGE MAX MIN）"),
    ] = ["COUNT"]


class Total(Schema):
    """One group: its keys, and what was measured of it."""

    groups: list[Any]
    values: list[str | None]


class Totals(Schema):
    """Every group, in order."""

    totals: list[Total]


@router.get("/{app_id}/totals", response={200: Totals, **REFUSALS}, summary="Add records up")
def totals(request: HttpRequest, app_id: AppId, wanted: Query[Wanted]) -> HttpResponse:
    """Count, sum, average and extremes by groups, computed in the database."""
    found = total_records(
        actor=actor_of(request),
        app=live_schema(app_id),
        query=wanted.query,
        groups=[_group(text, n) for n, text in enumerate(wanted.group)],
        measures=[_measure(text, n) for n, text in enumerate(wanted.measure)],
    )
    return json_response({"totals": [*found]})


def _group(text: str, n: int) -> GroupBy:
    code, separator, per = text.rpartition(":")
    if not separator:
        return GroupBy(text)
    if per not in SPANS:
        raise invalid(f"group[{n}]", rules.NOT_IN_ENUM)
    return GroupBy(code, SPANS[per])


def _measure(text: str, n: int) -> Measure:
    function, _, code = text.partition(":")
    if function not in FUNCTIONS or (function == "COUNT" and code):
        raise invalid(f"measure[{n}]", rules.NOT_IN_ENUM)
    return Measure(FUNCTIONS[function], code)
