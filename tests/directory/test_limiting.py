from __future__ import annotations

import json
from typing import Any

import pytest

from urakata.directory import limiting, services, tokens
from urakata.directory.actors import actor_of, system_actor
from urakata.directory.units import add_to_group
from urakata.journal import queries
from urakata.kernel.errors import Forbidden, Invalid

pytestmark = pytest.mark.django_db


def last(kind: str) -> dict[str, Any]:
    (found,) = queries.search(queries.Wanted(kind=kind), limit=1)
    entry: dict[str, Any] = json.loads(found.body)
    return entry


def test_the_networks_of_a_group_are_kept_and_told(company: dict[str, int]):
    stored = limiting.set_group_networks(
        actor=system_actor(), group="project", networks=["192.0.2.0/24", "192.0.2.0/24"]
    )

    assert stored == ["192.0.2.0/24"]
    assert limiting.group_networks(actor=system_actor()) == {"project": ["192.0.2.0/24"]}
    entry = last("group.edit")
    assert (entry["about"]["code"], entry["before"], entry["after"]) == (
        "project",
        {"networks": []},
        {"networks": ["192.0.2.0/24"]},
    )


def test_only_an_administrator_may(company: dict[str, int]):
    suzuki = actor_of(company["suzuki"])
    for call in (
        lambda: limiting.set_group_networks(actor=suzuki, group="project", networks=["::/0"]),
        lambda: limiting.group_networks(actor=suzuki),
    ):
        with pytest.raises(Forbidden):
            call()
    assert limiting.group_networks(actor=system_actor()) == {}


def test_an_administrator_is_told_before_locking_himself_out(company: dict[str, int]):
    add_to_group(actor=system_actor(), group="Administrators", users=["sato"])
    sato = actor_of(company["sato"])
    wanted = {"actor": sato, "group": "everyone", "networks": ["192.0.2.0/24"]}

    with pytest.raises(Invalid) as raised:
        limiting.set_group_networks(**wanted, address="203.0.113.5")
    assert raised.value.code == "UR_NW02"
    assert limiting.group_networks(actor=sato) == {}

    limiting.set_group_networks(**wanted, address="192.0.2.9")
    limiting.set_group_networks(**wanted, address="203.0.113.5", is_forced=True)
    assert limiting.group_networks(actor=sato) == {"everyone": ["192.0.2.0/24"]}


def test_a_token_is_changed_and_told(company: dict[str, int]):
    tokens.create_token(7, ["view"], actor=system_actor())
    (token,) = tokens.list_tokens(7)
    changes = {"networks": ["192.0.2.1"], "requests_per_minute": 60, "requests_at_once": 2}

    assert limiting.update_token(7, token.id, actor=system_actor(), changes=changes)
    assert not limiting.update_token(8, token.id, actor=system_actor(), changes={"memo": "x"})

    (token,) = tokens.list_tokens(7)
    assert (token.networks, token.requests_per_minute, token.requests_at_once, token.memo) == (
        ("192.0.2.1/32",),
        60,
        2,
        "",
    )
    entry = last("token.edit")
    assert entry["before"] == {
        "networks": [],
        "requests_per_minute": None,
        "requests_at_once": None,
    }
    assert entry["after"] == {**changes, "networks": ["192.0.2.1/32"]}


@pytest.mark.parametrize(
    "changes",
    [
        {"requests_per_minute": -1},
        {"requests_per_minute": True},
        {"requests_at_once": "5"},
        {"requests_at_once": 10**10},
        {"networks": ["office"]},
        {"rights": []},
        {"rights": ["fly"]},
        {"digest": "x"},
        {"app_id": 8},
        {"is_live": True},
    ],
)
def test_what_may_not_be_changed_is_refused(company: dict[str, int], changes: dict[str, Any]):
    tokens.create_token(7, ["view"], actor=system_actor())
    before = tokens.list_tokens(7)

    with pytest.raises(Invalid):
        limiting.update_token(7, before[0].id, actor=system_actor(), changes=changes)

    assert tokens.list_tokens(7) == before


def test_a_quota_of_a_person_is_checked(company: dict[str, int]):
    with pytest.raises(Invalid):
        services.update_user(actor=system_actor(), code="sato", changes={"requests_per_minute": -1})
