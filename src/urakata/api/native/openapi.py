"""The OpenAPI document of our own API: what django-ninja knows, and what only we know."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from urakata.api.answering import JSON
from urakata.api.native.refusals import CONTENT_TYPE
from urakata.kernel.json import write_json

PREFIX: Final = "/api/v1/"
_REFUSED: Final = {"$ref": "#/components/responses/Refused"}
_SECURITY: Final[dict[str, Any]] = {
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


class NativeApi(NinjaAPI):
    """django-ninja with short operation names and refusals as they really look."""

    def get_openapi_operation_id(self, operation: Any) -> str:  # noqa: ANN401  # ninja's Operation
        name: str = operation.view_func.__name__
        return name

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The whole document."""
        document = super().get_openapi_schema(
            path_prefix=path_prefix or PREFIX, path_params=path_params
        )
        refused = {
            "description": "Refused",
            "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problems"}}},
        }
        document["components"] |= {
            "responses": {"Refused": refused},
            "securitySchemes": _SECURITY,
        }
        document["servers"] = [{"url": "/"}]
        document["security"] = [{name: []} for name in _SECURITY]
        for path in document["paths"].values():
            for operation in path.values():
                responses = operation["responses"]
                responses |= {status: _REFUSED for status in responses if int(status) >= 400}
        return document


class Described:
    """The document as a view, made once; open to everybody."""

    def __init__(self, api: NativeApi) -> None:
        self._api = api
        self._written: bytes | None = None

    def __call__(self, _request: HttpRequest) -> HttpResponse:
        if self._written is None:
            self._written = write_json(described(self._api))
        return HttpResponse(self._written, content_type=JSON)


def described(api: NativeApi) -> dict[str, Any]:
    """The document as plain values."""
    plain: dict[str, Any] = _plain(api.get_openapi_schema())
    return plain


def _plain(value: Any) -> Any:  # noqa: ANN401  # any JSON
    """With text for keys, which statuses are not yet."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
