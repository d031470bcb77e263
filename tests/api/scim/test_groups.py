"""Groups over SCIM."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.scim.conftest import GROUP, Scim
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.models import Group
from urakata.directory.people import snapshot
from urakata.directory.units import add_to_group
from urakata.journal import queries


def members(code: str) -> set[str]:
    people = snapshot()
    ids = people.group_members(people.find("group", code) or 0)
    return {person.code for id_ in ids if (person := people.user(id_))}


def last(kind: str) -> dict[str, Any]:
    (found,) = queries.search(queries.Wanted(kind=kind), limit=1)
    entry: dict[str, Any] = json.loads(found.body)
    return entry


def test_a_group_is_made_with_its_members(scim: Scim) -> None:
    ito, ueda = scim.add("ito"), scim.add("ueda")

    made = scim(
        "POST",
        "Groups",
        {
            "schemas": [GROUP],
            "displayName": "企画",
            "externalId": "x",
            "members": [{"value": ito, "display": "伊藤"}, {"value": ueda}],
        },
    )

    assert made.status == 201
    assert made.body["members"] == [
        {"value": id_, "$ref": f"http://testserver/scim/v2/Users/{id_}"} for id_ in (ito, ueda)
    ]
    assert members("企画") == {"ito", "ueda"}
    assert last("group.add")["after"] == {"code": "企画", "name": "企画", "external_id": "x"}
    assert last("person.edit")["after"] == {"groups": ["企画"]}
    user = scim("GET", f"Users/{ito}").body
    assert user["groups"] == [
        {
            "value": made.body["id"],
            "$ref": f"http://testserver/scim/v2/Groups/{made.body['id']}",
            "display": "企画",
        }
    ]


def test_entra_adds_and_removes_members_in_its_own_way(scim: Scim) -> None:
    ito, ueda, ono = scim.add("ito"), scim.add("ueda"), scim.add("ono")
    id_ = scim.add_group("企画", ito)

    scim.patch(
        f"Groups/{id_}",
        {"op": "Add", "path": "members", "value": [{"value": ueda}, {"value": ono}]},
    )
    assert members("企画") == {"ito", "ueda", "ono"}
    scim.patch(f"Groups/{id_}", {"op": "Remove", "path": "members", "value": [{"value": ito}]})
    assert members("企画") == {"ueda", "ono"}
    scim.patch(f"Groups/{id_}", {"op": "remove", "path": f'members[value eq "{ueda}"]'})
    assert members("企画") == {"ono"}
    scim.patch(f"Groups/{id_}", {"op": "remove", "path": "members"})
    assert members("企画") == set()


def test_okta_replaces_the_members(scim: Scim) -> None:
    ito, ueda = scim.add("ito"), scim.add("ueda")
    id_ = scim.add_group("企画", ito)

    scim.patch(f"Groups/{id_}", {"op": "replace", "path": "members", "value": [{"value": ueda}]})

    assert members("企画") == {"ueda"}


def test_a_renamed_group_keeps_its_code(scim: Scim) -> None:
    id_ = scim.add_group("企画")

    changed = scim.patch(f"Groups/{id_}", {"op": "replace", "value": {"displayName": "企画室"}})

    assert changed.body["displayName"] == "企画室"
    assert Group.objects.get(name="企画室").code == "企画"


def test_a_name_is_given_once(scim: Scim) -> None:
    scim.add_group("Planning")
    other = scim.add_group("Sales")

    made = scim("POST", "Groups", {"schemas": [GROUP], "displayName": "planning"})
    renamed = scim.patch(
        f"Groups/{other}", {"op": "replace", "path": "displayName", "value": "PLANNING"}
    )

    assert [(r.status, r.body["scimType"]) for r in (made, renamed)] == [(409, "uniqueness")] * 2
    assert set(Group.objects.values_list("name", flat=True)) >= {"Planning", "Sales"}


@pytest.mark.parametrize("who", ["u999999", "g1", "sato", "", None])
def test_a_member_must_be_somebody(scim: Scim, who: Any) -> None:
    id_ = scim.add_group("企画")

    refused = scim.patch(
        f"Groups/{id_}", {"op": "add", "path": "members", "value": [{"value": who}]}
    )

    assert refused.status == 400
    assert members("企画") == set()


def test_a_group_is_deleted_and_its_members_are_told(scim: Scim) -> None:
    ito = scim.add("ito")
    id_ = scim.add_group("企画", ito)

    assert scim("DELETE", f"Groups/{id_}").status == 204

    assert not Group.objects.filter(code="企画").exists()
    assert scim("GET", f"Groups/{id_}").status == 404
    assert "groups" not in scim("GET", f"Users/{ito}").body
    assert last("group.delete")["before"]["code"] == "企画"
    assert last("person.edit")["after"] == {"groups": []}


@pytest.mark.parametrize("code", ["Administrators", "Auditors"])
def test_nobody_is_made_powerful(scim: Scim, sato: Actor, code: str) -> None:
    ito = scim.add("ito")
    add_to_group(actor=system_actor(), group=code, users=["sato"])
    before = members(code)
    path = f"Groups/g{Group.objects.get(code=code).pk}"

    for reply in (
        scim.patch(path, {"op": "add", "path": "members", "value": [{"value": ito}]}),
        scim.patch(path, {"op": "remove", "path": "members"}),
        scim("PUT", path, {"schemas": [GROUP], "displayName": code, "members": [{"value": ito}]}),
        scim("PUT", path, {"schemas": [GROUP], "displayName": "other"}),
        scim("DELETE", path),
    ):
        assert (reply.status, members(code)) == (403, before)


def test_a_provider_that_may_makes_administrators_but_deletes_no_built_in_group(
    scim_with: Any, sato: Actor
) -> None:
    scim = scim_with(may_administer=True)
    ito = scim.add("ito")
    path = f"Groups/g{Group.objects.get(code='Administrators').pk}"

    added = scim.patch(path, {"op": "add", "path": "members", "value": [{"value": ito}]})

    assert (added.status, members("Administrators")) == (200, {"sato", "ito", "Administrator"})
    assert scim("DELETE", path).status == 403
    renamed = scim.patch(path, {"op": "replace", "path": "displayName", "value": "x"})
    assert renamed.status == 403


def test_everyone_is_no_group_to_providers(scim: Scim) -> None:
    id_ = Group.objects.get(code="everyone").pk

    assert scim("GET", f"Groups/g{id_}").status == 404
    assert scim("DELETE", f"Groups/g{id_}").status == 404
    assert scim("GET", 'Groups?filter=displayName eq "everyone"').body["totalResults"] == 0


def test_members_are_read_only_when_they_are_asked_for(scim: Scim) -> None:
    id_ = scim.add_group("企画", scim.add("ito"))
    with CaptureQueriesContext(connection) as asked:
        one = scim("GET", f"Groups/{id_}?excludedAttributes=members")
        many = scim("GET", 'Groups?filter=displayName eq "企画"&excludedAttributes=members')

    assert "members" not in one.body
    assert "members" not in many.body["Resources"][0]
    assert not [q for q in asked if 'FROM "directory_user_groups"' in q["sql"]]
