"""Reorganizations prepared for a day: what is refused, what the day will look like, and the day itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.directory.days import TODAY
from tests.directory.hearing import abouts
from tests.directory.test_tenures import places
from urakata.directory import services, units
from urakata.directory.actor import Actor
from urakata.directory.actors import actor_of, system_actor
from urakata.directory.models import OrganizationChange, PersonnelOrder
from urakata.directory.orders import (
    NewChange,
    NewOrder,
    add_changes,
    add_orders,
    cancel_change,
    cancel_order,
    list_changes,
    list_orders,
)
from urakata.directory.people import snapshot, snapshot_on
from urakata.directory.reorganizing import apply_due, run_due
from urakata.directory.tenures import stays_of
from urakata.kernel.errors import Forbidden, Invalid, UrakataError

pytestmark = pytest.mark.django_db
DAY = TODAY + timedelta(days=10)


def order(kind: Any, user: str | None, organization: str, title: str | None = None, **more: Any):
    new = NewOrder(more.pop("on", DAY), kind, organization, user, title)
    return add_orders(actor=system_actor(), orders=[new])[0]


def change(kind: Any, organization: str, **more: Any):
    new = NewChange(more.pop("on", DAY), kind, organization, **more)
    return add_changes(actor=system_actor(), changes=[new])[0]


def refusal(call: Any, *given: Any, **more: Any) -> str:
    before = PersonnelOrder.objects.count(), OrganizationChange.objects.count()
    with pytest.raises(UrakataError) as refused:
        call(*given, **more)
    assert (PersonnelOrder.objects.count(), OrganizationChange.objects.count()) == before
    return refused.value.code


def time_passes(days: int) -> None:
    """The company lives on: what was prepared for later comes nearer."""
    for model in (PersonnelOrder, OrganizationChange):
        for row in model.objects.filter(applied_at=None):
            row.effective_on -= timedelta(days=days)
            row.save()


def a_reorganization() -> None:
    """営業企画部 opens in 営業部, 佐藤 goes there, 鈴木 too besides, and 第一課 closes."""
    change("OPEN", "plan", name="営業企画部", parent="sales")
    order("APPOINT", "sato", "plan", "manager")
    order("APPOINT", "suzuki", "sales")
    order("CONCURRENT", "suzuki", "plan")
    change("CLOSE", "sales1")


def test_the_day_to_come_is_shown_before_it_comes(company: dict[str, int]):
    a_reorganization()

    then = snapshot_on(DAY)
    plan = then.find("organization", "plan") or 0
    assert plan < 0
    assert then.tree.ancestors(plan) == [then.find("organization", "sales")]
    assert places(then, company["sato"]) == [("plan", "manager")]
    assert places(then, company["suzuki"]) == [("plan", ""), ("sales", "")]
    sato = then.user(company["sato"])
    assert sato is not None
    assert sato.primary_organization_id == plan
    assert places(snapshot_on(DAY - timedelta(days=1)), company["sato"]) == [("sales", "manager")]
    assert snapshot().find("organization", "plan") is None


def test_on_its_day_it_is_done_once_and_told(company: dict[str, int]):
    a_reorganization()
    run_due()
    assert snapshot().find("organization", "plan") is None

    time_passes(10)
    run_due()
    run_due()

    people = snapshot()
    assert places(people, company["sato"]) == [("plan", "manager")]
    assert places(people, company["suzuki"]) == [("plan", ""), ("sales", "")]
    closed = people.organizations[people.find("organization", "sales1") or 0]
    assert closed.is_closed
    applied = [about["what"] for _, _, about in abouts("order.apply")]
    assert applied == ["OPEN", "APPOINT", "APPOINT", "CONCURRENT", "CLOSE"]
    assert len(abouts("organization.add")) == 4
    assert list_orders(actor=system_actor()) == list_changes(actor=system_actor()) == []
    assert len(list_orders(actor=system_actor(), with_past=True)) == 3
    assert refusal(order, "CONCURRENT", "tanaka", "sales1") == "UR_DG21"
    with pytest.raises(Invalid) as refused:
        units.add_members(actor=system_actor(), organization="sales1", users=["tanaka"])
    assert refused.value.code == "UR_DG32"


def test_a_server_that_was_off_catches_up_each_from_its_own_day(company: dict[str, int]):
    order("APPOINT", "sato", "ga", on=TODAY + timedelta(days=2))
    order("APPOINT", "sato", "sales1", "manager", on=TODAY + timedelta(days=4))
    time_passes(10)

    assert apply_due(actor=system_actor()) == 2

    codes = {unit.id: unit.code for unit in snapshot().organizations.values()}
    stays = [(codes[s.organization_id], s.since, s.until) for s in stays_of(company["sato"])]
    first, second = TODAY - timedelta(days=8), TODAY - timedelta(days=6)
    assert stays[-2:] == [("ga", first, second), ("sales1", second, None)]


def test_what_has_become_impossible_is_marked_and_holds_up_nothing(company: dict[str, int]):
    failing = order("TITLE", "sato", "sales")
    order("CONCURRENT", "tanaka", "ga")
    services.disable_user(actor=system_actor(), code="sato")
    time_passes(10)

    assert apply_due(actor=system_actor()) == 1

    failing.refresh_from_db()
    assert failing.applied_at is None
    assert failing.problem["ja"] == "このユーザーは停止されているため、異動できません。"
    assert [row.pk for row in list_orders(actor=system_actor())] == [failing.pk]
    assert [about["user"] for _, _, about in abouts("order.fail")] == ["sato"]
    assert places(snapshot(), company["tanaka"]) == [("ga", "")]


def test_each_kind_of_order_does_what_it_says(company: dict[str, int]):
    order("CONCURRENT", "sato", "ga", on=TODAY)
    assert places(snapshot(), company["sato"]) == [("ga", ""), ("sales", "manager")]
    order("TITLE", "sato", "ga", "manager", on=TODAY)
    order("PRIMARY", "sato", "ga", on=TODAY)
    sato = snapshot().user(company["sato"])
    assert sato is not None
    assert sato.primary_organization_id == snapshot().find("organization", "ga")
    order("LEAVE", "sato", "sales", on=TODAY)
    assert places(snapshot(), company["sato"]) == [("ga", "manager")]
    order("VACATE", None, "ga", "manager", on=TODAY)
    assert places(snapshot(), company["sato"]) == [("ga", "")]
    change("RENAME", "ga", name="総務人事部", on=TODAY)
    change("MOVE", "ga", parent="sales", on=TODAY)
    ga = snapshot().organizations[snapshot().find("organization", "ga") or 0]
    assert (ga.name, ga.parent_id) == ("総務人事部", snapshot().find("organization", "sales"))


def test_contradictions_are_refused_with_their_sentence(company: dict[str, int]):
    assert refusal(order, "APPOINT", "tanaka", "nowhere") == "UR_DG21"
    assert refusal(change, "OPEN", "ga", name="総務部") == "UR_DG22"
    assert refusal(change, "MOVE", "sales", parent="sales1") == "UR_DG23"
    assert refusal(change, "CLOSE", "sales1") == "UR_DG24"
    assert refusal(order, "CONCURRENT", "sato", "sales") == "UR_DG26"
    assert refusal(order, "LEAVE", "sato", "ga") == "UR_DG27"
    assert refusal(order, "VACATE", None, "ga", "manager") == "UR_DG28"
    assert refusal(order, "LEAVE", "sato", "sales", on=TODAY - timedelta(days=400)) == "UR_DG30"
    assert refusal(order, "APPOINT", None, "ga") == "CB_VA01"
    assert refusal(order, "VACATE", "sato", "sales", "manager") == "CB_VA01"
    assert refusal(order, "APPOINT", "nobody", "ga") == "GAIA_IL26"
    order("LEAVE", "sato", "sales")
    assert refusal(change, "CLOSE", "sales") == "UR_DG25"


def test_what_another_thing_needs_is_not_taken_back(company: dict[str, int]):
    opening = change("OPEN", "plan", name="企画部")
    going = order("APPOINT", "sato", "plan", on=DAY + timedelta(days=5))
    system = system_actor()
    assert refusal(cancel_change, actor=system, id_=opening.pk) == "UR_DG20"
    assert list_changes(actor=system)[0].cancelled_at is None

    cancel_order(actor=system, id_=going.pk)
    cancel_change(actor=system, id_=opening.pk)

    assert list_orders(actor=system) == list_changes(actor=system) == []
    assert [about["id"] for _, _, about in abouts("order.cancel")] == [going.pk, opening.pk]
    assert refusal(cancel_order, actor=system, id_=going.pk) == "UR_DG31"


def test_a_new_thing_may_not_break_one_that_is_prepared(company: dict[str, int]):
    order("APPOINT", "tanaka", "ga", on=DAY + timedelta(days=5))

    with pytest.raises(Invalid) as refused:
        change("CLOSE", "ga")

    assert refused.value.code == "UR_DG20"
    assert refused.value.values["what"] == "異動 田中 → ga"


def test_only_administrators_prepare(company: dict[str, int]):
    sato: Actor = actor_of(company["sato"])
    new = NewOrder(DAY, "LEAVE", "sales", "sato")
    for call in (
        lambda: add_orders(actor=sato, orders=[new]),
        lambda: add_changes(actor=sato, changes=[]),
        lambda: cancel_order(actor=sato, id_=1),
        lambda: list_orders(actor=sato),
    ):
        with pytest.raises(Forbidden):
            call()

    assert PersonnelOrder.objects.count() == 0
