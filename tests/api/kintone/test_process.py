from __future__ import annotations

import pytest

from tests.api.client import Api
from tests.conftest import AnApp, ARecord
from urakata.definition.schema import AppSchema


def state(index: int, *codes: str) -> dict[str, object]:
    entities = [{"entity": {"type": "USER", "code": code}} for code in codes]
    return {"index": str(index), "assignee": {"type": "ONE", "entities": entities}}


@pytest.fixture
def app(an_app: AnApp, suzuki: object, takahashi: object) -> AppSchema:
    names = {"申請": {}, "承認待ち": {}, "完了": {}}
    states = {
        "申請": {"name": "申請", "index": "0"},
        "承認待ち": {"name": "承認待ち", **state(1, "takahashi", "suzuki")},
        "完了": {"name": "完了", **state(2)},
    }
    assert list(states) == list(names)
    actions = [
        {"name": "申請する", "from": "申請", "to": "承認待ち", "filterCond": ""},
        {"name": "承認する", "from": "承認待ち", "to": "完了", "filterCond": ""},
    ]
    return an_app(
        {"件名": "SINGLE_LINE_TEXT"}, process={"enable": True, "states": states, "actions": actions}
    )


@pytest.fixture
def mine(as_suzuki: Api, app: AppSchema) -> dict[str, int]:
    """A record of suzuki's."""
    added = as_suzuki("POST", "record", app=app.app_id, record={"件名": {"value": "PC"}})
    return {"app": app.app_id, "id": int(added.body["id"])}


def status(api: Api, mine: dict[str, int]) -> tuple[str, list[str]]:
    record = api("GET", "record", **mine).body["record"]
    return record["ステータス"]["value"], [a["code"] for a in record["作業者"]["value"]]


def test_an_action_moves_a_record_and_counts_two_revisions(
    as_suzuki: Api, mine: dict[str, int]
) -> None:
    reply = as_suzuki(
        "PUT", "record/status", **mine, action="申請する", assignee="takahashi", revision="1"
    )

    assert reply.body == {"revision": "3"}
    assert status(as_suzuki, mine) == ("承認待ち", ["takahashi"])


@pytest.mark.parametrize(
    ("values", "http", "code"),
    [
        ({"action": "承認する"}, 400, "GAIA_IL03"),
        ({"action": "無い"}, 400, "GAIA_IL03"),
        ({"action": "申請する"}, 400, "GAIA_SA01"),
        ({"action": "申請する", "assignee": "nobody"}, 400, "GAIA_IL26"),
        ({"action": "申請する", "assignee": "sato"}, 400, "GAIA_SA03"),
        ({"action": "申請する", "assignee": "takahashi", "revision": 9}, 409, "GAIA_CO02"),
        ({"action": "申請する", "id": 99}, 404, "GAIA_RE01"),
        ({}, 400, "CB_VA01"),
        ({"action": ""}, 400, "CB_VA01"),
    ],
)
def test_an_action_that_cannot_be_run_says_why_and_moves_nothing(
    as_suzuki: Api,
    mine: dict[str, int],
    values: dict[str, object],
    http: int,
    code: str,
) -> None:
    reply = as_suzuki("PUT", "record/status", **{**mine, **values})

    assert (reply.status, reply.code) == (http, code)
    assert status(as_suzuki, mine) == ("申請", ["suzuki"])


def test_only_the_assignee_moves_a_record_on(
    as_suzuki: Api, as_sato: Api, mine: dict[str, int]
) -> None:
    reply = as_sato("PUT", "record/status", **mine, action="申請する", assignee="takahashi")

    assert (reply.status, reply.code) == (403, "GAIA_NT01")
    assert status(as_suzuki, mine) == ("申請", ["suzuki"])


def test_an_assignee_is_refused_where_nobody_can_be_chosen(
    as_suzuki: Api, mine: dict[str, int]
) -> None:
    as_suzuki("PUT", "record/status", **mine, action="申請する", assignee="suzuki")
    reply = as_suzuki("PUT", "record/status", **mine, action="承認する", assignee="suzuki")
    assert (reply.status, reply.code) == (400, "GAIA_SA04")


def test_several_records_are_moved_all_or_none(as_suzuki: Api, mine: dict[str, int]) -> None:
    go = {"id": mine["id"], "action": "申請する", "assignee": "takahashi"}

    refused = as_suzuki(
        "PUT", "records/status", app=mine["app"], records=[go, {"id": 99, "action": "申請する"}]
    )
    assert (refused.code, status(as_suzuki, mine)[0]) == ("GAIA_RE01", "申請")

    moved = as_suzuki("PUT", "records/status", app=mine["app"], records=[go])
    assert moved.body == {"records": [{"id": str(mine["id"]), "revision": "3"}]}


def test_assignees_are_replaced(as_suzuki: Api, mine: dict[str, int]) -> None:
    reply = as_suzuki("PUT", "record/assignees", **mine, assignees=["takahashi"])

    assert reply.body == {"revision": "2"}
    assert status(as_suzuki, mine) == ("申請", ["takahashi"])


def test_assignees_of_nobody_are_none(as_suzuki: Api, mine: dict[str, int]) -> None:
    as_suzuki("PUT", "record/assignees", **mine, assignees=[])
    assert status(as_suzuki, mine) == ("申請", [])


def test_more_than_100_assignees_are_too_many(as_suzuki: Api, mine: dict[str, int]) -> None:
    reply = as_suzuki("PUT", "record/assignees", **mine, assignees=["suzuki"] * 101)
    assert list(reply.errors) == ["assignees"]


def test_without_a_process_nothing_moves(as_suzuki: Api, an_app: AnApp, a_record: ARecord) -> None:
    app = an_app(name="経費")
    where = {"app": app.app_id, "id": a_record(app)}

    for reply in (
        as_suzuki("PUT", "record/status", **where, action="a"),
        as_suzuki("PUT", "record/assignees", **where, assignees=[]),
    ):
        assert (reply.status, reply.code) == (400, "GAIA_ST02")


def test_the_process_is_told_as_it_was_set(as_suzuki: Api, app: AppSchema) -> None:
    body = as_suzuki.get("app/status", f"app={app.app_id}").body

    assert (body["enable"], set(body["states"])) == (True, {"申請", "承認待ち", "完了"})
    assert body["actions"][0] == {
        "name": "申請する",
        "from": "申請",
        "to": "承認待ち",
        "filterCond": "",
        "type": "PRIMARY",
    }
