"""Who is where, was, and will be, over our own API."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction

from tests.api.native.asking import Native
from urakata.directory import units
from urakata.directory.actors import system_actor
from urakata.directory.models import Organization
from urakata.directory.orders import NewChange, NewOrder, add_changes, add_orders
from urakata.directory.services import disable_user, set_manager
from urakata.directory.tenures import effective_on
from urakata.directory.today import company_today

SUZUKI = {"code": "suzuki", "name": "鈴木 一郎"}
TAKAHASHI = {"code": "takahashi", "name": "高橋 誠"}
HEAD = {"code": "head", "name": "部長"}
UNITS = {
    "sales": {"code": "sales", "name": "営業部"},
    "sales1": {"code": "sales1", "name": "第一課"},
    "ga": {"code": "ga", "name": "総務部"},
}


def of_person(code: str) -> str:
    return f"/api/v1/people/{code}/posts"


def of_organization(code: str) -> str:
    return f"/api/v1/organizations/{code}/posts"


def a_post(person: object, unit: str, title: object, since: str, until: str | None) -> object:
    return {
        "person": person,
        "organization": UNITS[unit],
        "title": title,
        "isPrimary": None,
        "since": since,
        "until": until,
    }


def standing(person: object, unit: object, title: object, *, is_primary: bool) -> object:
    return {
        "person": person,
        "organization": unit,
        "title": title,
        "isPrimary": is_primary,
        "since": None,
        "until": None,
    }


@pytest.fixture
def moved(company: date) -> date:
    """鈴木 went from 第一課 to 営業部 as its 部長 a month ago, and reports to 田中 since."""
    day = company_today() - timedelta(days=30)
    system = system_actor()
    with transaction.atomic(), effective_on(day):
        units.remove_members(actor=system, organization="sales1", users=["suzuki"])
        units.add_members(actor=system, organization="sales", users=["suzuki"], title="head")
        set_manager(actor=system, code="suzuki", manager="tanaka")
    return day


def test_a_persons_posts_are_told_with_their_days(
    tanaka: object, suzuki_asks: Native, company: date, moved: date
):
    begun, changed = company.isoformat(), moved.isoformat()

    told = suzuki_asks("GET", of_person("suzuki")).body

    assert (told["person"], told["on"]) == (SUZUKI, None)
    assert told["posts"] == [
        a_post(SUZUKI, "sales1", None, begun, changed),
        a_post(SUZUKI, "ga", None, begun, None),
        a_post(SUZUKI, "sales", HEAD, changed, None),
    ]
    assert told["eras"][-2:] == [
        {
            "since": begun,
            "until": changed,
            "isActive": True,
            "primaryOrganization": UNITS["sales1"],
            "manager": None,
        },
        {
            "since": changed,
            "until": None,
            "isActive": True,
            "primaryOrganization": None,
            "manager": {"code": "tanaka", "name": "田中 実"},
        },
    ]


def test_a_day_tells_the_posts_of_then(suzuki_asks: Native, company: date, moved: date):
    eve = (moved - timedelta(days=1)).isoformat()

    told = suzuki_asks("GET", of_person("suzuki"), on=eve).body

    assert told == {
        "person": SUZUKI,
        "on": eve,
        "posts": [
            standing(SUZUKI, UNITS["sales1"], None, is_primary=True),
            standing(SUZUKI, UNITS["ga"], None, is_primary=False),
        ],
        "eras": [],
    }


def test_an_organizations_people_are_told_with_their_days(
    suzuki_asks: Native, company: date, moved: date
):
    told = suzuki_asks("GET", of_organization("sales")).body

    assert told == {
        "organization": UNITS["sales"],
        "on": None,
        "posts": [
            a_post(TAKAHASHI, "sales", HEAD, company.isoformat(), None),
            a_post(SUZUKI, "sales", HEAD, moved.isoformat(), None),
        ],
        "eras": [
            {
                "since": company.isoformat(),
                "until": None,
                "name": "営業部",
                "parent": None,
                "isClosed": False,
            }
        ],
    }


def test_who_left_is_in_the_history_and_not_among_those_of_a_day(
    suzuki_asks: Native, company: date
):
    disable_user(actor=system_actor(), code="takahashi")
    today = company_today().isoformat()

    assert suzuki_asks("GET", of_organization("sales"), on=today).body["posts"] == []
    assert len(suzuki_asks("GET", of_organization("sales")).body["posts"]) == 1


def test_an_organization_that_is_gone_still_has_its_history(suzuki_asks: Native, company: date):
    Organization.objects.filter(code="sales1").delete()

    told = suzuki_asks("GET", of_organization("sales1")).body

    assert told["organization"] == UNITS["sales1"]
    assert [each["until"] for each in told["posts"]] == [company_today().isoformat()]
    assert told["eras"][0]["parent"] == UNITS["sales"]
    gone = suzuki_asks("GET", of_person("suzuki")).body["posts"][0]
    assert gone["organization"] == UNITS["sales1"]


def test_an_administrator_sees_the_chart_of_a_day_to_come(sato_asks: Native, company: date):
    day, system = company_today() + timedelta(days=10), system_actor()
    opening = NewChange(day, "OPEN", "plan", name="企画部", parent="sales")
    add_changes(actor=system, changes=[opening])
    add_orders(actor=system, orders=[NewOrder(day, "CONCURRENT", "plan", "takahashi", "head")])
    on = day.isoformat()
    plan = {"code": "plan", "name": "企画部"}

    assert {"parent": "sales", "isClosed": False, **plan} in sato_asks(
        "GET", "/api/v1/organizations", on=on
    ).body["organizations"]
    assert sato_asks("GET", of_organization("plan"), on=on).body["posts"] == [
        standing(TAKAHASHI, plan, HEAD, is_primary=False)
    ]
    now = sato_asks("GET", "/api/v1/organizations").body
    assert [each["code"] for each in now["organizations"]] == ["sales", "sales1", "ga"]
    assert sato_asks("GET", of_organization("plan")).code == "GAIA_IL28"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/people/nobody/posts", 400, "GAIA_IL26"),
        ("/api/v1/organizations/nowhere/posts", 400, "GAIA_IL28"),
        ("/api/v1/people/suzuki/posts?on=9998-01-01", 403, "CB_NO02"),
        ("/api/v1/organizations/sales/posts?on=9998-01-01", 403, "CB_NO02"),
        ("/api/v1/organizations?on=9998-01-01", 403, "CB_NO02"),
        ("/api/v1/organizations?on=tomorrow", 400, "CB_VA01"),
    ],
)
def test_what_is_not_there_or_not_theirs_is_not_told(
    suzuki_asks: Native, company: date, path: str, status: int, code: str
):
    refused = suzuki_asks.answer("GET", path, b"", "")

    assert (refused.status, refused.code) == (status, code)
