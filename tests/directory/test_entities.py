from __future__ import annotations

import pytest

from urakata.directory import services
from urakata.directory.actors import system_actor
from urakata.directory.entities import Values, expand, initial_assignees
from urakata.directory.people import snapshot

pytestmark = pytest.mark.django_db


def entity(type_: str, code: str | None = None, *, subs: bool = False) -> dict[str, object]:
    return {"entity": {"type": type_, "code": code}, "includeSubs": subs}


def expanded(*entities: dict[str, object], values: Values | None = None) -> list[int]:
    return expand(entities, snapshot(), values or Values())


def test_users_groups_and_organizations_become_users(company: dict[str, int]):
    sato, suzuki, tanaka = company.values()

    assert expanded(entity("USER", "sato")) == [sato]
    assert expanded(entity("GROUP", "project")) == [tanaka]
    assert expanded(entity("ORGANIZATION", "sales")) == [sato]
    assert expanded(entity("ORGANIZATION", "sales", subs=True)) == [sato, suzuki]


def test_a_record_says_who_its_creator_and_its_people_are(company: dict[str, int]):
    sato, suzuki, tanaka = company.values()
    sales = snapshot().find("organization", "sales") or 0
    values = Values(tanaka, {"上司": ("user", [suzuki]), "部署": ("organization", [sales])})

    assert expanded(entity("CREATOR"), values=values) == [tanaka]
    assert expanded(entity("FIELD_ENTITY", "上司"), values=values) == [suzuki]
    assert expanded(entity("FIELD_ENTITY", "部署", subs=True), values=values) == [sato, suzuki]


def test_everybody_appears_once_in_the_order_given(company: dict[str, int]):
    sato, suzuki, _ = company.values()

    found = expanded(entity("USER", "suzuki"), entity("ORGANIZATION", "sales", subs=True))

    assert found == [suzuki, sato]


def test_who_left_and_who_never_was_is_passed_over(company: dict[str, int]):
    services.disable_user(actor=system_actor(), code="sato")

    assert expanded(entity("USER", "sato"), entity("USER", "nobody"), entity("CUSTOM", "x")) == []


def test_a_new_record_has_one_assignee_at_most(company: dict[str, int]):
    sato = company["sato"]
    creator = {"type": "ONE", "entities": [entity("FIELD_ENTITY", "作成者")]}
    values = Values(sato, {"作成者": ("user", [sato])})

    assert initial_assignees(creator, snapshot(), values) == [sato]
    assert initial_assignees({"type": "ONE", "entities": []}, snapshot(), values) == []
