"""営業日と営業時間: which days and hours a company works, and what follows from that.

A `Calendar` is a value: whatever it is asked, it counts, and never walks from day to day, so that
ten years cost what a day costs. Where its holidays come from is `directory`'s business.

It answers for the years it knows only: whoever asks beyond them gets an error, never a guess.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property
from typing import Final, Literal, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from urakata.kernel.errors import Invalid

Shift: TypeAlias = Literal["next", "previous", "none"]
"""翌営業日, 前営業日, そのまま: what becomes of a day on which nobody works."""
Unit: TypeAlias = Literal["BUSINESS_DAYS", "BUSINESS_HOURS", "DAYS", "HOURS"]
HolidayKind: TypeAlias = Literal["national", "bank", "office", "company"]

TOKYO: Final = ZoneInfo("Asia/Tokyo")
WEEKEND: Final = frozenset({5, 6})
_MINUTES_A_DAY: Final = 24 * 60
_ONE_DAY: Final = timedelta(days=1)


class Holiday(NamedTuple):
    """Why a day is off."""

    name: str
    kind: HolidayKind


class Span(NamedTuple):
    """Opening hours, from and to: minutes of the day, to 1440 (24:00)."""

    start: int
    end: int


@dataclass(frozen=True)
class Calendar:
    """When a company works. Immutable: threads share it.

    Weekdays are 0 (Monday) to 6 (Sunday). A working day beats the holiday of the same date.
    Durations go by the clock on the wall of `zone`. Raises `ValueError` for a calendar that never
    opens, and `Invalid` (``UR_CA01``) when asked about a year outside `first_year` to `last_year`.
    """

    first_year: int
    last_year: int
    holidays: Mapping[date, Holiday] = field(default_factory=dict)
    working_days: Mapping[date, str] = field(default_factory=dict)
    closed_weekdays: frozenset[int] = WEEKEND
    opening: tuple[Span, ...] = (Span(9 * 60, 18 * 60),)
    zone: tzinfo = TOKYO
    fiscal_month: int = 4  #: with which a fiscal year begins, 1 to 12

    def __post_init__(self) -> None:
        if not frozenset(range(7)) - self.closed_weekdays:
            raise ValueError("no weekday is open")
        if not 1 <= self.fiscal_month <= 12:
            raise ValueError("no such month")
        edges = [0, *(edge for span in self.opening for edge in span), _MINUTES_A_DAY]
        if (
            not self.opening
            or edges != sorted(edges)
            or any(s.start == s.end for s in self.opening)
        ):
            raise ValueError("opening hours must follow each other within the day")

    # --- days
    def is_business_day(self, day: date) -> bool:
        """Whether the company works on this day."""
        self._check(day)
        return self._is_open(day)

    def move(self, day: date, shift: Shift) -> date:
        """The day itself if the company works on it, else the nearest one of that side."""
        self._check(day)
        if shift == "none":
            return day
        return self._day(self._rank(day) if shift == "previous" else self._rank(day - _ONE_DAY) + 1)

    def add_business_days(self, day: date, n: int, shift: Shift = "none") -> date:
        """The n-th business day after a day (before it, if negative), which itself never counts.

        Zero is the day itself, moved by `shift` if the company does not work on it.
        """
        if n == 0:
            return self.move(day, shift)
        self._check(day)
        if n > 0:
            return self._day(self._rank(day) + n)
        return self._day(self._rank(day - _ONE_DAY) + n + 1)

    def business_days_between(self, start: date, end: date) -> int:
        """How many business days after `start` up to and with `end`; negative the other way round.

        So ``add_business_days(start, n)`` is always n business days from `start`.
        """
        self._check(start)
        self._check(end)
        if start <= end:
            return self._rank(end) - self._rank(start)
        return self._rank(end - _ONE_DAY) - self._rank(start - _ONE_DAY)

    def nth_business_day(self, year: int, month: int, n: int) -> date:
        """第n営業日: the n-th business day of a month, from its end if negative (−1 is the last).

        Raises `Invalid` (``UR_CA02``) when the month has no such day.
        """
        first = date(year, month, 1)
        self._check(first)
        last = end_of_month(year, month)
        before, all_ = self._rank(first - _ONE_DAY), self._rank(last)
        wanted = before + n if n > 0 else all_ + n + 1
        if n == 0 or not before < wanted <= all_:
            raise Invalid("UR_CA02", year=year, month=month, n=n)
        return self._day(wanted)

    def fiscal_year(self, day: date) -> int:
        """年度: the year in which the fiscal year of a day began."""
        return day.year if day.month >= self.fiscal_month else day.year - 1

    def holidays_of(self, year: int) -> Iterator[tuple[date, Holiday]]:
        """The named days off of a year, in order, without those on which the company works."""
        self._check(date(year, 1, 1))
        for ordinal in self._named[bisect_left(self._named, date(year, 1, 1).toordinal()) :]:
            if (day := date.fromordinal(ordinal)).year != year:
                return
            yield day, self.holidays[day]

    # --- hours
    @cached_property
    def seconds_a_day(self) -> int:
        """How long the company is open on a business day."""
        return sum(span.end - span.start for span in self.opening) * 60

    def business_seconds(self, start: datetime, end: datetime) -> int:
        """How long the company was open between two moments; negative the other way round."""
        return self._seconds_until(end) - self._seconds_until(start)

    def due_at(self, start: datetime, value: int, unit: Unit) -> datetime:
        """期限: when something that began at `start` must be done, in UTC.

        Business days end when the company closes, days at midnight, and the day of `start` does
        not count (初日不算入); hours run from `start` on.
        """
        if unit == "HOURS":
            return (start + timedelta(hours=value)).astimezone(UTC)
        if unit == "BUSINESS_HOURS":
            return self._after_business_seconds(start, value * 3600)
        today = start.astimezone(self.zone).date()
        if unit == "DAYS":
            return self._at(today + timedelta(days=value), _MINUTES_A_DAY)
        return self._at(self.add_business_days(today, value, "next"), self.opening[-1].end)

    def _after_business_seconds(self, start: datetime, seconds: int) -> datetime:
        if seconds <= 0:
            return start.astimezone(UTC)
        wanted = self._seconds_until(start) + seconds
        day = self._day(-(-wanted // self.seconds_a_day))
        rest = wanted - self._rank(day - _ONE_DAY) * self.seconds_a_day
        for span in self.opening:
            if rest <= (length := (span.end - span.start) * 60):
                return self._at(day, span.start, rest)
            rest -= length
        raise AssertionError("a business day is as long as its spans")

    def _at(self, day: date, minutes: int, seconds: int = 0) -> datetime:
        midnight = datetime.combine(day, datetime.min.time(), self.zone)
        return (midnight + timedelta(minutes=minutes, seconds=seconds)).astimezone(UTC)

    def _seconds_until(self, moment: datetime) -> int:
        """Open seconds since the beginning of time: what makes every duration a subtraction."""
        local = moment.astimezone(self.zone)
        day = local.date()
        self._check(day)
        seconds = self._rank(day - _ONE_DAY) * self.seconds_a_day
        if self._is_open(day):
            now = (local.hour * 60 + local.minute) * 60 + local.second
            for span in self.opening:
                seconds += max(0, min(now, span.end * 60) - span.start * 60)
        return seconds

    # --- counting
    def _is_open(self, day: date) -> bool:
        if day in self.working_days:
            return True
        return day.weekday() not in self.closed_weekdays and day not in self.holidays

    def _check(self, day: date) -> None:
        if not self.first_year <= day.year <= self.last_year:
            raise self._unknown(day.year)

    def _unknown(self, year: int) -> Invalid:
        return Invalid("UR_CA01", year=year, first=self.first_year, last=self.last_year)

    @cached_property
    def _open_before(self) -> tuple[int, ...]:
        """How many weekdays are open from Monday up to before each weekday, and in the week."""
        open_ = [day not in self.closed_weekdays for day in range(7)]
        return tuple(sum(open_[:day]) for day in range(8))

    @cached_property
    def _named(self) -> list[int]:
        return sorted(d.toordinal() for d in self.holidays if d not in self.working_days)

    @cached_property
    def _off(self) -> list[int]:
        """Days off that the closed weekdays do not close already."""
        closed = self.closed_weekdays
        return [day for day in self._named if (day - 1) % 7 not in closed]

    @cached_property
    def _extra(self) -> list[int]:
        """Working days that the weekdays alone would close."""
        days = self.working_days
        return sorted(day.toordinal() for day in days if day.weekday() in self.closed_weekdays)

    def _count(self, ordinal: int) -> int:
        """How many business days there are up to and with a day (the first of all is a Monday)."""
        weeks, days = divmod(ordinal, 7)
        regular = weeks * self._open_before[7] + self._open_before[days]
        return regular - bisect_right(self._off, ordinal) + bisect_right(self._extra, ordinal)

    def _rank(self, day: date) -> int:
        return self._count(day.toordinal())

    def _day(self, rank: int) -> date:
        """The business day of this rank; raises `Invalid` if the known years do not hold it."""
        first = date(self.first_year, 1, 1).toordinal()
        days = range(first, date(self.last_year, 12, 31).toordinal() + 1)
        if rank <= self._count(first - 1):
            raise self._unknown(self.first_year - 1)
        place = bisect_left(days, rank, key=self._count)
        if place == len(days):
            raise self._unknown(self.last_year + 1)
        return date.fromordinal(days[place])


def end_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - _ONE_DAY
