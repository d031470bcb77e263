from __future__ import annotations

from decimal import Decimal

import pytest

from urakata.kernel.payment_words import read_day, read_months, read_shift


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("20", 20),
        ("２０日", 20),
        (" 5 ", 5),
        ("末", 31),
        ("月末", 31),
        ("末日", 31),
        (Decimal(10), 10),
    ],
)
def test_a_day_of_the_month_is_read_as_people_write_it(value, day):
    assert read_day(value) == day


@pytest.mark.parametrize(
    ("value", "months"), [("当月", 0), ("翌月", 1), ("翌々月", 2), ("3", 3), (Decimal(12), 12)]
)
def test_a_month_is_read_as_people_write_it(value, months):
    assert read_months(value) == months


@pytest.mark.parametrize(
    ("value", "shift"), [("前営業日", "previous"), ("翌営業日", "next"), ("そのまま", "none")]
)
def test_a_shift_is_read_as_people_write_it(value, shift):
    assert read_shift(value) == shift


@pytest.mark.parametrize("read", [read_day, read_months, read_shift])
@pytest.mark.parametrize(
    "value", ["", None, "-1", "x", "十", "99", Decimal("1.5"), Decimal(-1), []]
)
def test_anything_else_is_refused(read, value):
    with pytest.raises(ValueError, match="no such term"):
        read(value)
