from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import F
from django.utils import timezone

from urakata.access.rights import known_apps
from urakata.definition.queries import list_apps, live_schema
from urakata.directory.actors import actor_of, system_actor
from urakata.directory.company_calendar import calendar
from urakata.directory.delegations import standing_in
from urakata.directory.managers import manager_of
from urakata.directory.orders import list_orders
from urakata.directory.people import snapshot, snapshot_on
from urakata.directory.tenures import stays_of
from urakata.directory.today import company_today
from urakata.packs import demo
from urakata.process.models import Step
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


def test_requests_stand_everywhere_on_their_way_with_somebody_to_act(company, admin):
    def count(code, status):
        query = f'ステータス in ("{status}")'
        return count_records(actor=admin, app=company[code], query=query)

    ways = {
        "RINGI": ("下書き", "承認中", "承認済み", "却下"),
        "BIHIN": ("下書き", "承認中", "納品済み"),
    }
    counts = {(code, status): count(code, status) for code in ways for status in ways[code]}
    assert [where for where, number in counts.items() if not number] == []
    for code in ways:
        waiting = list_records(
            actor=admin, app=company[code], query='ステータス in ("承認中")'
        ).records
        assert all(record["作業者"]["value"] for record in waiting)


def test_nobody_decided_about_his_own_request_and_everything_took_its_time(company):
    steps = Step.objects.filter(number__gt=0, state="passed", entered_at__isnull=False)

    assert steps.filter(by_id=F("route__applicant_id")).count() == 0
    assert steps.filter(waited__gt=3600).count() > 500
    assert Step.objects.filter(left_at__gt=timezone.now()).count() == 0


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


def test_the_company_moves_every_april(company):
    people, system = snapshot(), system_actor()
    hirano = people.find("user", "hirano")
    happened, *coming = list_orders(actor=system, with_past=True)
    april = coming[0].effective_on

    assert happened.applied_at is not None
    stays = [people.organizations[stay.organization_id].code for stay in stays_of(hirano)]
    assert stays == ["eigyo2", "osaka"]
    assert [stay.since for stay in stays_of(hirano)] == [date(2016, 4, 1), happened.effective_on]
    assert [order.user.code for order in coming] == ["ogata", "arai", "nagai"]
    then = snapshot_on(april)
    places = {then.organizations[post.organization_id].name for post in then.posts_of(hirano)}
    assert (april.month, april.day, places) == (4, 1, {"第二営業部", "大阪支店"})
    assert then.organization_members(then.find("organization", "dx_suishin")) == [
        people.find("user", code) for code in ("ogata", "arai")
    ]


def test_somebody_is_away_and_another_decides_meanwhile(company):
    book = standing_in(snapshot(), company_today())
    yoshioka, hamada = (snapshot().find("user", code) for code in ("yoshioka", "hamada"))
    purchases = company["BIHIN"].app_id

    assert book.is_absent(yoshioka)
    assert book.delegates_of(yoshioka, purchases, Decimal(500_000)) == [hamada]
    assert book.delegates_of(yoshioka, purchases, Decimal(500_001)) == []


def test_who_stands_above_whom_follows_the_ranks_of_titles(company):
    people = snapshot()

    def above(code, levels):
        return [
            people.user(id_).code
            for id_ in manager_of(people, people.find("user", code), levels).user_ids
        ]

    assert [above("kitagawa", n) for n in (1, 2, 3, 4)] == [
        ["hirano"],
        ["nishimura"],
        ["hoshino"],
        ["minato"],
    ]
