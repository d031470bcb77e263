"""Problem documents: RFC 9457 with kintone's members, in two languages, in exact words."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from tests.api.client import Api
from tests.api.native.asking import PROBLEM, Native
from urakata.api.native.refusals import language_of, place_of


def test_a_problem_document_has_the_members_of_both_worlds(sato_asks):
    reply = sato_asks("GET", "records", limit=0)

    identity = reply.body.pop("id")
    assert reply.body == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "入力内容が正しくありません。",
        "message": "入力内容が正しくありません。",
        "code": "CB_VA01",
        "errors": {"limit": {"messages": ["最小でも1以上です。"]}},
    }
    assert len(identity) == 20
    assert reply.headers["Content-Type"] == PROBLEM
    assert reply.headers["X-Cybozu-Error"] == "CB_VA01"


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ({"limit": 10_001}, {"limit": ["最大でも10000以下です。"]}),
        ({"limit": "1.5"}, {"limit": ["整数値を指定してください。"]}),
        ({"limit": "１"}, {"limit": ["整数値を指定してください。"]}),
        ({"total": "on"}, {"total": ["真偽値で指定してください。"]}),
        (
            {"limit": "x", "offset": -1},
            {"limit": ["整数値を指定してください。"], "offset": ["最小でも0以上です。"]},
        ),
    ],
)
def test_every_wrong_parameter_is_named_in_plain_words(sato_asks, query, sentences):
    assert sato_asks("GET", "records", **query).errors == sentences


@pytest.mark.parametrize("app", ["0", "-1", str(2**63), str(10**40), "x", "１", "1.0", "%00", "'"])
def test_an_app_id_that_is_none_is_refused(sato_asks, app):
    reply = sato_asks.send("GET", f"/api/v1/apps/{app}/records")

    assert (reply.status, list(reply.errors)) == (400, ["app_id"])


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "records"),
        ("GET", "records/count"),
        ("GET", "totals"),
        ("GET", "records.csv"),
        ("GET", "records.jsonl"),
        ("GET", "records.xlsx"),
        ("GET", "definition.yaml"),
        ("PUT", "definition.yaml"),
        ("GET", "process"),
        ("POST", "import"),
    ],
)
def test_an_app_that_is_not_there_is_not_found(sato_asks, method, path):
    nowhere = Native(sato_asks.api, 2**63 - 1)

    reply = nowhere(method, path)

    assert (reply.status, reply.code) == (404, "GAIA_AP01")


@pytest.mark.parametrize(("method", "body"), [("POST", {"records": []}), ("DELETE", {"ids": [1]})])
def test_nothing_is_written_into_an_app_that_is_not_there(sato_asks, method, body):
    reply = Native(sato_asks.api, 2**63 - 1)(method, "records", body)

    assert (reply.status, reply.code) == (404, "GAIA_AP01")


@pytest.mark.parametrize(
    ("languages", "detail"),
    [
        ("ja", "ログインしてください。"),
        ("en-US,ja;q=0.5", "Please login."),
        ("fr", "Please login."),
    ],
)
def test_before_it_is_known_who_calls_the_browsers_language_counts(ledger, languages, detail):
    reply = Native(Api({"Accept-Language": languages}), ledger.app_id)("GET", "records")

    assert (reply.status, reply.body["title"], reply.body["detail"]) == (
        401,
        "Unauthorized",
        detail,
    )


def test_the_language_is_the_callers_once_known(sato):
    request = RequestFactory().get("/", headers={"Accept-Language": "en"})
    assert language_of(request) == "en"

    request.auth = sato
    assert language_of(request) == "ja"


@pytest.mark.parametrize(
    ("location", "place"),
    [
        (("query", "window", "limit"), "limit"),
        (("query", "query"), "query"),
        (("path", "app_id"), "app_id"),
        (("body", "body"), "body"),
        (("body", "body", "records", 3, "id"), "records[3].id"),
        (("body", "body", "ids", 0), "ids[0]"),
    ],
)
def test_places_are_paths_as_clients_write_them(location, place):
    assert place_of(location) == place
