"""apis.json: what APIs there are, and each one's request and answer as JSON Schema."""

from __future__ import annotations

from urakata.api.kintone.endpoint import Call, Endpoint
from urakata.api.kintone.kinds import Name
from urakata.api.kintone.params import required, schema_of
from urakata.kernel.errors import NotFound
from urakata.kernel.json import JSONDict

API_ID = required("id", Name())
GET_API = (API_ID,)

_BASE = "k/v1/"


def get_apis(call: Call) -> JSONDict:
    """Every API, with the link to its description."""
    apis: JSONDict = {id_: {"link": f"apis/{id_}.json"} for id_ in _by_id(call)}
    return {"baseUrl": _base_url(call), "apis": apis}


def get_api(call: Call) -> JSONDict:
    """One API: its path, method, request and answer."""
    endpoint = _by_id(call).get(call[API_ID])
    if endpoint is None:
        raise NotFound("CB_IL02")
    return {
        "id": call[API_ID],
        "baseUrl": _base_url(call),
        "path": f"{endpoint.path.removeprefix(_BASE)}.json",
        "httpMethod": endpoint.method,
        "request": schema_of(endpoint.params),
        "response": endpoint.answer,
        "schemas": {},
    }


def _by_id(call: Call) -> dict[str, Endpoint]:
    return {
        f"{endpoint.path.removeprefix(_BASE)}/{endpoint.method.lower()}": endpoint
        for endpoint in call.registry.values()
        if endpoint.is_built and endpoint.path.startswith(_BASE) and "{" not in endpoint.path
    }


def _base_url(call: Call) -> str:
    return call.request.build_absolute_uri("/k/v1/")
