"""Business days in conditions; the company works as most do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.definition.conditions.ledger import REQUESTS, an_env, put
from urakata.definition.conditions import parse_condition
from urakata.definition.conditions.ranges import days_of
from urakata.directory.actors import system_actor
from urakata.directory.company_calendar import update_calendar
from urakata.kernel.errors import Invalid

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 5, 1)


def days(function, today=FRIDAY):
    condition = parse_condition(f"期限 = {function}")
    first, after = days_of(condition.values[0], today)
    return first.isoformat(), after.isoformat()


@pytest.mark.parametrize(
    ("function", "day"),
    [
        ("BIZDAY(TODAY(), 1)", "2026-05-07"),
        ("bizday(today(), -1)", "2026-04-30"),
        ("BIZDAY(TODAY(), 0)", "2026-05-01"),
        ("BIZDAY(TOMORROW(), 0)", "2026-05-07"),
        ("BIZDAY(FROM_TODAY(1, MONTHS), +1)", "2026-06-02"),
        ('BIZDAY("2026-12-30", 1)', "2026-12-31"),
        ('BIZDAY("2026-12-30", 1, bank)', "2027-01-04"),
        ('BIZDAY("2026-12-28", 1, "office")', "2027-01-04"),
        ("BIZDAY(BIZDAY(TODAY(), 1), 1)", "2026-05-08"),
        ("NTHBIZDAY(THIS_MONTH(), 1)", "2026-05-01"),
        ("NTHBIZDAY(THIS_MONTH(), -1)", "2026-05-29"),
        ("NTHBIZDAY(NEXT_MONTH(), 5, public)", "2026-06-05"),
    ],
)
def test_a_function_stands_for_a_business_day(function, day):
    assert days(function)[0] == day


def test_a_fiscal_year_is_the_companys():
    assert days("THIS_FISCAL_YEAR()") == ("2026-04-01", "2027-04-01")
    assert days("LAST_FISCAL_YEAR()", date(2026, 3, 31)) == ("2024-04-01", "2025-04-01")
    update_calendar(actor=system_actor(), changes={"fiscal_month": 10})
    assert days("NEXT_FISCAL_YEAR()") == ("2026-10-01", "2027-10-01")


@pytest.mark.parametrize(
    ("function", "code"),
    [
        ("BIZDAY(TODAY())", "GAIA_IL08"),
        ("BIZDAY(TODAY(), 1, bank, 1)", "GAIA_IL08"),
        ("THIS_FISCAL_YEAR(1)", "GAIA_IL08"),
        ("BIZDAY(THIS_MONTH(), 1)", "GAIA_IQ23"),
        ("BIZDAY(TODAY(), 1, moon)", "UR_CA03"),
        ('BIZDAY("1900-01-01", 1)', "UR_CA01"),
        ("BIZDAY(TODAY(), 999999999)", "UR_CA01"),
        ("NTHBIZDAY(THIS_MONTH(), 0)", "UR_CA02"),
        ("BIZDAY(TODAY, 1)", "CB_VA01"),
        ("BIZDAY(LOGINUSER(), 1)", "CB_VA01"),
        ("BIZDAY(NOW(), 1)", "CB_VA01"),
        ('BIZDAY("today", 1)', "CB_VA01"),
        ('BIZDAY(TODAY(), "1")', "CB_VA01"),
        ("BIZDAY(TODAY(), 1.5)", "CB_VA01"),
        ('FROM_TODAY("5", DAYS)', "CB_VA01"),
        ("FROM_TODAY(TODAY(), DAYS)", "CB_VA01"),
        ('THIS_MONTH("LAST")', "CB_VA01"),
        ("TODAY(TODAY())", "CB_VA01"),
    ],
)
def test_what_makes_no_sense_is_refused(found, function, code):
    with pytest.raises(Invalid) as refused:
        found(f"期限 = {function}")

    assert refused.value.code == code


def test_a_field_that_is_no_date_takes_no_business_day(found):
    with pytest.raises(Invalid) as refused:
        found("金額 = BIZDAY(TODAY(), 1)")

    assert refused.value.code == "CB_VA01"


def test_records_are_found_by_business_days(found):
    env = replace(an_env(), now=an_env().now.replace(year=2026, month=5, day=1, hour=3))
    days_ = ("2026-05-01", "2026-05-06", "2026-05-07", "2026-05-08", None)
    ids = [put(REQUESTS, 期限=day) for day in days_]

    assert found("期限 <= BIZDAY(TODAY(), 1) order by $id asc", env=env) == ids[:3]
    assert found("期限 = BIZDAY(TODAY(), 1)", env=env) == ids[2:3]
    assert found("期限 > BIZDAY(TODAY(), 1)", env=env) == ids[3:4]
    assert found("期限 = THIS_FISCAL_YEAR() order by $id asc", env=env) == ids[:4]
