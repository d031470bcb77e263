"""From an address to the endpoint behind it, and through its handler to an answer."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, NamedTuple

from urakata.api.kintone.endpoint import Answer, Call, Endpoint, Registry
from urakata.api.kintone.params import read_all
from urakata.api.kintone.wire import Sent
from urakata.directory.actor import Actor
from urakata.kernel.errors import Forbidden, Invalid, NotFound
from urakata.kernel.json import JSONDict

_ADDRESS: Final = re.compile(r"/(k/)(?:guest/([0-9]{1,18})/)?(v1/.+)\.json|/(v1/.+)\.json")
_DESCRIPTIONS: Final = "k/v1/apis/"


class Found(NamedTuple):
    """An endpoint, and what its address says besides."""

    endpoint: Endpoint
    extra: JSONDict  #: parameters that are part of the address
    is_guest: bool  #: asked for within a guest space


def find(registry: Registry, method: str, address: str) -> Found:
    """The endpoint at an address.

    Raises `NotFound` where no API is, `Invalid` for a method it does not have (both ``CB_IL02``).
    """
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise NotFound("CB_IL02")
    path = match[4] or f"{match[1]}{match[3]}"
    extra: JSONDict = {}
    if path.startswith(_DESCRIPTIONS):
        path, extra = f"{_DESCRIPTIONS}{{id}}", {"id": path.removeprefix(_DESCRIPTIONS)}
    endpoint = registry.get((method, path))
    if endpoint is None:
        is_known = any(known == path for _, known in registry)
        raise Invalid("CB_IL02") if is_known else NotFound("CB_IL02")
    return Found(endpoint, extra, is_guest=match[2] is not None)


def run(found: Found, sent: Sent, *, call: Call) -> Answer:
    """Check what holds for every endpoint, read the parameters, call the handler.

    `call` gives everything but the endpoint and its values.
    """
    endpoint = found.endpoint
    require_road(endpoint, call.actor)
    if found.is_guest:
        raise Forbidden("CB_NO02")
    if not endpoint.is_built:
        raise Invalid("UR_NI01", name=f"{endpoint.method} {endpoint.name}")
    values = read_all(endpoint.params, {**sent.values, **found.extra}, is_query=sent.is_query)
    return endpoint.handler(replace(call, endpoint=endpoint, values=values))


def require_road(endpoint: Endpoint, actor: Actor) -> None:
    """Raise `Forbidden` where the endpoint cannot be called with an API token."""
    if actor.via == "token" and endpoint.token is None and not endpoint.is_open:
        raise Forbidden("GAIA_NO01")
