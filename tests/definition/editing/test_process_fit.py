"""What must hold of routes before they go live."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.definition.conftest import places
from tests.definition.routed import ACTIONS, FIELDS, SEGREGATION, STATES, a_process, an_action
from urakata.definition import services
from urakata.definition.checks import check
from urakata.definition.queries import draft_document, draft_schema
from urakata.kernel.errors import Invalid

pytestmark = pytest.mark.django_db


@pytest.fixture
def app_id(sato, suzuki, a_draft):
    app_id = a_draft(**FIELDS)
    services.update_process(actor=sato, app_id=app_id, process=a_process())
    return app_id


def problems(actor, app_id):
    """Where the draft cannot go live."""
    document = draft_document(app_id)
    try:
        check(
            document,
            actor=actor,
            app_id=app_id,
            creator_id=actor.user_id,
            schema_of=draft_schema,
        )
    except Invalid as refused:
        return places(refused)
    return []


def test_a_right_process_goes_live(sato, app_id):
    assert problems(sato, app_id) == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "金額",
            [
                "states[承認].route.matrix.amount",
                "states[承認].route.matrix.factors[0].condition",
                "states[承認].route.tolerance.field",
                "states[承認].route.matrix.factors[0].condition",
            ],
        ),
        ("重要度", ["states[承認].route.matrix.importance"]),
        ("部署", ["states[承認].route.matrix.organization"]),
        ("申請者", ["states[承認].route.applicant", "segregation[0].differsFrom[1].code"]),
        ("承認者", ["states[承認].route.steps[0].lines[1].entities[1].entity.code"]),
    ],
)
def test_a_field_that_a_route_needs_cannot_go(sato, app_id, code, expected):
    services.delete_fields(actor=sato, app_id=app_id, codes=[code])

    assert problems(sato, app_id) == expected


def test_kintones_clients_are_not_held_up_by_a_field_that_went(sato, app_id):
    services.delete_fields(actor=sato, app_id=app_id, codes=["申請者"])
    states = {name: {"index": state["index"]} for name, state in STATES.items()}

    services.update_process(actor=sato, app_id=app_id, process={"states": states})

    assert draft_document(app_id)["process"]["states"]["承認"]["route"]["applicant"] == "申請者"


def test_a_route_that_nobody_can_pass_does_not_go_live(sato, app_id):
    actions = [an_action(a["name"], a["from"], a["to"]) for a in ACTIONS]
    actions = [action | {"kind": None} for action in actions]
    services.update_process(actor=sato, app_id=app_id, process={"actions": actions})

    assert problems(sato, app_id) == ["states[承認].route"]


def test_a_risk_factor_must_be_a_condition_that_can_be_asked(sato, app_id):
    states = deepcopy(STATES)
    states["承認"]["route"]["matrix"]["factors"][0]["condition"] = '件名 > "a"'
    services.update_process(actor=sato, app_id=app_id, process={"states": states})

    assert problems(sato, app_id) == ["states[承認].route.matrix.factors[0].condition"]


@pytest.fixture
def an_order(sato, a_draft):
    """発注, which 検収 leads to by its look-up."""
    fields = {"番号": {"type": "SINGLE_LINE_TEXT", "unique": True}, "発注者": "USER_SELECT"}
    app_id = a_draft(called="発注", **fields)
    services.update_process(actor=sato, app_id=app_id, process={"enable": True})
    return app_id


def apart(*others):
    return [SEGREGATION[0] | {"differsFrom": list(others)}]


def test_who_acted_on_another_app_is_named_through_a_look_up(sato, app_id, an_order, refusal):
    lookup = {
        "relatedApp": {"app": an_order},
        "relatedKeyField": "番号",
        "fieldMappings": [],
    }
    fields = {"発注": {"type": "SINGLE_LINE_TEXT", "lookup": lookup}}
    services.add_fields(actor=sato, app_id=app_id, properties=fields)
    right = apart(
        {"type": "FIELD_ENTITY", "code": "発注者", "via": "発注"},
        {"type": "CREATOR", "code": "", "via": "発注"},
        {"type": "ACTED", "code": "完了する", "via": "発注"},
    )
    wrong = apart(
        {"type": "FIELD_ENTITY", "code": "申請者", "via": "発注"},
        {"type": "ACTED", "code": "承認する", "via": "発注"},
    )

    services.update_process(actor=sato, app_id=app_id, process={"segregation": right})
    assert draft_document(app_id)["process"]["segregation"] == right
    assert problems(sato, app_id) == []

    error = refusal(
        services.update_process, actor=sato, app_id=app_id, process={"segregation": wrong}
    )
    assert places(error) == [
        "segregation[0].differsFrom[0].code",
        "segregation[0].differsFrom[1].code",
    ]

    services.delete_fields(actor=sato, app_id=an_order, codes=["発注者"])
    assert problems(sato, app_id) == ["segregation[0].differsFrom[0].code"]
