"""リードタイム: how long records stood in each status and step, and how often they were sent back.

One statement over the rows of ``process_step`` that were left; nothing has to be set up for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

import orjson
from django.db import connection

from urakata.access.rights import require
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor

_MEASURES: Final = ("waited", "worked", "business")
_SPREAD: Final = ", ".join(
    f"avg({name})::float8, percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY {name})"
    for name in _MEASURES
)
_TIMES: Final = f"""
WITH left_rows AS (
  SELECT status_id, status, CASE WHEN number = 0 THEN '' ELSE name END AS step, number, state,
         reason, waited, worked, business
  FROM process_step
  WHERE app_id = %s AND left_at >= %s AND left_at < %s AND entered_at IS NOT NULL
    AND state IN ('passed', 'returned', 'rejected')
), counted AS (
  SELECT status_id, step, jsonb_object_agg(reason, times) AS reasons
  FROM (
    SELECT status_id, step, reason, count(*) AS times FROM left_rows
    WHERE state <> 'passed' AND reason <> '' GROUP BY 1, 2, 3
  ) AS r
  GROUP BY 1, 2
)
SELECT l.status_id, max(l.status), l.step, count(*), count(*) FILTER (WHERE l.state = 'returned'),
       count(*) FILTER (WHERE l.state = 'rejected'), {_SPREAD},
       coalesce((SELECT c.reasons FROM counted AS c
                 WHERE c.status_id = l.status_id AND c.step = l.step), '{{}}')::text
FROM left_rows AS l
GROUP BY l.status_id, l.step
ORDER BY l.status_id, min(l.number), l.step
"""


@dataclass(frozen=True, slots=True)
class Spread:
    """Seconds; None where none was measured."""

    mean: float | None
    median: float | None
    ninth: float | None  #: decile: nine of ten took no longer


@dataclass(frozen=True, slots=True)
class Times:
    """What one status, or one step of its route, took."""

    status: str
    step: str  #: ``""`` for the status as a whole
    count: int  #: how often it was left
    returned: int
    rejected: int
    waited: Spread
    worked: Spread
    business: Spread
    reasons: Mapping[str, int]  #: codes, and how often each was given

    @property
    def return_rate(self) -> float:
        """How many of those that were left were sent back."""
        return self.returned / self.count


Period: TypeAlias = tuple[datetime, datetime]


def lead_times(*, actor: Actor, app: AppSchema, period: Period) -> list[Times]:
    """Statuses in the order of the process, each with the steps of its route, left in a period.

    Of all records, whoever may view them: for who manages the app.
    """
    require(actor, "manage", app)
    names = {state.id: (state.index, state.name) for state in app.process.states}
    with connection.cursor() as cursor:
        cursor.execute(_TIMES, [app.app_id, *period])
        rows = sorted(cursor.fetchall(), key=lambda row: names.get(row[0], (len(names), ""))[0])
    return [_times(row, names.get(row[0], (0, row[1]))[1]) for row in rows]


def _times(row: Sequence[Any], status: str) -> Times:
    _, _, step, count, returned, rejected, *measured, reasons = row
    waited, worked, business = (
        Spread(mean, *(both or (None, None))) for mean, both in _pairs(measured)
    )
    return Times(
        status=status,
        step=step,
        count=count,
        returned=returned,
        rejected=rejected,
        waited=waited,
        worked=worked,
        business=business,
        reasons=orjson.loads(reasons),
    )


def _pairs(values: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Mean and percentiles of each measure."""
    return zip(values[::2], values[1::2], strict=True)
