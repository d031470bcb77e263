"""bulkRequest: up to 20 writes, over several apps, in one transaction."""

from __future__ import annotations

from typing import Final

from urakata.api.answering import Partial
from urakata.api.errors import classify, describe, new_error_id
from urakata.api.kintone.dispatch import Found, find, run
from urakata.api.kintone.endpoint import Call
from urakata.api.kintone.kinds import Choice, Free, Group, Items, Name
from urakata.api.kintone.params import Values, optional, required
from urakata.api.kintone.wire import Sent
from urakata.kernel.errors import Invalid, NotFound
from urakata.kernel.json import JSONDict

METHOD = required("method", Choice("POST", "PUT", "DELETE"))
API = required("api", Name())
PAYLOAD = optional("payload", Free(), {})
REQUESTS = required("requests", Items(Group(METHOD, API, PAYLOAD), minimum=1, maximum=20))
BULK_REQUEST = (REQUESTS,)

ALLOWED: Final = frozenset(
    {
        ("POST", "k/v1/record"),
        ("PUT", "k/v1/record"),
        ("POST", "k/v1/records"),
        ("PUT", "k/v1/records"),
        ("DELETE", "k/v1/records"),
        ("PUT", "k/v1/record/status"),
        ("PUT", "k/v1/records/status"),
        ("PUT", "k/v1/record/assignees"),
    }
)


def bulk_request(call: Call) -> JSONDict:
    """Run every request in order; the first that fails undoes them all.

    Raises `Partial` with ``results`` in which only the failing place says something.
    """
    requests = [(_endpoint(call, request), request) for request in call[REQUESTS]]
    results: list[JSONDict] = []
    for found, request in requests:
        try:
            answer = run(found, Sent(request[PAYLOAD], is_query=False), call=call)
        except Exception as error:
            raise _failed(error, call, len(results)) from error
        results.append(answer if isinstance(answer, dict) else {})
    return {"results": list(results)}


def _endpoint(call: Call, request: Values) -> Found:
    try:
        found = find(call.registry, request[METHOD], request[API])
    except NotFound as error:
        raise Invalid("CB_IL02") from error
    if (found.endpoint.method, found.endpoint.path) not in ALLOWED:
        raise Invalid("CB_IL02")
    return found


def _failed(error: Exception, call: Call, position: int) -> Partial:
    error_id = new_error_id()
    known = classify(error, error_id)
    results: list[JSONDict] = [{} for _ in call[REQUESTS]]
    results[position] = describe(known, call.language, error_id)
    return Partial(known, {"results": list(results)})
