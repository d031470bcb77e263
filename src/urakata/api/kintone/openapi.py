"""The OpenAPI 3.1 document of kintone's API, made from the table of endpoints and nothing else."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings

from urakata.api.kintone.answers import ERROR, RESULTS
from urakata.api.kintone.endpoint import Endpoint, Registry
from urakata.api.kintone.params import Param, schema_of
from urakata.kernel.json import JSONDict, JSONValue

REFUSALS: Final = ("400", "401", "403", "404", "409", "413", "429", "503")
_SECURITY: Final[JSONDict] = {
    "password": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Cybozu-Authorization",
        "description": "base64(login name:password)",
    },
    "token": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Cybozu-API-Token",
        "description": "API tokens of apps, separated by commas",
    },
    "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
}
_FILE: Final[JSONDict] = {
    "type": "object",
    "properties": {"file": {"type": "string", "format": "binary"}},
    "required": ["file"],
}


def openapi(registry: Registry) -> JSONDict:
    """The whole document."""
    paths: dict[str, JSONValue] = {}
    for endpoint in registry.values():
        operations = paths.setdefault(endpoint.name, {})
        if isinstance(operations, dict):
            operations[endpoint.method.lower()] = operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Urakata: the kintone-compatible API", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": {"Error": ERROR},
            "responses": {"Error": _json_of({"$ref": "#/components/schemas/Error"}, "Refused")},
            "securitySchemes": _SECURITY,
        },
    }


def operation(endpoint: Endpoint) -> JSONDict:
    """One endpoint as an OpenAPI operation."""
    described: JSONDict = {
        "operationId": f"{endpoint.method.lower()}_{endpoint.path}".translate(_PLAIN),
        "summary": _first_line(endpoint),
        "security": security(endpoint),
        "responses": responses(endpoint),
    }
    if endpoint.takes_file:
        described["requestBody"] = _body("multipart/form-data", _FILE)
    elif endpoint.method in ("GET", "DELETE"):
        described["parameters"] = [_parameter(endpoint, param) for param in endpoint.params]
    else:
        described["requestBody"] = _body("application/json", schema_of(endpoint.params))
    return described


def security(endpoint: Endpoint) -> list[JSONValue]:
    """The ways to sign in that an endpoint takes."""
    if endpoint.is_open:
        return []
    ways: list[JSONValue] = [{"password": []}, {"session": []}]
    return ways if endpoint.token is None else [*ways, {"token": []}]


def responses(endpoint: Endpoint) -> JSONDict:
    """What an endpoint may answer, by status."""
    answers: JSONDict = {code: {"$ref": "#/components/responses/Error"} for code in REFUSALS}
    if endpoint.answer is RESULTS:
        either: JSONDict = {"anyOf": [RESULTS, {"$ref": "#/components/schemas/Error"}]}
        answers = {code: _json_of(either, "Refused, whole or in part") for code in REFUSALS}
    if endpoint.is_built:
        answers["200"] = (
            {"description": "The file", "content": {"*/*": {}}}
            if endpoint.is_download
            else _json_of(endpoint.answer, "Done")
        )
    return answers


def _parameter(endpoint: Endpoint, param: Param[Any]) -> JSONDict:
    is_in_path = f"{{{param.name}}}" in endpoint.path
    described: JSONDict = {
        "name": param.name,
        "in": "path" if is_in_path else "query",
        "required": param.is_required,
        "schema": param.kind.schema(),
    }
    return described


def _body(content_type: str, schema: JSONDict) -> JSONDict:
    return {"required": True, "content": {content_type: {"schema": schema}}}


def _json_of(schema: JSONDict, description: str) -> JSONDict:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _first_line(endpoint: Endpoint) -> str:
    return (endpoint.handler.__doc__ or "").strip().split("\n")[0].rstrip(".")


_PLAIN: Final = str.maketrans({"/": "_", "{": "", "}": ""})
