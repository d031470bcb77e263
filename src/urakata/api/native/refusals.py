"""How our own API refuses: problem documents (RFC 9457) with kintone's members beside."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar, Final

from django.http import HttpRequest, HttpResponse
from ninja.errors import ValidationError

from urakata.api.errors import classify, describe, new_error_id
from urakata.api.language import preferred_language
from urakata.directory.actor import Actor
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, Problem, TooMany, UrakataError
from urakata.kernel.json import write_json
from urakata.kernel.text import Language, Text

CONTENT_TYPE: Final = "application/problem+json"
MOST_PLACES: Final = 100  #: places named in one answer


class NotAllowed(Invalid):
    """The address has no such method."""

    status: ClassVar[int] = 405


class WrongType(Invalid):
    """The body is not of a type that the address takes."""

    status: ClassVar[int] = 415


def refuse(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer to any exception; what nobody foresaw is logged under the answer's id."""
    error_id = new_error_id()
    known = classify(error, error_id)
    body = problem_document(known, language_of(request), error_id)
    response = HttpResponse(write_json(body), content_type=CONTENT_TYPE, status=known.status)
    response.headers["X-Cybozu-Error"] = known.code
    if isinstance(known, TooMany):
        response.headers["Retry-After"] = str(known.retry_after)
    return response


def problem_document(error: UrakataError, language: Language, error_id: str) -> dict[str, Any]:
    """RFC 9457's members, and kintone's: a reader of its errors reads ours."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": error.text.in_(language),
        "errors": {},
        **describe(error, language, error_id),
    }


def language_of(request: HttpRequest) -> Language:
    """The caller's; before it is known who calls, the browser's."""
    actor = getattr(request, "auth", None)
    if isinstance(actor, Actor):
        return actor.language
    return preferred_language(request.headers.get("Accept-Language"))


def misshapen(error: ValidationError) -> Invalid:
    """Parameters of the wrong shape, each under its path."""
    problems = [
        Problem(place_of(tuple(each["loc"])), _sentence(each))
        for each in error.errors[:MOST_PLACES]
    ]
    return Invalid("CB_VA01", problems=problems)


def place_of(location: tuple[int | str, ...]) -> str:
    """``("body", "body", "records", 3, "id")`` as ``records[3].id``.

    The first part is the source, the second the name of the function's parameter if the endpoint
    takes its parameters as one object.
    """
    source, *rest = location
    parts = rest[1:] if len(rest) > 1 and source in {"body", "query"} else rest
    path = ""
    for part in parts:
        if isinstance(part, int):
            path += f"[{part}]"
        else:
            path += f".{part}" if path else part
    return path or str(source)


def _sentence(each: dict[str, Any]) -> Text:
    """What is wrong, in the words that kintone's API has for it."""
    kind, context = str(each["type"]), each.get("ctx", {})
    if kind in {"greater_than_equal", "less_than_equal"}:
        rule = rules.TOO_SMALL if kind[0] == "g" else rules.TOO_LARGE
        return rule.fill(n=context.get("ge", context.get("le")))
    if kind in {"too_long", "too_short"}:
        return rules.WRONG_SIZE.fill(
            min=context.get("min_length", 0), max=context.get("max_length", "∞")
        )
    return _SENTENCES.get(kind, rules.BAD_SHAPE)


_SENTENCES: Final[dict[str, Text]] = {
    "missing": rules.MISSING,
    "int_type": rules.NOT_AN_INTEGER,
    "int_parsing": rules.NOT_AN_INTEGER,
    "bool_type": rules.NOT_A_BOOLEAN,
    "bool_parsing": rules.NOT_A_BOOLEAN,
    "literal_error": rules.NOT_IN_ENUM,
    "extra_forbidden": Text("この項目はありません。", "There is no such parameter."),
}
