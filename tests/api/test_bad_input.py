"""Hostile requests to every endpoint: always a clear 4xx in JSON, never a 500, nothing written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from tests.api.client import Api, Reply
from tests.api.kintone.world import BUILT, SAMPLES, World, address, id_of
from tests.conftest import AnApp
from urakata.api.kintone.endpoint import Endpoint
from urakata.api.kintone.kinds import Anything, Choice, Flag, Free, Integer, Items, Whatever
from urakata.api.kintone.params import Param
from urakata.definition.fields.registry import FIELD_TYPES

SQL = "'; DROP TABLE ledger.app_1; -- \" OR 1=1 /* %s {0} $1"
LONG = "あ" * 3_500_000  # 10 MB in UTF-8
DEEP: Any = "x"
for _ in range(200):
    DEEP = [DEEP]

MALFORMED = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b'{"app":NaN}',
    b'{"app":1e999}',
    b'{"app":"\\ud800"}',
    b'{"app":"\xed\xa0\x80"}',
    b'{"app":"\xff"}',
    b'{"app":' + b"[" * 1000 + b"]" * 1000 + b"}",
    b'{"app":' * 1000 + b"1" + b"}" * 1000,
    b'{"app":1} trailing',
]
WRONG: list[Any] = [
    True,
    1.5,
    -2,
    2**63,
    10**30,
    "１２",
    SQL,
    "a\x00b",
    [],
    {},
    [None],
    [{}],
    ["a\x00b"],
    {"a\x00": {"value": []}},
    DEEP,
]
JSON_POSTS = [e for e in BUILT if e.method in ("POST", "PUT") and not e.takes_file]
WITH_PARAMS = [e for e in BUILT if e.params and "{" not in e.path]


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has not happened afterwards."""
    block: Any = transaction.atomic()
    block._from_testcase = True  # as the test's own transaction: the API's may be inside it
    with block:
        yield
        transaction.set_rollback(True)


def is_clear(reply: Reply) -> bool:
    """Whether it is a refusal that says what is wrong, in both places."""
    return (
        400 <= reply.status < 500
        and reply.headers["Content-Type"] == "application/json;charset=utf-8"
        and bool(reply.headers["X-Cybozu-Error"])
        and (bool(reply.body.get("message")) or "results" in reply.body)
    )


def may_be_right(param: Param[Any], value: Any) -> bool:
    """Whether a value is only suspicious: then the answer may be 200, but still no 500."""
    kind = param.kind
    if kind.is_absent(value) or isinstance(kind, (Free, Anything, Whatever, Items)):
        return True
    if isinstance(kind, Flag):
        return isinstance(value, bool)
    if isinstance(kind, Integer):
        return value in (0, 1) and kind.minimum <= value
    return not isinstance(kind, Choice) and isinstance(value, (str, int, float))


@pytest.mark.parametrize("body", MALFORMED, ids=lambda body: repr(body[:24]))
def test_malformed_json_is_refused_everywhere(as_sato: Api, world: World, body: bytes) -> None:
    before = world.state

    replies = {id_of(e): as_sato.send(e.method, address(e), body) for e in JSON_POSTS}

    codes = {(reply.status, reply.code) for reply in replies.values()}
    assert codes <= {(400, "CB_IJ01")}
    assert world.state == before


def hostile_answers(
    world: World, api: Api, place: tuple[Endpoint, Param[Any]], values: list[Any]
) -> list[Any]:
    """What is no clear answer when one parameter has a wrong value, the others right ones."""
    endpoint, param = place
    with undone():
        right = SAMPLES[id_of(endpoint)](world, api)
        before = world.state
        found: list[Any] = []
        was_accepted = False
        for value in values:
            reply = api(endpoint.method, address(endpoint), **{**right, param.name: value})
            was_right = reply.status == 200 and may_be_right(param, value)
            was_accepted = was_accepted or was_right
            if not was_right and not is_clear(reply):
                found.append(
                    (id_of(endpoint), param.name, str(value)[:40], reply.status, reply.body)
                )
        if not was_accepted and world.state != before:
            found.append((id_of(endpoint), param.name, "something was written"))
        return found


def test_a_wrong_value_is_refused_wherever_it_stands(as_sato: Api, world: World) -> None:
    seen: Counter[int] = Counter()
    surprises: list[Any] = []
    for endpoint in WITH_PARAMS:
        for param in endpoint.params:
            # what many endpoints share is read by the same code: a few values are enough there
            values = WRONG if seen[id(param)] < 3 else WRONG[2::5]
            seen[id(param)] += 1
            surprises += hostile_answers(world, as_sato, (endpoint, param), values)
    assert surprises == []


def test_what_is_needed_is_asked_for(as_sato: Api, world: World) -> None:
    before = world.state
    for endpoint in WITH_PARAMS:
        needed = {param.name for param in endpoint.params if param.is_required}

        reply = as_sato(endpoint.method, address(endpoint), unknown="x")

        assert not needed or (reply.status, set(reply.errors)) == (400, needed), id_of(endpoint)
    table = f"ledger.app_{world.app.app_id}"
    assert world.state[table] == before[table]


@pytest.mark.parametrize(
    "query", ["app=1&" * 2000, "app[0]=1", "app=%00", "app=%ff%fe", "app[a]=1"]
)
def test_a_hostile_query_string_is_refused(as_sato: Api, query: str) -> None:
    assert is_clear(as_sato.get("records", query))


def every_field() -> dict[str, Any]:
    """A field of every type that a form can have, under its type's name."""
    plain = {key: key for key, each in FIELD_TYPES.items() if each.system_column is None}
    plain.pop("REFERENCE_TABLE")
    return {
        **plain,
        "CALC": {"type": "CALC", "expression": "NUMBER + 1"},
        "SUBTABLE": {"type": "SUBTABLE", "fields": {"列": "NUMBER"}},
    }


def test_every_field_takes_a_hostile_value_or_refuses_it(as_sato: Api, an_app: AnApp) -> None:
    app = an_app(every_field())
    values = [SQL, "a\x00b", {"a": 1}, [SQL], 10**30, 1e300, "1e999999", True, DEEP, [[]], [None]]
    surprises = []
    for field in app.fields:
        for value in values:
            reply = as_sato("POST", "record", app=app.app_id, record={field.code: {"value": value}})
            if reply.status != 200 and not is_clear(reply):
                surprises.append((field.code, str(value)[:40], reply))
    assert surprises == []


@pytest.mark.parametrize("code", ["SINGLE_LINE_TEXT", "RICH_TEXT", "NUMBER", "DATE", "LINK"])
def test_ten_megabytes_of_text_are_taken_or_refused(as_sato: Api, an_app: AnApp, code: str) -> None:
    app = an_app({code: code})

    reply = as_sato("POST", "record", app=app.app_id, record={code: {"value": LONG}})

    assert reply.status == 200 or is_clear(reply)


@pytest.mark.parametrize("record", ["x", [], [{}], {"件名": "x"}, {"件名": []}, {"件名": 5}, DEEP])
def test_a_record_of_the_wrong_shape_is_malformed(
    as_sato: Api, world: World, record: object
) -> None:
    before = world.state

    reply = as_sato("POST", "record", app=world.app.app_id, record=record)

    assert (reply.status, reply.code) == (400, "CB_IJ01")
    assert world.state == before


@pytest.mark.parametrize("query", [SQL, "(" * 5000, "a" * 100_000, '件名 = "' + "x" * 1_000_000])
def test_a_hostile_query_is_refused(as_sato: Api, world: World, query: str) -> None:
    assert is_clear(as_sato("GET", "records", app=world.app.app_id, query=query))


def test_sql_in_a_value_is_only_text(as_sato: Api, world: World) -> None:
    as_sato("POST", "record", app=world.app.app_id, record={"件名": {"value": SQL}})
    escaped = SQL.replace('"', '\\"')

    found = as_sato("GET", "records", app=world.app.app_id, query=f'件名 = "{escaped}"')

    assert [record["件名"]["value"] for record in found.body["records"]] == [SQL]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/k/v1/nothing.json", 404),
        ("GET", "/k/v1/records", 404),
        ("GET", "/k/v1/", 404),
        ("GET", "/k/v2/records.json", 404),
        ("GET", "/k/v1/../v1/records.json", 404),
        ("GET", "/k/guest/x/v1/records.json", 404),
        ("GET", "/v1/nothing.json", 404),
        ("GET", "/k/v1/apis/nothing.json", 404),
        ("PUT", "/k/v1/bulkRequest.json", 400),
        ("PATCH", "/k/v1/records.json", 400),
        ("DELETE", "/k/v1/app.json", 400),
    ],
)
def test_an_address_or_a_method_that_does_not_exist_is_refused_in_json(
    as_sato: Api, method: str, path: str, status: int
) -> None:
    reply = as_sato.send(method, path, b"{}")
    assert (reply.status, reply.code) == (status, "CB_IL02")


def test_guest_spaces_are_closed_to_everybody(as_sato: Api, world: World) -> None:
    reply = as_sato("POST", "/k/guest/1/v1/record.json", app=world.app.app_id)
    assert (reply.status, reply.code) == (403, "CB_NO02")


def test_a_body_beyond_the_limit_is_refused(as_sato: Api) -> None:
    reply = as_sato.send("POST", "record", b"{}" + b" " * (64 * 1024 * 1024))

    assert (reply.status, reply.code) == (413, "UR_BG01")
    assert "64" in reply.body["message"]
