from __future__ import annotations

import re
from dataclasses import replace

import pytest

from urakata.directory import queries, services
from urakata.directory.actors import system_actor
from urakata.directory.people import snapshot
from urakata.directory.queries import Wanted
from urakata.kernel.errors import Forbidden, Invalid

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor(company: dict[str, int]):
    return system_actor()


USER_KEYS = """
id ctime mtime code name surName givenName surNameReading givenNameReading localName
localNameLocale timezone locale description phone mobilePhone extensionNumber email callto url
employeeNumber birthDate joinDate primaryOrganization sortOrder valid customItemValues
"""
ORGANIZATION_KEYS = "id code name localName localNameLocale parentCode description"


def test_a_user_has_kintones_shape(actor, company: dict[str, int]):
    (user,) = queries.list_users(actor=actor, wanted=Wanted(codes=["sato"]))

    assert user["id"] == str(company["sato"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", user["ctime"])
    assert set(user) == set(USER_KEYS.split())
    assert user["primaryOrganization"] == str(snapshot().find("organization", "sales"))


def test_users_come_by_ids_by_codes_and_by_pages(actor, company: dict[str, int]):
    def codes(**wanted) -> list[str]:
        return [u["code"] for u in queries.list_users(actor=actor, wanted=Wanted(**wanted))]

    assert codes(ids=[company["tanaka"], company["sato"], 2**70]) == ["sato", "tanaka"]
    assert codes(codes=["suzuki", "nobody", "\0"]) == ["suzuki"]
    assert codes(offset=1, size=2) == ["sato", "suzuki"]


def test_who_left_is_listed_as_not_valid(actor):
    services.disable_user(actor=actor, code="sato")

    assert queries.list_users(actor=actor, wanted=Wanted(codes=["sato"]))[0]["valid"] is False


def test_organizations_name_their_parents(actor):
    (unit,) = queries.list_organizations(actor=actor, wanted=Wanted(codes=["sales1"]))

    assert (unit["name"], unit["parentCode"]) == ("第一課", "sales")
    assert set(unit) == set(ORGANIZATION_KEYS.split())


def test_groups_and_titles_have_four_keys(actor):
    (title,) = queries.list_titles(actor=actor, wanted=Wanted())
    groups = queries.list_groups(actor=actor, wanted=Wanted())

    assert (title["code"], title["name"]) == ("manager", "課長")
    assert [g["code"] for g in groups] == ["everyone", "Administrators", "Auditors", "project"]
    assert set(title) == set(groups[0]) == {"id", "code", "name", "description"}


def test_what_a_user_belongs_to(actor):
    (place,) = queries.organizations_of_user(actor=actor, code="sato")
    groups = queries.groups_of_user(actor=actor, code="tanaka")

    assert (place["organization"]["code"], place["title"]["code"]) == ("sales", "manager")
    assert [g["code"] for g in groups] == ["everyone", "project"]


def test_who_belongs_to_something(actor):
    (member,) = queries.users_of_organization(actor=actor, code="sales1")
    users = queries.users_of_group(actor=actor, code="everyone", offset=1, size=2)

    assert (member["user"]["code"], member["title"]) == ("suzuki", None)
    assert [u["code"] for u in users] == ["sato", "suzuki"]


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (queries.organizations_of_user, "GAIA_IL26"),
        (queries.groups_of_user, "GAIA_IL26"),
        (queries.users_of_organization, "GAIA_IL28"),
        (queries.users_of_group, "GAIA_IL27"),
    ],
)
def test_a_code_of_nobody_is_an_error(actor, call, error: str):
    with pytest.raises(Invalid) as raised:
        call(actor=actor, code="nobody")
    assert raised.value.code == error
    assert "nobody" in raised.value.text.ja


def test_the_user_api_is_not_for_tokens(actor):
    token = replace(actor, via="token", tokens={1: frozenset({"view"})})

    with pytest.raises(Forbidden) as raised:
        queries.list_users(actor=token, wanted=Wanted())
    assert raised.value.code == "GAIA_NO01"
