"""What a company calendar must be; every flaw with its place (``days[2].last``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, get_args
from zoneinfo import available_timezones

from urakata.directory.company_days import CompanyDays, DayKind, SpecialDays
from urakata.directory.japanese_holidays import Base
from urakata.kernel import rules
from urakata.kernel.business_time import Span
from urakata.kernel.errors import Problem
from urakata.kernel.text import Text

MOST_DAYS: Final = 1000
MOST_YEARLY: Final = 100
MOST_SPANS: Final = 10
LONGEST: Final = 366  #: days of one entry
LONGEST_YEARLY: Final = 31
_WEEK: Final = frozenset(range(7))

NO_OPEN_WEEKDAY: Final = Text(
    "すべての曜日を休みにすることはできません。", "At least one weekday must be open."
)
HOURS: Final = Text(
    "営業時間は0:00から24:00までの間で、重ならないように早い順に指定してください。",
    "Opening hours must lie between 0:00 and 24:00 and follow each other without overlapping.",
)
TOO_MANY_YEARLY: Final = Text(
    "毎年の指定は{n}件までです。", "At most {n} entries can be repeated every year."
)
BACKWARDS: Final = Text(
    "終了日は開始日以降、かつ{n}日以内にしてください。",
    "The last day must not be before the first, nor more than {n} days away.",
)


def flaws(days: CompanyDays) -> list[Problem]:
    """Everything that is wrong."""
    return [Problem(at, text) for at, text in _flaws(days)]


def _flaws(days: CompanyDays) -> Iterator[tuple[str, Text]]:
    if days.base not in get_args(Base):
        yield "base", rules.NOT_IN_ENUM
    if not days.closed_weekdays <= _WEEK:
        yield "closed_weekdays", rules.NOT_IN_ENUM
    if days.closed_weekdays >= _WEEK:
        yield "closed_weekdays", NO_OPEN_WEEKDAY
    if not 1 <= len(days.opening) <= MOST_SPANS or not _follow(days.opening):
        yield "opening", HOURS
    if days.timezone not in available_timezones():
        yield "timezone", rules.NOT_A_TIMEZONE
    if not 1 <= days.fiscal_month <= 12:
        yield "fiscal_month", rules.NOT_IN_ENUM
    yield from _of_days(days.days)


def _of_days(days: tuple[SpecialDays, ...]) -> Iterator[tuple[str, Text]]:
    if len(days) > MOST_DAYS:
        yield "days", rules.WRONG_SIZE.fill(min=0, max=MOST_DAYS)
    if sum(each.is_yearly for each in days) > MOST_YEARLY:
        yield "days", TOO_MANY_YEARLY.fill(n=MOST_YEARLY)
    for n, special in enumerate(days[:MOST_DAYS]):
        for name, text in _of_a_day(special):
            yield f"days[{n}].{name}", text


def _of_a_day(special: SpecialDays) -> Iterator[tuple[str, Text]]:
    if not 1 <= len(special.name) <= 64 or not special.name.strip():
        yield "name", rules.WRONG_SIZE.fill(min=1, max=64)
    elif not special.name.isprintable():
        yield "name", rules.BAD_CHARACTER
    if special.kind not in get_args(DayKind):
        yield "kind", rules.NOT_IN_ENUM
    longest = LONGEST_YEARLY if special.is_yearly else LONGEST
    if not 0 <= (special.last - special.first).days < longest:
        yield "last", BACKWARDS.fill(n=longest)


def _follow(opening: tuple[Span, ...]) -> bool:
    edges = [0, *(edge for span in opening for edge in span), 24 * 60]
    return edges == sorted(edges) and all(span.start < span.end for span in opening)
