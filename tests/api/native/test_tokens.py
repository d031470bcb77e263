"""API tokens over our own API."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.client import Api
from tests.api.native.asking import Native
from urakata.directory.tokens import list_tokens
from urakata.journal import queries


def made(native: Native, **body: Any) -> dict[str, Any]:
    reply = native("POST", "tokens", {"rights": ["view"], **body})
    assert reply.status == 200, reply.body
    shown: dict[str, Any] = reply.body
    return shown


def test_a_token_is_shown_once_and_works_at_once(sato_asks: Native):
    shown = made(sato_asks, rights=["view", "add"], memo="取込用")
    api = Api({"X-Cybozu-API-Token": shown["token"]})

    assert api.get("records", f"app={sato_asks.app}").status == 200
    (listed,) = sato_asks("GET", "tokens").body["tokens"]
    assert listed == {name: value for name, value in shown.items() if name != "token"}
    assert (listed["rights"], listed["memo"], listed["isLive"]) == (["add", "view"], "取込用", True)
    assert listed["hint"] == shown["token"][:4]


def test_a_token_is_limited_and_the_rest_stays(sato_asks: Native):
    shown = made(sato_asks, memo="取込用")
    changes = {"networks": ["192.0.2.1"], "requestsPerMinute": 5}

    changed = sato_asks("PUT", f"tokens/{shown['id']}", changes).body

    assert (changed["networks"], changed["requestsPerMinute"]) == (["192.0.2.1/32"], 5)
    assert (changed["memo"], changed["rights"], changed["requestsAtOnce"]) == (
        "取込用",
        ["view"],
        None,
    )
    api = Api({"X-Cybozu-API-Token": shown["token"]})
    assert api.get("records", f"app={sato_asks.app}").code == "UR_NW01"
    cleared = sato_asks(
        "PUT", f"tokens/{shown['id']}", {"networks": [], "requestsPerMinute": None}
    ).body
    assert (cleared["networks"], cleared["requestsPerMinute"]) == ([], None)


@pytest.mark.parametrize(
    "changes",
    [
        {"rights": []},
        {"rights": ["fly"]},
        {"networks": ["office"]},
        {"requestsPerMinute": -1},
        {"appId": 1},
        {"isLive": False},
        {"digest": "x"},
    ],
)
def test_what_may_not_be_changed_is_refused(sato_asks: Native, changes: dict[str, Any]):
    shown = made(sato_asks)
    before = list_tokens(sato_asks.app)

    assert sato_asks("PUT", f"tokens/{shown['id']}", changes).status == 400
    assert list_tokens(sato_asks.app) == before


def test_a_revoked_token_is_worth_nothing(sato_asks: Native):
    shown = made(sato_asks)
    api = Api({"X-Cybozu-API-Token": shown["token"]})

    assert sato_asks("DELETE", f"tokens/{shown['id']}").status == 204
    assert api.get("records", f"app={sato_asks.app}").code == "GAIA_IA02"
    again = sato_asks("DELETE", f"tokens/{shown['id']}")
    assert (again.status, again.code) == (404, "UR_TK01")


def test_no_token_makes_another(token_asks: Any):
    native = token_asks("manage", "view")
    before = list_tokens(native.app)

    reply = native("POST", "tokens", {"rights": ["delete"]})

    assert (reply.status, reply.code) == (403, "GAIA_NO01")
    assert list_tokens(native.app) == before


def test_the_journal_has_who_made_it_and_no_secret(sato_asks: Native):
    shown = made(sato_asks)

    (entry,) = queries.search(queries.Wanted(kind="token.add", app_id=sato_asks.app))
    assert json.loads(entry.body)["actor"]["code"] == "sato"
    assert shown["token"] not in entry.body
