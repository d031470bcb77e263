from __future__ import annotations

import pytest

from urakata.directory import units
from urakata.directory.actors import actor_of, system_actor
from urakata.directory.people import snapshot
from urakata.directory.units import NewNamed, NewOrganization
from urakata.kernel.errors import Forbidden, Invalid

pytestmark = pytest.mark.django_db


def test_parents_may_come_in_the_same_list_before_their_children(company: dict[str, int]):
    people = snapshot()
    sales, sales1 = people.find("organization", "sales"), people.find("organization", "sales1")

    assert people.tree.ancestors(sales1 or 0) == [sales]


def test_children_may_not_come_before_their_parents():
    rows = [NewOrganization("b", "B", parent="a"), NewOrganization("a", "A")]

    with pytest.raises(Invalid) as raised:
        units.create_organizations(actor=system_actor(), organizations=rows)

    assert raised.value.problems[0].at == "organizations[0].parent"
    assert snapshot().find("organization", "a") is None


def test_an_organization_moves_with_all_within_it(company: dict[str, int]):
    units.move_organization(actor=system_actor(), code="sales", parent="ga")
    people = snapshot()

    codes = [
        people.organizations[o].code
        for o in people.tree.ancestors(people.find("organization", "sales1") or 0)
    ]
    assert codes == ["sales", "ga"]


def test_an_organization_never_comes_to_lie_within_itself(company: dict[str, int]):
    for parent in ("sales", "sales1"):
        with pytest.raises(Invalid) as raised:
            units.move_organization(actor=system_actor(), code="sales", parent=parent)
        assert raised.value.problems[0].at == "parent"

    sales = snapshot().find("organization", "sales") or 0
    assert snapshot().tree.ancestors(sales) == []


def test_joining_again_gives_the_new_title(company: dict[str, int]):
    add = {"actor": system_actor(), "organization": "sales", "users": ["suzuki", "sato"]}
    units.add_members(**add)
    units.add_members(**add, title="manager")
    people = snapshot()

    posts = people.posts_in(people.find("organization", "sales") or 0)
    assert [people.titles[p.title_id or 0].code for p in posts] == ["manager", "manager"]


def test_leaving_an_organization_ends_its_being_the_primary_one(company: dict[str, int]):
    units.remove_members(actor=system_actor(), organization="sales", users=["sato"])

    assert actor_of(company["sato"]).primary_organization_id is None
    assert actor_of(company["sato"]).organization_ids == frozenset()


def test_joining_and_leaving_a_group(company: dict[str, int]):
    units.add_to_group(actor=system_actor(), group="project", users=["sato", "tanaka"])
    units.remove_from_group(actor=system_actor(), group="project", users=["tanaka"])
    people = snapshot()

    assert people.group_members(people.find("group", "project") or 0) == [company["sato"]]


def test_nobody_joins_or_leaves_everyone(company: dict[str, int]):
    for call in (units.add_to_group, units.remove_from_group):
        with pytest.raises(Invalid) as raised:
            call(actor=system_actor(), group="everyone", users=["sato"])
        assert raised.value.problems[0].text.en == "Built-in users and groups cannot be changed."


def test_codes_of_nobody_have_their_own_errors(company: dict[str, int]):
    for arguments, code in [
        ({"organization": "x", "users": []}, "GAIA_IL28"),
        ({"organization": "sales", "users": ["x"]}, "GAIA_IL26"),
        ({"organization": "sales", "users": [], "title": "x"}, "CB_VA01"),
    ]:
        with pytest.raises(Invalid) as raised:
            units.add_members(actor=system_actor(), **arguments)
        assert raised.value.code == code


def test_a_code_is_taken_once(company: dict[str, int]):
    for call, row in [
        (units.create_title, {"title": NewNamed("manager", "課長")}),
        (units.create_group, {"group": NewNamed("everyone", "全員")}),
        (units.create_organization, {"organization": NewOrganization("sales", "営業")}),
    ]:
        with pytest.raises(Invalid) as raised:
            call(actor=system_actor(), **row)
        assert raised.value.problems[0].text.en == "This is already in use."


def test_only_administrators_arrange_the_company(company: dict[str, int]):
    with pytest.raises(Forbidden):
        units.move_organization(actor=actor_of(company["sato"]), code="sales", parent="ga")

    assert snapshot().tree.ancestors(snapshot().find("organization", "sales") or 0) == []
