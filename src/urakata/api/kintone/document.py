"""``/api/v1/kintone-openapi.json``: the OpenAPI document, made once."""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from urakata.api.answering import JSON
from urakata.api.kintone.openapi import openapi
from urakata.api.kintone.table import REGISTRY
from urakata.kernel.json import write_json


@require_safe
def kintone_document(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The description of kintone's API; open to everybody."""
    return HttpResponse(_document(), content_type=JSON)


@cache
def _document() -> bytes:
    return write_json(openapi(REGISTRY))
