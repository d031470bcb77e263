"""From where and how often: the networks of groups, the quotas of people."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Schema
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from urakata.api.answering import json_response
from urakata.api.authentication import address_of
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, CamelCase, Flag, Sent
from urakata.api.proof import require_recent_proof
from urakata.directory.actor import Actor
from urakata.directory.checks import require_administrator, unknown
from urakata.directory.limiting import group_networks, set_group_networks
from urakata.directory.limits import Limits, limits_of
from urakata.directory.people import snapshot
from urakata.directory.services import update_user

router = Router()

Code: TypeAlias = Annotated[str, Path(max_length=128)]
Networks: TypeAlias = Annotated[
    list[Annotated[str, Field(max_length=64)]],
    Field(max_length=100, description="192.0.2.0/24, 2001:db8::/32, 192.0.2.7"),
]
Requests: TypeAlias = Annotated[int | None, Field(ge=0, le=1_000_000_000)]


class GroupNetworks(Schema):
    """A group, and from where its members may come."""

    code: str
    networks: list[str]


class AllNetworks(Schema):
    """The groups that have networks."""

    groups: list[GroupNetworks]


class NewNetworks(Sent):
    """From where; none: from anywhere. With `force` also where that shuts the caller out."""

    networks: Networks
    force: Flag = False


class Quota(CamelCase):
    """Requests a minute (0: no limit, null: the default) and at once (null: no limit)."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    requests_per_minute: Requests = None
    requests_at_once: Requests = None


@router.get("/networks", response={200: AllNetworks, **REFUSALS}, summary="List the networks")
def get_networks(request: HttpRequest) -> HttpResponse:
    """From where the members of groups may come."""
    found = group_networks(actor=actor_of(request))
    return json_response({"groups": [{"code": c, "networks": [*n]} for c, n in found.items()]})


@router.put(
    "/groups/{group}/networks",
    response={200: GroupNetworks, **REFUSALS},
    summary="Set a group's networks",
)
def put_networks(request: HttpRequest, group: Code, sent: NewNetworks) -> HttpResponse:
    """Replace the list; it holds from the next request on."""
    stored = set_group_networks(
        actor=_careful(request),
        group=group,
        networks=sent.networks,
        address=address_of(request),
        is_forced=sent.force,
    )
    return json_response({"code": group, "networks": [*stored]})


@router.get(
    "/people/{code}/quota",
    response={200: Quota, **REFUSALS},
    by_alias=True,
    summary="Show somebody's quota",
)
def get_quota(request: HttpRequest, code: Code) -> HttpResponse:
    """What is set for this person alone."""
    require_administrator(actor_of(request))
    id_ = snapshot().find("user", code)
    if id_ is None:
        raise unknown("GAIA_IL26", code)
    return _shown(limits_of("user", id_))


@router.put(
    "/people/{code}/quota",
    response={200: Quota, **REFUSALS},
    by_alias=True,
    summary="Set somebody's quota",
)
def put_quota(request: HttpRequest, code: Code, sent: Quota) -> HttpResponse:
    """Change what is given."""
    changes = sent.model_dump(exclude_unset=True)
    update_user(actor=_careful(request), code=code, changes=changes)
    return _shown(limits_of("user", snapshot().find("user", code) or 0))


def _shown(limits: Limits) -> HttpResponse:
    quota = Quota(
        requests_per_minute=limits.requests_per_minute, requests_at_once=limits.requests_at_once
    )
    return json_response(quota.model_dump(by_alias=True))


def _careful(request: HttpRequest) -> Actor:
    """An administrator who showed a short while ago who they are."""
    actor = actor_of(request)
    require_administrator(actor)
    require_recent_proof(request, actor)
    return actor
