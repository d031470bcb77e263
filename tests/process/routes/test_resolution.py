from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.process.routes.company import Company
from urakata.definition.routing import Line, MatrixUse, Route, Step
from urakata.directory.entities import Values
from urakata.process.routes.case import Case
from urakata.process.routes.reasons import say
from urakata.process.routes.resolution import Granted, Resolved, resolve
from urakata.process.routes.rule_functions import provide

UNITS = {"社": None, "営業部": "社", "営業一課": "営業部", "総務部": "社", "法務部": "社"}
TITLES = ["社長", "取締役", "部長", "課長"]
PEOPLE: dict[str, list[tuple[str, str | None]]] = {
    "小林": [("社", "社長")],
    "井上": [("社", "取締役")],
    "佐藤": [("営業部", "部長")],
    "鈴木": [("営業一課", "課長")],
    "田中": [("営業一課", None)],
    "高橋": [("総務部", "部長"), ("営業一課", None)],
    "渡辺": [("法務部", None)],
}


def company(**changes: Any) -> Company:
    return Company(PEOPLE, units=UNITS, titles=TITLES, **changes)


def entity(type_: str, code: str | None = None, **more: Any) -> dict[str, Any]:
    return {"entity": {"type": type_, "code": code, **more}, "includeSubs": False}


def line(*entities: dict[str, Any], name: str = "", need: str = "ANY") -> Line:
    return Line(name, entities, need)  # type: ignore[arg-type]


def step(name: str, *lines: Line, join: int = 0) -> Step:
    return Step(name, lines, join)


def route(*steps: Step, **rules: Any) -> Route:
    return Route(steps, **rules)


MANAGER = line(entity("MANAGER", levels=1))
SECOND = line(entity("MANAGER", levels=2))
SECTION_HEAD = line(entity("TITLE", "課長"))
HEAD = line(entity("TITLE", "部長"))
PRESIDENT = line(entity("USER", "小林"))


def case(people: Company, applicant: str, *, unit: str | None = None, **values: Any) -> Case:
    id_ = people.find("user", applicant) or 0
    home = people.find("organization", unit) if unit else people.user(id_).primary_organization_id  # type: ignore[union-attr]
    return Case(
        app_id=1,
        app_code="RINGI",
        record_id=1,
        category="稟議",
        amount=Decimal(0),
        importance="",
        risk=0,
        factors=(),
        organization_id=home,
        applicant_id=id_,
        on=date(2026, 4, 1),
        values=Values(id_, values),
    )


def walk(
    people: Company, applicant: str, *steps: Step, barred: Sequence[str] = (), **rules: Any
) -> tuple[list[list[str]], Resolved]:
    """The people of each line of each step, a step's lines one after another."""
    kept_out = {people.find("user", code) or 0: "起票と承認" for code in barred}
    asked = replace(case(people, applicant), barred=kept_out)
    resolved = resolve(route(*steps, **rules), asked, people)
    lines = [line for each in resolved.steps for line in each.lines]
    return [people.codes(each.users) for each in lines], resolved


def test_managers_are_found_level_by_level() -> None:
    asked, resolved = walk(company(), "田中", step("課", MANAGER), step("部", SECOND))

    assert asked == [["鈴木"], ["佐藤"]]
    assert [each.number for each in resolved.steps] == [1, 2]
    assert resolved.problems == ()


def test_a_title_is_looked_for_in_the_own_organization_and_above() -> None:
    asked, _ = walk(company(), "田中", step("課長", SECTION_HEAD), step("部長", HEAD))

    assert asked == [["鈴木"], ["佐藤"]]


def test_a_title_within_a_named_organization_is_looked_for_there_alone() -> None:
    there = line(entity("TITLE", "部長", organization="総務部"))
    nowhere = line(entity("TITLE", "課長", organization="総務部"))

    asked, _ = walk(company(), "田中", step("総務", there), step("課", nowhere), when_same="KEEP")

    assert asked == [["高橋"], ["高橋"]]  # nobody is 課長 there: escalated to the 部長


def test_an_empty_post_is_escalated_to_the_next_title_above() -> None:
    asked, resolved = walk(company(gone=["鈴木"]), "田中", step("課長", SECTION_HEAD))

    assert asked == [["佐藤"]]
    assert [reason["type"] for reason in resolved.steps[0].lines[0].because] == [
        "entity",
        "escalated",
    ]


def test_an_empty_post_is_left_out_where_the_route_says_so() -> None:
    people = company(gone=["鈴木"])
    asked, resolved = walk(
        people, "田中", step("課長", SECTION_HEAD), step("部長", HEAD), when_empty="SKIP"
    )

    assert asked == [["佐藤"]]
    assert resolved.because == ({"type": "skipped", "why": "empty", "step": "課長", "line": ""},)


def test_an_empty_post_stops_the_route_where_it_says_so() -> None:
    people = company(gone=["鈴木"])
    asked, resolved = walk(people, "田中", step("課長", SECTION_HEAD), when_empty="STOP")

    assert asked == [[]]
    assert resolved.problems == ({"type": "stuck", "why": "empty", "step": "課長", "line": ""},)


def test_somebody_who_left_is_replaced_by_the_manager_above_him() -> None:
    asked, resolved = walk(company(gone=["鈴木"]), "田中", step("課", line(entity("USER", "鈴木"))))

    assert asked == [["佐藤"]]
    assert resolved.steps[0].lines[0].because[0]["gone"] == [4]


def test_an_organization_without_people_is_replaced_by_the_heads_above_it() -> None:
    there = line(entity("ORGANIZATION", "法務部"))

    assert walk(company(gone=["渡辺"]), "田中", step("法務", there))[0] == [["小林"]]


def test_an_empty_field_has_nobody_above() -> None:
    asked, resolved = walk(company(), "田中", step("担当", line(entity("FIELD_ENTITY", "担当者"))))

    assert asked == [[]]
    assert [problem["type"] for problem in resolved.problems] == ["stuck"]


def test_a_level_above_the_top_is_the_top() -> None:
    far = line(entity("MANAGER", levels=9))

    asked, _ = walk(company(), "田中", step("上", far), when_same="KEEP")

    assert asked == [["小林"]]


def test_the_applicant_is_replaced_by_his_manager() -> None:
    asked, resolved = walk(company(), "鈴木", step("課長", SECTION_HEAD))

    assert asked == [["佐藤"]]
    assert resolved.steps[0].lines[0].because[-1] == {
        "type": "escalated",
        "why": "applicant",
        "users": [3],
    }


def test_of_several_only_whom_the_duties_bar_is_left_out() -> None:
    two = line(entity("USER", "佐藤"), entity("USER", "渡辺"))

    asked, resolved = walk(company(), "田中", step("審査", two), barred=["渡辺"])

    assert asked == [["佐藤"]]
    assert resolved.steps[0].lines[0].because[-1] == {
        "type": "barred",
        "user": 7,
        "rule": "起票と承認",
    }


@pytest.mark.parametrize(
    ("barred", "expected"),
    [(["鈴木"], ["佐藤"]), (["鈴木", "佐藤"], ["小林"]), (["鈴木", "田中"], ["佐藤"])],
)
def test_in_the_place_of_whom_the_duties_bar_his_manager_decides(
    barred: list[str], expected: list[str]
) -> None:
    asked, resolved = walk(company(), "田中", step("課長", SECTION_HEAD), barred=barred)

    assert asked == [expected]
    assert resolved.steps[0].lines[0].because[-1]["why"] == "barred"


def test_nobody_climbs_to_whom_the_duties_bar() -> None:
    people = company(gone=["鈴木"])

    asked, _ = walk(people, "田中", step("課長", SECTION_HEAD), barred=["佐藤"])

    assert asked == [["小林"]]


def test_what_allows_the_applicant_does_not_lift_the_segregation_of_duties() -> None:
    own = line(entity("USER", "田中"))

    asked, resolved = walk(
        company(), "田中", step("本人", own), barred=["田中"], when_applicant="ALLOW"
    )

    assert asked == [["鈴木"]]
    assert resolved.problems == ()


def test_whom_the_duties_bar_is_skipped_where_the_applicant_would_be() -> None:
    asked, resolved = walk(
        company(),
        "田中",
        step("課長", SECTION_HEAD),
        step("部長", HEAD),
        barred=["鈴木"],
        when_applicant="SKIP",
    )

    assert asked == [["佐藤"]]
    assert [reason["why"] for reason in resolved.because] == ["barred"]


def test_nobody_above_whom_the_duties_bar_is_told() -> None:
    _, resolved = walk(company(), "田中", step("社長", PRESIDENT), barred=["小林"])

    assert resolved.problems == ({"type": "stuck", "why": "barred", "step": "社長", "line": ""},)


def test_the_applicant_is_left_out_where_the_route_says_so() -> None:
    asked, resolved = walk(
        company(), "鈴木", step("課長", SECTION_HEAD), step("部長", HEAD), when_applicant="SKIP"
    )

    assert asked == [["佐藤"]]
    assert resolved.because[0]["why"] == "applicant"


def test_the_applicant_may_decide_where_the_route_allows_it() -> None:
    asked, _ = walk(company(), "鈴木", step("課長", SECTION_HEAD), when_applicant="ALLOW")

    assert asked == [["鈴木"]]


def test_of_several_only_the_applicant_is_left_out() -> None:
    both = line(entity("ORGANIZATION", "営業一課"), need="ALL")

    asked, resolved = walk(company(), "鈴木", step("課", both))

    assert asked == [["田中", "高橋"]]
    assert resolved.steps[0].lines[0].because[-1] == {"type": "left_out", "user": 4}


def submitted(by: str, *lines: Line, **rules: Any) -> Resolved:
    """田中's application, which somebody submits for him."""
    people = company()
    filed = replace(case(people, "田中"), submitted_by_id=people.find("user", by))
    return resolve(route(step("承認", *lines), **rules), filed, people)


def test_who_submits_for_another_is_replaced_by_his_manager() -> None:
    found = submitted("鈴木", SECTION_HEAD)

    (kept,) = found.steps[0].lines
    assert kept.users == (company().find("user", "佐藤"),)
    assert found.problems == ()


def test_of_several_only_who_submitted_is_left_out_and_it_is_said() -> None:
    people = company()
    found = submitted("鈴木", line(entity("USER", "鈴木"), entity("USER", "高橋")))

    (kept,) = found.steps[0].lines
    assert kept.users == (people.find("user", "高橋"),)
    assert kept.because[-1] == {
        "type": "left_out",
        "user": people.find("user", "鈴木"),
        "as": "submitter",
    }
    assert say(kept.because[-1], people).ja == "代理で申請した鈴木さんは除きました"


def test_who_submits_for_another_may_decide_where_the_route_allows_it() -> None:
    found = submitted("鈴木", SECTION_HEAD, when_applicant="ALLOW")

    assert found.steps[0].lines[0].users == (company().find("user", "鈴木"),)


def test_the_head_of_all_has_nobody_above() -> None:
    asked, resolved = walk(company(), "小林", step("社長", PRESIDENT))

    assert asked == [[]]
    assert resolved.problems == ({"type": "stuck", "why": "applicant", "step": "社長", "line": ""},)


def test_a_circle_of_managers_is_told() -> None:
    people = company(managers={"田中": "鈴木", "鈴木": "田中"})

    asked, resolved = walk(people, "田中", step("部", SECOND))

    assert resolved.problems[0]["type"] == "circle"
    assert resolved.problems[0]["users"] == [5, 4]
    assert asked == [["鈴木"]]  # fewer levels up, before the circle closes


def test_an_earlier_turn_counts_for_a_later_one() -> None:
    asked, resolved = walk(company(), "田中", step("部長", HEAD), step("上", SECOND))

    assert asked == [["佐藤"]]
    assert resolved.because == (
        {"type": "skipped", "why": "same", "step": "上", "line": "", "user": 3, "at": "部長"},
    )


def test_an_earlier_turn_is_merged_into_the_last() -> None:
    asked, resolved = walk(
        company(), "田中", step("部長", HEAD), step("上", SECOND), when_same="MERGE"
    )

    assert asked == [["佐藤"]]
    assert resolved.steps[0].name == "上"
    assert resolved.because[0]["type"] == "merged"


def test_the_same_person_is_asked_again_where_the_route_keeps_it_so() -> None:
    asked, _ = walk(company(), "田中", step("部長", HEAD), step("上", SECOND), when_same="KEEP")

    assert asked == [["佐藤"], ["佐藤"]]


def test_one_of_several_who_may_decide_does_not_count_for_a_later_turn() -> None:
    any_of = line(entity("USER", "佐藤"), entity("USER", "渡辺"))

    asked, _ = walk(company(), "田中", step("どちらか", any_of), step("部長", HEAD))

    assert asked == [["佐藤", "渡辺"], ["佐藤"]]


def test_of_all_who_must_agree_only_those_not_asked_yet_are_left() -> None:
    all_of = line(entity("USER", "佐藤"), entity("USER", "渡辺"), need="ALL")

    asked, _ = walk(company(), "田中", step("部長", HEAD), step("全員", all_of))

    assert asked == [["佐藤"], ["渡辺"]]


def test_a_step_that_a_line_already_passed_suffices_for_is_over() -> None:
    legal = line(entity("ORGANIZATION", "法務部"), name="法務")
    head = line(entity("TITLE", "部長"), name="部長")

    asked, resolved = walk(company(), "田中", step("部長", HEAD), step("合議", legal, head, join=1))

    assert asked == [["佐藤"]]
    assert len(resolved.steps) == 1


def test_of_two_of_three_lines_one_is_left_when_one_is_passed() -> None:
    lines = [line(entity("USER", code), name=code) for code in ("佐藤", "渡辺", "高橋")]

    asked, resolved = walk(company(), "田中", step("部長", HEAD), step("合議", *lines, join=2))

    assert asked == [["佐藤"], ["渡辺"], ["高橋"]]
    assert [each.join for each in resolved.steps] == [0, 1]


def test_a_step_without_a_vacant_line_asks_for_no_more_lines_than_there_are() -> None:
    lines = [line(entity("USER", code), name=code) for code in ("佐藤", "渡辺")]

    asked, resolved = walk(
        company(gone=["渡辺"]), "田中", step("合議", *lines, join=2), when_empty="SKIP"
    )

    assert asked == [["佐藤"]]
    assert resolved.steps[0].join == 1


def test_a_route_that_loses_all_its_steps_is_told() -> None:
    _, resolved = walk(company(), "小林", step("社長", PRESIDENT), when_applicant="SKIP")

    assert resolved.steps == ()
    assert resolved.problems == ({"type": "nobody"},)


def test_another_organization_than_ones_own_gives_nobody_its_managers() -> None:
    people = company()
    elsewhere = case(people, "田中", unit="総務部")
    concurrent = case(people, "高橋", unit="営業一課")

    of_other = resolve(route(step("上長", MANAGER)), elsewhere, people)
    of_post = resolve(route(step("上長", MANAGER)), concurrent, people)

    assert people.codes(of_other.steps[0].lines[0].users) == ["鈴木"]
    assert people.codes(of_post.steps[0].lines[0].users) == ["鈴木"]


def test_a_function_of_a_pack_names_people() -> None:
    provide("TEST_LEGAL", lambda case, people: [7, 7, 99])

    asked, _ = walk(company(), "田中", step("法務", line(entity("RULE", "TEST_LEGAL"))))

    assert asked == [["渡辺"]]


def test_the_matrix_comes_before_the_steps_of_the_route() -> None:
    class Rows:
        def grant(self, case: Case, people: Any) -> Granted:
            return Granted((step("課長", SECTION_HEAD),), ({"type": "matrix", "row": 7},))

    people = company()
    asked = Route((step("部長", HEAD),), matrix=MatrixUse("稟議"))
    resolved = resolve(asked, case(people, "田中"), people, Rows())

    assert [each.name for each in resolved.steps] == ["課長", "部長"]
    assert resolved.because == ({"type": "matrix", "row": 7},)


def test_a_route_by_the_matrix_is_stuck_without_one() -> None:
    people = company()
    resolved = resolve(Route(matrix=MatrixUse("稟議")), case(people, "田中"), people)

    assert resolved.problems == ({"type": "no_matrix", "category": "稟議"},)


@pytest.mark.parametrize("applicant", PEOPLE)
def test_nobody_is_asked_to_decide_for_himself(applicant: str) -> None:
    steps = [step("課長", SECTION_HEAD), step("部長", HEAD), step("社長", PRESIDENT)]

    asked, _ = walk(company(), applicant, *steps)

    assert all(applicant not in people for people in asked)
