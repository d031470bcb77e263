from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from urakata.kernel.business_time import Calendar, Holiday, Span
from urakata.kernel.errors import Invalid

TOKYO = ZoneInfo("Asia/Tokyo")
NEW_YEAR = {
    date(2025, 12, 31): Holiday("年末年始休業", "company"),
    date(2026, 1, 1): Holiday("元日", "national"),
    date(2026, 1, 2): Holiday("年末年始休業", "company"),
    date(2026, 1, 12): Holiday("成人の日", "national"),
    date(2026, 5, 3): Holiday("憲法記念日", "national"),
    date(2026, 5, 4): Holiday("みどりの日", "national"),
    date(2026, 5, 5): Holiday("こどもの日", "national"),
    date(2026, 5, 6): Holiday("振替休日", "national"),
}
HOURS = (Span(9 * 60, 12 * 60), Span(13 * 60, 18 * 60))
OFFICE = Calendar(2025, 2027, NEW_YEAR, {date(2026, 1, 10): "棚卸"}, opening=HOURS)


def at(day: int, hour: int, minute: int = 0, *, month: int = 1) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=TOKYO)


# --- days
def test_weekends_and_holidays_are_off_but_for_extra_working_days():
    days = [date(2026, 1, day) for day in range(1, 14)]

    assert [day.day for day in days if OFFICE.is_business_day(day)] == [5, 6, 7, 8, 9, 10, 13]


def test_days_are_added_over_weekends_holidays_and_the_turn_of_the_year():
    assert OFFICE.add_business_days(date(2025, 12, 30), 1) == date(2026, 1, 5)
    assert OFFICE.add_business_days(date(2026, 1, 9), 2) == date(2026, 1, 13)
    assert OFFICE.add_business_days(date(2026, 5, 7), -1) == date(2026, 5, 1)
    assert OFFICE.add_business_days(date(2026, 5, 4), 1) == date(2026, 5, 7)
    assert OFFICE.add_business_days(date(2026, 5, 4), -1) == date(2026, 5, 1)


def test_zero_days_stay_or_move_as_asked():
    holiday = date(2026, 5, 4)

    assert OFFICE.add_business_days(holiday, 0) == holiday
    assert OFFICE.add_business_days(holiday, 0, "next") == date(2026, 5, 7)
    assert OFFICE.add_business_days(holiday, 0, "previous") == date(2026, 5, 1)
    assert OFFICE.add_business_days(date(2026, 5, 8), 0, "next") == date(2026, 5, 8)


def test_business_days_are_counted_from_the_day_after():
    assert OFFICE.business_days_between(date(2026, 5, 1), date(2026, 5, 8)) == 2
    assert OFFICE.business_days_between(date(2026, 5, 8), date(2026, 5, 1)) == -2
    assert OFFICE.business_days_between(date(2026, 5, 3), date(2026, 5, 5)) == 0


def test_the_nth_business_day_is_counted_from_either_end_of_the_month():
    assert OFFICE.nth_business_day(2026, 5, 1) == date(2026, 5, 1)
    assert OFFICE.nth_business_day(2026, 5, 2) == date(2026, 5, 7)
    assert OFFICE.nth_business_day(2026, 5, -1) == date(2026, 5, 29)
    assert OFFICE.nth_business_day(2026, 1, 6) == date(2026, 1, 10)


@pytest.mark.parametrize("n", [0, 30, -30])
def test_a_month_has_no_business_day_of_that_number(n: int):
    with pytest.raises(Invalid) as refused:
        OFFICE.nth_business_day(2026, 5, n)

    assert refused.value.code == "UR_CA02"


def test_a_fiscal_year_has_the_name_of_the_year_in_which_it_begins():
    assert OFFICE.fiscal_year(date(2026, 3, 31)) == 2025
    assert OFFICE.fiscal_year(date(2026, 4, 1)) == 2026
    assert Calendar(2025, 2027, fiscal_month=1).fiscal_year(date(2026, 3, 31)) == 2026


def test_the_holidays_of_a_year_come_in_order():
    assert [day for day, _ in OFFICE.holidays_of(2025)] == [date(2025, 12, 31)]
    assert [holiday.name for _, holiday in OFFICE.holidays_of(2026)][:2] == ["元日", "年末年始休業"]


# --- the years it knows
@pytest.mark.parametrize(
    "ask",
    [
        lambda: OFFICE.is_business_day(date(2024, 12, 31)),
        lambda: OFFICE.add_business_days(date(2027, 12, 31), 1),
        lambda: OFFICE.add_business_days(date(2025, 1, 1), -1),
        lambda: OFFICE.add_business_days(date(2026, 1, 1), 10**9),
        lambda: OFFICE.business_days_between(date(2026, 1, 1), date(2028, 1, 1)),
        lambda: OFFICE.business_seconds(at(1, 9), at(1, 9).replace(year=2028)),
        lambda: OFFICE.move(date(2028, 1, 1), "none"),
        lambda: OFFICE.holidays_of(2028).__next__(),
    ],
)
def test_beyond_the_known_years_it_says_so_instead_of_guessing(ask):
    with pytest.raises(Invalid) as refused:
        ask()

    assert refused.value.code == "UR_CA01"
    assert refused.value.text.ja.endswith("営業日を計算できるのは2025年から2027年までです。")


# --- hours
def test_only_opening_hours_count():
    assert OFFICE.business_seconds(at(5, 8), at(5, 19)) == 8 * 3600
    assert OFFICE.business_seconds(at(5, 11, 30), at(5, 13, 30)) == 3600
    assert OFFICE.business_seconds(at(5, 17), at(6, 10)) == 2 * 3600
    assert OFFICE.business_seconds(at(1, 9), at(4, 18)) == 0


def test_moments_of_any_time_zone_are_understood():
    assert OFFICE.business_seconds(datetime(2026, 1, 5, 0, 0, tzinfo=UTC), at(5, 12)) == 3 * 3600


def test_business_days_end_at_closing_time_and_the_first_does_not_count():
    assert OFFICE.due_at(at(5, 9), 1, "BUSINESS_DAYS") == at(6, 18)
    assert OFFICE.due_at(at(9, 20), 2, "BUSINESS_DAYS") == at(13, 18)
    assert OFFICE.due_at(at(4, 12), 0, "BUSINESS_DAYS") == at(5, 18)


def test_business_hours_run_while_the_company_is_open():
    assert OFFICE.due_at(at(5, 10), 1, "BUSINESS_HOURS") == at(5, 11)
    assert OFFICE.due_at(at(5, 11), 2, "BUSINESS_HOURS") == at(5, 14)
    assert OFFICE.due_at(at(9, 17), 9, "BUSINESS_HOURS") == at(10, 18)
    assert OFFICE.due_at(at(4, 3), 1, "BUSINESS_HOURS") == at(5, 10)
    assert OFFICE.due_at(at(4, 3), 0, "BUSINESS_HOURS") == at(4, 3)


def test_days_end_at_midnight_and_hours_go_by_the_clock():
    assert OFFICE.due_at(at(9, 17), 2, "DAYS") == at(12, 0)
    assert OFFICE.due_at(at(9, 17), 2, "HOURS") == at(9, 19)


@pytest.mark.parametrize(
    "setting",
    [
        {"closed_weekdays": frozenset(range(7))},
        {"opening": ()},
        {"opening": (Span(600, 700), Span(650, 800))},
        {"opening": (Span(600, 600),)},
        {"opening": (Span(600, 1441),)},
        {"fiscal_month": 13},
    ],
)
def test_a_calendar_that_makes_no_sense_cannot_be_made(setting):
    with pytest.raises(ValueError, match=r"."):
        Calendar(2025, 2027, **setting)


# --- what holds for every calendar
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
CALENDARS = st.builds(
    Calendar,
    st.just(2020),
    st.just(2035),
    st.dictionaries(DAYS, st.just(Holiday("休み", "company")), max_size=40),
    st.dictionaries(DAYS, st.just("出勤"), max_size=10),
    st.frozensets(st.integers(0, 6), max_size=6),
    st.lists(st.integers(0, 48).map(lambda n: n * 30), min_size=2, max_size=6, unique=True).map(
        lambda edges: tuple(
            Span(*pair) for pair in zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False)
        )
    ),
)
MOMENTS = st.integers(0, 80_000_000).map(lambda n: at(1, 0) + timedelta(seconds=n - 20_000_000))


def walk(calendar: Calendar, day: date, n: int) -> date:
    """Step from day to day: slow and plain, to compare with."""
    step = timedelta(days=1 if n > 0 else -1)
    left = abs(n)
    while left:
        day += step
        left -= calendar.is_business_day(day)
    return day


@given(CALENDARS, DAYS, st.integers(-20, 20))
def test_counting_finds_the_day_that_walking_finds(calendar, day, n):
    assert calendar.add_business_days(day, n) == walk(calendar, day, n)
    assert calendar.business_days_between(day, calendar.add_business_days(day, n)) == n


@given(CALENDARS, DAYS)
def test_a_moved_day_is_the_nearest_business_day_of_its_side(calendar, day):
    after, before = calendar.move(day, "next"), calendar.move(day, "previous")

    assert before <= day <= after
    assert calendar.is_business_day(before)
    assert calendar.is_business_day(after)
    assert (after == day == before) == calendar.is_business_day(day)
    assert calendar.business_days_between(before, after) == (after != before)


def open_minutes(calendar: Calendar, start: datetime, end: datetime) -> int:
    """Minute by minute: what `business_seconds` must never do."""
    count = 0
    while start < end:
        minute = start.hour * 60 + start.minute
        is_open = any(span.start <= minute < span.end for span in calendar.opening)
        count += is_open and calendar.is_business_day(start.date())
        start += timedelta(minutes=1)
    return count


@settings(max_examples=30)
@given(CALENDARS, MOMENTS, st.integers(0, 3000))
def test_open_time_is_the_sum_of_its_open_minutes(calendar, start, minutes):
    start = start.replace(second=0)
    end = start + timedelta(minutes=minutes)

    assert calendar.business_seconds(start, end) == open_minutes(calendar, start, end) * 60


@given(CALENDARS, MOMENTS, MOMENTS, MOMENTS)
def test_durations_add_up_and_are_negative_backwards(calendar, first, second, third):
    count = calendar.business_seconds

    assert count(first, second) + count(second, third) == count(first, third)
    assert count(first, second) == -count(second, first)


@given(CALENDARS, MOMENTS, st.integers(1, 60))
def test_what_is_due_in_business_hours_is_that_much_open_time_away(calendar, start, hours):
    due = calendar.due_at(start, hours, "BUSINESS_HOURS")

    assert calendar.business_seconds(start, due) == hours * 3600
    assert calendar.business_seconds(start, due - timedelta(seconds=1)) == hours * 3600 - 1


@given(CALENDARS, DAYS)
def test_the_business_days_of_a_month_are_numbered_without_gaps(calendar, day):
    last = calendar.business_days_between(
        day.replace(day=1) - timedelta(days=1),
        (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1),
    )
    numbered = [calendar.nth_business_day(day.year, day.month, n + 1) for n in range(last)]

    assert all(calendar.is_business_day(found) for found in numbered)
    assert numbered == sorted(set(numbered))
    assert [calendar.nth_business_day(day.year, day.month, n - last) for n in range(last)] == (
        numbered
    )


def test_a_century_costs_what_a_day_costs():
    long = Calendar(1950, 2099)
    start = datetime.combine(date(1950, 1, 1), time(), TOKYO)

    assert long.business_seconds(start, start.replace(year=2050)) == 26_090 * 9 * 3600
