"""Finding users and groups."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from tests.api.scim.conftest import ENTERPRISE, OURS, Scim
from urakata.directory.actors import system_actor
from urakata.directory.units import NewOrganization, create_organization


@pytest.fixture
def company(scim: Scim) -> dict[str, str]:
    create_organization(actor=system_actor(), organization=NewOrganization("eigyo", "営業部"))
    ito = scim.add(
        "ito@example.jp",
        externalId="A1",
        name={"familyName": "伊藤", "givenName": "蘭"},
        emails=[{"value": "ito@example.jp", "type": "work"}],
        **{OURS: {"organization": "eigyo"}, ENTERPRISE: {"employeeNumber": "7"}},
    )
    ueda = scim.add(
        "Ueda", externalId="a1", active=False, phoneNumbers=[{"value": "090", "type": "mobile"}]
    )
    group = scim.add_group("企画", ito)
    return {"ito": ito, "ueda": ueda, "企画": group}


def found(scim: Scim, path: str, text: str) -> list[str]:
    reply = scim("GET", f"{path}?filter={quote(text)}")
    assert reply.status == 200, reply.body
    names = [each.get("userName") or each["displayName"] for each in reply.body["Resources"]]
    assert reply.body["totalResults"] == len(names)
    return [name for name in names if name not in {"sato", "Administrators", "Auditors"}]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('userName eq "ITO@EXAMPLE.JP"', ["ito@example.jp"]),
        ('userName eq "ueda"', ["Ueda"]),
        ('USERNAME EQ "ueda"', ["Ueda"]),
        ('userName sw "u"', ["Ueda"]),
        ('userName co "example"', ["ito@example.jp"]),
        ('userName ew ".jp"', ["ito@example.jp"]),
        ('userName ne "ueda"', ["ito@example.jp"]),
        ('externalId eq "A1"', ["ito@example.jp"]),
        ('externalId eq "a1"', ["Ueda"]),
        ("externalId pr", ["ito@example.jp", "Ueda"]),
        ("not (externalId pr)", []),
        ("active eq true", ["ito@example.jp"]),
        ("active eq false", ["Ueda"]),
        ('name.familyName eq "伊藤"', ["ito@example.jp"]),
        ('emails.value eq "ito@example.jp"', ["ito@example.jp"]),
        ('emails eq "ito@example.jp"', ["ito@example.jp"]),
        ('emails[type eq "work" and value co "@example"]', ["ito@example.jp"]),
        ('emails[type eq "home"]', []),
        ('phoneNumbers[type eq "mobile"].value eq "090"', ["Ueda"]),
        ('phoneNumbers[type eq "work" and value eq "090"]', []),
        ('phoneNumbers[not (type eq "work")]', ["Ueda"]),
        ("emails[primary eq true]", None),
        ('phoneNumbers[type eq "mobile"]', ["Ueda"]),
        ('phoneNumbers.value eq "090"', ["Ueda"]),
        (f'{ENTERPRISE}:employeeNumber eq "7"', ["ito@example.jp"]),
        (f'{OURS}:organization eq "eigyo"', ["ito@example.jp"]),
        ('userName eq "ueda" or externalId eq "A1"', ["ito@example.jp", "Ueda"]),
        ('userName eq "ueda" and externalId eq "A1"', []),
        ('meta.lastModified gt "2000-01-01T00:00:00Z"', ["ito@example.jp", "Ueda"]),
        ('meta.created lt "2000-01-01T00:00:00Z"', []),
        ('userName eq "x\' OR 1=1 --"', []),
        ('userName eq "%"', []),
        ('userName co "%"', []),
        ('userName eq "a\\u0000b"', []),
        ('id eq "nobody"', []),
        ('title eq "passed over"', None),
        ('userName gt "t"', ["Ueda"]),
        ('id gt "u1"', None),
        ("userName eq", None),
        ('password eq "x"', None),
        ("active gt true", None),
    ],
)
def test_a_filter_finds_whom_it_names(
    scim: Scim, company: dict[str, str], text: str, names: list[str] | None
) -> None:
    if names is not None:
        assert sorted(found(scim, "Users", text)) == sorted(names)
        return
    refused = scim("GET", f"Users?filter={quote(text)}")
    assert (refused.status, refused.body["scimType"]) == (400, "invalidFilter")


def test_ids_and_groups_can_be_asked_for(scim: Scim, company: dict[str, str]) -> None:
    assert found(scim, "Users", f'id eq "{company["ueda"]}"') == ["Ueda"]
    assert found(scim, "Users", f'groups.value eq "{company["企画"]}"') == ["ito@example.jp"]
    assert found(scim, "Users", f'groups[value eq "{company["企画"]}"]') == ["ito@example.jp"]
    assert found(scim, "Groups", f'members.value eq "{company["ito"]}"') == ["企画"]
    assert found(scim, "Groups", f'members[value eq "{company["ueda"]}"]') == []
    assert found(scim, "Groups", f'id eq "{company["企画"]}" and displayName eq "企画"') == ["企画"]


def test_pages_follow_each_other(scim: Scim) -> None:
    for n in range(5):
        scim.add(f"u{n}")
    first = scim("GET", 'Users?filter=userName sw "u"&count=2').body
    third = scim("GET", 'Users?filter=userName sw "u"&startIndex=5&count=2').body

    assert [u["userName"] for u in first["Resources"]] == ["u0", "u1"]
    assert (first["totalResults"], first["startIndex"], first["itemsPerPage"]) == (5, 1, 2)
    assert [u["userName"] for u in third["Resources"]] == ["u4"]
    assert (third["startIndex"], third["itemsPerPage"]) == (5, 1)


@pytest.mark.parametrize(
    ("query", "count"), [("count=0", 0), ("count=-5", 0), ("startIndex=-3&count=1", 1)]
)
def test_odd_pages_are_read_as_the_rfc_says(scim: Scim, query: str, count: int) -> None:
    reply = scim("GET", f"Users?{query}")

    assert (reply.status, len(reply.body["Resources"])) == (200, count)
    assert reply.body["startIndex"] == 1


def test_attributes_are_chosen(scim: Scim, company: dict[str, str]) -> None:
    one = scim("GET", f"Users/{company['ito']}?attributes=userName,emails.value").body
    many = scim("GET", "Users?excludedAttributes=emails,name").body["Resources"]

    assert set(one) == {"schemas", "id", "userName", "emails"}
    assert not [u for u in many if "emails" in u or "name" in u]


def test_a_search_may_come_in_a_body(scim: Scim, company: dict[str, str]) -> None:
    body: dict[str, Any] = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
        "filter": 'userName eq "ueda"',
        "count": 1,
        "attributes": ["userName"],
    }
    reply = scim("POST", "Users/.search", body)

    assert reply.status == 200
    assert [u["userName"] for u in reply.body["Resources"]] == ["Ueda"]
