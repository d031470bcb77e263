"""Business days and fiscal years in conditions. These functions are ours: kintone has none."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, TypeAlias

from urakata.definition.conditions.syntax import Argument, Call, Literal
from urakata.directory.company_calendar import WORDS, calendar
from urakata.kernel.business_time import Calendar
from urakata.kernel.errors import Invalid

Days: TypeAlias = "tuple[date, date]"
DaysOf: TypeAlias = Callable[[Call, date], Days]

_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,9}")


def business_day(call: Call, today: date, days_of: DaysOf) -> Days:
    """``BIZDAY(day, n[, calendar])``: the n-th business day after a day, or before it."""
    start, after = _days(call.arguments[0], today, days_of)
    if after - start != timedelta(days=1):
        raise Invalid("GAIA_IQ23", function=call.name, value=_shown(call.arguments[0]))
    found = _calendar(call).add_business_days(start, _whole(call.arguments[1]), "next")
    return found, found + timedelta(days=1)


def nth_business_day(call: Call, today: date, days_of: DaysOf) -> Days:
    """``NTHBIZDAY(month, n[, calendar])``: of the month in which the days named begin."""
    start, _ = _days(call.arguments[0], today, days_of)
    n = _whole(call.arguments[1])
    found = _calendar(call).nth_business_day(start.year, start.month, n)
    return found, found + timedelta(days=1)


def fiscal_year(offset: int) -> DaysOf:
    """The fiscal year of today, or one before or after it."""

    def days(call: Call, today: date) -> Days:  # noqa: ARG001
        company = calendar()
        year = company.fiscal_year(today) + offset
        if not 1 <= year < 9999:
            raise OverflowError
        return date(year, company.fiscal_month, 1), date(year + 1, company.fiscal_month, 1)

    return days


def _days(argument: Argument, today: date, days_of: DaysOf) -> Days:
    if isinstance(argument, Call):
        return days_of(argument, today)
    if isinstance(argument, Literal):
        day = date.fromisoformat(argument.text)
        return day, day + timedelta(days=1)
    raise ValueError(argument)


def _whole(argument: Argument) -> int:
    if not isinstance(argument, str) or not _INTEGER.fullmatch(argument):
        raise ValueError(argument)
    return int(argument)


def _calendar(call: Call) -> Calendar:
    if len(call.arguments) < 3:
        return calendar()
    word = _shown(call.arguments[2])
    if word not in WORDS:
        raise Invalid("UR_CA03", name=word)
    return calendar(WORDS[word])


def _shown(argument: Argument) -> str:
    if isinstance(argument, Literal):
        return argument.text
    return argument.name if isinstance(argument, Call) else argument
