"""The WSGI application: Django, and WhiteNoise before it for the screen's files."""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Iterable
from typing import Final
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from whitenoise import WhiteNoise

from urakata.main.requests import CONTENT_SECURITY_POLICY
from urakata.main.spa import UI_FOLDER

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "urakata.main.settings")

#: Vite puts the content's hash before the ending: ``assets/index-Dk3fa9_x.js``
HASHED: Final = re.compile(r"^/static/ui/assets/.+-[\w-]{8,}\.\w+(\.map)?$")
PIECE: Final = 64 * 1024
MOST_HEARD: Final = 16 * 1024 * 1024  #: bytes of a refused request that are still read
PATIENCE: Final = 10.0  #: seconds in which they must come


def _is_immutable(_path: str, url: str) -> bool:
    return HASHED.match(url) is not None


def _add_headers(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


_django = get_wsgi_application()


def _whole(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Hand over a body that is complete as a list: the server then sends it in one piece."""
    response = _django(environ, start_response)
    if not isinstance(response, HttpResponse):
        return response
    body = [response.content]
    response.close()
    if response.status_code >= 400:
        _hear_out(environ)
    return body


def _hear_out(environ: WSGIEnvironment) -> None:
    """Read what is left of a refused request, within reason.

    A client that is still sending when the connection closes sees a broken pipe instead of the
    refusal (RFC 9112 §9.6). Beyond the limits it has to make do with that.
    """
    is_chunked = "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower()
    if not is_chunked and environ.get("CONTENT_LENGTH") in {None, "", "0"}:
        return
    deadline = time.monotonic() + PATIENCE
    heard = 0
    with contextlib.suppress(OSError, ValueError):
        while heard < MOST_HEARD and time.monotonic() < deadline:
            piece = environ["wsgi.input"].read(PIECE)
            if not piece:
                return
            heard += len(piece)


application = WhiteNoise(
    _whole,
    max_age=0,
    allow_all_origins=False,
    immutable_file_test=_is_immutable,
    add_headers_function=_add_headers,
)
if UI_FOLDER.is_dir():
    application.add_files(str(UI_FOLDER), prefix="static/ui/")
