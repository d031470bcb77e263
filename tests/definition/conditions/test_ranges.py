"""Tests of the days that date functions stand for: kintone-api §3.4."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from urakata.definition.conditions.ranges import FUNCTIONS, days_of, instants, minute
from urakata.definition.conditions.syntax import Call

WEDNESDAY = date(2026, 4, 1)


def days(name, *arguments, today=WEDNESDAY):
    first, after = days_of(Call(name, arguments), today)
    return first.isoformat(), after.isoformat()


@pytest.mark.parametrize(
    ("name", "first", "after"),
    [
        ("TODAY", "2026-04-01", "2026-04-02"),
        ("YESTERDAY", "2026-03-31", "2026-04-01"),
        ("TOMORROW", "2026-04-02", "2026-04-03"),
        ("THIS_WEEK", "2026-03-29", "2026-04-05"),
        ("LAST_WEEK", "2026-03-22", "2026-03-29"),
        ("NEXT_WEEK", "2026-04-05", "2026-04-12"),
        ("THIS_MONTH", "2026-04-01", "2026-05-01"),
        ("LAST_MONTH", "2026-03-01", "2026-04-01"),
        ("NEXT_MONTH", "2026-05-01", "2026-06-01"),
        ("THIS_YEAR", "2026-01-01", "2027-01-01"),
        ("LAST_YEAR", "2025-01-01", "2026-01-01"),
        ("NEXT_YEAR", "2027-01-01", "2028-01-01"),
    ],
)
def test_a_function_stands_for_days(name, first, after):
    assert days(name) == (first, after)


@pytest.mark.parametrize(
    ("name", "arguments", "day"),
    [
        ("FROM_TODAY", ("5", "DAYS"), "2026-04-06"),
        ("FROM_TODAY", ("-5", "days"), "2026-03-27"),
        ("FROM_TODAY", ("+2", "WEEKS"), "2026-04-15"),
        ("FROM_TODAY", ("-1", "MONTHS"), "2026-03-01"),
        ("FROM_TODAY", ("1", "YEARS"), "2027-04-01"),
        ("THIS_WEEK", ("SUNDAY",), "2026-03-29"),
        ("LAST_WEEK", ("saturday",), "2026-03-28"),
        ("NEXT_WEEK", ("WEDNESDAY",), "2026-04-08"),
        ("THIS_MONTH", ("1",), "2026-04-01"),
        ("THIS_MONTH", ("30",), "2026-04-30"),
        ("THIS_MONTH", ("31",), "2026-05-01"),
        ("THIS_MONTH", ("LAST",), "2026-04-30"),
        ("LAST_MONTH", ("LAST",), "2026-03-31"),
        ("NEXT_MONTH", ("last",), "2026-05-31"),
    ],
)
def test_an_argument_picks_one_day(name, arguments, day):
    assert days(name, *arguments)[0] == day


@pytest.mark.parametrize(
    ("today", "name", "arguments", "day"),
    [
        (date(2026, 1, 31), "FROM_TODAY", ("1", "MONTHS"), "2026-02-28"),
        (date(2024, 2, 29), "FROM_TODAY", ("1", "YEARS"), "2025-02-28"),
        (date(2026, 1, 1), "LAST_MONTH", ("LAST",), "2025-12-31"),
        (date(2026, 12, 31), "NEXT_MONTH", ("1",), "2027-01-01"),
        (date(2026, 3, 29), "THIS_WEEK", ("SUNDAY",), "2026-03-29"),
        (date(2026, 3, 28), "THIS_WEEK", ("SUNDAY",), "2026-03-22"),
        (date(2026, 3, 5), "LAST_MONTH", ("30",), "2026-03-01"),
    ],
)
def test_months_and_weeks_end_where_the_calendar_says(today, name, arguments, day):
    assert days(name, *arguments, today=today)[0] == day


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("FROM_TODAY", ("9999999", "DAYS")),
        ("FROM_TODAY", ("-999999999", "WEEKS")),
        ("FROM_TODAY", ("-2026", "YEARS")),
        ("FROM_TODAY", ("7974", "YEARS")),
        ("FROM_TODAY", ("999999999", "MONTHS")),
    ],
)
def test_there_are_no_days_outside_the_calendar(name, arguments):
    with pytest.raises(OverflowError):
        days(name, *arguments)


def test_days_begin_at_the_asker_s_midnight():
    day = (date(2026, 4, 1), date(2026, 4, 2))

    assert instants(day, ZoneInfo("Asia/Tokyo")) == (
        "2026-03-31T15:00:00+00:00",
        "2026-04-01T15:00:00+00:00",
    )


def test_a_day_may_have_23_hours():
    day = (date(2026, 3, 8), date(2026, 3, 9))

    assert instants(day, ZoneInfo("America/New_York")) == (
        "2026-03-08T05:00:00+00:00",
        "2026-03-09T04:00:00+00:00",
    )


def test_the_first_days_of_all_begin_before_time():
    day = (date(1, 1, 1), date(1, 1, 2))

    assert instants(day, ZoneInfo("Asia/Tokyo"))[0] == "-infinity"


def test_a_moment_is_its_minute():
    assert minute(datetime(2026, 4, 1, 8, 30, 45, tzinfo=UTC)) == (
        "2026-04-01T08:30:00+00:00",
        "2026-04-01T08:31:00+00:00",
    )
    assert minute(datetime(9999, 12, 31, 23, 59, tzinfo=UTC))[1] == "infinity"


def test_every_date_function_is_in_the_reference():
    page = (Path(__file__).parents[3] / "docs/reference/conditions.md").read_text(encoding="utf-8")

    assert [name for name in FUNCTIONS if f"{name}(" not in page] == []
