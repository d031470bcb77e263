from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urakata.kernel.business_time import Calendar, Holiday
from urakata.kernel.payment_terms import END, PaymentTerms

CALENDAR = Calendar(2020, 2030, {date(2026, 12, 31): Holiday("大晦日", "bank")})


@pytest.mark.parametrize(
    ("terms", "day", "paid"),
    [
        (PaymentTerms(END, 1, END), date(2026, 1, 15), date(2026, 2, 28)),
        (PaymentTerms(20, 1, END), date(2026, 3, 20), date(2026, 4, 30)),
        (PaymentTerms(20, 1, END), date(2026, 3, 21), date(2026, 5, 31)),
        (PaymentTerms(20, 0, END), date(2026, 12, 21), date(2027, 1, 31)),
        (PaymentTerms(END, 2, 10), date(2026, 11, 30), date(2027, 1, 10)),
        (PaymentTerms(10, 1, 10), date(2028, 2, 29), date(2028, 4, 10)),
    ],
)
def test_a_day_is_paid_by_the_terms_of_its_closing(terms, day, paid):
    assert terms.payment_day(day, CALENDAR) == paid


def test_a_closing_day_that_the_month_does_not_have_is_its_last():
    assert PaymentTerms(30, 1, 30).closing_day(date(2026, 2, 28)) == date(2026, 2, 28)
    assert PaymentTerms(30, 1, 30).closing_day(date(2026, 3, 31)) == date(2026, 4, 30)


def test_a_payment_on_a_day_off_moves_as_agreed():
    november = date(2026, 11, 5)

    assert PaymentTerms(END, 1, END, "none").payment_day(november, CALENDAR) == date(2026, 12, 31)
    assert PaymentTerms(END, 1, END, "previous").payment_day(november, CALENDAR) == date(
        2026, 12, 30
    )
    assert PaymentTerms(END, 1, END, "next").payment_day(november, CALENDAR) == date(2027, 1, 1)


@pytest.mark.parametrize("numbers", [(0, 1, 1), (32, 1, 1), (1, -1, 1), (1, 13, 1), (20, 0, 19)])
def test_terms_that_make_no_sense_cannot_be_made(numbers):
    with pytest.raises(ValueError, match=r"."):
        PaymentTerms(*numbers)


@given(st.dates(date(2021, 1, 1), date(2028, 12, 31)), st.integers(1, 31), st.integers(0, 3))
def test_nothing_is_closed_before_it_happened_or_paid_before_it_is_closed(day, closing, months):
    terms = PaymentTerms(closing, months, END)
    closed = terms.closing_day(day)

    assert 0 <= (closed - day).days < 31
    assert terms.closing_day(closed) == closed
    assert terms.payment_day(day, CALENDAR) >= closed
