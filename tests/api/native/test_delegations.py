"""Delegations and absences over our own API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.native.asking import Native
from tests.directory.days import TODAY
from tests.directory.hearing import abouts
from urakata.directory.actors import system_actor
from urakata.directory.models import Absence, Delegation
from urakata.directory.services import NewUser, create_user, disable_user, update_user

pytestmark = pytest.mark.usefixtures("takahashi", "tanaka")
DELEGATIONS, ABSENCES = "/api/v1/delegations", "/api/v1/absences"


def day(n: int) -> str:
    return (TODAY + timedelta(days=n)).isoformat()


def days(first: int, last: int) -> dict[str, str]:
    return {"from": day(first), "to": day(last)}


SOON = days(0, 9)
SUZUKI = {"code": "suzuki", "name": "鈴木 一郎"}
TAKAHASHI = {"code": "takahashi", "name": "高橋 誠"}


def test_a_delegation_is_given_seen_by_both_and_taken_back(sato_asks: Native, suzuki_asks: Native):
    new = {"delegates": ["suzuki", "takahashi"], **SOON, "amountCap": "500000.50", "note": "出張"}

    shown = sato_asks("POST", DELEGATIONS, {**new, "apps": [sato_asks.app]}).body

    sato = {"code": "sato", "name": "佐藤 花子"}
    assert shown == {
        "id": shown["id"],
        "principal": sato,
        "delegates": [TAKAHASHI, SUZUKI],  # by id
        **SOON,
        "apps": [{"id": str(sato_asks.app), "name": "備品"}],
        "amountCap": "500000.5",
        "note": "出張",
        "createdBy": sato,
        "endedAt": None,
    }
    assert suzuki_asks("GET", DELEGATIONS).body == {"delegations": [shown]}
    assert sato_asks("DELETE", f"{DELEGATIONS}/{shown['id']}").status == 204
    assert sato_asks("GET", DELEGATIONS).body == {"delegations": []}
    (over,) = sato_asks("GET", DELEGATIONS, past="true").body["delegations"]
    assert over["endedAt"] is not None
    again = sato_asks("DELETE", f"{DELEGATIONS}/{shown['id']}")
    assert (again.status, again.code) == (404, "UR_DG04")
    kinds = [kind for _, kind, _ in abouts("delegation.add", "delegation.delete")]
    assert kinds == ["delegation.add", "delegation.delete"]


def test_days_may_overlap_and_each_delegation_counts_by_itself(suzuki_asks: Native):
    for delegate in ("takahashi", "tanaka"):
        sent = {"delegates": [delegate], **SOON}
        assert suzuki_asks("POST", DELEGATIONS, sent).status == 200

    found = suzuki_asks("GET", DELEGATIONS).body["delegations"]

    assert [each["delegates"][0]["code"] for each in found] == ["takahashi", "tanaka"]


def test_an_administrator_gives_in_anothers_name(sato_asks: Native, suzuki_asks: Native):
    given = {"principal": "takahashi", "delegates": ["suzuki"], **SOON}

    shown = sato_asks("POST", DELEGATIONS, given).body

    assert (shown["principal"], shown["createdBy"]["code"]) == (TAKAHASHI, "sato")
    assert sato_asks("GET", DELEGATIONS).body == {"delegations": []}
    assert sato_asks("GET", DELEGATIONS, all="true").body == {"delegations": [shown]}
    assert suzuki_asks("DELETE", f"{DELEGATIONS}/{shown['id']}").status == 404
    assert Delegation.objects.get().ended_at is None


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"delegates": ["suzuki"]}, 400, "UR_DG05"),  # oneself
        ({"delegates": ["takahashi"]}, 400, "UR_DG08"),  # 高橋's is 田中, and 田中's is 鈴木
        ({"delegates": ["guest"]}, 400, "UR_DG06"),
        ({"delegates": ["gone"]}, 400, "UR_DG03"),
        ({"delegates": ["nobody"]}, 400, "GAIA_IL26"),
        ({"delegates": ["no\0body"]}, 400, "GAIA_IL26"),
        ({"delegates": ["Administrator"]}, 400, "CB_VA01"),
        ({"delegates": []}, 400, "CB_VA01"),
        ({"delegates": "tanaka"}, 400, "CB_VA01"),
        ({"delegates": ["tanaka"] * 21}, 400, "CB_VA01"),
        (days(3, 2), 400, "UR_DG01"),
        (days(-3, -1), 400, "UR_DG02"),
        ({"from": "tomorrow"}, 400, "CB_VA01"),
        ({"amountCap": "-1"}, 400, "UR_DG07"),
        ({"amountCap": "many"}, 400, "UR_DG07"),
        ({"apps": [10**9]}, 404, "GAIA_AP01"),
        ({"apps": ["x"]}, 400, "CB_VA01"),
        ({"principal": "takahashi"}, 403, "CB_NO02"),  # another's
        ({"note": "a\0b"}, 400, "CB_VA01"),
        ({"until": day(3)}, 400, "CB_VA01"),
    ],
)
def test_a_delegation_that_cannot_be_changes_nothing(
    sato_asks: Native,
    suzuki_asks: Native,
    people_of_all_kinds: None,
    changes: dict[str, Any],
    status: int,
    code: str,
):
    for principal, delegate in (("takahashi", "tanaka"), ("tanaka", "suzuki")):
        given = {"principal": principal, "delegates": [delegate], **SOON}
        assert sato_asks("POST", DELEGATIONS, given).status == 200

    refused = suzuki_asks("POST", DELEGATIONS, {"delegates": ["sato"], **SOON, **changes})

    assert (refused.status, refused.code) == (status, code)
    assert Delegation.objects.count() == 2
    assert len(abouts("delegation.add")) == 2


@pytest.fixture
def people_of_all_kinds(db: None) -> None:
    """A guest, and somebody who left."""
    for code in ("guest", "gone"):
        create_user(actor=system_actor(), user=NewUser(code, code))
    update_user(actor=system_actor(), code="guest", changes={"is_guest": True})
    disable_user(actor=system_actor(), code="gone")


def test_an_app_that_the_reader_does_not_know_has_no_name(
    sato_asks: Native, suzuki_asks: Native, with_access: Any, ledger: Any
):
    given = {"delegates": ["suzuki"], **SOON, "apps": [sato_asks.app]}
    sato_asks("POST", DELEGATIONS, given)
    with_access(ledger, app=[{"entity": {"type": "CREATOR"}, "appEditable": True}])

    (shown,) = suzuki_asks("GET", DELEGATIONS).body["delegations"]

    assert shown["apps"] == [{"id": str(sato_asks.app), "name": ""}]


def test_an_absence_is_told_seen_and_taken_back(sato_asks: Native, suzuki_asks: Native):
    shown = suzuki_asks("POST", ABSENCES, {**SOON, "note": "夏季休暇"}).body

    assert shown == {
        "id": shown["id"],
        "person": SUZUKI,
        **SOON,
        "note": "夏季休暇",
        "endedAt": None,
    }
    assert suzuki_asks("GET", ABSENCES).body == {"absences": [shown]}
    assert sato_asks("GET", ABSENCES).body == {"absences": []}
    assert sato_asks("GET", ABSENCES, all="true").body == {"absences": [shown]}
    assert suzuki_asks("DELETE", f"{ABSENCES}/{shown['id']}").status == 204
    assert suzuki_asks("GET", ABSENCES).body == {"absences": []}
    again = suzuki_asks("DELETE", f"{ABSENCES}/{shown['id']}")
    assert (again.status, again.code) == (404, "UR_DG09")
    kinds = [kind for _, kind, _ in abouts("absence.add", "absence.delete")]
    assert kinds == ["absence.add", "absence.delete"]


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (days(3, 2), 400, "UR_DG01"),
        (days(-3, -1), 400, "UR_DG02"),
        ({"from": day(0)}, 400, "CB_VA01"),
        ({**SOON, "person": "takahashi"}, 403, "CB_NO02"),
        ({**SOON, "note": "x" * 1001}, 400, "CB_VA01"),
        ({**SOON, "why": "x"}, 400, "CB_VA01"),
        ({"from": "2026-13-01", "to": day(3)}, 400, "CB_VA01"),
    ],
)
def test_an_absence_that_cannot_be_changes_nothing(
    suzuki_asks: Native, sent: dict[str, Any], status: int, code: str
):
    refused = suzuki_asks("POST", ABSENCES, sent)

    assert (refused.status, refused.code) == (status, code)
    assert (Absence.objects.count(), abouts("absence.add")) == (0, [])


def test_an_administrator_says_it_for_another_who_must_be_there(sato_asks: Native):
    assert sato_asks("POST", ABSENCES, {**SOON, "person": "takahashi"}).body["person"] == TAKAHASHI
    refused = sato_asks("POST", ABSENCES, {**SOON, "person": "nobody"})
    assert (refused.status, refused.code) == (400, "GAIA_IL26")
    assert Absence.objects.count() == 1


def test_what_is_anothers_is_neither_listed_nor_taken_back(sato_asks: Native, suzuki_asks: Native):
    absence = sato_asks("POST", ABSENCES, {**SOON, "person": "takahashi"}).body["id"]
    given = {"principal": "takahashi", "delegates": ["tanaka"], **SOON}
    delegation = sato_asks("POST", DELEGATIONS, given).body["id"]

    assert suzuki_asks("GET", DELEGATIONS).body == {"delegations": []}
    assert suzuki_asks("GET", ABSENCES).body == {"absences": []}
    denied = [
        suzuki_asks("GET", DELEGATIONS, all="true"),
        suzuki_asks("GET", ABSENCES, all="true"),
        suzuki_asks("DELETE", f"{DELEGATIONS}/{delegation}"),
        suzuki_asks("DELETE", f"{ABSENCES}/{absence}"),
    ]
    assert [each.code for each in denied] == ["CB_NO02", "CB_NO02", "UR_DG04", "UR_DG09"]
    assert (Absence.objects.get().ended_at, Delegation.objects.get().ended_at) == (None, None)
