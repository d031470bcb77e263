"""Whatever is asked for, in whatever way: an answer in JSON."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from psycopg import errors

from tests.api.native.asking import PROBLEM
from urakata.api.native import records
from urakata.directory import epochs


@pytest.mark.parametrize(
    "address",
    ["/api/v1/", "/api/v1/apps", "/api/v1/nothing", "/api/v1/apps/1/", "/api/v1/apps/1/x.csv"],
)
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS"])
def test_an_address_that_nothing_is_at_is_a_problem_document(sato_asks, address, method):
    reply = sato_asks.send(method, address)

    assert (reply.status, reply.headers["Content-Type"]) == (404, PROBLEM)
    assert method == "HEAD" or reply.code == "UR_AD01"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PATCH", "records", "DELETE, GET, HEAD, POST, PUT"),
        ("POST", "records/count", "GET, HEAD"),
        ("GET", "import", "POST"),
        ("HEAD", "import", "POST"),
        ("OPTIONS", "totals", "GET, HEAD"),
        ("DELETE", "records.csv", "GET, HEAD"),
        ("BREW", "definition.yaml", "GET, HEAD, PUT"),
        ("POST", "/api/v1/openapi.json", "GET, HEAD"),
    ],
)
def test_a_method_that_an_address_has_not_is_refused_with_those_it_has(
    sato_asks, method, path, allowed
):
    reply = sato_asks.send(method, path)

    assert (reply.status, reply.headers["Allow"]) == (405, allowed)
    assert reply.headers["Content-Type"] == PROBLEM
    assert method == "HEAD" or (reply.code, method in reply.body["detail"]) == ("UR_ME01", True)


def test_head_is_get_without_a_body(sato_asks):
    reply = sato_asks("HEAD", "records")

    assert (reply.status, reply.body) == (200, b"")
    assert reply.headers["Content-Type"] == "application/json;charset=utf-8"


def test_what_was_cached_is_asked_for_once_a_request_and_not_after(
    sato_asks, django_assert_num_queries
):
    sato_asks("GET", "records/count")

    with django_assert_num_queries(2):  # the epochs, the count
        sato_asks("GET", "records/count")
    assert epochs._seen.get() is None


@pytest.mark.parametrize(
    "state", [errors.DeadlockDetected, errors.LockNotAvailable, errors.QueryCanceled]
)
def test_a_lock_that_cannot_be_had_asks_to_try_again(sato_asks, monkeypatch, state):
    def locked(**_):
        raise OperationalError from state()

    monkeypatch.setattr(records, "count_records", locked)

    reply = sato_asks("GET", "records/count")

    assert (reply.status, reply.code) == (400, "GAIA_DA02")


def test_a_fault_of_ours_is_told_without_its_details(sato_asks, monkeypatch, caplog):
    def broken(**_):
        raise KeyError("secret")

    monkeypatch.setattr(records, "count_records", broken)

    reply = sato_asks("GET", "records/count")

    assert (reply.status, reply.code) == (500, "UR_ER01")
    assert "secret" not in str(reply.body)
    assert (reply.body["id"] in caplog.text, "secret" in caplog.text) == (True, True)
