"""PUT and GET of ``app/status``, line by line of kintone's rules (kintone-api §7.1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.client import Api, Reply
from urakata.definition.schema import AppSchema

NOBODY = {"type": "ONE", "entities": []}
MAKER = {
    "type": "ONE",
    "entities": [{"entity": {"type": "FIELD_ENTITY", "code": "作成者"}, "includeSubs": False}],
}


@pytest.fixture
def app(an_app: Callable[..., AppSchema]) -> AppSchema:
    return an_app({"金額": "NUMBER", "承認者": "USER_SELECT", "件名": "SINGLE_LINE_TEXT"})


@pytest.fixture
def put(as_sato: Api, app: AppSchema) -> Callable[..., Reply]:
    def call(**process: Any) -> Reply:
        return as_sato("PUT", "preview/app/status", app=app.app_id, **process)

    return call


@pytest.fixture
def shown(as_sato: Api, app: AppSchema) -> Callable[[], Any]:
    return lambda: as_sato("GET", "preview/app/status", app=app.app_id).body


@pytest.fixture
def deployed(as_sato: Api, app: AppSchema) -> Callable[[], Reply]:
    return lambda: as_sato("POST", "preview/app/deploy", apps=[{"app": app.app_id}])


def test_before_it_is_switched_on_there_is_nothing(shown):
    assert shown() == {"enable": False, "states": None, "actions": None, "revision": "2"}


def test_the_first_switch_brings_kintones_defaults_with_types(put, shown):
    assert put(enable=True).body == {"revision": "3"}

    assert shown() == {
        "enable": True,
        "states": {
            "未処理": {"name": "未処理", "index": "0", "assignee": MAKER},
            "処理中": {"name": "処理中", "index": "1", "assignee": MAKER},
            "完了": {"name": "完了", "index": "2", "assignee": MAKER},
        },
        "actions": [
            {
                "name": "処理開始", "from": "未処理", "to": "処理中", "filterCond": "",
                "type": "PRIMARY",
            },
            {
                "name": "完了する", "from": "処理中", "to": "完了", "filterCond": "",
                "type": "PRIMARY",
            },
        ],
        "revision": "3",
    }  # fmt: skip


def test_an_assignee_that_is_left_out_is_the_creator(put, shown):
    put(enable=True, states={"受付": {"name": "受付", "index": 0}, "完": {"index": 1}}, actions=[])

    assert [state["assignee"] for state in shown()["states"].values()] == [MAKER, MAKER]


def test_statuses_stand_in_the_order_of_their_indexes(put, shown):
    states = {"乙": {"index": "20"}, "甲": {"index": "3"}, "丙": {"index": 100}}
    put(enable=True, states=states, actions=[])

    assert [(n, s["index"]) for n, s in shown()["states"].items()] == [
        ("甲", "0"), ("乙", "1"), ("丙", "2"),
    ]  # fmt: skip


def test_names_have_up_to_64_characters(put):
    longest, too_long = "あ" * 64, "あ" * 65
    states = {"受付": {"index": 0}, longest: {"index": 1}}
    action = {"name": longest, "from": "受付", "to": longest}

    assert put(enable=True, states=states, actions=[action]).status == 200
    refused = put(states={too_long: {"index": 0}}, actions=[])
    assert (refused.status, list(refused.errors)) == (400, [f"states[{too_long}].name"])
    refused = put(actions=[action | {"name": too_long}])
    assert (refused.status, list(refused.errors)) == (400, ["actions[0].name"])


def test_a_rename_is_the_old_key_with_a_new_name_and_actions_say_the_new_one(put, shown):
    put(enable=True)
    states = shown()["states"]
    states["処理中"]["name"] = "審査中"
    old = [{"name": "始める", "from": "未処理", "to": "処理中"}]
    new = [{"name": "始める", "from": "未処理", "to": "審査中"}]

    assert list(put(states=states, actions=old).errors) == ["actions[0].to"]
    assert put(states=states, actions=new).status == 200
    assert list(shown()["states"]) == ["未処理", "審査中", "完了"]


def test_a_new_status_is_called_as_its_key(put):
    reply = put(enable=True, states={"新": {"name": "別", "index": 0}}, actions=[])

    assert (reply.status, reply.code) == (400, "GAIA_IN01")


@pytest.mark.parametrize(
    "assignee",
    [
        {"type": "ANY", "entities": []},
        {"type": "ONE", "entities": [{"entity": {"type": "CREATOR"}}]},
        {"type": "ONE", "entities": [{"entity": {"type": "USER", "code": "sato"}}]},
        {"type": "ONE", "entities": [{"entity": {"type": "FIELD_ENTITY", "code": "承認者"}}]},
    ],
)
def test_the_first_status_is_its_makers_or_nobodys(put, assignee):
    states = {"受付": {"index": 0, "assignee": assignee}, "完": {"index": 1}}
    reply = put(enable=True, states=states, actions=[])

    assert (reply.status, reply.code) == (400, "CB_VA01")
    assert list(reply.errors) == ["states[受付].assignee"]


def test_a_creator_may_stand_in_a_later_status(put, shown):
    creator = {"type": "ANY", "entities": [{"entity": {"type": "CREATOR"}}]}
    states = {"受付": {"index": 0}, "完": {"index": 1, "assignee": creator}}
    put(enable=True, states=states, actions=[])

    assert shown()["states"]["完"]["assignee"]["entities"] == [
        {"entity": {"type": "CREATOR", "code": None}, "includeSubs": False}
    ]


def test_a_condition_asks_about_anything_but_the_status(put):
    put(enable=True)
    action = {"name": "進める", "from": "未処理", "to": "完了"}

    assert (
        put(actions=[action | {"filterCond": "金額 > 1 and 承認者 in (LOGINUSER())"}]).status == 200
    )
    for condition in (
        'ステータス = "未処理"',
        "金額 > 1 order by 金額",
        "金額 > 1 limit 1",
        "金額 >",
    ):
        reply = put(actions=[action | {"filterCond": condition}])
        assert (reply.status, list(reply.errors)) == (400, ["actions[0].filterCond"])


def test_whoever_may_run_a_secondary_action_is_shown_with_it(put, shown):
    put(enable=True)
    who = {"entities": [{"entity": {"type": "GROUP", "code": "everyone"}}]}
    action = {"name": "止める", "from": "未処理", "to": "完了", "type": "SECONDARY"}
    put(actions=[action | {"executableUser": who}])

    assert shown()["actions"] == [
        action
        | {
            "filterCond": "",
            "executableUser": {
                "entities": [
                    {"entity": {"type": "GROUP", "code": "everyone"}, "includeSubs": False}
                ]
            },
        }
    ]


def test_a_revision_that_is_not_the_present_one_is_refused(put, shown):
    assert put(enable=True, revision="2").body == {"revision": "3"}

    reply = put(enable=False, revision="2")

    assert (reply.status, reply.code) == (409, "GAIA_CO03")
    assert shown()["enable"] is True


def test_a_status_in_use_cannot_be_deleted(put, shown, deployed, as_sato, app):
    put(enable=True)
    assert deployed().status == 200
    as_sato("POST", "record", app=app.app_id, record={})
    states = shown()["states"]
    del states["未処理"]
    states = {name: state | {"assignee": NOBODY} for name, state in states.items()}
    put(states=states, actions=[])

    reply = deployed()

    assert (reply.status, reply.code) == (400, "CB_VA01")
    assert reply.errors == {
        "states[未処理]": [
            "ステータス「未処理」のレコードが1件あるため、このステータスを削除できません。"
        ]
    }


def test_switched_off_it_keeps_its_settings(put, shown):
    put(enable=True)
    before = shown()

    put(enable=False)

    assert shown() == before | {"enable": False, "revision": "4"}
