"""A process with its routes through HTTP: read whole, changed in part."""

from __future__ import annotations

import pytest

from urakata.definition.queries import draft_document, get_app

LINE = {"name": "", "need": "ANY", "entities": []}
BOSS = {"entity": {"type": "MANAGER", "code": None, "levels": 1}, "includeSubs": False}
ROUTE = {
    "applicant": "",
    "matrix": None,
    "steps": [
        {
            "name": "上長",
            "join": "ALL",
            "due": None,
            "fields": {"required": ["日付"], "readOnly": [], "hidden": []},
            "lines": [LINE | {"entities": [BOSS]}],
        }
    ],
    "whenEmpty": "ESCALATE",
    "whenSame": "SKIP",
    "whenApplicant": "ESCALATE",
    "resubmit": "CONTINUE",
    "tolerance": {"percent": "10", "amount": "30000", "field": "金額"},
}
NOBODY = {"type": "ONE", "entities": []}
PROCESS = {
    "enable": True,
    "states": {
        "申請前": {"index": 0, "assignee": NOBODY},
        "承認": {"index": 1, "assignee": NOBODY, "route": ROUTE, "due": {"value": 3}},
        "完了": {"index": 2, "assignee": NOBODY},
    },
    "actions": [
        {"name": "申請する", "from": "申請前", "to": "承認"},
        {"name": "承認する", "from": "承認", "to": "完了", "kind": "APPROVE"},
        {"name": "差し戻す", "from": "承認", "to": "申請前", "kind": "RETURN", "reasons": ["R01"]},
    ],
    "reasons": [{"code": "R01", "text": "添付不足"}],
    "segregation": [
        {"name": "起票と承認", "action": "承認する", "differsFrom": [{"type": "CREATOR"}]}
    ],
}


@pytest.fixture
def routed(sato_asks):
    reply = sato_asks("PUT", "process", PROCESS)
    assert (reply.status, reply.body) == (200, {"revision": reply.body["revision"]})
    return sato_asks


def test_a_process_is_read_as_it_was_sent_with_every_default(routed):
    reply = routed("GET", "process", preview="true")

    assert reply.status == 200
    assert reply.body["states"]["承認"] == {
        "name": "承認",
        "index": "1",
        "assignee": NOBODY,
        "route": ROUTE,
        "due": {"value": 3, "unit": "BUSINESS_DAYS"},
        "fields": None,
    }
    assert list(reply.body["states"]) == ["申請前", "承認", "完了"]
    assert reply.body["actions"][2] == {
        "name": "差し戻す",
        "from": "承認",
        "to": "申請前",
        "filterCond": "",
        "type": "PRIMARY",
        "kind": "RETURN",
        "reasons": ["R01"],
    }
    assert reply.body["reasons"] == [{"code": "R01", "text": "添付不足"}]
    assert reply.body["segregation"] == [
        {
            "name": "起票と承認",
            "action": "承認する",
            "differsFrom": [{"type": "CREATOR", "code": "", "via": ""}],
        }
    ]
    assert reply.body["revision"] == str(get_app(routed.app).draft_revision)


def test_what_is_live_stays_until_it_is_deployed(routed):
    assert routed("GET", "process").body["states"] is None

    routed.api("POST", "preview/app/deploy", apps=[{"app": routed.app}])

    live = routed("GET", "process").body
    assert live["states"]["承認"]["route"] == ROUTE
    assert live["enable"] is True


def test_what_was_read_can_be_sent_again(routed):
    before = draft_document(routed.app)
    sent = routed("GET", "process", preview="true").body

    reply = routed("PUT", "process", sent)

    assert reply.body == {"revision": str(int(sent["revision"]) + 1)}
    assert draft_document(routed.app) == before


def test_kintones_api_neither_shows_nor_loses_a_route(routed):
    before = draft_document(routed.app)

    shown = routed.api("GET", "preview/app/status", app=routed.app)
    sent = {key: shown.body[key] for key in ("enable", "states", "actions")}
    reply = routed.api("PUT", "preview/app/status", app=routed.app, **sent)

    assert set(shown.body["states"]["承認"]) == {"name", "index", "assignee"}
    assert set(shown.body["actions"][1]) == {"name", "from", "to", "filterCond", "type"}
    assert set(shown.body) == {"enable", "states", "actions", "revision"}
    assert reply.status == 200
    assert draft_document(routed.app) == before


def test_problems_are_named_by_their_place(routed):
    step = ROUTE["steps"][0] | {"join": "2"}
    states = PROCESS["states"] | {
        "承認": {"index": 1, "route": ROUTE | {"steps": [step], "applicant": "金額"}}
    }

    reply = routed("PUT", "process", {"states": states})

    assert (reply.status, reply.code) == (400, "CB_VA01")
    assert reply.errors == {
        "states[承認].route.steps[0].join": [
            "「ALL」「ANY」、またはステップの列の数（1）までの数を指定してください。"
        ]
    }
    assert routed("GET", "process", preview="true").body["states"]["承認"]["route"] == ROUTE


def test_a_process_changed_meanwhile_is_not_overwritten(routed):
    reply = routed("PUT", "process", {"enable": False, "revision": "1"})

    assert (reply.status, reply.code) == (409, "GAIA_CO03")
    assert draft_document(routed.app)["process"]["enable"] is True


@pytest.mark.parametrize("body", [{"enabled": True}, {"states": []}, {"revision": "x"}])
def test_a_body_of_another_shape_is_refused(sato_asks, body):
    reply = sato_asks("PUT", "process", body)

    assert (reply.status, reply.code) == (400, "CB_VA01")
