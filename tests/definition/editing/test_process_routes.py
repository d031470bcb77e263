"""Routes, dues, field rules, reasons and segregation as they are sent."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tests.definition.conftest import places
from tests.definition.routed import (
    ACTIONS,
    FIELDS,
    REASONS,
    ROUTE,
    SEGREGATION,
    STATES,
    a_process,
    an_action,
    an_entity,
    with_route,
    with_step,
)
from urakata.definition import services
from urakata.definition.queries import draft_document, draft_schema
from urakata.definition.routing import Due, FieldRules
from urakata.directory import units

pytestmark = pytest.mark.django_db


@pytest.fixture
def app_id(a_draft, suzuki):
    return a_draft(**FIELDS)


def change(actor, app_id, **process):
    services.update_process(actor=actor, app_id=app_id, process=process)
    return draft_document(app_id)["process"]


def test_a_full_route_is_kept_as_it_was_sent(sato, app_id):
    process = change(sato, app_id, **a_process())

    assert process["states"]["承認"]["route"] == ROUTE
    assert process["states"]["承認"]["due"] == {"value": 5, "unit": "DAYS"}
    assert process["states"]["下書き"]["fields"] == STATES["下書き"]["fields"]
    assert process["reasons"] == REASONS
    assert process["segregation"] == SEGREGATION
    assert [action.get("kind") for action in process["actions"]] == [
        None, "APPROVE", "RETURN", "REJECT", "PULL_BACK",
    ]  # fmt: skip


def test_what_is_left_out_takes_the_default(sato, app_id):
    line = {"entities": [{"entity": {"type": "MANAGER"}}]}
    process = change(
        sato, app_id, **a_process(states=_only({"steps": [{"name": "上長", "lines": [line]}]}))
    )

    assert process["states"]["承認"]["route"] == {
        "applicant": "",
        "matrix": None,
        "steps": [
            {
                "name": "上長",
                "join": "ALL",
                "due": None,
                "fields": None,
                "lines": [
                    {"name": "", "need": "ANY", "entities": [an_entity("MANAGER", levels=1)]}
                ],
            }
        ],
        "whenEmpty": "ESCALATE",
        "whenSame": "SKIP",
        "whenApplicant": "ESCALATE",
        "resubmit": "CONTINUE",
        "tolerance": None,
    }


def test_what_says_nothing_is_not_kept(sato, app_id):
    states = {"下書き": {"index": 0, "fields": {"required": []}, "due": None, "route": None}}
    process = change(
        sato, app_id, enable=True, states=states, actions=[], reasons=[], segregation=None
    )

    assert process["states"]["下書き"].keys() == {"name", "index", "assignee", "id"}
    assert process.keys() == {"enable", "states", "actions"}


def test_numbers_may_come_as_text_and_text_as_numbers(sato, app_id):
    sent = with_step(join=2, due={"value": "3"}, name=1)
    sent["states"]["承認"]["route"]["tolerance"] = {
        "percent": 10.50,
        "amount": "3e4",
        "field": "金額",
    }

    route = change(sato, app_id, **sent)["states"]["承認"]["route"]

    assert (route["steps"][0]["join"], route["steps"][0]["name"]) == ("2", "1")
    assert route["steps"][0]["due"] == {"value": 3, "unit": "BUSINESS_DAYS"}
    assert route["tolerance"] == {"percent": "10.5", "amount": "30000", "field": "金額"}


def test_a_route_becomes_what_records_pass(sato, app_id):
    change(sato, app_id, **a_process())

    _, approval, _ = draft_schema(app_id).process.states
    assert approval.route is not None
    assert approval.due == Due(5, "DAYS")
    assert approval.route.steps[0].join == 1
    assert approval.route.steps[0].fields == FieldRules(
        frozenset({"決議番号"}), frozenset({"品名"}), frozenset({"数量"})
    )


def test_a_title_stands_alone_or_within_an_organization(sato, app_id):
    units.create_titles(actor=sato, titles=[units.NewNamed("bucho", "部長")])
    units.create_organizations(actor=sato, organizations=[units.NewOrganization("eigyo", "営業部")])
    titles = [
        {"entity": {"type": "TITLE", "code": "bucho"}, "includeSubs": True},
        {"entity": {"type": "TITLE", "code": "bucho", "organization": "eigyo"}, "includeSubs": "true"},
    ]  # fmt: skip

    sent = with_step(lines=[{"entities": titles}])
    route = change(sato, app_id, **sent)["states"]["承認"]["route"]

    assert route["steps"][0]["lines"][0]["entities"] == [
        {"entity": {"type": "TITLE", "code": "bucho", "organization": None}, "includeSubs": False},
        {"entity": {"type": "TITLE", "code": "bucho", "organization": "eigyo"}, "includeSubs": True},
    ]  # fmt: skip


def _only(route: dict[str, Any]) -> dict[str, Any]:
    states = deepcopy(STATES)
    states["承認"]["route"] = route
    return states


def _line(*entities: Any, **more: Any) -> dict[str, Any]:
    return with_step(join="ALL", lines=[{"entities": list(entities), **more}])


def _action(**changes: Any) -> dict[str, Any]:
    return a_process(actions=[*ACTIONS, an_action("別", "承認", "完了") | changes])


def _state(name: str, **changes: Any) -> dict[str, Any]:
    states = deepcopy(STATES)
    states[name] |= changes
    return a_process(states=states)


def _rule(**other: Any) -> dict[str, Any]:
    return a_process(segregation=[{"name": "分掌", "action": "承認する", "differsFrom": [other]}])


def _matrix(**changes: Any) -> dict[str, Any]:
    return with_route(matrix=ROUTE["matrix"] | changes)


AT = "states[承認].route"
STEP = f"{AT}.steps[0]"
ENTITY = f"{STEP}.lines[0].entities[0].entity"
FACTOR = {"name": "甲", "condition": "金額 > 1", "score": 1}


@pytest.mark.parametrize(
    ("process", "place", "code"),
    [
        (_state("承認", route=1), AT, "CB_VA01"),
        (with_route(nextSteps=1), f"{AT}.nextSteps", "CB_VA01"),
        (with_route(matrix=None, steps=[]), f"{AT}.steps", "CB_VA01"),
        (with_route(steps=1), f"{AT}.steps", "CB_VA01"),
        (with_route(steps=[ROUTE["steps"][1]] * 101), f"{AT}.steps", "CB_VA01"),
        (with_route(whenEmpty="WAIT"), f"{AT}.whenEmpty", "CB_VA01"),
        (with_route(whenSame="WAIT"), f"{AT}.whenSame", "CB_VA01"),
        (with_route(whenApplicant="WAIT"), f"{AT}.whenApplicant", "CB_VA01"),
        (with_route(resubmit="WAIT"), f"{AT}.resubmit", "CB_VA01"),
        (with_route(applicant="無い"), f"{AT}.applicant", "GAIA_FC01"),
        (with_route(applicant="金額"), f"{AT}.applicant", "CB_VA01"),
        (with_route(matrix=1), f"{AT}.matrix", "CB_VA01"),
        (_matrix(category=" "), f"{AT}.matrix.category", "CB_VA01"),
        (_matrix(amount="無い"), f"{AT}.matrix.amount", "GAIA_FC01"),
        (_matrix(amount="数量"), f"{AT}.matrix.amount", "GAIA_FC01"),
        (_matrix(amount="件名"), f"{AT}.matrix.amount", "CB_VA01"),
        (_matrix(importance="件名"), f"{AT}.matrix.importance", "CB_VA01"),
        (_matrix(organization="承認者"), f"{AT}.matrix.organization", "CB_VA01"),
        (_matrix(risk=1), f"{AT}.matrix.risk", "CB_VA01"),
        (_matrix(factors=[1]), f"{AT}.matrix.factors", "CB_VA01"),
        (_matrix(factors=[FACTOR | {"name": ""}]), f"{AT}.matrix.factors[0].name", "CB_VA01"),
        (_matrix(factors=[FACTOR, FACTOR]), f"{AT}.matrix.factors", "CB_VA01"),
        (_matrix(factors=[FACTOR | {"condition": ""}]), f"{AT}.matrix.factors[0].condition", "CB_VA01"),
        (_matrix(factors=[FACTOR | {"condition": "金額"}]), f"{AT}.matrix.factors[0].condition", "CB_VA01"),
        (_matrix(factors=[FACTOR | {"condition": "無い = 1"}]), f"{AT}.matrix.factors[0].condition", "GAIA_FC01"),
        (_matrix(factors=[FACTOR | {"score": -1}]), f"{AT}.matrix.factors[0].score", "CB_VA01"),
        (with_route(tolerance=1), f"{AT}.tolerance", "CB_VA01"),
        (with_route(tolerance={"percent": "-1"}), f"{AT}.tolerance.percent", "CB_VA01"),
        (with_route(tolerance={"amount": "多い"}), f"{AT}.tolerance.amount", "CB_VA01"),
        (with_route(tolerance={"field": "件名"}), f"{AT}.tolerance.field", "CB_VA01"),
        (with_route(tolerance={}, matrix=None), f"{AT}.tolerance.field", "CB_VA01"),
        (with_step(name=""), f"{STEP}.name", "CB_VA01"),
        (with_step(name="あ" * 65), f"{STEP}.name", "CB_VA01"),
        (with_step(lines=[], join="ALL"), f"{STEP}.lines", "CB_VA01"),
        (with_step(join="3"), f"{STEP}.join", "CB_VA01"),
        (with_step(join="0"), f"{STEP}.join", "CB_VA01"),
        (with_step(join="MOST"), f"{STEP}.join", "CB_VA01"),
        (with_step(due={"unit": "DAYS"}), f"{STEP}.due.value", "CB_VA01"),
        (with_step(due={"value": 0}), f"{STEP}.due.value", "CB_VA01"),
        (with_step(due={"value": 1, "unit": "MONTHS"}), f"{STEP}.due.unit", "CB_VA01"),
        (with_step(due=[]), f"{STEP}.due", "CB_VA01"),
        (with_step(fields={"must": []}), f"{STEP}.fields.must", "CB_VA01"),
        (with_step(fields={"hidden": "件名"}), f"{STEP}.fields.hidden", "CB_VA01"),
        (with_step(fields={"hidden": ["件名", "件名"]}), f"{STEP}.fields.hidden", "CB_VA01"),
        (with_step(fields={"hidden": ["件名", "無い"]}), f"{STEP}.fields.hidden[1]", "GAIA_FC01"),
        (with_step(fields={"required": ["作成者"]}), f"{STEP}.fields.required[0]", "CB_VA01"),
        (with_step(fields={"required": ["件名"], "hidden": ["件名"]}), f"{STEP}.fields.required[0]", "CB_VA01"),
        (with_step(fields={"required": ["件名"], "readOnly": ["件名"]}), f"{STEP}.fields.required[0]", "CB_VA01"),
        (with_step(fields={"required": ["品名"], "readOnly": ["明細"]}), f"{STEP}.fields.required[0]", "CB_VA01"),
        (_state("完了", fields={"hidden": ["無い"]}), "states[完了].fields.hidden[0]", "GAIA_FC01"),
        (_state("完了", due={"value": "x"}), "states[完了].due.value", "CB_VA01"),
        (_line(), f"{STEP}.lines[0].entities", "CB_VA01"),
        (_line(an_entity("USER", "sato"), need="MOST"), f"{STEP}.lines[0].need", "CB_VA01"),
        (_line(an_entity("USER", "nobody")), f"{ENTITY}.code", "GAIA_IL26"),
        (_line(an_entity("TITLE", "nothing")), f"{ENTITY}.code", "CB_VA01"),
        (_line(an_entity("FIELD_ENTITY", "無い")), f"{ENTITY}.code", "GAIA_FC01"),
        (_line(an_entity("FIELD_ENTITY", "金額")), f"{ENTITY}.code", "CB_VA01"),
        (_line(an_entity("MANAGER", levels=0)), f"{ENTITY}.levels", "CB_VA01"),
        (_line(an_entity("MANAGER", levels=21)), f"{ENTITY}.levels", "CB_VA01"),
        (_line(an_entity("RULE")), f"{ENTITY}.code", "CB_VA01"),
        (_line(an_entity("RULE", "nothing")), f"{ENTITY}.code", "CB_VA01"),
        (_line(an_entity("CUSTOM_FIELD", "boss")), f"{ENTITY}.type", "CB_VA01"),
        (_state("下書き", route=ROUTE), "states[下書き].route", "CB_VA01"),
        (_action(kind="AGREE"), "actions[5].kind", "CB_VA01"),
        (_action(kind="APPROVE", **{"from": "完了", "to": "承認"}), "actions[5].kind", "CB_VA01"),
        (_action(kind="REJECT", **{"from": "完了", "to": "承認"}), "actions[5].kind", "CB_VA01"),
        (_action(kind="RETURN", **{"from": "完了", "to": "承認"}), "actions[5].kind", "CB_VA01"),
        (_action(kind="APPROVE", type="SECONDARY"), "actions[5].type", "CB_VA01"),
        (_action(kind="REJECT", to="承認"), "actions[5].to", "CB_VA01"),
        (_action(kind="RETURN", reasons=["R02"]), "actions[5].reasons[0]", "CB_VA01"),
        (_action(reasons="R01"), "actions[5].reasons", "CB_VA01"),
        (_action(reasons=["R01", "R01"]), "actions[5].reasons", "CB_VA01"),
        (a_process(reasons=1), "reasons", "CB_VA01"),
        (a_process(reasons=[{"code": "R01"}]), "reasons[0].text", "CB_VA01"),
        (a_process(reasons=[{"text": "理由"}]), "reasons[0].code", "CB_VA01"),
        (a_process(reasons=[*REASONS, REASONS[0]]), "reasons[2].code", "CB_VA01"),
        (a_process(reasons=REASONS[:1]), "actions[3].reasons[1]", "CB_VA01"),
        (a_process(segregation=[1]), "segregation", "CB_VA01"),
        (a_process(segregation=[{"name": "x", "action": "承認する"}]), "segregation[0].differsFrom", "CB_VA01"),
        (a_process(segregation=[SEGREGATION[0] | {"action": "無い"}]), "segregation[0].action", "CB_VA01"),
        (_rule(type="BOSS"), "segregation[0].differsFrom[0].type", "CB_VA01"),
        (_rule(code="x"), "segregation[0].differsFrom[0].type", "CB_VA01"),
        (_rule(type="ACTED"), "segregation[0].differsFrom[0].code", "CB_VA01"),
        (_rule(type="ACTED", code="無い"), "segregation[0].differsFrom[0].code", "CB_VA01"),
        (_rule(type="FIELD_ENTITY", code="無い"), "segregation[0].differsFrom[0].code", "GAIA_FC01"),
        (_rule(type="FIELD_ENTITY", code="件名"), "segregation[0].differsFrom[0].code", "CB_VA01"),
        (_rule(type="CREATOR", via="無い"), "segregation[0].differsFrom[0].via", "GAIA_FC01"),
        (_rule(type="CREATOR", via="件名"), "segregation[0].differsFrom[0].via", "CB_VA01"),
    ],
)  # fmt: skip
def test_whatever_makes_no_route_is_named(sato, app_id, refusal, process, place, code):
    error = refusal(services.update_process, actor=sato, app_id=app_id, process=process)

    assert (error.code, places(error)) == (code, [place])
    assert all(problem.text.ja and problem.text.en for problem in error.problems)


def test_everything_that_is_wrong_is_named_at_once(sato, app_id, refusal):
    process = with_step(name="", due={"value": 0}, lines=[{"entities": [], "need": "x"}])
    process["states"]["承認"]["route"]["whenSame"] = "x"
    process["states"]["完了"]["due"] = 1

    error = refusal(services.update_process, actor=sato, app_id=app_id, process=process)

    assert set(places(error)) == {
        f"{AT}.whenSame",
        f"{STEP}.name",
        f"{STEP}.due.value",
        f"{STEP}.lines[0].need",
        f"{STEP}.lines[0].entities",
        "states[完了].due",
    }
