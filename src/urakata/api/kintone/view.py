"""The one Django view of kintone's API: find the endpoint, sign in, read, run, answer."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from urakata.api.answering import Answering
from urakata.api.authentication import check_request_token
from urakata.api.kintone.dispatch import find, run
from urakata.api.kintone.endpoint import Answer, Call
from urakata.api.kintone.running import LIMIT, RUNNING
from urakata.api.kintone.table import REGISTRY
from urakata.api.kintone.wire import Sent, method_of, read_parameters
from urakata.kernel.errors import TooMany


@csrf_exempt
def kintone_api(request: HttpRequest) -> HttpResponseBase:
    """Answer any request under ``/k/`` and ``/v1/``; the request token is checked in here."""
    answering = Answering(request)
    with RUNNING.one_more() as running:
        if running > LIMIT:
            response: HttpResponseBase = answering.refuse(TooMany("GAIA_TO04"))
        else:
            response = answering.respond(lambda: _answer(answering))
    response.headers["X-ConcurrencyLimit-Limit"] = str(LIMIT)
    response.headers["X-ConcurrencyLimit-Running"] = str(min(running, LIMIT))
    return response


def _answer(answering: Answering) -> Answer:
    """Sign in, read, and run the endpoint: within one transaction if it writes."""
    request = answering.request
    method = method_of(request)
    found = find(REGISTRY, method, request.path_info)
    endpoint = found.endpoint
    actor = answering.sign_in(is_open=endpoint.is_open, is_download=endpoint.is_download)
    if endpoint.takes_file:
        sent = Sent({}, is_query=False)  # the handler reads the body, in a stream
    else:
        sent = read_parameters(request, method)
        check_request_token(request, actor, method, sent.values)
    call = Call(actor, actor.language, request, REGISTRY, endpoint)
    if not endpoint.writes:
        return run(found, sent, call=call)
    with transaction.atomic(durable=True):
        return run(found, sent, call=call)
