"""リードタイム: how long an app's records take, by status and step."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Final

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, AppId, CamelCase
from urakata.definition.queries import live_schema
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONDict
from urakata.process.lead_times import Spread, Times, lead_times

router = Router()

_EVER: Final = (datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC))


class When(Schema):
    """In which time the statuses were left."""

    since: Annotated[str, Field(description="この日時から（例：2026-04-01T00:00:00Z）")] = ""
    until: Annotated[str, Field(description="この日時の前まで")] = ""


class ShownSpread(CamelCase):
    """Seconds: mean, median, and what nine of ten do not exceed."""

    mean: float | None
    median: float | None
    ninth_decile: float | None


class ShownTimes(CamelCase):
    """One status, or one step of its route (`step`); `reasons` counts the codes that were given."""

    status: str
    step: str
    count: int
    returned: int
    rejected: int
    return_rate: float
    waited: ShownSpread
    worked: ShownSpread
    business: ShownSpread
    reasons: dict[str, int]


class AllTimes(Schema):
    """In the order of the process."""

    times: list[ShownTimes]


@router.get(
    "/{app_id}/process/times",
    response={200: AllTimes, **REFUSALS},
    by_alias=True,
    summary="Show lead times",
)
def get_times(request: HttpRequest, app_id: AppId, when: Query[When]) -> HttpResponse:
    """Of all records, in seconds; for managers of the app."""
    period = _moment("since", when.since, _EVER[0]), _moment("until", when.until, _EVER[1])
    found = lead_times(actor=actor_of(request), app=live_schema(app_id), period=period)
    return json_response({"times": [_shown(each) for each in found]})


def _moment(at: str, text: str, default: datetime) -> datetime:
    if not text:
        return default
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise invalid(at, rules.NOT_A_DATETIME) from None


def _shown(times: Times) -> JSONDict:
    return {
        "status": times.status,
        "step": times.step,
        "count": times.count,
        "returned": times.returned,
        "rejected": times.rejected,
        "returnRate": times.return_rate,
        "waited": _spread(times.waited),
        "worked": _spread(times.worked),
        "business": _spread(times.business),
        "reasons": {**times.reasons},
    }


def _spread(spread: Spread) -> JSONDict:
    return {"mean": spread.mean, "median": spread.median, "ninthDecile": spread.ninth}
