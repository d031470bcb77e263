"""How the demo company moves: a post given last April, what is planned for next April, who is away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

import yaml

from urakata.directory.absences import add_absence, list_absences
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.delegating import NewDelegation, add_delegation, list_delegations
from urakata.directory.orders import NewChange, NewOrder, add_plan, list_orders
from urakata.directory.people import snapshot
from urakata.directory.periods import Period
from urakata.directory.today import company_today
from urakata.packs.demo_people import FOLDER

_APRIL: Final = 4


def has_orders() -> bool:
    """Whether anything was prepared or done already."""
    return bool(list_orders(actor=system_actor(), with_past=True))


def give_orders(*, actor: Actor) -> None:
    """Do what happened last April, and prepare what comes next April."""
    today = company_today()
    last = date(today.year - (today.month < _APRIL), _APRIL, 1)
    done = [each for each in _orders(last, _told()["done"]) if not _is_there(each)]
    if done:
        add_plan(actor=actor, changes=[], orders=done)
    coming, next_one = _told()["prepared"], last.replace(year=last.year + 1)
    changes = [NewChange(on=next_one, **each) for each in coming["changes"]]
    add_plan(actor=actor, changes=changes, orders=_orders(next_one, coming))


def has_stand_ins() -> bool:
    """Whether anybody was ever away, or stood in for."""
    system = system_actor()
    return bool(
        list_delegations(actor=system, of_all=True, with_past=True)
        or list_absences(actor=system, of_all=True, with_past=True)
    )


def name_stand_ins(*, actor: Actor, apps: Mapping[str, int]) -> None:
    """Let somebody be away for some weeks, and somebody else decide meanwhile."""
    delegation, absence = _told()["delegation"], _told()["absence"]
    new = NewDelegation(
        delegates=delegation["delegates"],
        period=_from_today(delegation["days"]),
        principal=delegation["principal"],
        apps=[apps[delegation["app"]]],
        amount_cap=delegation["amount_cap"],
        note=delegation["note"],
    )
    add_delegation(actor=actor, new=new, knows_app=set(apps.values()).__contains__)
    days = _from_today(absence["days"])
    add_absence(actor=actor, period=days, code=absence["person"], note=absence["note"])


@cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((FOLDER / "orders.yaml").read_text("utf-8"))
    return told


def _orders(day: date, told: Mapping[str, Any]) -> list[NewOrder]:
    return [NewOrder(on=day, **each) for each in told["orders"]]


def _is_there(order: NewOrder) -> bool:
    """Whether somebody has the post already: in a company that is older than this part of it."""
    people = snapshot()
    unit = people.find("organization", order.organization)
    user = people.find("user", order.user or "") or 0
    return any(post.organization_id == unit for post in people.posts_of(user))


def _from_today(days: int) -> Period:
    today = company_today()
    return Period(today, today + timedelta(days=days))
