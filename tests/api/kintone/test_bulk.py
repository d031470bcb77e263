from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.client import Api
from tests.conftest import AnApp
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.record.read import count_records

FIELDS = {"件名": {"type": "SINGLE_LINE_TEXT", "required": True}}


@pytest.fixture
def apps(an_app: AnApp) -> tuple[AppSchema, AppSchema]:
    return an_app(FIELDS, name="稟議"), an_app(FIELDS, name="経費")


def add(app: AppSchema, name: str = "a") -> dict[str, Any]:
    payload = {"app": app.app_id, "record": {"件名": {"value": name}}}
    return {"method": "POST", "api": "/k/v1/record.json", "payload": payload}


def test_requests_run_in_order_over_several_apps(
    as_suzuki: Api, apps: tuple[AppSchema, AppSchema]
) -> None:
    first, second = apps
    requests = [
        add(first),
        {
            "method": "PUT",
            "api": "/k/v1/record.json",
            "payload": {"app": first.app_id, "id": 1, "record": {"件名": {"value": "b"}}},
        },
        add(second),
        {
            "method": "DELETE",
            "api": "/k/v1/records.json",
            "payload": {"app": second.app_id, "ids": [1]},
        },
    ]

    reply = as_suzuki("POST", "bulkRequest", requests=requests)

    assert reply.body == {
        "results": [
            {"id": "1", "revision": "1"},
            {"revision": "2"},
            {"id": "1", "revision": "1"},
            {},
        ]
    }


def test_one_failure_undoes_all_and_says_where(
    as_suzuki: Api, apps: tuple[AppSchema, AppSchema], suzuki: Actor
) -> None:
    records = {"app": apps[1].app_id, "records": [{"件名": {"value": "a"}}, {}]}
    bad = {"method": "POST", "api": "/k/v1/records.json", "payload": records}

    reply = as_suzuki("POST", "bulkRequest", requests=[add(apps[0]), bad, add(apps[1])])

    results = reply.body["results"]
    assert (reply.status, [bool(result) for result in results]) == (400, [False, True, False])
    assert results[1]["code"] == reply.headers["X-Cybozu-Error"] == "CB_VA01"
    assert list(results[1]["errors"]) == ["records[1].件名.value"]
    assert [count_records(actor=suzuki, app=app, query="") for app in apps] == [0, 0]


@pytest.mark.parametrize(
    ("payload", "status", "code"),
    [
        ({"app": 99999, "ids": [1]}, 404, "GAIA_AP01"),
        ({"ids": [1]}, 400, "CB_VA01"),
        ({"app": 1, "ids": "x"}, 400, "CB_IJ01"),
    ],
)
def test_the_status_is_that_of_the_failing_request(
    as_suzuki: Api, payload: dict[str, Any], status: int, code: str
) -> None:
    request = {"method": "DELETE", "api": "/k/v1/records.json", "payload": payload}

    reply = as_suzuki("POST", "bulkRequest", requests=[request])

    assert (reply.status, reply.body["results"][0]["code"]) == (status, code)


def test_tokens_count_for_each_request(
    with_token: Callable[..., Api], apps: tuple[AppSchema, AppSchema], suzuki: Actor
) -> None:
    api = with_token(apps[0].app_id, "add")

    reply = api("POST", "bulkRequest", requests=[add(apps[0]), add(apps[1])])

    assert (reply.status, reply.body["results"][1]["code"]) == (403, "GAIA_NO01")
    assert count_records(actor=suzuki, app=apps[0], query="") == 0


def test_a_guest_spaces_record_is_nobodys(as_suzuki: Api, apps: tuple[AppSchema, ...]) -> None:
    request = {**add(apps[0]), "api": "/k/guest/3/v1/record.json"}

    reply = as_suzuki("POST", "bulkRequest", requests=[request])

    assert (reply.status, reply.body["results"][0]["code"]) == (403, "CB_NO02")


@pytest.mark.parametrize(
    ("requests", "code"),
    [
        (None, "CB_VA01"),
        ([], "CB_VA01"),
        ([{}], "CB_VA01"),
        (["a"], "CB_IJ01"),
        ({}, "CB_IJ01"),
        ([{"method": "GET", "api": "/k/v1/records.json"}], "CB_VA01"),
        ([{"method": "POST", "api": "/k/v1/nothing.json"}], "CB_IL02"),
        ([{"method": "POST", "api": "/k/v1/record/comment.json"}], "CB_IL02"),
        ([{"method": "POST", "api": "/k/v1/bulkRequest.json"}], "CB_IL02"),
        ([{"method": "POST", "api": "record"}], "CB_IL02"),
        ([{"method": "POST", "api": "/k/v1/record.json", "payload": []}], "CB_IJ01"),
        ([{"method": "POST", "api": "/k/v1/record.json"}] * 21, "CB_VA01"),
    ],
)
def test_a_wrong_envelope_is_refused_in_the_plain_shape(
    as_suzuki: Api, requests: object, code: str
) -> None:
    reply = as_suzuki("POST", "bulkRequest", requests=requests)
    assert (reply.status, reply.code) == (400, code)
