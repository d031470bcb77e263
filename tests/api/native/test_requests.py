"""Who may come in, and what of a body is read."""

from __future__ import annotations

import io

import pytest

from tests.access.rules import row
from tests.api.client import PASSWORD, Api
from tests.api.native.asking import JSON, Native
from urakata.api import bodies
from urakata.definition.queries import live_schema
from urakata.directory.services import set_password

ADDITION = b'{"records":[]}'
DEEP = b'{"records":[{"a":' + b"[" * 1000 + b"]" * 1000 + b"}]}"


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b'{"records":NaN}',
        b'{"records":[1e999]}',
        b'{"records":["\\ud800"]}',
        b'{"records":["\xed\xa0\x80"]}',
        b"\xff\xfe{}",
        b'{"records":[]} and more',
        DEEP,
        DEEP[: len(DEEP) // 2],
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_what_is_no_json_object_is_refused(sato_asks, method, body):
    before = sato_asks.titles

    reply = sato_asks.send(method, "records", body)

    assert (reply.status, reply.code, sato_asks.titles) == (400, "CB_IJ01", before)


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"]
)
def test_json_must_call_itself_json(sato_asks, content_type):
    reply = sato_asks.send("POST", "records", ADDITION, content_type)

    assert (reply.status, reply.code) == (415, "UR_MT01")
    assert reply.body["detail"] == "リクエストの形式はapplication/jsonにしてください。"


def test_no_body_at_all_lacks_everything(sato_asks):
    assert sato_asks("POST", "records").errors == {"body": ["必須です。"]}


def test_a_nul_in_a_value_is_a_problem_of_its_field(sato_asks):
    before = sato_asks.titles

    reply = sato_asks("POST", "records", {"records": [{"件名": {"value": "a\x00b"}}]})

    assert (list(reply.errors), sato_asks.titles) == (["records[0].件名.value"], before)


def test_a_body_that_is_too_long_is_refused(sato_asks, monkeypatch):
    monkeypatch.setattr(bodies.read_body, "__defaults__", (10,))

    reply = sato_asks.send("POST", "records", ADDITION)

    assert (reply.status, reply.code) == (413, "UR_BG01")


def test_a_body_without_a_length_is_read_all_the_same(sato_asks):
    body = b'{"records":[{"\xe4\xbb\xb6\xe5\x90\x8d":{"value":"x"}}]}'
    client = sato_asks.api.client
    response = client.generic(
        "POST",
        f"/api/v1/apps/{sato_asks.app}/records",
        body,
        content_type=JSON,
        headers={**sato_asks.api.headers, "Transfer-Encoding": "chunked"},
        **{"CONTENT_LENGTH": "", "wsgi.input": io.BytesIO(body)},
    )

    assert (response.status_code, len(sato_asks.titles)) == (200, 4), response.content


@pytest.fixture
def on_the_screen(suzuki, as_nobody, ledger):
    """鈴木 signed in on the screen; requests come from its page."""
    set_password(actor=suzuki, code="suzuki", password=PASSWORD)
    body = {"code": "suzuki", "password": PASSWORD}
    session = as_nobody.client.post("/api/v1/session", body, content_type=JSON).json()
    headers = {"X-Requested-With": "XMLHttpRequest", "X-Request-Token": session["requestToken"]}
    return Native(Api(headers, as_nobody.client), ledger.app_id)


def without(native: Native, header: str) -> Native:
    headers = {name: value for name, value in native.api.headers.items() if name != header}
    return Native(Api(headers, native.api.client), native.app)


def test_the_screen_reads_and_writes(on_the_screen):
    assert on_the_screen("GET", "records").status == 200
    assert on_the_screen("POST", "records", {"records": [{"件名": {"value": "x"}}]}).status == 200


def test_a_change_must_prove_that_it_comes_from_our_page(on_the_screen):
    before = on_the_screen.titles
    foreign = without(on_the_screen, "X-Request-Token")

    replies = [
        foreign("POST", "records", {"records": []}),
        foreign("DELETE", "records", {"ids": [1]}),
        foreign.upload("a.csv", "件名\na\n".encode()),
        foreign.send("PUT", "definition.yaml", b"format: 1", "text/plain"),
    ]

    assert {(reply.status, reply.code) for reply in replies} == {(403, "CB_CS01")}
    assert (foreign("GET", "records").status, on_the_screen.titles) == (200, before)


def test_a_cookie_alone_opens_files_and_nothing_else(on_the_screen, with_access):
    rights = row("GROUP", "everyone", "view", "export", "manage")
    with_access(live_schema(on_the_screen.app), app=[rights])
    link = without(without(on_the_screen, "X-Request-Token"), "X-Requested-With")

    assert {link("GET", f"records.{ending}").status for ending in ("csv", "jsonl", "xlsx")} == {200}
    assert link("GET", "definition.yaml").status == 200
    assert {link("GET", path).status for path in ("records", "records/count", "totals")} == {401}
    assert link("PUT", "definition.yaml").status == 401
