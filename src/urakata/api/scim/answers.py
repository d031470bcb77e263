"""SCIM's answers: JSON of its own type, errors as the RFC has them, versions."""

from __future__ import annotations

import hashlib
import logging
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from pydantic import ValidationError
from scim2_models import Error, PreconditionFailedException, SCIMException

from urakata.api.errors import classify, new_error_id
from urakata.api.language import preferred_language
from urakata.kernel import rules
from urakata.kernel.errors import Conflict, Invalid, TooMany, UrakataError
from urakata.kernel.json import write_json

logger = logging.getLogger("urakata.scim")
SCIM_JSON: Final = "application/scim+json"


def answer(body: dict[str, Any] | None, status: int = 200) -> HttpResponse:
    """A body as SCIM's JSON; None is no body."""
    content = b"" if body is None else write_json(body)
    return HttpResponse(content, status=status, content_type=SCIM_JSON)


def refuse(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer to any exception; what nobody foresaw is logged under the answer's id."""
    if isinstance(error, SCIMException):
        return _error(error.to_error())
    if isinstance(error, ValidationError):
        return _error(Error.from_validation_errors(error)[0])
    known = classify(error, new_error_id())
    response = _error(
        Error(status=known.status, scim_type=_scim_type(known), detail=_detail(request, known))
    )
    response.headers["X-Cybozu-Error"] = known.code
    if known.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="SCIM"'
    if isinstance(known, TooMany):
        response.headers["Retry-After"] = str(known.retry_after)
    return response


def _error(error: Error) -> HttpResponse:
    return answer(error.model_dump(), int(error.status or 400))


def _scim_type(error: UrakataError) -> str | None:
    if isinstance(error, Conflict):
        return "uniqueness"
    if isinstance(error, Invalid):
        is_broken = error.code in {"CB_IJ01", "CB_IL02", "UR_MT01"}
        return "invalidSyntax" if is_broken else "invalidValue"
    return None


def _detail(request: HttpRequest, error: UrakataError) -> str:
    """The sentence and every place, in the language the provider asks for."""
    language = preferred_language(request.headers.get("Accept-Language", "en"))
    places = [f"{each.at}: {each.text.in_(language)}" for each in error.problems]
    return " ".join([error.text.in_(language), *places])


def version_of(body: dict[str, Any]) -> str:
    """A weak entity tag: the same as long as nothing that is shown changes."""
    shown = {name: value for name, value in body.items() if name != "meta"}
    digest = hashlib.sha256(write_json(shown)).hexdigest()
    return f'W/"{digest[:24]}"'


def is_named(header: str | None, version: str) -> bool:
    """Whether an ``If-Match`` or ``If-None-Match`` header names a version."""
    names = [each.strip() for each in (header or "").split(",")]
    return "*" in names or version.removeprefix("W/") in {n.removeprefix("W/") for n in names}


def require_match(request: HttpRequest, version: str) -> None:
    """Raise when the caller changes another version than there is (412)."""
    header = request.headers.get("If-Match")
    if header is not None and not is_named(header, version):
        raise PreconditionFailedException(detail=rules.CHANGED_SINCE.en)
