"""What the journal hears of every change of people, units and tokens."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from urakata.directory import services, tokens, units
from urakata.directory.actors import system_actor
from urakata.directory.chronicle import SECRET
from urakata.directory.models import ApiToken, User
from urakata.directory.services import NewUser
from urakata.directory.units import NewNamed, NewOrganization
from urakata.journal import queries
from urakata.kernel.errors import Invalid

pytestmark = pytest.mark.django_db


def heard(kind: str, count: int = 1) -> list[dict[str, Any]]:
    """The last entries of a kind, the oldest first."""
    found = queries.search(queries.Wanted(kind=kind), limit=count)
    return [json.loads(each.body) for each in reversed(found)]


def change(entry: dict[str, Any]) -> tuple[Any, Any, Any]:
    return entry["about"], entry["before"], entry["after"]


def test_a_new_person_is_told_with_everything_that_is_not_empty(company: dict[str, int]):
    new = NewUser(
        "ito",
        "伊藤",
        "passphrase-of-ito",
        {"email": "i@example.jp"},
        [("sales", None)],
        ["project"],
    )
    id_ = services.create_user(actor=system_actor(), user=new)

    (entry,) = heard("person.add")
    assert change(entry) == (
        {"id": id_, "code": "ito"},
        {},
        {
            "code": "ito",
            "name": "伊藤",
            "email": "i@example.jp",
            "is_active": True,
            "is_guest": False,
            "was_removed": False,
            "locale": "ja",
            "local_name_locale": "en",
            "timezone": "Asia/Tokyo",
            "primary_organization": "sales",
            "posts": [{"organization": "sales", "title": None}],
            "groups": ["project"],
        },
    )
    assert entry["actor"] == {
        "id": system_actor().user_id,
        "code": "Administrator",
        "via": "system",
    }


def test_an_edit_tells_the_changed_columns_only(company: dict[str, int]):
    changes = {"name": "佐藤 花", "email": "s@example.jp", "is_guest": True, "locale": "ja"}
    services.update_user(actor=system_actor(), code="sato", changes=changes)

    (entry,) = heard("person.edit")
    assert change(entry) == (
        {"id": company["sato"], "code": "sato"},
        {"name": "佐藤", "email": "", "is_guest": False},
        {"name": "佐藤 花", "email": "s@example.jp", "is_guest": True},
    )


def test_an_edit_that_changes_nothing_is_not_told(company: dict[str, int]):
    services.update_user(actor=system_actor(), code="sato", changes={"name": "佐藤"})
    services.enable_user(actor=system_actor(), code="sato")

    assert heard("person.edit") == []


def test_leaving_is_told(company: dict[str, int]):
    services.disable_user(actor=system_actor(), code="suzuki")

    (entry,) = heard("person.edit")
    assert change(entry)[1:] == ({"is_active": True}, {"is_active": False})


def test_who_joins_and_leaves_an_organization_is_told(company: dict[str, int]):
    units.add_members(
        actor=system_actor(), organization="ga", users=["suzuki", "sato"], title="manager"
    )
    units.remove_members(actor=system_actor(), organization="sales1", users=["suzuki"])

    joined, also, left = heard("person.edit", 3)
    first = {"organization": "sales1", "title": None}
    second = {"organization": "ga", "title": "manager"}
    assert (joined["about"]["code"], also["about"]["code"]) == ("suzuki", "sato")
    assert change(joined)[1:] == ({"posts": [first]}, {"posts": [first, second]})
    assert change(left)[1:] == (
        {"posts": [first, second], "primary_organization": "sales1"},
        {"posts": [second], "primary_organization": None},
    )


def test_who_joins_and_leaves_a_group_is_told(company: dict[str, int]):
    units.add_to_group(actor=system_actor(), group="Administrators", users=["tanaka", "sato"])
    units.remove_from_group(actor=system_actor(), group="project", users=["tanaka"])

    told = [(e["about"]["code"], e["before"], e["after"]) for e in heard("person.edit", 3)]
    assert told == [
        ("tanaka", {"groups": ["project"]}, {"groups": ["Administrators", "project"]}),
        ("sato", {"groups": []}, {"groups": ["Administrators"]}),
        ("tanaka", {"groups": ["Administrators", "project"]}, {"groups": ["Administrators"]}),
    ]


def test_organizations_titles_and_groups_are_told(db: None):
    system = system_actor()
    units.create_organizations(
        actor=system,
        organizations=[NewOrganization("a", "甲"), NewOrganization("b", "乙", parent="a")],
    )
    units.create_organization(actor=system, organization=NewOrganization("c", "丙"))
    units.move_organization(actor=system, code="b", parent="c")
    units.create_title(actor=system, title=NewNamed("bucho", "部長"))
    units.create_group(actor=system, group=NewNamed("kikaku", "企画", "新しいことを考える"))

    (moved,) = heard("organization.edit")
    assert change(moved)[1:] == ({"parent": "a"}, {"parent": "c"})
    assert [e["after"] for e in heard("organization.add", 3)][1] == {
        "code": "b",
        "name": "乙",
        "local_name_locale": "en",
        "is_closed": False,
        "parent": "a",
    }
    assert heard("title.add")[0]["after"] == {"code": "bucho", "name": "部長"}
    assert heard("group.add")[0]["after"] == {
        "code": "kikaku",
        "name": "企画",
        "description": "新しいことを考える",
    }


def test_the_life_of_a_token_is_told_under_its_app(company: dict[str, int]):
    system = system_actor()
    tokens.create_token(7, ["view", "add"], "取込用", actor=system)
    tokens.activate_tokens(7, actor=system)
    row = ApiToken.objects.get()
    tokens.revoke_token(8, row.pk, actor=system)
    tokens.revoke_token(7, row.pk, actor=system)

    (added,), (edited,), (deleted,) = heard("token.add"), heard("token.edit"), heard("token.delete")
    about = {"id": row.pk, "hint": row.hint}
    assert added["app"] == edited["app"] == deleted["app"] == 7
    assert change(added)[:2] == (about, {})
    assert added["after"] == {
        "hint": row.hint,
        "rights": ["add", "view"],
        "memo": "取込用",
        "is_live": False,
    }
    assert change(edited) == (about, {"is_live": False}, {"is_live": True})
    assert deleted["before"] == added["after"] | {"is_live": True}


def test_no_secret_is_ever_told(company: dict[str, int]):
    services.create_user(
        actor=system_actor(), user=NewUser("ito", "伊藤", "a-very-secret-password")
    )
    token = tokens.create_token(7, ["view"], actor=system_actor())
    services.update_user(actor=system_actor(), code="ito", changes={"name": "伊東"})

    told = "".join(each.body for each in queries.search(queries.Wanted(), limit=1000))
    stored = User.objects.get(code="ito").password
    for secret in ("a-very-secret-password", stored, token, ApiToken.objects.get().digest, *SECRET):
        assert secret not in told


def test_what_is_refused_is_not_told(company: dict[str, int]):
    with pytest.raises(Invalid), transaction.atomic():
        services.create_users(
            actor=system_actor(), users=[NewUser("ito", "伊藤"), NewUser("sato", "佐藤")]
        )

    assert "ito" not in {each["about"]["code"] for each in heard("person.add", 100)}


def test_a_thousand_people_are_told_with_a_constant_number_of_queries(company: dict[str, int]):
    def cost(first: int, last: int) -> int:
        users = [NewUser(f"u{n}", "人", posts=[("ga", None)]) for n in range(first, last)]
        with CaptureQueriesContext(connection) as asked:
            services.create_users(actor=system_actor(), users=users)
        return len(asked)

    assert cost(0, 10) == cost(10, 400)
    assert len(heard("person.add", 400)) == 400
