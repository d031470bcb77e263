"""締日と支払日: up to which day a month's business is billed, and on which day that is paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from urakata.kernel.business_time import Calendar, Shift, end_of_month

END: Final = 31  #: 末: the last day, however long the month


@dataclass(frozen=True, slots=True)
class PaymentTerms:
    """20日締め翌月末払い is ``PaymentTerms(closing=20, months=1, day=END)``.

    A day that a month does not have (30 in February) is its last. Raises `ValueError` for a payment
    that would come before its closing.
    """

    closing: int  #: 締日, 1 to 31
    months: int  #: 当月 0, 翌月 1, 翌々月 2, and so on
    day: int  #: 支払日, 1 to 31
    shift: Shift = "none"  #: where a day on which nobody works goes

    def __post_init__(self) -> None:
        if not (1 <= self.closing <= END and 1 <= self.day <= END and 0 <= self.months <= 12):
            raise ValueError("no such day or month")
        if self.months == 0 and self.day < self.closing:
            raise ValueError("paid before it is closed")

    def closing_day(self, day: date) -> date:
        """The first closing day on or after a day."""
        this = _within(day.year, day.month, self.closing)
        return this if day <= this else _within(*_later(day, 1), self.closing)

    def payment_day(self, day: date, calendar: Calendar) -> date:
        """When that which happened on a day is paid; raises `Invalid` outside the known years."""
        year, month = _later(self.closing_day(day), self.months)
        return calendar.move(_within(year, month, self.day), self.shift)


def _later(day: date, months: int) -> tuple[int, int]:
    years, month = divmod(day.month - 1 + months, 12)
    return day.year + years, month + 1


def _within(year: int, month: int, day: int) -> date:
    last = end_of_month(year, month)
    return last.replace(day=min(day, last.day))
