"""会社カレンダー: shown to everybody who is signed in, changed by administrators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from typing import Annotated, Any, Final, Literal, TypeAlias, get_args

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, CamelCase, Flag, Whole, within
from urakata.directory.checks import require_administrator
from urakata.directory.company_calendar import (
    Name,
    calendar,
    company_days,
    read_span,
    show_span,
    update_calendar,
)
from urakata.directory.company_days import CompanyDays, DayKind, SpecialDays
from urakata.directory.japanese_holidays import Base
from urakata.kernel.business_time import Calendar, HolidayKind
from urakata.kernel.errors import Forbidden, Invalid, Problem

router = Router()

Weekday: TypeAlias = Literal[
    "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"
]
Hours: TypeAlias = Annotated[
    str,
    Field(pattern="^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$", description="例：09:00-12:00"),
]
_WEEK: Final[tuple[Weekday, ...]] = get_args(Weekday)


class Days(CamelCase):
    """Days off (``holiday``), or days of work all the same (``working``), from first to last.

    `isYearly`: from that year on every year.
    """

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    name: Annotated[str, Field(max_length=64)]
    kind: DayKind = "holiday"
    first: date
    last: date
    is_yearly: Flag = False


class KnownYears(CamelCase):
    """The first and the last year whose holidays are known."""

    first: int
    last: int


class ShownCalendar(CamelCase):
    """How the company works."""

    base: Base
    closed_weekdays: list[Weekday]
    opening: list[Hours]
    timezone: str
    fiscal_month: int
    days: list[Days]
    years: KnownYears


class CalendarChanges(CamelCase):
    """What is to change of it; `days` are replaced as a whole."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")

    base: Base | None = None
    closed_weekdays: Annotated[list[Weekday], Field(max_length=7)] | None = None
    opening: Annotated[list[Hours], Field(max_length=10)] | None = None
    timezone: Annotated[str, Field(max_length=64)] | None = None
    fiscal_month: int | None = None
    days: Annotated[list[Days], Field(max_length=1000)] | None = None


class DayOff(CamelCase):
    """A day with a name, and whose it is."""

    date: str
    name: str
    kind: HolidayKind


class WorkingDay(CamelCase):
    """A day on which the company works although others do not."""

    date: str
    name: str


class CalendarYear(CamelCase):
    """A year of a calendar."""

    year: int
    holidays: list[DayOff]
    working_days: list[WorkingDay]
    business_days: list[str]


@router.get(
    "/calendar",
    response={200: ShownCalendar, **REFUSALS},
    by_alias=True,
    summary="Show the company calendar",
)
def get_calendar(request: HttpRequest) -> HttpResponse:
    """On which days and hours the company works."""
    _somebody(request)
    return _shown(company_days())


@router.put(
    "/calendar",
    response={200: ShownCalendar, **REFUSALS},
    by_alias=True,
    summary="Change the company calendar",
)
def put_calendar(request: HttpRequest, sent: CalendarChanges) -> HttpResponse:
    """Change some of it; it holds from the next request on. What was computed before stays."""
    actor = actor_of(request)
    require_administrator(actor)
    try:
        changed = update_calendar(actor=actor, changes=_read(sent))
    except Invalid as error:
        problems = [Problem(_place(each.at), each.text) for each in error.problems]
        raise Invalid(error.code, problems=problems) from error
    return _shown(changed)


@router.get(
    "/calendar/days",
    response={200: CalendarYear, **REFUSALS},
    by_alias=True,
    summary="List the holidays and business days of a year",
)
def get_year(
    request: HttpRequest,
    year: Annotated[Whole, Query(ge=1, le=9999, description="年"), within(1, 9999)],
    name: Annotated[Name, Query(alias="calendar")] = "company",
) -> HttpResponse:
    """Of the company, or of one of the calendars that everybody has in common."""
    _somebody(request)
    asked = calendar(name)
    holidays = [
        DayOff(date=day.isoformat(), name=holiday.name, kind=holiday.kind)
        for day, holiday in asked.holidays_of(year)
    ]
    working = [
        WorkingDay(date=day.isoformat(), name=word)
        for day, word in sorted(asked.working_days.items())
        if day.year == year
    ]
    shown = CalendarYear(
        year=year,
        holidays=holidays,
        working_days=working,
        business_days=[day.isoformat() for day in _business_days(asked, year)],
    )
    return json_response(shown.model_dump(by_alias=True))


def _business_days(asked: Calendar, year: int) -> Iterator[date]:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    return (day for day in days if day.year == year and asked.is_business_day(day))


def _shown(days: CompanyDays) -> HttpResponse:
    asked = days.calendar()
    shown = ShownCalendar(
        base=days.base,
        closed_weekdays=[_WEEK[day] for day in sorted(days.closed_weekdays)],
        opening=[show_span(span) for span in days.opening],
        timezone=days.timezone,
        fiscal_month=days.fiscal_month,
        days=[Days.model_validate(asdict(each)) for each in days.days],
        years=KnownYears(first=asked.first_year, last=asked.last_year),
    )
    return json_response(shown.model_dump(mode="json", by_alias=True))


def _read(sent: CalendarChanges) -> dict[str, Any]:
    changes = sent.model_dump(exclude_none=True)
    if sent.closed_weekdays is not None:
        changes["closed_weekdays"] = frozenset(map(_WEEK.index, sent.closed_weekdays))
    if sent.opening is not None:
        changes["opening"] = tuple(map(read_span, sent.opening))
    if sent.days is not None:
        changes["days"] = tuple(SpecialDays(**each.model_dump()) for each in sent.days)
    return changes


def _somebody(request: HttpRequest) -> None:
    """Anybody; a token is for the records of its app."""
    if actor_of(request).tokens is not None:
        raise Forbidden("GAIA_NO01")


def _place(at: str) -> str:
    return ".".join(map(to_camel, at.split(".")))
