from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.api.client import Api
from tests.conftest import AnApp, ARecord
from tests.process import routed
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


OTHER = {"code": "R99", "text": "その他"}


@pytest.fixture
def routed_app(an_app: AnApp, takahashi: object, tanaka: object) -> Callable[..., AppSchema]:
    """承認待ち asks 高橋, then 田中; 差し戻す asks for one of the reasons."""

    def build(reasons: Sequence[str] = ("R01", "R99")) -> AppSchema:
        made = routed.approval(routed.asks("課長", "takahashi"), routed.asks("部長", "tanaka"))
        made["reasons"] = [*made["reasons"], OTHER]
        returning = next(each for each in made["actions"] if each["name"] == "差し戻す")
        returning["reasons"] = [*reasons]
        app = an_app(routed.FIELDS, process=routed.only_kintones(made))
        return routed.put_process(app, made)

    return build


@pytest.fixture
def submitted(
    as_suzuki: Api, routed_app: Callable[..., AppSchema]
) -> Callable[..., dict[str, int]]:
    """A record of suzuki's on its way, in revision 3."""

    def submit(**how: Any) -> dict[str, int]:
        app = routed_app(**how)
        added = as_suzuki("POST", "record", app=app.app_id)
        where = {"app": app.app_id, "id": int(added.body["id"])}
        reply = as_suzuki("PUT", "record/status", **where, action="申請する", revision=1)
        assert reply.body == {"revision": "3"}
        return where

    return submit


def test_on_a_route_the_revision_rises_by_one_until_the_last_step_is_passed(
    as_suzuki: Api, as_takahashi: Api, as_tanaka: Api, submitted: Callable[..., dict[str, int]]
) -> None:
    where = submitted()

    approve = {**where, "action": "承認する"}
    assert status(as_suzuki, where) == ("承認待ち", ["takahashi"])
    assert as_takahashi("PUT", "record/status", **approve).body == {"revision": "4"}
    assert status(as_suzuki, where) == ("承認待ち", ["tanaka"])
    assert as_tanaka("PUT", "record/status", **approve).body == {"revision": "6"}
    assert status(as_suzuki, where) == ("完了", [])


def test_who_is_next_on_a_route_is_not_chosen(
    as_suzuki: Api, routed_app: Callable[..., AppSchema]
) -> None:
    app = routed_app()
    where = {"app": app.app_id, "id": int(as_suzuki("POST", "record", app=app.app_id).body["id"])}

    reply = as_suzuki("PUT", "record/status", **where, action="申請する", assignee="tanaka")

    assert (reply.status, reply.code) == (400, "GAIA_SA04")
    assert status(as_suzuki, where)[0] == "申請前"


@pytest.mark.parametrize(
    ("who", "values", "http", "code"),
    [
        ("tanaka", {}, 403, "GAIA_NT01"),
        ("suzuki", {}, 403, "GAIA_NT01"),
        ("takahashi", {"revision": 2}, 409, "GAIA_CO02"),
        ("takahashi", {"action": "申請する"}, 400, "GAIA_IL03"),
    ],
)
def test_what_cannot_be_decided_changes_nothing(
    request: pytest.FixtureRequest,
    submitted: Callable[..., dict[str, int]],
    who: str,
    values: dict[str, object],
    http: int,
    code: str,
) -> None:
    where, api = submitted(), request.getfixturevalue(f"as_{who}")

    reply = api("PUT", "record/status", **{**where, "action": "承認する", **values})

    assert (reply.status, reply.code) == (http, code)
    record = api("GET", "record", **where).body["record"]
    assert (status(api, where), record["$revision"]["value"]) == (
        ("承認待ち", ["takahashi"]),
        "3",
    )


def test_of_two_acts_on_one_revision_the_second_is_refused(
    as_suzuki: Api, as_takahashi: Api, submitted: Callable[..., dict[str, int]]
) -> None:
    where = submitted()
    approve = {**where, "action": "承認する", "revision": 3}

    assert as_takahashi("PUT", "record/status", **approve).status == 200
    second = as_takahashi("PUT", "record/status", **approve)

    assert (second.status, second.code) == (409, "GAIA_CO02")
    assert status(as_suzuki, where) == ("承認待ち", ["tanaka"])


def test_of_two_acts_in_one_request_none_is_kept(
    as_suzuki: Api, as_takahashi: Api, submitted: Callable[..., dict[str, int]]
) -> None:
    where = submitted()
    approve = {"id": where["id"], "action": "承認する"}

    reply = as_takahashi("PUT", "records/status", app=where["app"], records=[approve, approve])

    assert reply.status == 400
    assert status(as_suzuki, where) == ("承認待ち", ["takahashi"])


def test_a_reason_that_kintones_api_cannot_give_is_other(
    as_suzuki: Api, as_takahashi: Api, submitted: Callable[..., dict[str, int]]
) -> None:
    where = submitted()

    returning = {**where, "action": "差し戻す", "assignee": "suzuki"}
    reply = as_takahashi("PUT", "record/status", **returning)

    assert reply.body == {"revision": "5"}
    assert status(as_suzuki, where) == ("申請前", ["suzuki"])
    route = f"/api/v1/apps/{where['app']}/records/{where['id']}/route"
    last = as_suzuki.send("GET", route).body["visits"][1]
    assert (last["action"], last["reason"]) == ("差し戻す", OTHER)


def test_without_other_among_the_reasons_kintones_api_cannot_run_the_action(
    as_suzuki: Api, as_takahashi: Api, submitted: Callable[..., dict[str, int]]
) -> None:
    where = submitted(reasons=["R01", "R02"])

    returning = {**where, "action": "差し戻す", "assignee": "suzuki"}
    reply = as_takahashi("PUT", "record/status", **returning)

    assert (reply.status, reply.code) == (400, "UR_PR03")
    assert status(as_suzuki, where) == ("承認待ち", ["takahashi"])


def test_on_a_route_the_owner_of_a_turn_hands_it_on(
    as_suzuki: Api, as_takahashi: Api, as_tanaka: Api, submitted: Callable[..., dict[str, int]]
) -> None:
    where = submitted()
    refused = as_tanaka("PUT", "record/assignees", **where, assignees=["tanaka"])
    assert (refused.status, refused.code) == (403, "GAIA_NT01")

    reply = as_takahashi("PUT", "record/assignees", **where, assignees=["tanaka"])

    assert reply.body == {"revision": "4"}
    assert status(as_suzuki, where) == ("承認待ち", ["tanaka"])
