"""Whatever the company, the route and the applicant: what may never come out of a resolution."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.process.routes.company import Company
from urakata.definition.routing import Line, Route, Step
from urakata.directory.entities import Values
from urakata.process.routes.case import Case
from urakata.process.routes.resolution import resolve

UNITS = {"社": None, "部": "社", "課": "部", "別の部": "社"}
TITLES = ["社長", "部長", "課長"]
NAMES = ["青木", "伊藤", "上田", "江口", "大野", "加藤"]
POSTS = st.tuples(st.sampled_from(list(UNITS)), st.sampled_from([None, *TITLES]))


@st.composite
def companies(draw: st.DrawFn) -> Company:
    people = {name: draw(st.lists(POSTS, max_size=2)) for name in NAMES}
    managers = draw(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(NAMES), max_size=4))
    gone = draw(st.lists(st.sampled_from(NAMES), max_size=4))
    return Company(people, units=UNITS, titles=TITLES, managers=managers, gone=gone)


def entity(type_: str, code: str | None = None, **more: Any) -> dict[str, Any]:
    return {"entity": {"type": type_, "code": code, **more}, "includeSubs": False}


ENTITIES = st.one_of(
    st.sampled_from(NAMES).map(lambda name: entity("USER", name)),
    st.sampled_from(list(UNITS)).map(lambda unit: entity("ORGANIZATION", unit)),
    st.integers(1, 4).map(lambda levels: entity("MANAGER", levels=levels)),
    st.builds(
        lambda title, unit: entity("TITLE", title, organization=unit),
        st.sampled_from(TITLES),
        st.sampled_from([None, *UNITS]),
    ),
    st.just(entity("FIELD_ENTITY", "担当")),
    st.just(entity("CREATOR")),
)
LINES = st.builds(
    lambda entities, need: Line("線", tuple(entities), need),
    st.lists(ENTITIES, min_size=1, max_size=3),
    st.sampled_from(["ANY", "ALL"]),
)
STEPS = st.builds(
    lambda lines, join: Step("段", tuple(lines), min(join, len(lines))),
    st.lists(LINES, min_size=1, max_size=3),
    st.integers(0, 3),
)
ROUTES = st.builds(
    lambda steps, empty, same, applicant: Route(
        tuple(steps), when_empty=empty, when_same=same, when_applicant=applicant
    ),
    st.lists(STEPS, min_size=1, max_size=5),
    st.sampled_from(["ESCALATE", "SKIP", "STOP"]),
    st.sampled_from(["SKIP", "MERGE", "KEEP"]),
    st.sampled_from(["ESCALATE", "SKIP", "ALLOW"]),
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    applicant, creator = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    named = draw(st.lists(st.integers(1, 7), max_size=2))
    return Case(
        app_id=1,
        app_code="",
        record_id=1,
        category="",
        amount=None,
        importance="",
        risk=0,
        factors=(),
        organization_id=draw(st.sampled_from([None, 1, 2, 3, 4])),
        applicant_id=applicant,
        on=date(2026, 4, 1),
        values=Values(creator, {"担当": ("user", named)}),
    )


@given(companies(), ROUTES, cases())
def test_nobody_decides_for_himself_unless_the_route_allows_it(
    company: Company, route: Route, case: Case
) -> None:
    resolved = resolve(replace(route, when_applicant="SKIP"), case, company)
    escalated = resolve(replace(route, when_applicant="ESCALATE"), case, company)

    for step in (*resolved.steps, *escalated.steps):
        assert all(case.applicant_id not in line.users for line in step.lines)


@given(companies(), ROUTES, cases())
def test_every_line_has_somebody_or_a_problem_is_told(
    company: Company, route: Route, case: Case
) -> None:
    resolved = resolve(route, case, company)
    lines = [line for step in resolved.steps for line in step.lines]

    assert resolved.problems or (lines and all(line.users for line in lines))
    assert all(step.lines for step in resolved.steps)


@given(companies(), ROUTES, cases())
def test_everybody_who_is_asked_may_act_and_is_asked_once_a_line(
    company: Company, route: Route, case: Case
) -> None:
    for step in resolve(route, case, company).steps:
        for line in step.lines:
            assert list(line.users) == company.only_active(line.users)


@given(companies(), ROUTES, cases())
def test_steps_are_numbered_without_a_gap_and_can_be_passed(
    company: Company, route: Route, case: Case
) -> None:
    steps = resolve(route, case, company).steps

    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    assert all(0 <= step.join <= len(step.lines) for step in steps)


@given(companies(), ROUTES, cases())
def test_the_same_is_resolved_the_same_way(company: Company, route: Route, case: Case) -> None:
    assert resolve(route, case, company) == resolve(route, case, company)


@given(companies(), ROUTES, cases())
def test_nobody_is_asked_twice_whose_turn_certainly_comes(
    company: Company, route: Route, case: Case
) -> None:
    resolved = resolve(replace(route, when_same="SKIP"), case, company)

    certain: set[int] = set()
    for step in resolved.steps:
        asked = [line for line in step.lines if line.need == "ALL" or len(line.users) == 1]
        for line in step.lines:
            assert not certain.intersection(line.users)
        if step.join in {0, len(step.lines)}:
            certain.update(user for line in asked for user in line.users)


@given(companies(), ROUTES, cases())
def test_whatever_is_left_out_leaves_a_reason(company: Company, route: Route, case: Case) -> None:
    resolved = resolve(route, case, company)
    left = sum(len(step.lines) for step in resolved.steps)
    planned = sum(len(step.lines) for step in route.steps)

    told = [reason for reason in resolved.because if reason["type"] in {"skipped", "merged"}]
    assert left == planned or told
