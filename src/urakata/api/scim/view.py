"""The one Django view of SCIM: who calls, which resource, which method, and answers as the RFC has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from scim2_models import ListResponse, NotFoundException, NotImplementedException, SCIMException

from urakata.api import admission
from urakata.api.authentication import address_of
from urakata.api.scim.answers import answer, refuse
from urakata.api.scim.kinds import KINDS
from urakata.api.scim.provider import CONFIG, POLICY, PROVIDER, located, schemas
from urakata.api.scim.resources import Call
from urakata.directory import epochs
from urakata.directory.credentials import Provider, provider_of
from urakata.directory.gate import require_within
from urakata.directory.people import snapshot
from urakata.journal import context
from urakata.kernel.errors import Unauthenticated

PATH: Final = "/scim/v2"
Handler: TypeAlias = Callable[[], HttpResponse]


class WrongMethod(SCIMException):
    """The address has no such method."""

    status = 405
    _default_detail = "This method cannot be used here"


@csrf_exempt
def scim(request: HttpRequest, address: str) -> HttpResponse:
    """Answer any request under ``/scim/v2/``. No cookie counts here: only the bearer's token."""
    epochs.begin()
    try:
        with POLICY:
            provider = _authenticate(request)
            handler = _handler(request, provider, [*filter(None, address.split("/"))])
            if request.method == "GET":
                return handler()
            with transaction.atomic(durable=True):
                return handler()
    except Exception as error:  # noqa: BLE001  # the last stop: nothing leaves but SCIM's errors
        return refuse(request, error)
    finally:
        admission.leave()
        epochs.end()


def _authenticate(request: HttpRequest) -> Provider:
    """Whose credential it is. Raises `Unauthenticated`, `Forbidden`, `TooMany`."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise Unauthenticated("UR_SC04")
    provider = provider_of(secret.strip())
    context.begin(replace(context.current(), name="api", tokens=provider.actor.token_ids))
    address = address_of(request)
    require_within(provider.actor, address, [provider.networks])
    admission.admit(provider.actor, address)
    return provider


def _handler(request: HttpRequest, provider: Provider, parts: list[str]) -> Handler:
    handler = _handlers(request, provider, parts).get(request.method or "")
    if handler is None:
        raise WrongMethod
    return handler


def _handlers(request: HttpRequest, provider: Provider, parts: list[str]) -> Mapping[str, Handler]:
    """What can be done at an address, by method."""
    base = request.build_absolute_uri(PATH)
    name, *rest = parts or [""]
    if name in KINDS and len(rest) < 2:
        call = Call(request, provider, KINDS[name], base)
        return _of_resources(call, rest[0] if rest else None)
    if name in {"Me", "Bulk", ".search"} and not rest:
        raise NotImplementedException(detail=f"{name} is not supported")
    discovery = {
        "ServiceProviderConfig": lambda: _service_provider_config(base, rest),
        "ResourceTypes": lambda: _listed(_resource_types(base), rest),
        "Schemas": lambda: _listed(_schemas(base), rest),
    }
    if name not in discovery or len(rest) > 1:
        raise NotFoundException
    return {"GET": discovery[name]}


def _of_resources(call: Call, id_: str | None) -> Mapping[str, Handler]:
    if id_ is None:
        return {"GET": call.search, "POST": call.create}
    if id_ == ".search":
        return {"POST": call.search}
    return {
        "GET": lambda: call.show(id_),
        "PUT": lambda: call.replace(id_),
        "PATCH": lambda: call.change(id_),
        "DELETE": lambda: call.remove(id_),
    }


def _service_provider_config(base: str, rest: list[str]) -> HttpResponse:
    if rest:
        raise NotFoundException
    return answer(located(CONFIG, base, "ServiceProviderConfig"))


def _resource_types(base: str) -> dict[str, dict[str, object]]:
    return {
        str(each.id): located(each, base, f"ResourceTypes/{each.id}")
        for each in PROVIDER.resource_types
    }


def _schemas(base: str) -> dict[str, dict[str, object]]:
    codes = sorted(unit.code for unit in snapshot().organizations.values())
    return {str(each.id): located(each, base, f"Schemas/{each.id}") for each in schemas(codes)}


def _listed(found: Mapping[str, dict[str, object]], rest: list[str]) -> HttpResponse:
    if rest:
        if rest[0] not in found:
            raise NotFoundException
        return answer(dict(found[rest[0]]))
    resources = list(found.values())
    return answer(
        {
            "schemas": [str(ListResponse.__schema__)],
            "totalResults": len(resources),
            "startIndex": 1,
            "itemsPerPage": len(resources),
            "Resources": resources,
        }
    )
