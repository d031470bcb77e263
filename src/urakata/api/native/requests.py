"""What our endpoints ask of a request: who calls, and what the body says."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from ninja.parser import Parser

from urakata.api.authentication import TOKEN_NAME, authenticate, check_request_token
from urakata.api.bodies import read_body
from urakata.api.kintone.wire import read_object
from urakata.api.native.refusals import WrongType
from urakata.directory.actor import Actor

TOKEN_HEADER: Final = "X-Request-Token"  # noqa: S105  # a header's name
JSON: Final = "application/json"
DOWNLOADS: Final = (".csv", ".jsonl", ".xlsx", ".yaml", "/journal/export")
"""Paths that a plain link of our page may open: they only read, and no page can read the answer."""


def signed_in(request: HttpRequest) -> Actor:
    """The actor behind a request; a session must prove that a change comes from our page.

    A body of JSON is taken in now that it is known who sends it: also one without a length, which
    Django by itself takes for empty.
    """
    is_download = request.method == "GET" and request.path.endswith(DOWNLOADS)
    actor = authenticate(request, is_download=is_download)
    token = {TOKEN_NAME: request.headers.get(TOKEN_HEADER)}
    check_request_token(request, actor, request.method or "", token)
    if request.method != "GET" and request.content_type == JSON:
        request._body = read_body(request)  # noqa: SLF001  # Django's own
    return actor


def actor_of(request: HttpRequest) -> Actor:
    """Whoever signed in for this request (set by the API's `auth`)."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor


class StrictJson(Parser):
    """Reads bodies as kintone's API does: one object, every digit kept, not too deep."""

    def parse_body(self, request: HttpRequest) -> Any:  # noqa: ANN401
        if request.content_type != JSON:
            raise WrongType("UR_MT01", type=JSON)
        return read_object(request.body)
