"""Who stands in for whom (代理), and who is away on which days (不在)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, TypeAlias

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import ConfigDict, Field

from urakata.access.rights import known_apps
from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import LARGEST, REFUSALS, Flag, Id, Person, Sent, Whole, within
from urakata.definition.queries import live_app_ids, live_schema
from urakata.directory import absences, delegating
from urakata.directory.actor import Actor
from urakata.directory.people import snapshot
from urakata.directory.periods import Period
from urakata.kernel.json import JSONDict

router = Router()

Number: TypeAlias = Annotated[Whole, Path(ge=1, le=LARGEST), within(1)]
Note: TypeAlias = Annotated[str, Field(max_length=1000)]
Login: TypeAlias = Annotated[str, Field(max_length=128, description="ログイン名")]
Cap: TypeAlias = Annotated[str, Field(max_length=40)] | int | float | None


class Which(Sent):
    """Of all people (administrators; auditors too), and those that are over too."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    of_all: Flag = Field(default=False, alias="all")
    past: Flag = False


class Days(Sent):
    """Days, the first and the last of them included."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    starts_on: date = Field(alias="from")
    ends_on: date = Field(alias="to")
    note: Note = ""

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on)


class NewDelegation(Days):
    """Who stands in for the caller, or (administrators) for `principal`; no `apps`: in all of them."""

    principal: Login | None = None
    delegates: Annotated[list[Login], Field(max_length=20)]
    apps: Annotated[list[Id], Field(max_length=200)] | None = None
    amount_cap: Cap = Field(default=None, alias="amountCap")


class NewAbsence(Days):
    """Days on which the caller, or (administrators) `person`, is away."""

    person: Login | None = None


class NamedApp(Schema):
    """An app; without a name where the reader does not know it."""

    id: str
    name: str


class ShownDelegation(Schema):
    """A delegation; `endedAt` when it was taken back before its last day was over."""

    model_config = ConfigDict(populate_by_name=True)

    id: str
    principal: Person
    delegates: list[Person]
    starts_on: date = Field(alias="from")
    ends_on: date = Field(alias="to")
    apps: list[NamedApp]
    amountCap: str | None  # noqa: N815
    note: str
    createdBy: Person  # noqa: N815
    endedAt: str | None  # noqa: N815


class ShownAbsence(Schema):
    """An absence."""

    model_config = ConfigDict(populate_by_name=True)

    id: str
    person: Person
    starts_on: date = Field(alias="from")
    ends_on: date = Field(alias="to")
    note: str
    endedAt: str | None  # noqa: N815


class Delegations(Schema):
    """By their first day."""

    delegations: list[ShownDelegation]


class Absences(Schema):
    """By their first day."""

    absences: list[ShownAbsence]


@router.get(
    "/delegations",
    response={200: Delegations, **REFUSALS},
    by_alias=True,
    summary="List delegations",
)
def get_delegations(request: HttpRequest, which: Query[Which]) -> HttpResponse:
    """Those that the caller gave or was given."""
    actor = actor_of(request)
    rows = delegating.list_delegations(actor=actor, of_all=which.of_all, with_past=which.past)
    known = _known(actor)
    return json_response({"delegations": [_delegation(row, known) for row in rows]})


@router.post(
    "/delegations",
    response={200: ShownDelegation, **REFUSALS},
    by_alias=True,
    summary="Let others decide",
)
def post_delegation(request: HttpRequest, sent: NewDelegation) -> HttpResponse:
    """Let people decide in somebody's place, on some days."""
    actor = actor_of(request)
    new = delegating.NewDelegation(
        delegates=sent.delegates,
        period=sent.period,
        principal=sent.principal,
        apps=sent.apps or None,
        amount_cap=sent.amount_cap,
        note=sent.note,
    )
    with transaction.atomic(durable=True):
        known = _known(actor)
        row = delegating.add_delegation(actor=actor, new=new, knows_app=known.__contains__)
    return json_response(_delegation(row, known))


@router.delete(
    "/delegations/{number}", response={204: None, **REFUSALS}, summary="Take a delegation back"
)
def delete_delegation(request: HttpRequest, number: Number) -> HttpResponse:
    """It holds no more; that it did is kept."""
    with transaction.atomic(durable=True):
        delegating.end_delegation(actor=actor_of(request), id_=number)
    return HttpResponse(status=204)


@router.get(
    "/absences", response={200: Absences, **REFUSALS}, by_alias=True, summary="List absences"
)
def get_absences(request: HttpRequest, which: Query[Which]) -> HttpResponse:
    """The caller's own."""
    rows = absences.list_absences(
        actor=actor_of(request), of_all=which.of_all, with_past=which.past
    )
    return json_response({"absences": [_absence(row) for row in rows]})


@router.post(
    "/absences",
    response={200: ShownAbsence, **REFUSALS},
    by_alias=True,
    summary="Say that somebody is away",
)
def post_absence(request: HttpRequest, sent: NewAbsence) -> HttpResponse:
    """Say on which days somebody is not there."""
    with transaction.atomic(durable=True):
        row = absences.add_absence(
            actor=actor_of(request), period=sent.period, code=sent.person, note=sent.note
        )
    return json_response(_absence(row))


@router.delete(
    "/absences/{number}", response={204: None, **REFUSALS}, summary="Take an absence back"
)
def delete_absence(request: HttpRequest, number: Number) -> HttpResponse:
    """Somebody is there after all."""
    with transaction.atomic(durable=True):
        absences.end_absence(actor=actor_of(request), id_=number)
    return HttpResponse(status=204)


def _known(actor: Actor) -> frozenset[int]:
    """Apps that somebody may name: those that they know."""
    apps = known_apps(actor)
    return frozenset(live_app_ids() if apps is None else apps)


def _app(id_: int, known: frozenset[int]) -> JSONDict:
    return {"id": str(id_), "name": live_schema(id_).name if id_ in known else ""}


def _delegation(row: delegating.Delegation, known: frozenset[int]) -> JSONDict:
    show = snapshot().show
    cap = row.amount_cap
    return {
        "id": str(row.pk),
        "principal": show("user", row.principal_id),
        "delegates": [show("user", id_) for id_ in (each.pk for each in row.delegates.all())],
        "from": row.starts_on.isoformat(),
        "to": row.ends_on.isoformat(),
        "apps": [_app(id_, known) for id_ in row.app_ids or ()],
        "amountCap": None if cap is None else f"{cap.normalize():f}",
        "note": row.note,
        "createdBy": show("user", row.created_by_id),
        "endedAt": _moment(row.ended_at),
    }


def _absence(row: absences.Absence) -> JSONDict:
    return {
        "id": str(row.pk),
        "person": snapshot().show("user", row.user_id),
        "from": row.starts_on.isoformat(),
        "to": row.ends_on.isoformat(),
        "note": row.note,
        "endedAt": _moment(row.ended_at),
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
