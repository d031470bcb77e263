"""Tests of the letters of DATE_FORMAT."""

from __future__ import annotations

from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from urakata.definition.formulas.date_format import format_moment

MIDNIGHT = Decimal(1775001600)  #: 2026-04-01T00:00:00Z
AFTERNOON = MIDNIGHT + 13 * 3600 + 5 * 60 + 9


@pytest.mark.parametrize(
    ("token", "at_midnight", "in_the_afternoon"),
    [
        ("YYYY", "2026", "2026"), ("MMMM", "April", "April"), ("MMM", "Apr", "Apr"), ("MM", "04", "04"), ("M", "4", "4"), ("dd", "01", "01"), ("d", "1", "1"),
        ("a", "AM", "PM"), ("KK", "00", "01"), ("K", "0", "1"), ("hh", "12", "01"), ("h", "12", "1"), ("HH", "00", "13"), ("H", "0", "13"), ("kk", "24", "13"), ("k", "24", "13"),
        ("mm", "00", "05"), ("m", "0", "5"), ("ss", "00", "09"), ("s", "0", "9"), ("Z", "+0000", "+0000"), ("ZZ", "+00:00", "+00:00"), ("ZZZ", "UTC", "UTC"),
        ("YYYY年MM月dd日(a)", "2026年04月01日(AM)", "2026年04月01日(PM)"), ("", "", ""), ("x%{}", "x%{}", "x%{}"),
    ],
)  # fmt: skip
def test_a_token_shows_its_part(token, at_midnight, in_the_afternoon):
    assert format_moment(MIDNIGHT, token, ZoneInfo("UTC")) == at_midnight
    assert format_moment(AFTERNOON, token, ZoneInfo("UTC")) == in_the_afternoon


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Asia/Tokyo", "09 +0900 +09:00 Asia/Tokyo"),
        ("America/New_York", "20 -0400 -04:00 America/New_York"),
        ("Asia/Kolkata", "05 +0530 +05:30 Asia/Kolkata"),
        ("Etc/GMT", "00 +0000 +00:00 Etc/GMT"),
    ],
)
def test_a_zone_moves_the_clock(zone, shown):
    assert format_moment(MIDNIGHT, "HH Z ZZ ZZZ", ZoneInfo(zone)) == shown
