"""Says on which day a change of people takes effect, and tells who was where (在籍の履歴)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection

from urakata.directory.models import Tenure

_READ: Final = "SELECT coalesce(current_setting('urakata.effective_on', true), '')"
_SET: Final = "SELECT set_config('urakata.effective_on', %s, true)"
BEGINNING: Final = date.min  #: of what was there before anybody kept a history


@contextmanager
def effective_on(day: date) -> Iterator[None]:
    """Within this transaction, changes count from `day` on instead of from today.

    What was known of the changed rows from that day on is replaced. Call it in a transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(_READ)
        before = cursor.fetchone()[0]
        cursor.execute(_SET, [day.isoformat()])
        yield
        cursor.execute(_SET, [before])


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody's time in an organization, up to but not including `until`."""

    organization_id: int
    title_id: int | None
    since: date | None  #: None: from before anybody kept a history
    until: date | None  #: None: still


def stays_of(user_id: int) -> list[Stay]:
    """Where somebody was, the earliest first."""
    rows = Tenure.objects.filter(user_id=user_id).order_by("valid_from", "pk")
    return [
        Stay(
            row.organization_id,
            row.title_id,
            None if row.valid_from == BEGINNING else row.valid_from,
            row.valid_to,
        )
        for row in rows
    ]
