"""The rows of a `Snapshot` as they will be on a day to come, all that is prepared being done by then."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Final

from django.db import connection

from urakata.directory.chart import Change, Chart, Order, Planned, chart_of, play
from urakata.directory.people_rows import Present, Row

_WAITING: Final = (
    "effective_on <= %(day)s AND applied_at IS NULL AND cancelled_at IS NULL AND problem IS NULL"
)
_ORDERS: Final = f"""
SELECT id, effective_on, kind, user_id, organization, title_id
FROM directory_personnelorder WHERE {_WAITING} ORDER BY id
"""
_CHANGES: Final = f"""
SELECT id, effective_on, kind, organization, name, parent
FROM directory_organizationchange WHERE {_WAITING} ORDER BY id
"""


def waiting(until: date) -> list[Planned]:
    """What is prepared and not done yet, for days up to `until`."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGES, {"day": until})
        changes = [Change(*row) for row in cursor.fetchall()]
        cursor.execute(_ORDERS, {"day": until})
        return [*changes, *(Order(*row) for row in cursor.fetchall())]


class Prepared(Present):
    """The rows of a day to come. What contradicts itself by then is passed over."""

    def __init__(self, day: date) -> None:
        self._day = day

    def users(self) -> list[Row]:
        primary = self._chart.primary
        return [(*row[:6], primary.get(row[0]), *row[7:]) for row in super().users()]

    def organizations(self) -> list[Row]:
        return [
            (place.id, place.code, place.name, place.parent_id, place.is_closed)
            for place in self._chart.places.values()
        ]

    def members(self) -> list[Row]:
        return [
            (unit, user, title)
            for user, posts in self._chart.posts.items()
            for unit, title in posts.items()
        ]

    @cached_property
    def _chart(self) -> Chart:
        chart = chart_of(Present())
        play(chart, waiting(self._day), lambda _planned, _problem: None)
        return chart
