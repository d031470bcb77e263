from __future__ import annotations

from datetime import date

import pytest

from urakata.access.rights import known_apps
from urakata.definition.queries import list_apps, live_schema
from urakata.directory.actors import actor_of, system_actor
from urakata.directory.company_calendar import calendar
from urakata.directory.people import snapshot
from urakata.packs import demo
from urakata.record.read import count_records, list_records

COUNTS = {"TORIHIKI": 140, "RINGI": 180, "BIHIN": 120, "SHAIN": 30, "KENGEN": 45}


@pytest.fixture
def company(db):
    demo.load(actor=system_actor(), password="himitsu-desu", tell=lambda *_: None)
    return {app.code: live_schema(app.id) for app in list_apps()}


@pytest.fixture
def admin(company):
    return actor_of(snapshot().find("user", "admin"))


def test_the_company_has_its_people_apps_and_records(company, admin):
    counts = {code: count_records(actor=admin, app=app, query="") for code, app in company.items()}

    assert counts == COUNTS
    assert (
        len(list(snapshot().user_ids)) == 34
    )  # with admin, auditor, guest and the built-in Administrator


def test_loading_again_adds_nothing(company, admin):
    demo.load(actor=system_actor(), password="himitsu-desu", tell=lambda *_: None)

    assert {a.code for a in list_apps()} == set(COUNTS)
    assert count_records(actor=admin, app=company["RINGI"], query="") == COUNTS["RINGI"]
    assert demo.is_complete()


def test_the_company_is_closed_on_its_foundation_day_and_at_the_turn_of_the_year(company):
    assert calendar().add_business_days(date(2026, 5, 29), 1) == date(2026, 6, 2)
    assert calendar().add_business_days(date(2026, 12, 28), 1) == date(2027, 1, 4)
    assert calendar().is_business_day(date(2027, 3, 27))


def test_proposals_stand_in_every_status_with_somebody_to_act(company, admin):
    ringi = company["RINGI"]

    waiting = list_records(actor=admin, app=ringi, query='ステータス = "決裁待ち" limit 1').records[
        0
    ]

    assert waiting["作業者"]["value"][0]["code"] in {"kirishima", "oda", "minato"}
    for status in ("下書き", "審査中", "差戻し", "承認済み", "却下"):
        assert count_records(actor=admin, app=ringi, query=f'ステータス = "{status}"') > 0


def test_numbers_are_drawn_without_a_gap_and_suppliers_are_read_live(company, admin):
    numbers = [
        record["取引先コード"]["value"]
        for record in list_records(
            actor=admin, app=company["TORIHIKI"], query="order by $id asc limit 500"
        ).records
    ]
    purchase = list_records(actor=admin, app=company["BIHIN"], query="limit 1").records[0]

    assert numbers == [f"C{n:06}" for n in range(1, COUNTS["TORIHIKI"] + 1)]
    assert purchase["仕入先名"]["value"].removesuffix("会社") != ""
    assert purchase["合計金額"]["value"] == str(
        sum(int(line["value"]["小計"]["value"]) for line in purchase["明細"]["value"])
    )


def test_salaries_are_for_personnel_and_the_auditor_alone(company):
    def sees(code):
        actor = actor_of(snapshot().find("user", code))
        page = list_records(actor=actor, app=company["SHAIN"], query="limit 100").records
        return len(page), {"給与" in record for record in page}

    assert {code: sees(code) for code in ("kondo", "kansa", "nagai", "guest", "admin")} == {
        "kondo": (32, {True}),
        "kansa": (32, {True}),
        "nagai": (30, {False}),
        "guest": (30, {False}),
        "admin": (30, {False}),
    }


def test_the_guest_sees_no_other_app(company):
    guest = actor_of(snapshot().find("user", "guest"))

    assert known_apps(guest) == [company["SHAIN"].app_id]
