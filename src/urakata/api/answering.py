"""One request on its way to an answer in JSON, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from urakata.api import admission
from urakata.api.authentication import NOBODY, authenticate, in_browser_language
from urakata.api.errors import classify, describe, new_error_id
from urakata.api.language import preferred_language
from urakata.directory import epochs
from urakata.directory.actor import Actor
from urakata.kernel.errors import TooMany, UrakataError
from urakata.kernel.json import JSONDict, write_json
from urakata.kernel.text import Language

JSON: Final = "application/json;charset=utf-8"


class Answering:
    """A request being answered; errors are told in the language known by then."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.language: Language = preferred_language(request.headers.get("Accept-Language"))

    def sign_in(self, *, is_open: bool = False, is_download: bool = False) -> Actor:
        """Who it is; for an open API, nobody."""
        if is_open:
            actor = in_browser_language(NOBODY, self.request)
        else:
            actor = authenticate(self.request, is_download=is_download)
        self.language = actor.language
        return actor

    def respond(self, work: Callable[[], JSONDict | HttpResponseBase]) -> HttpResponseBase:
        """The response to what `work` gives or raises. What was cached is asked for anew."""
        epochs.begin()
        try:
            answer = work()
        except Exception as error:  # noqa: BLE001  # the last stop: nothing leaves but JSON
            return self.refuse(error)
        finally:
            admission.leave()
            epochs.end()
        return answer if isinstance(answer, HttpResponseBase) else json_response(answer)

    def refuse(self, error: Exception) -> HttpResponse:
        """The response to an exception; what nobody foresaw is logged under the answer's id."""
        if isinstance(error, Partial):
            return refusal(error.error, error.body)
        error_id = new_error_id()
        known = classify(error, error_id)
        return refusal(known, describe(known, self.language, error_id))


class Partial(Exception):
    """A request of several parts of which one failed: undoes all, answers in a shape of its own."""

    def __init__(self, error: UrakataError, body: JSONDict) -> None:
        super().__init__(error.code)
        self.error = error
        self.body = body


def json_response(answer: JSONDict, status: int = 200) -> HttpResponse:
    """An answer as JSON."""
    return HttpResponse(write_json(answer), content_type=JSON, status=status)


def refusal(error: UrakataError, body: JSONDict) -> HttpResponse:
    """An error's response, with its code in the header that proxies and logs read."""
    response = json_response(body, error.status)
    response.headers["X-Cybozu-Error"] = error.code
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response
