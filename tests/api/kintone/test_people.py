from __future__ import annotations

import pytest

from tests.api.client import Api
from urakata.directory.actors import system_actor
from urakata.directory.services import NewUser, create_user
from urakata.directory.units import NewNamed, NewOrganization, create_organizations, create_titles


@pytest.fixture
def company(as_suzuki: Api) -> Api:
    """総務部 within 本社, where 山田 is 部長; suzuki looks at it."""
    by = system_actor()
    units = [NewOrganization("honsha", "本社"), NewOrganization("soumu", "総務部", "honsha")]
    create_organizations(actor=by, organizations=units)
    create_titles(actor=by, titles=[NewNamed("bucho", "部長")])
    yamada = NewUser(code="yamada", name="山田 太郎", posts=[("soumu", "bucho"), ("honsha", None)])
    create_user(actor=by, user=yamada)
    return as_suzuki


def get(api: Api, name: str, query: str = "") -> dict[str, object]:
    reply = api.send("GET", f"/v1/{name}.json?{query}")
    assert reply.status == 200, reply.body
    body: dict[str, object] = reply.body
    return body


def codes(found: object, *path: str) -> list[str]:
    """The codes in a list of people or of what contains them."""
    assert isinstance(found, list)
    for key in path:
        found = [each[key] for each in found]
    return [each["code"] for each in found]


def test_users_are_found_by_code_and_in_pages(company: Api) -> None:
    assert codes(get(company, "users")["users"]) == ["Administrator", "suzuki", "yamada"]
    assert codes(get(company, "users", "codes[0]=yamada")["users"]) == ["yamada"]
    assert codes(get(company, "users", "offset=1&size=1")["users"]) == ["suzuki"]
    assert codes(get(company, "users", "codes[0]=nobody")["users"]) == []


def test_a_user_has_every_key_of_kintones(company: Api) -> None:
    users = get(company, "users", "codes[0]=yamada")["users"]
    assert isinstance(users, list)

    user = users[0]

    assert (user["name"], user["valid"], user["birthDate"]) == ("山田 太郎", True, None)
    assert user["id"].isdigit()
    assert user["primaryOrganization"].isdigit()
    assert user["ctime"].endswith("Z")
    assert user["customItemValues"] == []


def test_organizations_groups_and_titles_are_told(company: Api) -> None:
    organizations = get(company, "organizations")["organizations"]
    assert isinstance(organizations, list)

    assert [(o["code"], o["parentCode"]) for o in organizations] == [
        ("honsha", None),
        ("soumu", "honsha"),
    ]
    assert codes(get(company, "groups")["groups"]) == ["everyone", "Administrators", "Auditors"]
    assert codes(get(company, "titles")["titles"]) == ["bucho"]


def test_where_somebody_belongs_is_told(company: Api) -> None:
    posts = get(company, "user/organizations", "code=yamada")["organizationTitles"]
    assert isinstance(posts, list)

    assert {p["organization"]["code"]: p["title"] and p["title"]["code"] for p in posts} == {
        "soumu": "bucho",
        "honsha": None,
    }
    assert codes(get(company, "user/groups", "code=yamada")["groups"]) == ["everyone"]


def test_who_belongs_there_is_told(company: Api) -> None:
    members = get(company, "organization/users", "code=soumu")["userTitles"]

    assert codes(members, "user") == ["yamada"]
    assert codes(members, "title") == ["bucho"]
    everyone = get(company, "group/users", "code=everyone&offset=1")["users"]
    assert codes(everyone) == ["suzuki", "yamada"]


@pytest.mark.parametrize(
    ("name", "query", "code"),
    [
        ("users", "size=101", "CB_VA01"),
        ("users", "ids[0]=x", "CB_VA01"),
        ("user/groups", "", "CB_VA01"),
        ("user/groups", "code=nobody", "GAIA_IL26"),
        ("user/organizations", "code=nobody", "GAIA_IL26"),
        ("group/users", "code=nothing", "GAIA_IL27"),
        ("organization/users", "code=nothing", "GAIA_IL28"),
        ("users", f"codes[0]={'a' * 5000}", ""),
    ],
)
def test_a_wrong_question_is_refused(as_suzuki: Api, name: str, query: str, code: str) -> None:
    assert as_suzuki.send("GET", f"/v1/{name}.json?{query}").code == code
