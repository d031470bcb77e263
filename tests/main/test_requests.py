"""What every request gets, whatever it asks for."""

from __future__ import annotations

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from urakata.journal import context
from urakata.main import requests
from urakata.main.logs import request_id
from urakata.main.proxies import read_networks
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


def source_of(peer: str = "203.0.113.5", **headers: str) -> context.Source:
    found = []

    def look(_request: HttpRequest) -> HttpResponse:
        found.append(context.current())
        return HttpResponse()

    RequestMiddleware(look)(RequestFactory().get("/", REMOTE_ADDR=peer, **headers))
    return found[0]


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ({}, "screen"),
        ({"HTTP_X_CYBOZU_AUTHORIZATION": "eDp5"}, "api"),
        ({"HTTP_X_CYBOZU_API_TOKEN": "x"}, "api"),
        ({"HTTP_AUTHORIZATION": "Bearer x"}, "api"),
        ({"HTTP_AUTHORIZATION": "Basic eDp5"}, "screen"),  # of a proxy that asks first
    ],
)
def test_the_journal_knows_by_which_road_a_request_came(headers: dict[str, str], name: str):
    source = source_of(HTTP_X_REQUEST_ID="r-1", **headers)

    assert source == context.Source(name, "203.0.113.5", "r-1")
    assert context.current() == context.Source("system")


def test_a_forged_forwarding_header_changes_no_address(settings: LazySettings):
    settings.TRUSTED_PROXIES = read_networks("10.0.0.1")

    assert source_of(HTTP_X_FORWARDED_FOR="198.51.100.9").address == "203.0.113.5"
    behind = {"peer": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.9, 203.0.113.7"}
    assert source_of(**behind).address == "203.0.113.7"


def test_whoever_asks_for_the_address_gets_the_clients(settings: LazySettings):
    settings.TRUSTED_PROXIES = read_networks("10.0.0.1")
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.7")

    RequestMiddleware(answer)(request)

    assert request.META["REMOTE_ADDR"] == "203.0.113.7"


def test_a_request_that_breaks_leaves_no_source_behind():
    def broken(_request: HttpRequest) -> HttpResponse:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        RequestMiddleware(broken)(RequestFactory().get("/"))

    assert context.current() == context.Source("system")


def test_requests_at_once_keep_their_sources_apart_and_threads_keep_none():
    both_are_in = Barrier(2, timeout=10)

    def look(_request: HttpRequest) -> HttpResponse:
        both_are_in.wait()
        return HttpResponse(context.current().address)

    def ask_from(address: str) -> tuple[str, context.Source]:
        response = RequestMiddleware(look)(RequestFactory().get("/", REMOTE_ADDR=address))
        return response.content.decode(), context.current()

    addresses = [f"203.0.113.{n}" for n in range(20)]
    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(ask_from, addresses))

    assert found == [(address, context.Source("system")) for address in addresses]


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
