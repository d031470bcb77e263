"""What surrounds every endpoint of our own API: caching by epochs, HEAD, and JSON whatever happens."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.csrf import csrf_exempt

from urakata.api import admission
from urakata.api.native.refusals import NotAllowed, refuse
from urakata.directory import epochs
from urakata.kernel.errors import NotFound

View: TypeAlias = "Callable[..., HttpResponseBase]"


def behind_the_door(view: View) -> View:
    """A view that answers refusals as JSON and HEAD like GET; what was cached is asked for anew."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, **values: Any) -> HttpResponseBase:  # noqa: ANN401
        method = request.method or ""
        if method == "HEAD":
            request.method = "GET"
        epochs.begin()
        try:
            response = view(request, **values)
        except Exception as error:  # noqa: BLE001  # the last stop: nothing leaves but JSON
            return refuse(request, error)
        finally:
            admission.leave()
            epochs.end()
            request.method = method
        if response.status_code == 405:
            return _not_allowed(request, method, response)
        return _head_of(response) if method == "HEAD" else response

    return answer


@csrf_exempt
def nowhere(request: HttpRequest, **_address: str) -> HttpResponse:
    """The answer to every address that nothing is at."""
    return refuse(request, NotFound("UR_AD01"))


def _not_allowed(request: HttpRequest, method: str, response: HttpResponseBase) -> HttpResponse:
    allowed = {name.strip() for name in response.headers["Allow"].split(",")}
    if "GET" in allowed:
        allowed.add("HEAD")
    refusal = refuse(request, NotAllowed("UR_ME01", method=method[:20]))
    refusal.headers["Allow"] = ", ".join(sorted(allowed))
    return refusal


def _head_of(response: HttpResponseBase) -> HttpResponseBase:
    """The same without a body; a file that would have been sent is let go."""
    if not isinstance(response, StreamingHttpResponse):
        return response
    head = HttpResponse(status=response.status_code, headers=dict(response.items()))
    response.close()
    return head
