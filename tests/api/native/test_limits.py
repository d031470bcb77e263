"""Networks of groups and quotas of people over our own API."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.native.asking import Native
from urakata.directory.actors import system_actor
from urakata.directory.limiting import group_networks


def networks_of_everyone() -> list[str]:
    return group_networks(actor=system_actor()).get("everyone", [])


def put(native: Native, group: str = "everyone", **body: Any) -> Any:
    return native("PUT", f"/api/v1/groups/{group}/networks", body)


def test_networks_are_set_listed_and_removed(sato_asks: Native):
    stored = put(sato_asks, networks=["127.0.0.0/8", "2001:DB8::/32"])

    assert stored.body == {"code": "everyone", "networks": ["127.0.0.0/8", "2001:db8::/32"]}
    assert sato_asks("GET", "/api/v1/networks").body == {"groups": [stored.body]}
    put(sato_asks, networks=[])
    assert sato_asks("GET", "/api/v1/networks").body == {"groups": []}


def test_nobody_is_shut_out_unawares(sato_asks: Native):
    refused = put(sato_asks, networks=["192.0.2.0/24"])
    assert (refused.status, refused.code) == (400, "UR_NW02")
    assert "127.0.0.1" in refused.body["message"]
    assert networks_of_everyone() == []

    assert put(sato_asks, networks=["192.0.2.0/24"], force=True).status == 200
    assert sato_asks("GET", "/api/v1/networks").code == "UR_NW01"


@pytest.mark.parametrize(
    ("group", "body", "status"),
    [
        ("everyone", {"networks": ["office"]}, 400),
        ("everyone", {"networks": ["192.0.2.7/24"]}, 400),
        ("everyone", {"networks": "192.0.2.0/24"}, 400),
        ("everyone", {}, 400),
        ("everyone", {"networks": [], "x": 1}, 400),
        ("nowhere", {"networks": []}, 400),
    ],
)
def test_what_is_no_list_of_networks_is_refused(
    sato_asks: Native, group: str, body: dict[str, Any], status: int
):
    assert put(sato_asks, group, **body).status == status
    assert networks_of_everyone() == []


def test_a_quota_is_set_shown_and_held_to(sato_asks: Native, suzuki_asks: Native):
    address = "/api/v1/people/suzuki/quota"
    assert sato_asks("GET", address).body == {"requestsPerMinute": None, "requestsAtOnce": None}

    stored = sato_asks("PUT", address, {"requestsPerMinute": 1, "requestsAtOnce": 3})
    assert stored.body == {"requestsPerMinute": 1, "requestsAtOnce": 3}
    assert sato_asks("PUT", address, {"requestsAtOnce": None}).body == {
        "requestsPerMinute": 1,
        "requestsAtOnce": None,
    }
    assert [suzuki_asks("GET", "records").status for _ in range(2)] == [200, 429]


@pytest.mark.parametrize("code", ["nobody", "Administrator"])
def test_a_quota_is_of_somebody(sato_asks: Native, code: str):
    address = f"/api/v1/people/{code}/quota"

    assert sato_asks("PUT", address, {"requestsPerMinute": 1}).status == 400
