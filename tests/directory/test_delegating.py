"""What may be said of who stands in for whom, and what is refused with which sentence."""

from __future__ import annotations

from typing import Any

import pytest

from tests.directory.days import TODAY, a_delegation
from tests.directory.hearing import heard
from urakata.directory import services, units
from urakata.directory.actors import actor_of, system_actor, token_actor
from urakata.directory.delegating import end_delegation, list_delegations
from urakata.directory.models import Delegation
from urakata.kernel.errors import Forbidden, UrakataError

pytestmark = pytest.mark.django_db


def refusal(*people: str, **more: Any) -> tuple[str, int]:
    before = Delegation.objects.count()
    with pytest.raises(UrakataError) as refused:
        a_delegation(*people, **more)
    assert Delegation.objects.count() == before
    return refused.value.code, refused.value.status


@pytest.fixture
def guest(company: dict[str, int]) -> str:
    new = services.NewUser("guest", "客", profile={"is_guest": True})
    services.create_user(actor=system_actor(), user=new)
    return "guest"


def test_what_cannot_be_is_refused_with_its_own_sentence(company: dict[str, int], guest: str):
    services.create_user(actor=system_actor(), user=services.NewUser("ito", "伊藤"))
    services.disable_user(actor=system_actor(), code="ito")

    assert refusal("sato", "suzuki", first=3, last=2) == ("UR_DG01", 400)
    assert refusal("sato", "suzuki", first=-3, last=-1) == ("UR_DG02", 400)
    assert refusal("sato", "ito") == ("UR_DG03", 400)
    assert refusal("sato", "suzuki", "sato") == ("UR_DG05", 400)
    assert refusal("sato", guest) == ("UR_DG06", 400)
    assert refusal("sato", "suzuki", apps=[7, 9]) == ("GAIA_AP01", 404)
    assert refusal("sato", "nobody") == ("GAIA_IL26", 400)
    assert refusal("sato", "Administrator") == ("CB_VA01", 400)
    assert refusal("sato") == ("CB_VA01", 400)
    assert refusal("sato", "suzuki", apps=[]) == ("CB_VA01", 400)


@pytest.mark.parametrize("cap", ["many", "", "NaN", "-1", "1e30", True, [1]])
def test_a_cap_is_a_number(company: dict[str, int], cap: object):
    assert refusal("sato", "suzuki", amount_cap=cap) == ("UR_DG07", 400)


def test_a_circle_is_refused_with_its_people(company: dict[str, int]):
    a_delegation("sato", "suzuki", first=0, last=5)
    a_delegation("suzuki", "tanaka", first=3, last=8)

    with pytest.raises(UrakataError) as refused:
        a_delegation("tanaka", "sato", first=5, last=9)

    assert refused.value.code == "UR_DG08"
    assert refused.value.values == {"path": "田中 → 佐藤 → 鈴木 → 田中"}
    assert refusal("suzuki", "sato", first=5, last=5) == ("UR_DG08", 400)


def test_what_never_holds_together_is_no_circle(company: dict[str, int]):
    a_delegation("sato", "suzuki", first=0, last=5, apps=[7])

    assert a_delegation("suzuki", "sato", first=6, last=9).pk
    assert a_delegation("suzuki", "sato", first=0, last=5, apps=[8]).pk
    assert refusal("suzuki", "sato", first=0, last=5) == ("UR_DG08", 400)


def test_what_was_taken_back_closes_no_circle(company: dict[str, int]):
    row = a_delegation("sato", "suzuki")
    end_delegation(actor=actor_of(company["sato"]), id_=row.pk)

    assert a_delegation("suzuki", "sato").pk


def test_only_administrators_speak_for_others(company: dict[str, int]):
    assert refusal("sato", "tanaka", by="suzuki") == ("CB_NO02", 403)

    units.add_to_group(actor=system_actor(), group="Administrators", users=["suzuki"])
    row = a_delegation("sato", "tanaka", by="suzuki")

    assert (row.principal_id, row.created_by_id) == (company["sato"], company["suzuki"])


def test_a_token_stands_for_nobody(company: dict[str, int]):
    token = token_actor({7: frozenset({"manage"})}, (1,))
    for call in (
        lambda: list_delegations(actor=token),
        lambda: end_delegation(actor=token, id_=1),
    ):
        with pytest.raises(Forbidden):
            call()


def test_nobody_else_takes_it_back(company: dict[str, int]):
    row = a_delegation("sato", "suzuki")

    for code in ("suzuki", "tanaka"):
        with pytest.raises(UrakataError) as refused:
            end_delegation(actor=actor_of(company[code]), id_=row.pk)
        assert (refused.value.code, refused.value.status) == ("UR_DG04", 404)

    assert Delegation.objects.get().ended_at is None


def test_everybody_lists_those_by_and_to_them(company: dict[str, int]):
    own = a_delegation("sato", "suzuki")
    taken_back = a_delegation("sato", "tanaka")
    end_delegation(actor=actor_of(company["sato"]), id_=taken_back.pk)

    def listed(code: str, **more: bool) -> list[int]:
        return [row.pk for row in list_delegations(actor=actor_of(company[code]), **more)]

    assert listed("sato") == listed("suzuki") == [own.pk]
    assert listed("tanaka") == []
    assert listed("tanaka", with_past=True) == [taken_back.pk]
    with pytest.raises(Forbidden):
        listed("suzuki", of_all=True)
    everything = list_delegations(actor=system_actor(), of_all=True, with_past=True)
    assert [row.pk for row in everything] == [own.pk, taken_back.pk]


def test_the_journal_is_told_of_its_beginning_and_end(company: dict[str, int]):
    row = a_delegation("sato", "suzuki", "tanaka", apps=[8, 7], amount_cap=1_000_000)
    end_delegation(actor=actor_of(company["sato"]), id_=row.pk)

    added, ended = heard("delegation.add", "delegation.delete")

    about = {"id": row.pk, "principal": "sato"}
    assert (added["about"], ended["about"]) == (about, about)
    assert added["after"] == {
        "principal_id": company["sato"],
        "delegates": ["suzuki", "tanaka"],
        "starts_on": TODAY.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "app_ids": [7, 8],
        "amount_cap": "1000000",
        "created_by_id": company["sato"],
    }
    assert ended["before"] == {"ended_at": None, "ended_by_id": None}
    assert ended["after"]["ended_by_id"] == company["sato"]
