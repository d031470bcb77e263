"""Personnel orders and changes of organizations over our own API."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.api.native.asking import Native
from tests.directory.days import TODAY
from tests.directory.hearing import abouts
from urakata.directory.actors import system_actor
from urakata.directory.models import OrganizationChange, PersonnelOrder
from urakata.directory.people import snapshot
from urakata.directory.services import disable_user

pytestmark = pytest.mark.usefixtures("company")
ORDERS, CHANGES = "/api/v1/personnel-orders", "/api/v1/organization-changes"
DAY = TODAY + timedelta(days=10)
ON, LATER = DAY.isoformat(), (DAY + timedelta(days=5)).isoformat()
SUZUKI = {"code": "suzuki", "name": "鈴木 一郎"}


def order(kind: str, user: str | None, organization: str, **more: Any) -> dict[str, Any]:
    return {"on": ON, "kind": kind, "organization": organization, "user": user, **more}


def change(kind: str, organization: str, **more: Any) -> dict[str, Any]:
    return {"on": ON, "kind": kind, "organization": organization, **more}


def kept() -> tuple[int, int]:
    return PersonnelOrder.objects.count(), OrganizationChange.objects.count()


def test_an_order_is_prepared_listed_and_taken_back(sato_asks: Native):
    new = order("APPOINT", "suzuki", "ga", title="head", note="定期異動")

    (shown,) = sato_asks("POST", ORDERS, {"orders": [new]}).body["orders"]

    assert shown == {
        "id": shown["id"],
        "on": ON,
        "kind": "APPOINT",
        "organization": "ga",
        "user": SUZUKI,
        "title": "head",
        "note": "定期異動",
        "state": "waiting",
        "doneAt": None,
        "problem": None,
    }
    assert sato_asks("GET", ORDERS).body == {"orders": [shown]}
    assert sato_asks("DELETE", f"{ORDERS}/{shown['id']}").status == 204
    assert sato_asks("GET", ORDERS).body == {"orders": []}
    assert sato_asks("GET", ORDERS, past="true").body == {
        "orders": [shown | {"state": "cancelled"}]
    }
    again = sato_asks("DELETE", f"{ORDERS}/{shown['id']}")
    assert (again.status, again.code) == (404, "UR_DG31")


def test_a_change_is_prepared_listed_and_taken_back(sato_asks: Native):
    new = change("OPEN", "plan", name="企画部", parent="sales", note="新設")

    (shown,) = sato_asks("POST", CHANGES, {"changes": [new]}).body["changes"]

    assert shown == {
        "id": shown["id"],
        **new,
        "state": "waiting",
        "doneAt": None,
        "problem": None,
    }
    assert sato_asks("GET", CHANGES).body == {"changes": [shown]}
    assert sato_asks("DELETE", f"{CHANGES}/{shown['id']}").status == 204
    assert sato_asks("GET", CHANGES).body == {"changes": []}


def test_what_is_due_is_done_at_once_and_counts_from_its_day(sato_asks: Native):
    day = TODAY - timedelta(days=7)
    new = order("APPOINT", "suzuki", "ga") | {"on": day.isoformat()}

    (done,) = sato_asks("POST", ORDERS, {"orders": [new]}).body["orders"]

    assert (done["state"], done["doneAt"] is None) == ("done", False)
    told = sato_asks("GET", "/api/v1/people/suzuki/posts").body["posts"]
    days = {(p["organization"]["code"], p["since"], p["until"]) for p in told}
    assert ("sales1", (TODAY - timedelta(days=365)).isoformat(), day.isoformat()) in days
    assert [about["what"] for _, _, about in abouts("order.apply")] == ["APPOINT"]


def test_an_order_that_became_impossible_says_why(sato_asks: Native):
    sato_asks("POST", ORDERS, {"orders": [order("CONCURRENT", "tanaka", "ga")]})
    disable_user(actor=system_actor(), code="tanaka")
    PersonnelOrder.objects.update(effective_on=TODAY)
    now = order("CONCURRENT", "takahashi", "ga") | {"on": TODAY.isoformat()}

    sato_asks("POST", ORDERS, {"orders": [now]})

    (failed,) = sato_asks("GET", ORDERS).body["orders"]
    assert (failed["state"], failed["problem"]) == (
        "failed",
        "このユーザーは停止されているため、異動できません。",
    )


@pytest.mark.parametrize(
    ("new", "code", "place"),
    [
        (order("APPOINT", "nobody", "ga"), "GAIA_IL26", ""),
        (order("APPOINT", "suzuki", "nowhere"), "UR_DG21", "orders[1]"),
        (order("APPOINT", "suzuki", "ga", title="chef"), "CB_VA01", "title"),
        (order("APPOINT", None, "ga"), "CB_VA01", "orders[1].user"),
        (order("APPOINT", "Administrator", "ga"), "CB_VA01", "user"),
        (order("CONCURRENT", "suzuki", "ga"), "UR_DG26", "orders[1]"),
        (order("LEAVE", "takahashi", "ga"), "UR_DG27", "orders[1]"),
        (order("VACATE", None, "ga", title="head"), "UR_DG28", "orders[1]"),
        (order("VACATE", None, "ga"), "CB_VA01", "orders[1].title"),
        (order("VACATE", "suzuki", "sales1", title="head"), "CB_VA01", "orders[1].user"),
        (order("LEAVE", "suzuki", "ga", on="2001-04-01"), "UR_DG30", "orders[1].on"),
        (order("GO", "suzuki", "ga"), "CB_VA01", "orders[1].kind"),
        (order("LEAVE", "suzuki", "ga", on="1 April"), "CB_VA01", "orders[1].on"),
        (order("LEAVE", "suzuki", "ga", note="a\0b"), "CB_VA01", "note"),
        (order("LEAVE", "suzuki", "g\0a"), "CB_VA01", "orders[1].organization"),
        (order("LEAVE", "suz\0uki", "ga"), "GAIA_IL26", ""),
        (order("LEAVE", "suzuki", "ga", who="me"), "CB_VA01", "orders[1].who"),
    ],
)
def test_one_order_that_cannot_be_keeps_none(
    sato_asks: Native, new: dict[str, Any], code: str, place: str
):
    refused = sato_asks("POST", ORDERS, {"orders": [order("CONCURRENT", "tanaka", "ga"), new]})

    assert (refused.status, refused.code, list(refused.errors)) == (
        400,
        code,
        [place] if place else [],
    )
    assert kept() == (0, 0)
    assert abouts("order.add") == []


@pytest.mark.parametrize(
    ("new", "code", "place"),
    [
        (change("OPEN", "ga", name="総務"), "UR_DG22", "changes[1]"),
        (change("OPEN", "pr", name=""), "CB_VA01", "changes[1].name"),
        (change("OPEN", "pr", name="広報部", parent="nowhere"), "UR_DG21", "changes[1]"),
        (change("RENAME", "nowhere", name="広報部"), "UR_DG21", "changes[1]"),
        (change("MOVE", "sales", parent="sales1"), "UR_DG23", "changes[1]"),
        (change("MOVE", "sales", parent="sales"), "UR_DG23", "changes[1]"),
        (change("CLOSE", "sales1"), "UR_DG24", "changes[1]"),
        (change("CLOSE", "plan", on="2001-04-01"), "UR_DG30", "changes[1].on"),
        (change("SPLIT", "sales"), "CB_VA01", "changes[1].kind"),
    ],
)
def test_one_change_that_cannot_be_keeps_none(
    sato_asks: Native, new: dict[str, Any], code: str, place: str
):
    opening = change("OPEN", "plan", name="企画部")

    refused = sato_asks("POST", CHANGES, {"changes": [opening, new]})

    assert (refused.status, refused.code, list(refused.errors)) == (400, code, [place])
    assert kept() == (0, 0)
    assert abouts("order.add") == []


@pytest.mark.parametrize("body", [{}, {"orders": []}, {"orders": [1]}, {"orders": {}}, []])
def test_a_body_of_another_form_is_refused(sato_asks: Native, body: Any):
    refused = sato_asks("POST", ORDERS, body)

    assert refused.status == 400
    assert kept() == (0, 0)


def test_what_goes_against_something_prepared_names_it(sato_asks: Native):
    sato_asks("POST", CHANGES, {"changes": [change("OPEN", "plan", name="企画部")]})
    going = order("APPOINT", "suzuki", "plan", on=LATER)
    sato_asks("POST", ORDERS, {"orders": [going]})
    (opening,) = OrganizationChange.objects.all()

    taken_back = sato_asks("DELETE", f"{CHANGES}/{opening.pk}")
    closed = sato_asks("POST", CHANGES, {"changes": [change("CLOSE", "plan")]})

    assert [(each.status, each.code) for each in (taken_back, closed)] == [(400, "UR_DG20")] * 2
    assert "異動 鈴木 一郎 → plan" in closed.body["message"]
    assert kept() == (1, 1)
    assert OrganizationChange.objects.filter(cancelled_at=None).count() == 1


def test_who_is_no_administrator_sees_and_changes_nothing(sato_asks: Native, suzuki_asks: Native):
    sato_asks("POST", ORDERS, {"orders": [order("LEAVE", "suzuki", "ga")]})
    (row,) = PersonnelOrder.objects.all()

    denied = [
        suzuki_asks("GET", ORDERS),
        suzuki_asks("GET", CHANGES),
        suzuki_asks("POST", ORDERS, {"orders": [order("APPOINT", "suzuki", "ga", title="head")]}),
        suzuki_asks("POST", CHANGES, {"changes": [change("CLOSE", "ga")]}),
        suzuki_asks("DELETE", f"{ORDERS}/{row.pk}"),
    ]

    assert [(each.status, each.code) for each in denied] == [(403, "CB_NO02")] * 5
    row.refresh_from_db()
    assert (row.cancelled_at, kept()) == (None, (1, 0))
    assert len(abouts("order.add", "order.cancel")) == 1


def test_a_whole_april_comes_over_the_api(sato_asks: Native, company: date):
    openings = [change("OPEN", "plan", name="企画部", parent="sales")]
    moves = [
        order("APPOINT", "suzuki", "plan", title="chief"),
        order("CONCURRENT", "takahashi", "plan", title="head"),
    ]
    assert sato_asks("POST", CHANGES, {"changes": openings}).status == 200
    assert sato_asks("POST", ORDERS, {"orders": moves}).status == 200
    assert sato_asks("POST", CHANGES, {"changes": [change("CLOSE", "sales1")]}).status == 200

    manager = sato_asks("GET", "/api/v1/people/suzuki/manager", on=ON).body
    chart = sato_asks("GET", "/api/v1/organizations", on=ON).body["organizations"]

    assert [each["code"] for each in manager["found"]] == ["takahashi"]
    assert manager["path"][0]["organization"] == {"code": "plan", "name": "企画部"}
    assert [each["code"] for each in chart if each["isClosed"]] == ["sales1"]
    assert snapshot().find("organization", "plan") is None
