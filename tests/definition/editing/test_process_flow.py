"""Statuses and actions."""

from __future__ import annotations

import pytest

from tests.definition.conftest import field_of, places
from urakata.definition import services
from urakata.definition.answers import show_process
from urakata.definition.queries import draft_document, draft_schema
from urakata.directory.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def app_id(a_draft):
    return a_draft(金額="NUMBER", 承認者="USER_SELECT")


def change(actor, app_id, **process):
    services.update_process(actor=actor, app_id=app_id, process=process)
    return draft_document(app_id)["process"]


def people(*entities, type_="ANY"):
    return {"type": type_, "entities": [{"entity": e, "includeSubs": True} for e in entities]}


STATES = {"申請": {"index": 0}, "承認": {"name": "承認", "index": "5"}}
ACTIONS = [{"name": "出す", "from": "申請", "to": "承認", "filterCond": "金額 > 0"}]


def test_a_first_switch_brings_three_statuses_and_two_actions(sato, app_id):
    process = change(sato, app_id, enable="true")

    assert sorted(process["states"], key=lambda n: process["states"][n]["index"]) == [
        "未処理", "処理中", "完了",
    ]  # fmt: skip
    assert process["states"]["未処理"]["assignee"] == {
        "type": "ONE",
        "entities": [{"entity": {"type": "FIELD_ENTITY", "code": "作成者"}, "includeSubs": False}],
    }
    assert [(a["name"], a["from"], a["to"]) for a in process["actions"]] == [
        ("処理開始", "未処理", "処理中"),
        ("完了する", "処理中", "完了"),
    ]
    assert field_of(app_id, "ステータス")["enabled"] is True
    assert field_of(app_id, "作業者")["enabled"] is True
    assert draft_schema(app_id).process.initial.name == "未処理"


def test_the_first_statuses_speak_the_language_of_the_designer(sato, app_id):
    english = Actor(sato.user_id, sato.code, sato.name, language="en")

    assert set(change(english, app_id, enable=True)["states"]) == {
        "Not started", "In progress", "Completed",
    }  # fmt: skip


def test_before_the_first_switch_there_is_nothing(app_id):
    assert show_process(app_id, is_preview=True) == {
        "enable": False, "states": None, "actions": None, "revision": "2",
    }  # fmt: skip


def test_own_statuses_from_the_start(sato, app_id):
    process = change(sato, app_id, enable=True, states=STATES, actions=ACTIONS)

    assert process["states"]["承認"]["index"] == "1"
    assert process["actions"] == [
        {"name": "出す", "from": "申請", "to": "承認", "filterCond": "金額 > 0", "type": "PRIMARY"}
    ]


def test_a_renamed_status_keeps_its_id_and_takes_its_actions_along(sato, app_id):
    before = change(sato, app_id, enable=True, states=STATES, actions=ACTIONS)

    states = {"申請": {"index": 0}, "承認": {"name": "決裁", "index": 1}}
    after = change(sato, app_id, states=states)

    assert after["states"]["決裁"]["id"] == before["states"]["承認"]["id"]
    assert after["actions"][0]["to"] == "決裁"


def test_every_kind_of_assignee_and_executor(sato, suzuki, app_id):
    assignee = people(
        {"type": "USER", "code": "suzuki"},
        {"type": "GROUP", "code": "Administrators"},
        {"type": "FIELD_ENTITY", "code": "承認者"},
        {"type": "CREATOR", "code": None},
        {"type": "CUSTOM_FIELD", "code": "boss"},
    )
    secondary = ACTIONS[0] | {
        "type": "SECONDARY",
        "executableUser": {"entities": [{"entity": {"type": "USER", "code": "suzuki"}}]},
    }
    states = STATES | {"承認": {"index": 1, "assignee": assignee}}

    process = change(sato, app_id, enable=True, states=states, actions=[secondary])

    assert process["states"]["承認"]["assignee"]["entities"][0] == {
        "entity": {"type": "USER", "code": "suzuki"},
        "includeSubs": False,
    }
    assert process["actions"][0]["executableUser"] == {
        "entities": [{"entity": {"type": "USER", "code": "suzuki"}, "includeSubs": False}]
    }


def test_what_get_answers_can_be_put_back(sato, app_id):
    change(sato, app_id, enable=True, states=STATES, actions=ACTIONS)
    before = draft_document(app_id)

    services.update_process(
        actor=sato, app_id=app_id, process=show_process(app_id, is_preview=True)
    )

    assert draft_document(app_id) == before


def states(**changes):
    return STATES | {"承認": {"index": 1} | changes}


@pytest.mark.parametrize(
    ("process", "place", "code"),
    [
        ({"enable": "x"}, "enable", "CB_VA01"),
        ({"states": []}, "states", "CB_VA01"),
        ({"states": {}}, "states", "CB_VA01"),
        ({"states": {"新": 1}}, "states[新]", "CB_VA01"),
        ({"states": {"新": {}}}, "states[新].index", "CB_VA01"),
        ({"states": {"新": {"index": 0, "name": "別"}}}, "states[新].name", "GAIA_IN01"),
        ({"states": {"あ" * 65: {"index": 0}}}, f"states[{'あ' * 65}].name", "CB_VA01"),
        ({"states": states(name="申請")}, "states[申請].name", "CB_VA01"),
        ({"states": states(assignee=1)}, "states[承認].assignee", "CB_VA01"),
        ({"states": states(assignee=people(type_="MOST"))}, "states[承認].assignee.type", "CB_VA01"),
        ({"states": states(assignee=people({"type": "ROBOT", "code": "x"}))}, "states[承認].assignee.entities[0].entity.type", "CB_VA01"),
        ({"states": states(assignee=people({"type": "USER"}))}, "states[承認].assignee.entities[0].entity.code", "CB_VA01"),
        ({"states": states(assignee=people({"type": "USER", "code": "nobody"}))}, "states[承認].assignee.entities[0].entity.code", "GAIA_IL26"),
        ({"states": states(assignee=people({"type": "GROUP", "code": "nobody"}))}, "states[承認].assignee.entities[0].entity.code", "GAIA_IL27"),
        ({"states": states(assignee=people({"type": "ORGANIZATION", "code": "nobody"}))}, "states[承認].assignee.entities[0].entity.code", "GAIA_IL28"),
        ({"states": states(assignee=people({"type": "FIELD_ENTITY", "code": "無い"}))}, "states[承認].assignee.entities[0].entity.code", "GAIA_FC01"),
        ({"states": states(assignee=people({"type": "FIELD_ENTITY", "code": "金額"}))}, "states[承認].assignee.entities[0].entity.code", "CB_VA01"),
        ({"states": {"申請": {"index": 0, "assignee": people({"type": "CREATOR"}, type_="ONE")}, "承認": {"index": 1}}}, "states[申請].assignee", "CB_VA01"),
        ({"states": {"申請": {"index": 0}}}, "actions[0].to", "CB_VA01"),
        ({"actions": {}}, "actions", "CB_VA01"),
        ({"actions": [1]}, "actions[0]", "CB_VA01"),
        ({"actions": [{}]}, "actions[0].name", "CB_VA01"),
        ({"actions": [ACTIONS[0] | {"to": "無い"}]}, "actions[0].to", "CB_VA01"),
        ({"actions": [ACTIONS[0] | {"type": "THIRD"}]}, "actions[0].type", "CB_VA01"),
        ({"actions": [ACTIONS[0] | {"filterCond": "金額"}]}, "actions[0].filterCond", "CB_VA01"),
        ({"actions": [ACTIONS[0] | {"filterCond": "無い = 1"}]}, "actions[0].filterCond", "GAIA_FC01"),
        ({"actions": [ACTIONS[0] | {"filterCond": 'ステータス = "申請"'}]}, "actions[0].filterCond", "CB_VA01"),
        ({"actions": [ACTIONS[0] | {"type": "SECONDARY", "executableUser": {"entities": [{"entity": {"type": "CREATOR"}}]}}]}, "actions[0].executableUser.entities[0].entity.type", "CB_VA01"),
    ],
)  # fmt: skip
def test_whatever_makes_no_process_is_named(sato, app_id, refusal, process, place, code):
    change(sato, app_id, enable=True, states=STATES, actions=ACTIONS)

    error = refusal(services.update_process, actor=sato, app_id=app_id, process=process)

    assert (error.code, places(error)[0]) == (code, place)
