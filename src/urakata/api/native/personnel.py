"""Personnel orders (発令) and changes of organizations, prepared for a day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, TypeAlias

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import LARGEST, REFUSALS, Flag, Person, Sent, Whole, within
from urakata.directory import orders
from urakata.directory.actor import Actor
from urakata.directory.chart import ChangeKind, OrderKind
from urakata.directory.orders import OrganizationChange, PersonnelOrder
from urakata.directory.people import snapshot
from urakata.kernel.json import JSONDict

router = Router()

Number: TypeAlias = Annotated[Whole, Path(ge=1, le=LARGEST), within(1)]
Code: TypeAlias = Annotated[str, Field(max_length=128)]
Note: TypeAlias = Annotated[str, Field(max_length=1000)]


class Which(Sent):
    """Those that are done or taken back too."""

    past: Flag = False


class NewOrder(Sent):
    """What becomes of a person on a day; `VACATE` empties a title and names nobody."""

    on: date
    kind: OrderKind
    organization: Code
    user: Code | None = None
    title: Code | None = None
    note: Note = ""


class NewOrders(Sent):
    """Orders, all or none."""

    orders: Annotated[list[NewOrder], Field(max_length=1000)]


class NewChange(Sent):
    """What becomes of an organization on a day; `parent` empty: at the top."""

    on: date
    kind: ChangeKind
    organization: Code
    name: Code = ""
    parent: Code = ""
    note: Note = ""


class NewChanges(Sent):
    """Changes, all or none."""

    changes: Annotated[list[NewChange], Field(max_length=1000)]


class ShownOrder(Schema):
    """An order; `state` is waiting, done, cancelled or failed, and then `problem` says why."""

    id: str
    on: date
    kind: OrderKind
    organization: str
    user: Person | None
    title: str | None
    note: str
    state: str
    doneAt: str | None  # noqa: N815
    problem: str | None


class ShownChange(Schema):
    """A change of an organization, as an order."""

    id: str
    on: date
    kind: ChangeKind
    organization: str
    name: str
    parent: str
    note: str
    state: str
    doneAt: str | None  # noqa: N815
    problem: str | None


class Orders(Schema):
    """By day."""

    orders: list[ShownOrder]


class Changes(Schema):
    """By day."""

    changes: list[ShownChange]


@router.get("/personnel-orders", response={200: Orders, **REFUSALS}, summary="List orders")
def get_orders(request: HttpRequest, which: Query[Which]) -> HttpResponse:
    """Those to come and those that failed."""
    actor = actor_of(request)
    rows = orders.list_orders(actor=actor, with_past=which.past)
    return json_response({"orders": [_order(row, actor) for row in rows]})


@router.post("/personnel-orders", response={200: Orders, **REFUSALS}, summary="Prepare orders")
def post_orders(request: HttpRequest, sent: NewOrders) -> HttpResponse:
    """Prepare orders; those whose day has come are done at once."""
    actor = actor_of(request)
    new = [orders.NewOrder(**each.model_dump()) for each in sent.orders]
    with transaction.atomic(durable=True):
        rows = orders.add_orders(actor=actor, orders=new)
    return json_response({"orders": [_order(row, actor) for row in rows]})


@router.delete(
    "/personnel-orders/{number}", response={204: None, **REFUSALS}, summary="Take an order back"
)
def delete_order(request: HttpRequest, number: Number) -> HttpResponse:
    """Take back what is not done yet."""
    with transaction.atomic(durable=True):
        orders.cancel_order(actor=actor_of(request), id_=number)
    return HttpResponse(status=204)


@router.get("/organization-changes", response={200: Changes, **REFUSALS}, summary="List changes")
def get_changes(request: HttpRequest, which: Query[Which]) -> HttpResponse:
    """Those to come and those that failed."""
    actor = actor_of(request)
    rows = orders.list_changes(actor=actor, with_past=which.past)
    return json_response({"changes": [_change(row, actor) for row in rows]})


@router.post(
    "/organization-changes", response={200: Changes, **REFUSALS}, summary="Prepare changes"
)
def post_changes(request: HttpRequest, sent: NewChanges) -> HttpResponse:
    """Prepare changes of organizations; those whose day has come are done at once."""
    actor = actor_of(request)
    new = [orders.NewChange(**each.model_dump()) for each in sent.changes]
    with transaction.atomic(durable=True):
        rows = orders.add_changes(actor=actor, changes=new)
    return json_response({"changes": [_change(row, actor) for row in rows]})


@router.delete(
    "/organization-changes/{number}",
    response={204: None, **REFUSALS},
    summary="Take a change back",
)
def delete_change(request: HttpRequest, number: Number) -> HttpResponse:
    """Take back what is not done yet."""
    with transaction.atomic(durable=True):
        orders.cancel_change(actor=actor_of(request), id_=number)
    return HttpResponse(status=204)


def _order(row: PersonnelOrder, actor: Actor) -> JSONDict:
    people = snapshot()
    title = people.titles.get(row.title_id or 0)
    return {
        "organization": row.organization,
        "user": people.show("user", row.user_id) if row.user_id else None,
        "title": title.code if title else None,
        **_prepared(row, actor),
        "kind": row.kind,
    }


def _change(row: OrganizationChange, actor: Actor) -> JSONDict:
    return {
        "organization": row.organization,
        "name": row.name,
        "parent": row.parent,
        **_prepared(row, actor),
        "kind": row.kind,
    }


def _prepared(row: PersonnelOrder | OrganizationChange, actor: Actor) -> JSONDict:
    problem = None if row.problem is None else row.problem[actor.language]
    return {
        "id": str(row.pk),
        "on": row.effective_on.isoformat(),
        "note": row.note,
        "state": row.state,
        "doneAt": _moment(row.applied_at),
        "problem": problem,
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
