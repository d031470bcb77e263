"""The company calendar over our own API."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.native.asking import Native
from urakata.directory.company_calendar import company_days
from urakata.directory.company_days import CompanyDays

CALENDAR = "/api/v1/calendar"
FOUNDED = {
    "name": "創立記念日",
    "kind": "holiday",
    "first": "2026-06-01",
    "last": "2026-06-01",
    "isYearly": True,
}
STOCKTAKING = {
    "name": "棚卸",
    "kind": "working",
    "first": "2026-03-28",
    "last": "2026-03-28",
    "isYearly": False,
}


def test_the_calendar_is_shown_to_everybody(suzuki_asks: Native):
    assert suzuki_asks("GET", CALENDAR).body == {
        "base": "jp_public",
        "closedWeekdays": ["SATURDAY", "SUNDAY"],
        "opening": ["09:00-12:00", "13:00-18:00"],
        "timezone": "Asia/Tokyo",
        "fiscalMonth": 4,
        "days": [],
        "years": {"first": 1949, "last": 2099},
    }


def test_an_administrator_changes_it(sato_asks: Native):
    body = {
        "base": "jp_bank",
        "closedWeekdays": ["SUNDAY"],
        "opening": ["10:00-24:00"],
        "timezone": "Asia/Seoul",
        "fiscalMonth": 1,
        "days": [STOCKTAKING, FOUNDED],
    }
    changed = sato_asks("PUT", CALENDAR, body)

    assert changed.body == body | {"years": {"first": 1949, "last": 2099}}
    assert sato_asks("GET", CALENDAR).body == changed.body


def test_what_is_not_sent_stays(sato_asks: Native):
    sato_asks("PUT", CALENDAR, {"days": [FOUNDED]})
    changed = sato_asks("PUT", CALENDAR, {"base": "none"})

    assert changed.body["days"] == [FOUNDED]
    assert changed.body["years"] == {"first": 1900, "last": 2199}


def test_a_year_is_listed_for_a_screen(sato_asks: Native):
    sato_asks("PUT", CALENDAR, {"days": [STOCKTAKING, FOUNDED]})
    year = sato_asks("GET", f"{CALENDAR}/days", year="2026").body

    assert year["holidays"][0] == {"date": "2026-01-01", "name": "元日", "kind": "national"}
    assert {"date": "2026-06-01", "name": "創立記念日", "kind": "company"} in year["holidays"]
    assert year["workingDays"] == [{"date": "2026-03-28", "name": "棚卸"}]
    assert len(year["businessDays"]) == 244
    assert "2026-06-01" not in year["businessDays"]
    assert "2026-03-28" in year["businessDays"]


def test_the_banks_year_is_not_the_companys(suzuki_asks: Native):
    bank = suzuki_asks("GET", f"{CALENDAR}/days", year="2026", calendar="jp_bank").body

    assert {"date": "2026-12-31", "name": "銀行休業日", "kind": "bank"} in bank["holidays"]
    assert len(bank["businessDays"]) == 242


def test_a_year_that_nobody_knows_is_refused(suzuki_asks: Native):
    refused = suzuki_asks("GET", f"{CALENDAR}/days", year="2100")

    assert (refused.status, refused.code) == (400, "UR_CA01")


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"closedWeekdays": ["FUNDAY"]}, "closedWeekdays[0]"),
        (
            {
                "closedWeekdays": [
                    "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY",
                ]
            },
            "closedWeekdays",
        ),
        ({"opening": ["9-12"]}, "opening[0]"),
        ({"opening": ["29:00-29:30"]}, "opening"),
        ({"opening": ["12:00-09:00"]}, "opening"),
        ({"fiscalMonth": 13}, "fiscalMonth"),
        ({"days": [FOUNDED | {"last": "2026-05-31"}]}, "days[0].last"),
        ({"days": [FOUNDED | {"first": "6/1"}]}, "days[0].first"),
        ({"days": [FOUNDED | {"colour": "red"}]}, "days[0].colour"),
        ({"holidays": []}, "holidays"),
    ],
)  # fmt: skip
def test_what_makes_no_calendar_is_refused(sato_asks: Native, body: dict[str, Any], place: str):
    refused = sato_asks("PUT", CALENDAR, body)

    assert (refused.status, list(refused.body["errors"])) == (400, [place])
    assert company_days() == CompanyDays()
