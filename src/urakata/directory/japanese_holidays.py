"""国民の祝日, the banks' and the government offices' days off, by year.

The national holidays and the banks' come from the library `holidays`, which follows the law as it
was in each year and says which years it knows. The equinoxes of years to come are computed; the
government fixes them every February for the next year. A new law needs a new release of the
library.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final, Literal, TypeAlias

from urakata.kernel.business_time import Holiday, HolidayKind

Base: TypeAlias = Literal["jp_public", "jp_bank", "jp_office", "none"]
"""Whose days off: everybody's national holidays; the banks' (with 12/31 to 1/3, 銀行法施行令5条); the
government offices' (with 12/29 to 1/3, 行政機関の休日に関する法律1条); nobody's."""

_NEW_YEAR: Final[tuple[tuple[int, int], ...]] = (
    (12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3),
)  # fmt: skip
_ANY_YEAR: Final = (1900, 2199)  #: for who keeps a calendar without the national holidays


@cache
def known_years(base: Base) -> tuple[int, int]:
    """The first and the last year for which the holidays are known."""
    return _ANY_YEAR if base == "none" else (min(_years()), max(_years()))


@cache
def holidays_of(base: Base) -> Mapping[date, Holiday]:
    """Every day off of all years that are known; a day of two kinds is national."""
    if base == "none":
        return {}
    national = _named("public", "national")
    if base == "jp_bank":
        return _named("bank", "bank") | national
    if base == "jp_office":
        closed = Holiday("行政機関の休日", "office")
        return {date(year, *day): closed for year in _years() for day in _NEW_YEAR} | national
    return national


@cache
def _years() -> range:
    from holidays.countries.japan import Japan  # noqa: PLC0415  # 10 MB, needed by few processes

    return range(Japan.start_year, Japan.end_year + 1)


@cache
def _named(category: str, kind: HolidayKind) -> dict[date, Holiday]:
    from holidays.countries.japan import Japan  # noqa: PLC0415  # see `_years`

    found = Japan(years=_years(), categories=(category,), language="ja")
    same = {name: Holiday(name, kind) for name in set(found.values())}
    return {day: same[name] for day, name in sorted(found.items())}
