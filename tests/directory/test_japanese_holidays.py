"""Against dates that the Cabinet Office has published and the laws themselves."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from urakata.directory.japanese_holidays import holidays_of, known_years
from urakata.kernel.business_time import Holiday


def test_the_national_holidays_of_a_year_are_those_published():
    found = {day: holiday.name for day, holiday in holidays_of("jp_public").items()}

    assert {day: name for day, name in found.items() if day.year == 2026} == {
        date(2026, 1, 1): "元日",
        date(2026, 1, 12): "成人の日",
        date(2026, 2, 11): "建国記念の日",
        date(2026, 2, 23): "天皇誕生日",
        date(2026, 3, 20): "春分の日",
        date(2026, 4, 29): "昭和の日",
        date(2026, 5, 3): "憲法記念日",
        date(2026, 5, 4): "みどりの日",
        date(2026, 5, 5): "こどもの日",
        date(2026, 5, 6): "振替休日",
        date(2026, 7, 20): "海の日",
        date(2026, 8, 11): "山の日",
        date(2026, 9, 21): "敬老の日",
        date(2026, 9, 22): "国民の休日",
        date(2026, 9, 23): "秋分の日",
        date(2026, 10, 12): "スポーツの日",
        date(2026, 11, 3): "文化の日",
        date(2026, 11, 23): "勤労感謝の日",
    }


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2019, 5, 1), "天皇の即位の日"),
        (date(2019, 10, 22), "即位礼正殿の儀が行われる日"),
        (date(2020, 7, 24), "スポーツの日"),
        (date(2021, 8, 8), "山の日"),
    ],
)
def test_the_law_of_each_year_counts(day: date, name: str):
    assert holidays_of("jp_public")[day].name == name


def test_the_law_of_a_later_year_does_not():
    days = holidays_of("jp_public")

    assert date(2020, 10, 12) not in days  # moved for the Olympic games
    assert date(1984, 5, 4) not in days  # no 国民の休日 before 1985
    assert date(2015, 8, 11) not in days


def test_banks_are_closed_at_the_turn_of_the_year():
    banks, closed = holidays_of("jp_bank"), Holiday("銀行休業日", "bank")

    assert [banks.get(date(2026, 12, day)) for day in (30, 31)] == [None, closed]
    assert [banks.get(date(2027, 1, day)) for day in (1, 2, 3, 4)] == [
        Holiday("元日", "national"),
        closed,
        closed,
        None,
    ]


def test_government_offices_are_closed_from_december_29():
    offices = holidays_of("jp_office")

    assert date(2026, 12, 28) not in offices
    assert offices[date(2026, 12, 29)] == Holiday("行政機関の休日", "office")
    assert offices[date(2027, 1, 3)].kind == "office"
    assert offices[date(2027, 1, 1)].name == "元日"


def test_the_years_that_the_library_knows_are_said():
    assert known_years("jp_public") == (1949, 2099)
    assert known_years("none") == (1900, 2199)
    assert holidays_of("none") == {}
    assert {day.year for day in holidays_of("jp_public")} == set(range(1949, 2100))


def test_whoever_needs_no_holidays_does_not_pay_for_the_library():
    program = "import sys, urakata.directory.japanese_holidays; print('holidays' in sys.modules)"

    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert ran.stdout == b"False\n"
