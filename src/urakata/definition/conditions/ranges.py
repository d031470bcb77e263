"""The date functions of a condition as half-open ranges of days.

Weeks begin on Sunday; years are calendar years (kintone-api §3.3, §3.4). Those about business days
and fiscal years are ours.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from urakata.definition.conditions.business_days import (
    business_day,
    fiscal_year,
    nth_business_day,
)
from urakata.definition.conditions.syntax import Call
from urakata.kernel.errors import Invalid

Days: TypeAlias = "tuple[date, date]"  #: first day, and the day after the last

_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,9}")
_WEEKDAYS: Final = (
    "SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY",
)  # fmt: skip
EARLIEST: Final = "-infinity"
LATEST: Final = "infinity"


def days_of(call: Call, today: date) -> Days:
    """The days a function stands for.

    Raises ``GAIA_IL08``, ``GAIA_IQ23`` or ``GAIA_IQ25`` for wrong arguments, `ValueError` for an
    offset that is no whole number, `OverflowError` for days outside the calendar, and `KeyError`
    for a function that is no date function. ``UR_CA01`` to ``UR_CA03`` are the calendar's.
    """
    least, most, days = FUNCTIONS[call.name]
    if not least <= len(call.arguments) <= most:
        raise Invalid("GAIA_IL08", function=call.name)
    return days(call, today)


def instants(days: Days, timezone: ZoneInfo) -> tuple[str, str]:
    """The moments between which the days lie, for somebody in a time zone."""
    return _midnight(days[0], timezone, EARLIEST), _midnight(days[1], timezone, LATEST)


def minute(moment: datetime) -> tuple[str, str]:
    """The minute that a moment is in."""
    start = moment.astimezone(UTC).replace(second=0, microsecond=0)
    try:
        return start.isoformat(), (start + timedelta(minutes=1)).isoformat()
    except OverflowError:
        return start.isoformat(), LATEST


def _midnight(day: date, timezone: ZoneInfo, beyond: str) -> str:
    try:
        return datetime.combine(day, time.min, timezone).astimezone(UTC).isoformat()
    except OverflowError:
        return beyond


def _day(offset: int) -> Callable[[Call, date], Days]:
    def days(call: Call, today: date) -> Days:  # noqa: ARG001
        return _one(today + timedelta(days=offset))

    return days


def _week(offset: int) -> Callable[[Call, date], Days]:
    def days(call: Call, today: date) -> Days:
        sunday = today + timedelta(days=7 * offset - today.isoweekday() % 7)
        if not call.arguments:
            return sunday, sunday + timedelta(days=7)
        weekday = call.words[0].upper()
        if weekday not in _WEEKDAYS:
            raise Invalid("GAIA_IQ23", function=call.name, value=call.words[0])
        return _one(sunday + timedelta(days=_WEEKDAYS.index(weekday)))

    return days


def _month(offset: int) -> Callable[[Call, date], Days]:
    def days(call: Call, today: date) -> Days:
        first, after = _first_of_month(today, offset), _first_of_month(today, offset + 1)
        if not call.arguments:
            return first, after
        day = call.words[0].upper()
        if day == "LAST":
            return after - timedelta(days=1), after
        if not (_INTEGER.fullmatch(day) and 1 <= int(day) <= 31):
            raise Invalid("GAIA_IQ23", function=call.name, value=call.words[0])
        return _one(min(first + timedelta(days=int(day) - 1), after))

    return days


def _year(offset: int) -> Callable[[Call, date], Days]:
    def days(call: Call, today: date) -> Days:  # noqa: ARG001
        year = today.year + offset
        return _date(year, 1, 1), _date(year + 1, 1, 1)

    return days


def _from_today(call: Call, today: date) -> Days:
    amount, unit = call.words[0], call.words[1].upper()
    if not _INTEGER.fullmatch(amount):
        raise ValueError(amount)
    offset = int(amount)
    if unit in {"DAYS", "WEEKS"}:
        return _one(today + timedelta(days=offset * (7 if unit == "WEEKS" else 1)))
    if unit not in {"MONTHS", "YEARS"}:
        raise Invalid("GAIA_IQ25", function=call.name, value=call.words[1])
    first = _first_of_month(today, offset * (12 if unit == "YEARS" else 1))
    return _one(first.replace(day=min(today.day, monthrange(first.year, first.month)[1])))


def _one(day: date) -> Days:
    return day, day + timedelta(days=1)


def _first_of_month(day: date, offset: int) -> date:
    months = day.year * 12 + day.month - 1 + offset
    return _date(months // 12, months % 12 + 1, 1)


def _date(year: int, month: int, day: int) -> date:
    if not 1 <= year <= 9999:
        raise OverflowError
    return date(year, month, day)


FUNCTIONS: Final[dict[str, tuple[int, int, Callable[[Call, date], Days]]]] = {
    "TODAY": (0, 0, _day(0)),
    "YESTERDAY": (0, 0, _day(-1)),
    "TOMORROW": (0, 0, _day(1)),
    "FROM_TODAY": (2, 2, _from_today),
    "THIS_WEEK": (0, 1, _week(0)),
    "LAST_WEEK": (0, 1, _week(-1)),
    "NEXT_WEEK": (0, 1, _week(1)),
    "THIS_MONTH": (0, 1, _month(0)),
    "LAST_MONTH": (0, 1, _month(-1)),
    "NEXT_MONTH": (0, 1, _month(1)),
    "THIS_YEAR": (0, 0, _year(0)),
    "LAST_YEAR": (0, 0, _year(-1)),
    "NEXT_YEAR": (0, 0, _year(1)),
    "THIS_FISCAL_YEAR": (0, 0, fiscal_year(0)),
    "LAST_FISCAL_YEAR": (0, 0, fiscal_year(-1)),
    "NEXT_FISCAL_YEAR": (0, 0, fiscal_year(1)),
    "BIZDAY": (2, 3, lambda call, today: business_day(call, today, days_of)),
    "NTHBIZDAY": (2, 3, lambda call, today: nth_business_day(call, today, days_of)),
}
"""Name to least and most arguments, and the days for a call and today."""
