from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urakata.definition.fields.moments import (
    epoch_seconds,
    from_epoch_seconds,
    read_date,
    read_datetime,
    read_time,
    show_datetime,
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2026-04-01", "2026-04-01"),
        ("2026-4-1", "2026-04-01"),
        ("2026-4", "2026-04-01"),
        ("2026", "2026-01-01"),
        ("2024-02-29", "2024-02-29"),
        ("2026-02-29", None),
        ("2026-13-01", None),
        ("2026/04/01", None),
        ("26-04-01", None),
        ("0000-01-01", None),
        ("２０２６-04-01", None),
    ],
)
def test_dates_are_padded_or_refused(typed, stored):
    assert read_date(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("9:05", "09:05"), ("23:59", "23:59"), ("24:00", None), ("9:5", None), ("09:05:59", "09:05")],
)
def test_times_are_to_the_minute(typed, stored):
    assert read_time(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2026-04-01T09:30:59Z", "2026-04-01T09:30:00Z"),
        ("2026-04-01T09:30:00+09:00", "2026-04-01T00:30:00Z"),
        ("2026-04-01T09:30:00.123+0900", "2026-04-01T00:30:00Z"),
        ("2026-04-01T00:30-05:30", "2026-04-01T06:00:00Z"),
        ("2026-04-01", "2026-04-01T00:00:00Z"),
        ("2026-04-01T09:30:00", None),
        ("2026-04-01 09:30:00Z", None),
        ("0001-01-01T00:00:00+09:00", None),
        ("2026-04-01T", None),
    ],
)
def test_datetimes_come_to_utc(typed, stored):
    assert read_datetime(typed) == stored


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_shown_datetime_reads_back_as_itself(moment):
    shown = show_datetime(moment)

    assert read_datetime(shown) == shown
    assert from_epoch_seconds(epoch_seconds(shown)) == moment.replace(second=0, microsecond=0)


def test_seconds_beyond_the_calendar_are_no_moment():
    assert from_epoch_seconds(10**15) is None
    assert from_epoch_seconds(0) == datetime(1970, 1, 1, tzinfo=UTC)
