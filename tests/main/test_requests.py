"""What every request gets, whatever it asks for."""

from __future__ import annotations

import json
import logging
from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from urakata.main import requests
from urakata.main.logs import request_id
from urakata.main.requests import CONTENT_SECURITY_POLICY, RequestMiddleware


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request_id.get())


def ask(**headers: str) -> HttpResponse:
    request = RequestFactory().get("/", **headers)
    return RequestMiddleware(answer)(request)


def test_scripts_come_from_us_alone():
    parts = dict(part.split(" ", 1) for part in CONTENT_SECURITY_POLICY.split("; "))

    assert parts["script-src"] == "'self'"
    assert parts["object-src"] == "'none'"
    assert parts["frame-ancestors"] == "'none'"
    assert parts["base-uri"] == "'none'"


def test_a_stricter_policy_of_a_view_stays():
    def strict(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    response = RequestMiddleware(strict)(RequestFactory().get("/"))

    assert response.headers["Content-Security-Policy"] == "sandbox"


def test_answers_are_kept_by_nobody_unless_a_view_says_so():
    def kept(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": "no-cache"})

    assert ask().headers["Cache-Control"] == "no-store"
    assert RequestMiddleware(kept)(RequestFactory().get("/")).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("status", [401, 403, 429])
def test_who_is_turned_away_is_in_the_log(status: int, caplog: pytest.LogCaptureFixture):
    def refuse(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=status, headers={"X-Cybozu-Error": "CB_NO02"})

    request = RequestFactory().post("/k/v1/a%0d%0aroot: signed in", {"password": "ひみつ"})
    RequestMiddleware(refuse)(request)

    assert [(record.name, record.getMessage()) for record in caplog.records] == [
        (
            "urakata.security",
            f"refused: POST /k/v1/a??root: signed in {status} CB_NO02 from 127.0.0.1",
        )
    ]


def test_a_request_keeps_its_id_and_others_get_one():
    assert ask(HTTP_X_REQUEST_ID="abc-1.2_3").headers["X-Request-Id"] == "abc-1.2_3"
    assert len(ask().headers["X-Request-Id"]) == 32


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "é", "<script>"])
def test_an_odd_id_is_replaced(given: str):
    assert ask(HTTP_X_REQUEST_ID=given).headers["X-Request-Id"] != given


def test_the_id_is_known_while_the_request_is_answered_and_forgotten_after():
    response = ask(HTTP_X_REQUEST_ID="one")

    assert response.content == b"one"
    assert request_id.get() == ""


def test_a_request_beyond_a_gigabyte_is_refused_unread(settings: LazySettings):
    request = RequestFactory().post("/", CONTENT_LENGTH=str(settings.REQUEST_MAX_BYTES + 1))
    response = RequestMiddleware(answer)(request)

    assert response.status_code == 413
    assert "1 GB" in json.loads(response.content)["message"]


def test_nonsense_as_a_length_does_no_harm():
    request = RequestFactory().get("/", CONTENT_LENGTH="-1")

    assert RequestMiddleware(answer)(request).status_code == 200


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_a_database_that_is_away_is_a_503(
    error: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(requests, "connection", SimpleNamespace(is_usable=lambda: False))

    response = RequestMiddleware(answer).process_exception(HttpRequest(), error)

    assert response is not None
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert "The database is away" in caplog.text


@pytest.mark.django_db
def test_other_errors_are_djangos():
    middleware = RequestMiddleware(answer)

    assert middleware.process_exception(HttpRequest(), ValueError()) is None
    with connection.cursor():
        error = OperationalError("deadlock")
    assert middleware.process_exception(HttpRequest(), error) is None


def test_requests_are_logged_when_asked_for(
    settings: LazySettings, caplog: pytest.LogCaptureFixture
):
    settings.ACCESS_LOG = True
    with caplog.at_level(logging.INFO, "urakata.request"):
        ask()

    assert [record.getMessage() for record in caplog.records] == ["GET / 200"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/apps/12/record/3", 200), ("/static/nothing.js", 404), ("/api/nothing", 404)],
)
def test_the_screen_answers_for_everything_but_the_api(client: Client, path: str, status: int):
    assert client.get(path).status_code == status


def test_a_host_that_is_not_ours_is_refused(client: Client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
