"""Reading a request's body with a limit, also one that comes in chunks without a length."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any, ClassVar, Final, cast

from django.http import HttpRequest, UnreadablePostError

from urakata.kernel.errors import Invalid

MAX_JSON: Final = 64 * 1024 * 1024


class TooLarge(Invalid):
    """The body is longer than any request may be."""

    status: ClassVar[int] = 413


def stream_of(request: HttpRequest) -> IO[bytes]:
    """The body as a stream that ends where the request ends.

    Django takes a body without ``Content-Length`` for empty; the server below it knows better.
    """
    if "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower():
        return cast("IO[bytes]", request.META.get("wsgi.input") or BytesIO())
    return cast("IO[bytes]", request)


def declared_length(request: HttpRequest) -> int:
    """What ``Content-Length`` says; 0 when it is absent or nonsense."""
    digits: Any = request.META.get("CONTENT_LENGTH") or "0"
    return int(digits) if str(digits).isascii() and str(digits).isdigit() else 0


def read_body(request: HttpRequest, limit: int = MAX_JSON) -> bytes:
    """The whole body; raise `TooLarge` beyond `limit` bytes, `Invalid` when it broke off."""
    if declared_length(request) > limit:
        raise TooLarge("UR_BG01", mb=limit // (1024 * 1024))
    try:
        body = stream_of(request).read(limit + 1)
    except (UnreadablePostError, OSError) as error:
        raise Invalid("CB_IL02") from error
    if len(body) > limit:
        raise TooLarge("UR_BG01", mb=limit // (1024 * 1024))
    return body
