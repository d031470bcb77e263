"""What a transaction changed and took back, nobody remembers; what it changed, it sees itself."""

from __future__ import annotations

import pytest
from django.db import transaction

from urakata.directory import epochs, services, units
from urakata.directory.absences import add_absence
from urakata.directory.actors import system_actor
from urakata.directory.delegations import standing_in
from urakata.directory.people import snapshot
from urakata.directory.periods import Period
from urakata.directory.today import company_today
from urakata.directory.units import NewNamed, NewOrganization

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> dict[str, int]:
    """営業部 with a group 班, and 佐藤 and 鈴木 who are in neither."""
    by = system_actor()
    units.create_organizations(actor=by, organizations=[NewOrganization("sales", "営業部")])
    units.create_group(actor=by, group=NewNamed("team", "班"))
    users = [services.NewUser(code, code) for code in ("sato", "suzuki")]
    return dict(zip(("sato", "suzuki"), services.create_users(actor=by, users=users), strict=True))


def test_what_was_read_of_a_change_that_was_taken_back_is_forgotten(firm):
    by = system_actor()
    epochs.bump("directory")
    people = snapshot()
    unit = people.find("organization", "sales")
    group = people.find("group", "team")
    with transaction.atomic():
        units.add_members(actor=by, organization="sales", users=["sato"])
        units.add_to_group(actor=by, group="team", users=["sato"])
        services.set_manager(actor=by, code="sato", manager="suzuki")
        assert people.organization_members(unit) == [firm["sato"]]
        assert people.group_members(group) == [firm["sato"]]
        assert people.managers == {firm["sato"]: firm["suzuki"]}
        transaction.set_rollback(True)

    assert snapshot() is people
    assert people.organization_members(unit) == []
    assert people.group_members(group) == []
    assert people.managers == {}


def test_what_was_read_before_a_change_is_not_read_again(firm, django_assert_num_queries):
    people = snapshot()
    assert people.posts_of(firm["sato"]) == []

    units.add_members(actor=system_actor(), organization="sales", users=["sato"])

    with django_assert_num_queries(0):
        assert people.posts_of(firm["sato"]) == []
    assert [post.user_id for post in snapshot().posts_of(firm["sato"])] == [firm["sato"]]


def test_the_changing_transaction_reads_each_part_once(firm, django_assert_num_queries):
    units.add_members(actor=system_actor(), organization="sales", users=["sato"])

    with django_assert_num_queries(5):
        people = snapshot()
        assert len(people.posts_of(firm["sato"])) == 1
    with django_assert_num_queries(1):  # the epoch
        assert len(snapshot().posts_of(firm["sato"])) == 1


def test_absences_that_were_taken_back_are_forgotten(firm):
    people, today = snapshot(), company_today()
    with transaction.atomic():
        add_absence(actor=system_actor(), period=Period(today, today), code="sato")
        assert standing_in(people, today).is_absent(firm["sato"])
        transaction.set_rollback(True)

    assert not standing_in(snapshot(), today).is_absent(firm["sato"])
