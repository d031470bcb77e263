"""The company calendar from the command line."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner, Result

from tests.directory.hearing import heard
from urakata.directory.company_calendar import company_days
from urakata.directory.company_days import CompanyDays, SpecialDays
from urakata.kernel.business_time import Span
from urakata.main.cli.root import main

pytestmark = pytest.mark.django_db
NEW_YEAR = ("年末年始休業", "2026-12-29", "2027-01-03")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["calendar", *arguments])


def test_the_calendar_is_shown():
    run("add", *NEW_YEAR, "--yearly")

    shown = run("show").output.splitlines()

    assert shown[1:] == [
        "base\tjp_public",
        "closed-weekdays\tSATURDAY SUNDAY",
        "opening\t09:00-12:00 13:00-18:00",
        "timezone\tAsia/Tokyo",
        "fiscal-month\t4",
        "休み\t年末年始休業\t2026-12-29\t2027-01-03\t毎年",
    ]
    assert "2026-12-31\t年末年始休業\tcompany" in run("show", "--year", "2026").output


def test_what_is_given_is_changed_and_the_journal_tells():
    options = ["--closed", "sunday", "--opening", "10:00-16:00", "--fiscal-month", "1"]
    done = run("set", *options, "--base", "jp_bank", "--timezone", "Asia/Seoul")

    assert done.exit_code == 0
    assert company_days() == CompanyDays(
        base="jp_bank",
        closed_weekdays=frozenset({6}),
        opening=(Span(600, 960),),
        timezone="Asia/Seoul",
        fiscal_month=1,
    )
    assert len(heard("calendar.edit")) == 1


@pytest.mark.parametrize(
    "options",
    [
        ["--opening", "9-12"],
        ["--opening", "12:00-09:00"],
        ["--fiscal-month", "13"],
        ["--timezone", "Tokyo"],
        [*(option for day in ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun") for option in ("--closed", f"{day}day"))],
    ],
)  # fmt: skip
def test_what_makes_no_calendar_is_refused(options: list[str]):
    assert run("set", *options).exit_code == 1
    assert company_days() == CompanyDays()
    assert heard("calendar.edit") == []


def test_days_are_added_and_removed_by_name():
    run("add", *NEW_YEAR)
    run("add", "棚卸", "2026-03-28", "--working")
    run("add", "棚卸", "2027-03-27", "--working")
    stocktaking = SpecialDays("棚卸", "working", date(2026, 3, 28), date(2026, 3, 28))

    assert run("remove", "棚卸", "--first", "2027-03-27").exit_code == 0
    assert run("remove", "年末年始休業").exit_code == 0

    assert company_days().days == (stocktaking,)
    assert run("remove", "創立記念日").exit_code == 1
    assert run("add", "逆", "2026-03-28", "2026-03-27").exit_code == 1
    assert company_days().days == (stocktaking,)


@pytest.mark.parametrize(
    ("arguments", "day"),
    [
        (["--from", "2026-12-25"], "2026-12-28"),
        (["2", "--from", "2026-12-28"], "2027-01-05"),
        (["1", "--from", "2026-12-30", "--calendar", "jp_public"], "2026-12-31"),
        (["--from", "2027-01-04", "--", "-1"], "2026-12-28"),
    ],
)
def test_business_days_are_counted(arguments: list[str], day: str):
    run("add", *NEW_YEAR)
    run("add", "大掃除", "2026-12-29", "2026-12-29", "--working")
    run("remove", "大掃除")

    assert run("next", *arguments).output == f"{day}\n"


@pytest.mark.parametrize(
    ("value", "unit", "due"),
    [
        ("1", "business_days", "2027-01-04 18:00"),
        ("3", "BUSINESS_HOURS", "2027-01-04 10:00"),
        ("1", "days", "2026-12-30 00:00"),
        ("5", "HOURS", "2026-12-28 21:00"),
    ],
)
def test_a_due_is_previewed(value: str, unit: str, due: str):
    run("add", *NEW_YEAR)

    assert run("due", value, unit, "--from", "2026-12-28 16:00").output == f"{due}\n"


def test_a_year_that_nobody_knows_is_refused_with_a_sentence():
    refused = run("next", "--from", "2101-01-01")

    assert refused.exit_code == 1
    assert "2101" in refused.output
