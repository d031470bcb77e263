"""What every request gets: an id, limits, security headers, a plain answer when the database is away."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Final, TypeAlias

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import Error, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from urakata.journal import context
from urakata.main.logs import request_id
from urakata.main.proxies import client_address

View: TypeAlias = "Callable[[HttpRequest], HttpResponseBase]"
logger = logging.getLogger("urakata.request")
security = logging.getLogger("urakata.security")
REFUSALS: Final = (401, 403, 429)
API_HEADERS: Final = ("X-Cybozu-Authorization", "X-Cybozu-API-Token")
"""What programs sign in with, besides a bearer token; people on the screen have a session."""
GIVEN_ID: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")
CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        # component libraries set sizes and positions through style attributes
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'self' blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",  # answers are for one person; files and pages say otherwise
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class RequestMiddleware:
    """The outermost layer around every view."""

    def __init__(self, get_response: View) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-Id", "")
        current = given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        request.META["HTTP_X_REQUEST_ID"] = current
        mark = request_id.set(current)
        context.begin(_source(request, current))
        started = time.perf_counter()
        try:
            response = _refusal(request) or self._next(request)
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
            response.headers["X-Request-Id"] = current
            if response.status_code in REFUSALS:
                _log_refusal(request, response)
            if settings.ACCESS_LOG:
                _log_access(request, response.status_code, time.perf_counter() - started)
        finally:
            context.end()
            request_id.reset(mark)
        return response

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Say 503 while the database restarts; anything else is Django's to report."""
        if not isinstance(error, OperationalError | InterfaceError) or _database_is_there():
            return None
        logger.error("The database is away: %s", error)
        return _refuse(
            503,
            "データベースに接続できません。しばらくしてからもう一度お試しください。"
            " / The database cannot be reached. Try again in a moment.",
            {"Retry-After": "5"},
        )


def _source(request: HttpRequest, id_: str) -> context.Source:
    """The road the request takes; whoever asks for its address later gets the client's."""
    address = client_address(
        request.META.get("REMOTE_ADDR") or "",
        request.headers.get("X-Forwarded-For", ""),
        settings.TRUSTED_PROXIES,
    )
    request.META["REMOTE_ADDR"] = address
    is_bearer = request.headers.get("Authorization", "").lower().startswith("bearer ")
    is_api = is_bearer or any(name in request.headers for name in API_HEADERS)
    return context.Source("api" if is_api else "screen", address, id_)


def _refuse(status: int, message: str, headers: dict[str, str] | None = None) -> HttpResponse:
    return JsonResponse({"message": message}, status=status, headers=headers or {})


def _refusal(request: HttpRequest) -> HttpResponse | None:
    """What no view needs to see: a host name that is not ours, a body beyond all limits."""
    try:
        request.get_host()
    except DisallowedHost:
        return _refuse(
            400,
            "このアドレスではUrakataを利用できません。管理者は環境変数URAKATA_URLを確認してください。"
            " / Urakata does not answer to this address. Administrators: see URAKATA_URL.",
        )
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) <= settings.REQUEST_MAX_BYTES:
        return None
    return _refuse(
        413,
        "リクエストが大きすぎます（上限は1GBです）。"
        " / The request is too large (the limit is 1 GB).",
    )


def _database_is_there() -> bool:
    try:
        return connection.is_usable()
    except Error:
        return False


def _log_refusal(request: HttpRequest, response: HttpResponseBase) -> None:
    """Who is turned away, and where; never what was sent."""
    security.warning(
        "refused: %s %s %d %s from %s",
        request.method,
        _in_one_line(request.path),
        response.status_code,
        response.headers.get("X-Cybozu-Error", ""),
        request.META.get("REMOTE_ADDR", ""),
    )


def _in_one_line(text: str) -> str:
    """What cannot end a line of the log and begin a false one."""
    return "".join(c if c.isprintable() else "?" for c in text[:200])


def _log_access(request: HttpRequest, status: int, seconds: float) -> None:
    logger.info(
        "%s %s %d",
        request.method,
        _in_one_line(request.path),
        status,
        extra={"milliseconds": round(seconds * 1000, 1)},
    )
