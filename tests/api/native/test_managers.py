"""Ranks of titles and managers by name over our own API."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.api.native.asking import Native
from tests.directory.hearing import heard
from urakata.directory.actors import system_actor
from urakata.directory.models import Title, User
from urakata.directory.services import set_manager

pytestmark = pytest.mark.usefixtures("company")
RANKS = "/api/v1/titles/ranks"
SUZUKI = {"code": "suzuki", "name": "鈴木 一郎"}
TAKAHASHI = {"code": "takahashi", "name": "高橋 誠"}
TANAKA = {"code": "tanaka", "name": "田中 実"}
SALES, SALES1 = {"code": "sales", "name": "営業部"}, {"code": "sales1", "name": "第一課"}


def manager_of(code: str) -> str:
    return f"/api/v1/people/{code}/manager"


def test_titles_are_told_by_rank(suzuki_asks: Native):
    assert suzuki_asks("GET", "/api/v1/titles").body == {
        "titles": [
            {"code": "head", "name": "部長", "rank": 1},
            {"code": "chief", "name": "課長", "rank": None},
        ]
    }


def test_an_administrator_ranks_titles_and_those_not_named_stay(sato_asks: Native):
    ranked = sato_asks("PUT", RANKS, {"ranks": {"chief": "3"}})

    assert [(each["code"], each["rank"]) for each in ranked.body["titles"]] == [
        ("head", 1),
        ("chief", 3),
    ]
    (entry,) = heard("title.edit")
    assert (entry["before"], entry["after"]) == ({"rank": None}, {"rank": 3})
    assert sato_asks("PUT", RANKS, {"ranks": {"head": None}}).body["titles"][1]["code"] == "head"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"ranks": {"chief": 0}}, "ranks.chief"),
        ({"ranks": {"chief": 1001}}, "ranks.chief"),
        ({"ranks": {"chief": True}}, "ranks.chief"),
        ({"ranks": {"chief": 2, "nobody": 1}}, "title"),
        ({"ranks": {"chi\0ef": 2}}, "title"),
        ({"ranks": ["chief"]}, "ranks"),
        ({}, "ranks"),
        ({"ranks": {}, "rank": 1}, "rank"),
    ],
)
def test_ranks_that_cannot_be_change_nothing(sato_asks: Native, body: dict[str, Any], place: str):
    refused = sato_asks("PUT", RANKS, body)

    assert (refused.status, list(refused.errors)) == (400, [place])
    assert dict(Title.objects.values_list("code", "rank")) == {"head": 1, "chief": None}


def test_a_manager_is_found_by_titles_up_the_tree(tanaka: object, suzuki_asks: Native):
    assert suzuki_asks("GET", manager_of("suzuki")).body == {
        "person": SUZUKI,
        "manager": None,
        "found": [TAKAHASHI],
        "trouble": "",
        "circle": [],
        "path": [
            {"of": SUZUKI, "organization": SALES1, "title": None, "people": []},
            {
                "of": SUZUKI,
                "organization": SALES,
                "title": {"code": "head", "name": "部長"},
                "people": [TAKAHASHI],
            },
        ],
    }
    assert suzuki_asks("GET", manager_of("takahashi")).body["trouble"] == "vacant"


def test_a_manager_set_by_name_wins_and_is_taken_back(sato_asks: Native):
    told = sato_asks("PUT", manager_of("suzuki"), {"manager": "tanaka"}).body

    assert (told["manager"], told["found"]) == (TANAKA, [TANAKA])
    assert told["path"] == [{"of": SUZUKI, "organization": None, "title": None, "people": [TANAKA]}]
    assert sato_asks("GET", "/api/v1/managers").body == {
        "managers": [{"person": SUZUKI, "manager": TANAKA}],
        "circles": [],
    }
    back = sato_asks("PUT", manager_of("suzuki"), {"manager": None}).body
    assert (back["manager"], back["found"]) == (None, [TAKAHASHI])
    first, second = heard("person.edit")[-2:]
    assert (first["about"]["code"], first["before"], first["after"]) == (
        "suzuki",
        {"manager": None},
        {"manager": "tanaka"},
    )
    assert second["after"] == {"manager": None}


def test_levels_climb_from_manager_to_manager(sato_asks: Native):
    sato_asks("PUT", manager_of("takahashi"), {"manager": "tanaka"})

    assert sato_asks("GET", manager_of("suzuki"), levels="2").body["found"] == [TANAKA]
    assert sato_asks("GET", manager_of("suzuki"), levels="3").body["trouble"] == "vacant"
    assert list(sato_asks("GET", manager_of("suzuki"), levels="21").errors) == ["levels"]


def test_a_day_that_is_past_tells_the_manager_of_then(sato_asks: Native, company: date):
    set_manager(actor=system_actor(), code="suzuki", manager="tanaka")

    then = sato_asks("GET", manager_of("suzuki"), on=company.isoformat()).body

    assert (then["manager"], then["found"]) == (None, [TAKAHASHI])


@pytest.mark.parametrize(
    ("code", "manager", "error"),
    [
        ("suzuki", "suzuki", "UR_DG10"),
        ("takahashi", "suzuki", "UR_DG11"),
        ("tanaka", "suzuki", "UR_DG11"),
        ("suzuki", "nobody", "GAIA_IL26"),
        ("nobody", "suzuki", "GAIA_IL26"),
        ("suzuki", "Administrator", "CB_VA01"),
        ("Administrator", "suzuki", "CB_VA01"),
        ("suzuki", 12, "CB_VA01"),
    ],
)
def test_nobody_is_above_themselves_and_who_is_not_there_above_nobody(
    sato_asks: Native, code: str, manager: Any, error: str
):
    set_manager(actor=system_actor(), code="suzuki", manager="takahashi")
    set_manager(actor=system_actor(), code="takahashi", manager="tanaka")
    before = list(User.objects.order_by("pk").values_list("pk", "manager"))

    refused = sato_asks("PUT", manager_of(code), {"manager": manager})

    assert (refused.status, refused.code) == (400, error)
    assert list(User.objects.order_by("pk").values_list("pk", "manager")) == before


def test_a_circle_that_came_about_otherwise_is_told(suzuki_asks: Native):
    suzuki, takahashi = (User.objects.get(code=code) for code in ("suzuki", "takahashi"))
    set_manager(actor=system_actor(), code="suzuki", manager="takahashi")
    User.objects.filter(pk=takahashi.pk).update(manager=suzuki)  # a restored backup, say
    set_manager(actor=system_actor(), code="tanaka", manager="suzuki")

    found = suzuki_asks("GET", manager_of("tanaka"), levels="3").body

    assert (found["trouble"], found["found"]) == ("cycle", [])
    assert [each["code"] for each in found["circle"]] == ["suzuki", "takahashi"]
    (circle,) = suzuki_asks("GET", "/api/v1/managers").body["circles"]
    assert [each["code"] for each in circle] == ["suzuki", "takahashi"]


def test_who_is_no_administrator_changes_nothing_and_sees_no_day_to_come(suzuki_asks: Native):
    denied = [
        suzuki_asks("PUT", RANKS, {"ranks": {"chief": 1}}),
        suzuki_asks("PUT", manager_of("suzuki"), {"manager": "tanaka"}),
        suzuki_asks("GET", manager_of("suzuki"), on="9998-01-01"),
    ]

    assert [(each.status, each.code) for each in denied] == [(403, "CB_NO02")] * 3
    assert not User.objects.exclude(manager=None).exists()
    assert Title.objects.get(code="chief").rank is None
