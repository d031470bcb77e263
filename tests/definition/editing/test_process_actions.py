"""What is ours stays where somebody who does not know of it changes the process."""

from __future__ import annotations

import pytest

from tests.definition.conftest import places
from tests.definition.routed import ACTIONS, FIELDS, ROUTE, STATES, a_process, a_state, an_action
from urakata.definition import services
from urakata.definition.answers import show_process, show_whole_process
from urakata.definition.process_shapes import kintones
from urakata.definition.queries import draft_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def app_id(sato, suzuki, a_draft):
    app_id = a_draft(**FIELDS)
    services.update_process(actor=sato, app_id=app_id, process=a_process())
    return app_id


def change(actor, app_id, **process):
    """As kintone's API changes it."""
    services.update_process(actor=actor, app_id=app_id, process=kintones(process))
    return draft_document(app_id)["process"]


def test_kintones_shape_shows_nothing_of_ours(app_id):
    shown = show_process(app_id, is_preview=True)

    assert shown.keys() == {"enable", "states", "actions", "revision"}
    assert {frozenset(state) for state in shown["states"].values()} == {
        frozenset({"name", "index", "assignee"})
    }
    assert {frozenset(action) for action in shown["actions"]} == {
        frozenset({"name", "from", "to", "filterCond", "type"}),
        frozenset({"name", "from", "to", "filterCond", "type", "executableUser"}),
    }


def test_what_kintones_shape_shows_can_be_put_back_and_changes_nothing(sato, app_id):
    before = draft_document(app_id)

    change(sato, app_id, **show_process(app_id, is_preview=True))

    assert draft_document(app_id) == before


def test_the_whole_shape_can_be_put_back_and_changes_nothing(sato, app_id):
    before = draft_document(app_id)
    shown = show_whole_process(app_id, is_preview=True)

    services.update_process(actor=sato, app_id=app_id, process=shown)

    assert draft_document(app_id) == before
    assert shown["states"]["完了"] == {
        "name": "完了",
        "index": "2",
        "assignee": {"type": "ONE", "entities": []},
        "route": None,
        "due": None,
        "fields": None,
    }
    assert shown["actions"][0]["kind"] == "PLAIN"
    assert shown["actions"][0]["reasons"] == []


def test_kintones_clients_cannot_say_what_is_ours(sato, app_id):
    process = a_process(reasons=[], segregation=[])
    process["states"]["承認"]["route"] = None
    process["actions"][1]["kind"] = "PLAIN"
    before = draft_document(app_id)

    change(sato, app_id, **process)

    assert draft_document(app_id) == before


def test_a_status_keeps_its_route_under_a_new_name(sato, app_id):
    states = kintones(a_process())["states"]
    states["承認"]["name"] = "決裁"

    process = change(sato, app_id, states=states)

    assert process["states"]["決裁"]["route"] == ROUTE
    assert process["states"]["決裁"]["due"] == {"value": 5, "unit": "DAYS"}
    assert process["actions"][1]["kind"] == "APPROVE"
    assert process["actions"][1]["from"] == "決裁"


def test_a_status_renamed_with_its_actions_in_one_request_keeps_what_they_mean(sato, app_id):
    sent = kintones(a_process())
    sent["states"]["承認"]["name"] = "決裁"
    for action in sent["actions"]:
        for end in ("from", "to"):
            action[end] = action[end].replace("承認", "決裁")

    process = change(sato, app_id, **sent)

    assert [action.get("kind") for action in process["actions"]] == [
        action.get("kind") for action in ACTIONS
    ]


def test_an_action_renamed_keeps_what_it_means_and_segregation_follows(sato, app_id):
    actions = kintones(a_process())["actions"]
    actions[0]["name"], actions[2]["name"] = "提出する", "戻す"

    process = change(sato, app_id, actions=actions)

    assert process["actions"][2] == {
        "name": "戻す",
        "from": "承認",
        "to": "承認",
        "filterCond": "",
        "type": "PRIMARY",
        "kind": "RETURN",
        "reasons": ["R01"],
    }
    assert process["segregation"][0]["differsFrom"][2]["code"] == "提出する"


def test_which_of_two_renamed_actions_is_which_is_not_guessed(sato, app_id):
    """Both lead from 承認 to 完了."""
    actions = kintones(a_process(segregation=[]))["actions"]
    actions[1]["name"], actions[3]["name"] = "了承する", "断る"
    services.update_process(actor=sato, app_id=app_id, process={"segregation": None})

    process = change(sato, app_id, actions=actions)

    assert [action.get("kind") for action in process["actions"]] == [
        None, None, "RETURN", None, "PULL_BACK",
    ]  # fmt: skip


def test_an_action_that_segregation_names_cannot_go(sato, app_id, refusal):
    actions = [action for action in ACTIONS if action["name"] != "承認する"]

    error = refusal(
        services.update_process, actor=sato, app_id=app_id, process={"actions": actions}
    )

    assert (error.code, places(error)) == ("CB_VA01", ["segregation[0].action"])


def test_what_is_sent_as_null_goes(sato, app_id):
    states = {name: state | {"route": None, "due": None} for name, state in STATES.items()}
    actions = [action | {"kind": None, "reasons": None} for action in ACTIONS]
    actions[2]["to"] = "下書き"

    services.update_process(
        actor=sato, app_id=app_id, process={"states": states, "actions": actions, "reasons": None}
    )
    process = draft_document(app_id)["process"]

    assert process["states"]["承認"].keys() == {"name", "index", "assignee", "id"}
    assert all("kind" not in action and "reasons" not in action for action in process["actions"])
    assert "reasons" not in process


def test_a_status_with_a_route_cannot_become_the_first_one(sato, app_id, refusal):
    states = kintones(a_process())["states"]
    states["承認"]["index"], states["下書き"]["index"] = 0, 1

    error = refusal(services.update_process, actor=sato, app_id=app_id, process={"states": states})

    assert places(error) == ["states[承認].route"]


def test_without_its_route_a_status_has_nothing_to_approve(sato, app_id, refusal):
    states = STATES | {"承認": a_state(1, route=None)}

    error = refusal(services.update_process, actor=sato, app_id=app_id, process={"states": states})

    assert places(error) == ["actions[1].kind", "actions[2].kind", "actions[3].kind"]


def test_an_action_between_two_statuses_takes_no_meaning_from_another(sato, app_id):
    actions = [*kintones(a_process())["actions"], an_action("保留する", "承認", "下書き")]

    process = change(sato, app_id, actions=actions)

    assert "kind" not in process["actions"][5]
    assert process["actions"][4]["kind"] == "PULL_BACK"
