"""How long records stand in a status or a step, and how often they come back, in exact figures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.process.conftest import refused
from urakata.process.lead_times import Spread, Times, lead_times
from urakata.process.models import Step

APRIL, MAY = datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)
NOTHING = Spread(None, None, None)


@pytest.fixture
def left(ringi):
    """A row that was left in April."""

    def build(place: int = 1, **values: Any) -> None:
        state = ringi.process.states[place]
        given = {"entered_at": APRIL, "left_at": APRIL + timedelta(days=1), "state": "passed"}
        Step.objects.create(
            **{"app_id": ringi.app_id, "record_id": 1, "status_id": state.id}
            | {"status": state.name}
            | given
            | values
        )

    return build


def april(actor, app) -> list[Times]:
    return lead_times(actor=actor, app=app, period=(APRIL, MAY))


def test_mean_and_percentiles_of_each_measure(ringi, sato, left):
    for seconds in range(10, 110, 10):
        left(waited=seconds, worked=2 * seconds, business=None)

    (times,) = april(sato, ringi)

    assert (times.status, times.step, times.count) == ("承認待ち", "", 10)
    assert times.waited == Spread(55.0, 55.0, 91.0)
    assert times.worked == Spread(110.0, 110.0, 182.0)
    assert times.business == NOTHING


def test_returns_are_counted_by_reason(ringi, sato, left):
    left(state="returned", reason="R1")
    left(state="returned", reason="R1")
    left(state="rejected", reason="R2")
    left()

    (times,) = april(sato, ringi)

    assert (times.count, times.returned, times.rejected) == (4, 2, 1)
    assert (times.return_rate, times.reasons) == (0.5, {"R1": 2, "R2": 1})


def test_statuses_come_in_order_each_followed_by_its_steps(ringi, sato, left):
    left(1, number=2, name="部長")
    left(1, number=1, name="課長")
    left(1)
    left(0)

    found = [(each.status, each.step) for each in april(sato, ringi)]

    assert found == [
        ("申請前", ""),
        ("承認待ち", ""),
        ("承認待ち", "課長"),
        ("承認待ち", "部長"),
    ]


def test_what_was_not_left_then_or_never_entered_does_not_count(ringi, sato, left):
    left(left_at=MAY)
    left(left_at=APRIL - timedelta(seconds=1))
    left(left_at=None, state="open")
    left(entered_at=None, state="passed")
    left(state="cancelled")
    left(state="skipped")

    assert april(sato, ringi) == []


def test_they_are_for_managers(ringi, takahashi):
    assert refused(lead_times, actor=takahashi, app=ringi, period=(APRIL, MAY)) == ("CB_NO02", 403)
