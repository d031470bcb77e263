"""Users over SCIM, as Entra ID and Okta keep them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.scim.conftest import ENTERPRISE, OURS, USER, Scim
from urakata.directory.actor import Actor
from urakata.directory.actors import actor_of, system_actor
from urakata.directory.models import User
from urakata.directory.people import snapshot
from urakata.directory.services import enable_user
from urakata.directory.sign_in import by_password
from urakata.directory.units import (
    NewNamed,
    NewOrganization,
    add_to_group,
    create_group,
    create_organizations,
)
from urakata.journal import queries
from urakata.kernel.errors import Unauthenticated


@pytest.fixture
def units(db: None) -> None:
    rows = [NewOrganization("eigyo", "営業部"), NewOrganization("soumu", "総務部")]
    create_organizations(actor=system_actor(), organizations=rows)


def entries(kind: str) -> list[dict[str, Any]]:
    return [json.loads(e.body) for e in reversed(queries.search(queries.Wanted(kind=kind)))]


FULL = {
    "schemas": [USER, ENTERPRISE, OURS],
    "userName": "ito@example.jp",
    "externalId": "e-1",
    "name": {"familyName": "伊藤", "givenName": "蘭", "formatted": "伊藤 蘭"},
    "displayName": "伊藤 蘭",
    "active": True,
    "preferredLanguage": "en-US",
    "emails": [{"primary": True, "type": "work", "value": "ito@example.jp"}],
    "phoneNumbers": [
        {"type": "work", "value": "03-1234-5678"},
        {"type": "mobile", "value": "090-1111-2222"},
    ],
    "nickName": "らん",
    "title": "係長",
    ENTERPRISE: {"employeeNumber": "0042", "department": "営業"},
    OURS: {"familyNameReading": "イトウ", "givenNameReading": "ラン", "organization": "eigyo"},
}


def test_a_user_is_made_with_all_that_we_keep(scim: Scim, units: None) -> None:
    made = scim("POST", "Users", FULL)

    row = User.objects.get(code="ito@example.jp")
    assert made.status == 201
    assert made.headers["Content-Type"] == "application/scim+json"
    assert made.headers["Location"] == f"http://testserver/scim/v2/Users/u{row.pk}"
    meta = made.body.pop("meta")
    assert (meta["resourceType"], meta["version"]) == ("User", made.headers["ETag"])
    assert made.body == {
        "schemas": [USER, ENTERPRISE, OURS],
        "id": f"u{row.pk}",
        "externalId": "e-1",
        "userName": "ito@example.jp",
        "name": {"familyName": "伊藤", "givenName": "蘭"},
        "displayName": "伊藤 蘭",
        "preferredLanguage": "en",
        "active": True,
        "emails": [{"value": "ito@example.jp", "type": "work"}],
        "phoneNumbers": [
            {"value": "03-1234-5678", "type": "work"},
            {"value": "090-1111-2222", "type": "mobile"},
        ],
        ENTERPRISE: {"employeeNumber": "0042"},
        OURS: {
            "familyNameReading": "イトウ",
            "givenNameReading": "ラン",
            "organization": "eigyo",
        },
    }
    people = snapshot()
    assert [p.organization_id for p in people.posts_of(row.pk)] == [
        people.find("organization", "eigyo")
    ]
    assert not row.has_usable_password()


def test_what_a_provider_does_is_in_the_journal_with_its_credential(
    scim: Scim, units: None
) -> None:
    scim("POST", "Users", FULL)

    (entry,) = [e for e in entries("person.add") if e["about"]["code"] == "ito@example.jp"]
    assert (entry["actor"]["code"], entry["actor"]["via"]) == ("Administrator", "scim")
    assert entry["source"]["name"] == "api"
    assert len(entry["source"]["tokens"]) == 1
    assert entry["after"]["posts"] == [{"organization": "eigyo", "title": None}]


def test_the_same_login_name_in_any_case_is_a_conflict(scim: Scim) -> None:
    scim.add("ito@example.jp")

    refused = scim("POST", "Users", {"schemas": [USER], "userName": "ITO@example.jp"})

    assert (refused.status, refused.body["scimType"]) == (409, "uniqueness")
    assert refused.body["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert refused.body["status"] == "409"
    assert User.objects.filter(code__iexact="ito@example.jp").count() == 1


@pytest.mark.parametrize(
    ("more", "detail"),
    [
        ({"userName": "a b"}, "code"),
        ({"userName": "x" * 200}, "code"),
        ({"displayName": "x" * 200}, "name"),
        ({OURS: {"organization": "nowhere"}}, "nowhere"),
        ({"password": "short"}, "password"),
        ({"active": "perhaps"}, "active"),
        ({"emails": "ito@example.jp"}, "emails"),
        ({"userName": None}, "userName"),
        ({"userName": "a\0b"}, "code"),
    ],
)
def test_what_may_not_be_stored_is_refused(scim: Scim, more: dict[str, Any], detail: str) -> None:
    before = User.objects.count()

    refused = scim("POST", "Users", {"schemas": [USER], "userName": "ito", **more})

    assert refused.status == 400
    assert refused.body["scimType"] in {"invalidValue", "invalidSyntax"}
    assert detail in refused.body["detail"]
    assert User.objects.count() == before


@pytest.mark.parametrize("value", ["False", "false", False])
def test_entra_stops_somebody_in_its_own_spelling(scim: Scim, value: Any) -> None:
    id_ = scim.add("ito")

    changed = scim.patch(f"Users/{id_}", {"op": "Replace", "path": "active", "value": value})

    assert (changed.status, changed.body["active"]) == (200, False)
    assert not User.objects.get(code="ito").is_active
    changed = scim.patch(f"Users/{id_}", {"op": "Replace", "path": "active", "value": "True"})
    assert changed.body["active"] is True


def test_okta_stops_somebody_without_a_path(scim: Scim) -> None:
    id_ = scim.add("ito")

    changed = scim.patch(f"Users/{id_}", {"op": "replace", "value": {"active": False}})

    assert (changed.status, changed.body["active"]) == (200, False)


def test_entra_sets_an_address_that_is_not_there_yet(scim: Scim) -> None:
    id_ = scim.add("ito")
    path = 'emails[type eq "work"].value'

    changed = scim.patch(f"Users/{id_}", {"op": "Add", "path": path, "value": "i@example.jp"})
    assert changed.body["emails"] == [{"value": "i@example.jp", "type": "work"}]
    changed = scim.patch(f"Users/{id_}", {"op": "Replace", "path": path, "value": "j@example.jp"})
    assert changed.body["emails"] == [{"value": "j@example.jp", "type": "work"}]


def test_entra_sends_several_operations_and_dotted_names(scim: Scim) -> None:
    id_ = scim.add("ito")

    changed = scim.patch(
        f"Users/{id_}",
        {"op": "Replace", "value": {"name.familyName": "伊東", "displayName": "伊東 蘭"}},
        {"op": "Add", "path": f"{ENTERPRISE}:employeeNumber", "value": "7"},
        {"op": "Add", "path": f"{ENTERPRISE}:department", "value": "passed over"},
        {"op": "Replace", "path": "nickName", "value": "passed over"},
    )

    assert changed.status == 200
    assert changed.body["name"] == {"familyName": "伊東"}
    assert changed.body["displayName"] == "伊東 蘭"
    assert changed.body[ENTERPRISE] == {"employeeNumber": "7"}


def test_operations_are_done_all_or_none(scim: Scim, units: None) -> None:
    id_ = scim.add("ito")

    refused = scim.patch(
        f"Users/{id_}",
        {"op": "replace", "path": "displayName", "value": "変更"},
        {"op": "replace", "path": f"{OURS}:organization", "value": "nowhere"},
    )

    assert (refused.status, refused.body["scimType"]) == (400, "invalidValue")
    assert User.objects.get(code="ito").name == "ito"


def test_a_login_name_stays(scim: Scim) -> None:
    id_ = scim.add("ito")

    for reply in (
        scim.patch(f"Users/{id_}", {"op": "replace", "path": "userName", "value": "ito2"}),
        scim("PUT", f"Users/{id_}", {"schemas": [USER], "userName": "ito2"}),
    ):
        assert (reply.status, reply.body["scimType"]) == (400, "mutability")
    assert User.objects.filter(code="ito").exists()


def test_replacing_empties_what_is_not_said_but_lets_nobody_in_again(
    scim: Scim, units: None
) -> None:
    id_ = scim("POST", "Users", FULL).body["id"]
    scim.patch(f"Users/{id_}", {"op": "replace", "path": "active", "value": False})

    replaced = scim("PUT", f"Users/{id_}", {"schemas": [USER], "userName": "ito@example.jp"})

    assert replaced.status == 200
    assert set(replaced.body) == {"schemas", "id", "userName", "displayName", "active", "meta"}
    assert (replaced.body["active"], replaced.body["displayName"]) == (False, "伊藤 蘭")
    row = User.objects.get(code="ito@example.jp")
    assert (row.email, row.primary_organization, row.external_id) == ("", None, "")


def test_a_move_leaves_the_organization_that_was_the_primary_one(scim: Scim, units: None) -> None:
    id_ = scim("POST", "Users", FULL).body["id"]

    scim.patch(f"Users/{id_}", {"op": "replace", "path": f"{OURS}:organization", "value": "soumu"})

    people = snapshot()
    places = people.posts_of(int(id_[1:]))
    assert [people.organizations[p.organization_id].code for p in places] == ["soumu"]


def test_nothing_changed_is_not_told(scim: Scim) -> None:
    id_ = scim.add("ito")
    before = len(entries("person.edit"))

    scim.patch(f"Users/{id_}", {"op": "replace", "path": "displayName", "value": "ito"})

    assert len(entries("person.edit")) == before


def test_a_password_can_be_set_and_is_never_shown(scim: Scim) -> None:
    id_ = scim.add("ito", password="a-long-passphrase")
    assert by_password(login="ito", password="a-long-passphrase", address="").code == "ito"

    changed = scim.patch(
        f"Users/{id_}", {"op": "replace", "path": "password", "value": "another-passphrase"}
    )

    assert "password" not in changed.body
    assert by_password(login="ito", password="another-passphrase", address="").code == "ito"
    told = "".join(e.body for e in queries.search(queries.Wanted(), limit=100))
    assert "passphrase" not in told


def test_who_is_taken_away_is_stopped_and_records_keep_their_author(scim: Scim) -> None:
    create_group(actor=system_actor(), group=NewNamed("kikaku", "企画"))
    id_ = scim.add("ito", password="a-long-passphrase", externalId="e-1")
    add_to_group(actor=system_actor(), group="kikaku", users=["ito"])

    assert scim("DELETE", f"Users/{id_}").status == 204

    row = User.objects.get(code="ito")
    assert (row.is_active, row.external_id, list(row.groups.all())) == (False, "", [])
    with pytest.raises(Unauthenticated):
        by_password(login="ito", password="a-long-passphrase", address="")
    for reply in (
        scim("GET", f"Users/{id_}"),
        scim("DELETE", f"Users/{id_}"),
        scim("PUT", f"Users/{id_}", {"schemas": [USER], "userName": "ito"}),
        scim.patch(f"Users/{id_}", {"op": "replace", "path": "active", "value": True}),
    ):
        assert reply.status == 404
    assert scim("GET", 'Users?filter=userName eq "ito"').body["totalResults"] == 0
    assert snapshot().user(row.pk) is not None


def test_who_comes_back_is_the_same_without_the_groups_of_then(scim: Scim) -> None:
    create_group(actor=system_actor(), group=NewNamed("kikaku", "企画"))
    id_ = scim.add("ito")
    add_to_group(actor=system_actor(), group="kikaku", users=["ito"])
    scim("DELETE", f"Users/{id_}")

    again = scim("POST", "Users", {"schemas": [USER], "userName": "ITO", "externalId": "e-2"})

    assert (again.status, again.body["id"], again.body["userName"]) == (201, id_, "ito")
    row = User.objects.get(code="ito")
    assert (row.is_active, row.external_id, list(row.groups.all())) == (True, "e-2", [])


def test_who_was_made_an_administrator_meanwhile_is_not_brought_back(scim: Scim) -> None:
    id_ = scim.add("ito")
    scim("DELETE", f"Users/{id_}")
    add_to_group(actor=system_actor(), group="Administrators", users=["ito"])

    refused = scim("POST", "Users", {"schemas": [USER], "userName": "ito", "password": "x" * 20})

    row = User.objects.get(code="ito")
    assert (refused.status, row.is_active, row.has_usable_password()) == (403, False, False)


def test_who_is_let_in_again_by_an_administrator_is_seen_again(scim: Scim) -> None:
    id_ = scim.add("ito")
    scim("DELETE", f"Users/{id_}")

    enable_user(actor=system_actor(), code="ito")

    assert scim("GET", f"Users/{id_}").body["active"] is True


def test_a_guest_is_one_by_the_type(scim: Scim) -> None:
    id_ = scim.add("gaibu", userType="Guest")
    assert actor_of(int(id_[1:])).is_guest

    scim.patch(f"Users/{id_}", {"op": "replace", "path": "userType", "value": "Employee"})

    assert not actor_of(int(id_[1:])).is_guest


def test_a_version_is_named_and_must_be_met(scim: Scim) -> None:
    id_ = scim.add("ito")
    found = scim("GET", f"Users/{id_}")
    tag = found.headers["ETag"]
    rename = {"op": "replace", "path": "displayName", "value": "変更"}

    assert scim("GET", f"Users/{id_}", If_None_Match=tag).status == 304
    assert scim.patch(f"Users/{id_}", rename, If_Match='W/"other"').status == 412
    assert scim("DELETE", f"Users/{id_}", If_Match='W/"other"').status == 412
    assert User.objects.get(code="ito").name == "ito"
    changed = scim.patch(f"Users/{id_}", rename, If_Match=tag)
    assert changed.status == 200
    assert changed.headers["ETag"] not in (tag, None)
    assert scim("GET", f"Users/{id_}", If_None_Match=tag).status == 200


# --- who must not be touched


def test_administrators_are_out_of_reach(scim: Scim, sato: Actor) -> None:
    path = f"Users/u{sato.user_id}"
    assert scim("GET", path).body["userName"] == "sato"

    for reply in (
        scim.patch(path, {"op": "replace", "path": 'emails[type eq "work"].value', "value": "x@y"}),
        scim.patch(path, {"op": "replace", "path": "password", "value": "a-long-passphrase"}),
        scim.patch(path, {"op": "replace", "path": "active", "value": False}),
        scim("PUT", path, {"schemas": [USER], "userName": "sato", "active": False}),
        scim("DELETE", path),
    ):
        assert reply.status == 403
    row = User.objects.get(code="sato")
    assert (row.is_active, row.email, row.has_usable_password()) == (True, "", False)


def test_administrators_can_be_put_within_reach(scim_with: Any, sato: Actor) -> None:
    scim = scim_with(may_administer=True)

    changed = scim.patch(
        f"Users/u{sato.user_id}", {"op": "replace", "path": "displayName", "value": "佐藤 花"}
    )

    assert changed.status == 200


def test_the_built_in_user_is_not_seen(scim: Scim) -> None:
    id_ = User.objects.get(code="Administrator").pk

    assert scim("GET", f"Users/u{id_}").status == 404
    assert scim("DELETE", f"Users/u{id_}").status == 404
    assert scim("GET", 'Users?filter=userName eq "Administrator"').body["totalResults"] == 0
    refused = scim("POST", "Users", {"schemas": [USER], "userName": "administrator"})
    assert refused.status == 409


@pytest.mark.parametrize(
    "more",
    [
        {"groups": [{"value": "g2"}]},
        {"roles": [{"value": "Administrators"}]},
        {"id": "u1"},
        {"is_superuser": True, "is_staff": True},
        {"requestsPerMinute": 0, "requests_per_minute": 0},
        {"was_removed": True},
    ],
)
def test_nobody_gives_themselves_more_than_the_schema_has(scim: Scim, more: dict[str, Any]) -> None:
    id_ = scim.add("ito", **more)
    scim("PUT", f"Users/{id_}", {"schemas": [USER], "userName": "ito", **more})
    scim.patch(f"Users/{id_}", {"op": "add", "value": more})

    row = User.objects.get(code="ito")
    assert not actor_of(row.pk).is_administrator
    assert (list(row.groups.all()), row.requests_per_minute, row.was_removed) == ([], None, False)
    assert id_ == f"u{row.pk}"


def a_manager(id_: str | None) -> dict[str, Any]:
    return {"schemas": [USER, ENTERPRISE], ENTERPRISE: {"manager": id_ and {"value": id_}}}


def manager_of(code: str) -> str | None:
    above = User.objects.get(code=code).manager
    return above.code if above else None


def test_a_manager_is_set_kept_and_taken_away(scim: Scim) -> None:
    boss = scim.add("boss", displayName="上司")
    ito = scim.add("ito", **a_manager(boss))
    shown = scim("GET", f"Users/{ito}").body[ENTERPRISE]["manager"]
    assert (shown["value"], shown["$ref"].endswith(f"/Users/{boss}")) == (boss, True)
    assert manager_of("ito") == "boss"

    scim("PUT", f"Users/{ito}", {"schemas": [USER], "userName": "ito", "displayName": "伊藤"})
    assert manager_of("ito") == "boss"

    put = {"schemas": [USER, ENTERPRISE], "userName": "ito", ENTERPRISE: {"manager": None}}
    assert scim("PUT", f"Users/{ito}", put).status == 200
    assert manager_of("ito") is None

    path = f"{ENTERPRISE}:manager"
    for value in (boss, {"value": boss}):
        assert scim.patch(f"Users/{ito}", {"op": "add", "path": path, "value": value}).status == 200
        assert manager_of("ito") == "boss"
        assert scim.patch(f"Users/{ito}", {"op": "remove", "path": path}).status == 200
        assert manager_of("ito") is None


def test_a_manager_who_cannot_be_changes_nothing(scim: Scim) -> None:
    boss = scim.add("boss")
    ito = scim.add("ito", **a_manager(boss))
    path = f"{ENTERPRISE}:manager"

    refused = [
        scim.patch(f"Users/{id_}", {"op": "replace", "path": path, "value": {"value": value}})
        for id_, value in ((ito, ito), (boss, ito), (ito, "u999999"), (ito, "g1"), (ito, "boss"))
    ]

    assert [each.status for each in refused] == [400] * 5
    assert (manager_of("ito"), manager_of("boss")) == ("boss", None)
