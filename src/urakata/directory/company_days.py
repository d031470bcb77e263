"""What a company says about its days and hours, and the calendar that follows from it."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from urakata.directory.japanese_holidays import Base, holidays_of, known_years
from urakata.kernel.business_time import WEEKEND, Calendar, Holiday, Span

DayKind: TypeAlias = Literal["holiday", "working"]
USUAL_HOURS: Final = (Span(9 * 60, 12 * 60), Span(13 * 60, 18 * 60))


@dataclass(frozen=True, slots=True)
class SpecialDays:
    """会社の休日, or days on which the company works although others do not; from and to.

    `is_yearly`: from that year on every year; February 29 then only where there is one.
    """

    name: str
    kind: DayKind
    first: date
    last: date
    is_yearly: bool = False

    def within(self, first_year: int, last_year: int) -> Iterator[date]:
        """Every day of it in these years."""
        turns = self.last.year - self.first.year
        for year in self._years(first_year, last_year):
            day = self.first.replace(year=year) if _has(self.first, year) else date(year, 3, 1)
            end_year = year + turns
            is_there = _has(self.last, end_year)
            end = self.last.replace(year=end_year) if is_there else date(end_year, 2, 28)
            while day <= end:
                if first_year <= day.year <= last_year:
                    yield day
                day += timedelta(days=1)

    def _years(self, first_year: int, last_year: int) -> range:
        if not self.is_yearly:
            return range(self.first.year, self.first.year + 1)
        return range(max(self.first.year, first_year - 1), last_year + 1)


@dataclass(frozen=True, slots=True)
class CompanyDays:
    """会社カレンダー as it was set up; weekdays are 0 (Monday) to 6 (Sunday)."""

    base: Base = "jp_public"
    closed_weekdays: frozenset[int] = WEEKEND
    opening: tuple[Span, ...] = USUAL_HOURS
    timezone: str = "Asia/Tokyo"
    fiscal_month: int = 4
    days: tuple[SpecialDays, ...] = ()

    def calendar(self) -> Calendar:
        """What follows for every day of the years that are known."""
        first, last = known_years(self.base)
        own: dict[date, Holiday] = {}
        working: dict[date, str] = {}
        for special in self.days:
            for day in special.within(first, last):
                if special.kind == "working":
                    working[day] = special.name
                else:
                    own[day] = Holiday(special.name, "company")
        return Calendar(
            first_year=first,
            last_year=last,
            holidays={**own, **holidays_of(self.base)},
            working_days=working,
            closed_weekdays=self.closed_weekdays,
            opening=self.opening,
            zone=ZoneInfo(self.timezone),
            fiscal_month=self.fiscal_month,
        )


def _has(day: date, year: int) -> bool:
    return (day.month, day.day) != (2, 29) or isleap(year)
