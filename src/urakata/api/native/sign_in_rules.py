"""How strictly people are let in: shown to all who sign in, changed by administrators."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, CamelCase
from urakata.api.proof import require_recent_proof
from urakata.directory.checks import require_administrator
from urakata.directory.sign_in_policy import Demand, SignInPolicy, sign_in_policy, update_policy
from urakata.kernel.errors import Invalid, Problem

router = Router()


class ShownPolicy(CamelCase):
    """The policy as it is."""

    second_factor: Demand
    shortest_password: int
    idle_minutes: int
    longest_hours: int
    proof_minutes: int


class PolicyChanges(CamelCase):
    """What is to change of it."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")

    second_factor: Demand | None = None
    shortest_password: int | None = None
    idle_minutes: int | None = None
    longest_hours: int | None = None
    proof_minutes: int | None = None


@router.get(
    "", response={200: ShownPolicy, **REFUSALS}, by_alias=True, summary="Show the sign-in policy"
)
def get_policy(request: HttpRequest) -> HttpResponse:
    """The rules of signing in."""
    require_administrator(actor_of(request))
    return _shown(sign_in_policy())


@router.put(
    "", response={200: ShownPolicy, **REFUSALS}, by_alias=True, summary="Change the sign-in policy"
)
def put_policy(request: HttpRequest, sent: PolicyChanges) -> HttpResponse:
    """Change some of the rules; they hold from the next request on, also for open sessions."""
    actor = actor_of(request)
    require_administrator(actor)
    require_recent_proof(request, actor)
    try:
        changed = update_policy(actor=actor, changes=sent.model_dump(exclude_none=True))
    except Invalid as error:
        problems = [Problem(to_camel(each.at), each.text) for each in error.problems]
        raise Invalid(error.code, problems=problems) from error
    return _shown(changed)


def _shown(policy: SignInPolicy) -> HttpResponse:
    return json_response(ShownPolicy(**asdict(policy)).model_dump(by_alias=True))
