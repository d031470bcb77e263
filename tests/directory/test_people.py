from __future__ import annotations

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from urakata.directory import services, units
from urakata.directory.actors import system_actor
from urakata.directory.people import Snapshot, snapshot

pytestmark = pytest.mark.django_db


def test_codes_and_ids_lead_to_each_other(company: dict[str, int]):
    people = snapshot()

    assert people.find("user", "sato") == company["sato"]
    assert people.show("user", company["sato"]) == {"code": "sato", "name": "佐藤"}
    assert people.find("organization", "sato") is None
    assert people.show("group", 0) == {"code": "", "name": ""}


def test_the_same_snapshot_serves_until_somebody_changes_the_directory(company: dict[str, int]):
    before = snapshot()
    assert snapshot() is before

    services.update_user(actor=system_actor(), code="sato", changes={"name": "佐藤花子"})

    assert snapshot().show("user", company["sato"])["name"] == "佐藤花子"
    assert before.show("user", company["sato"])["name"] == "佐藤"


def test_a_change_that_is_rolled_back_leaves_no_trace(company: dict[str, int]):
    with transaction.atomic():
        services.disable_user(actor=system_actor(), code="sato")
        assert snapshot().only_active([company["sato"]]) == []
        transaction.set_rollback(True)

    assert snapshot().only_active([company["sato"]]) == [company["sato"]]


def test_everyone_is_everybody_who_may_act(company: dict[str, int]):
    services.disable_user(actor=system_actor(), code="tanaka")
    people = snapshot()

    members = people.group_members(people.everyone_id)

    assert set(members) >= {company["sato"], company["suzuki"], people.administrator_id}
    assert company["tanaka"] not in members


def test_an_organization_has_its_own_members_and_if_asked_those_below(company: dict[str, int]):
    people = snapshot()
    sales = people.find("organization", "sales") or 0

    assert people.organization_members(sales) == [company["sato"]]
    assert people.organization_members(sales, with_subs=True) == [
        company["sato"],
        company["suzuki"],
    ]


def test_a_person_knows_their_posts_and_groups(company: dict[str, int]):
    people = snapshot()
    (post,) = people.posts_of(company["sato"])

    assert people.organizations[post.organization_id].code == "sales"
    assert people.titles[post.title_id or 0].name == "課長"
    assert [people.groups[g].code for g in people.groups_of(company["tanaka"])] == [
        "everyone",
        "project",
    ]


def test_only_members_of_administrators_administer(company: dict[str, int]):
    units.add_to_group(actor=system_actor(), group="Administrators", users=["suzuki"])

    assert snapshot().is_administrator(company["suzuki"])
    assert not snapshot().is_administrator(company["sato"])


@pytest.mark.parametrize("extra", [0, 50])
def test_reading_takes_as_many_queries_whatever_the_number_of_people(
    company: dict[str, int], extra: int, django_assert_num_queries: DjangoAssertNumQueries
):
    users = [services.NewUser(f"u{n}", f"人{n}", groups=["project"]) for n in range(extra)]
    services.create_users(actor=system_actor(), users=users)

    with django_assert_num_queries(6):
        people = Snapshot(1)
        people.posts_in(1), people.titles, people.is_administrator(1)
