from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from urakata.access.rights import rights_on
from urakata.directory.actors import actor_of, system_actor
from urakata.directory.people import snapshot
from urakata.packs.demo_authority import has_matrix, write_matrix
from urakata.packs.demo_people import hire_everybody
from urakata.process.matrix.coverage import check_coverage
from urakata.process.matrix.reading import matrix_app, matrix_on
from urakata.process.matrix.simulating import Question, simulate
from urakata.process.matrix.usage import Domain

TODAY = date(2026, 4, 1)


@pytest.fixture
def minato(db: None) -> None:
    hire_everybody(actor=system_actor(), password="himitsu-desu")
    write_matrix(actor=actor_of(snapshot().find("user", "admin") or 0))


def passed(applicant: str, amount: int, **facts: Any) -> list[list[str]]:
    """Whom a 稟議 passes: the people of each line, a step's lines joined by ∥."""
    people = snapshot()
    question = Question(
        category="稟議",
        applicant_id=people.find("user", applicant) or 0,
        on=TODAY,
        amount=Decimal(amount),
        **{"risk": 0, **facts},
    )
    resolved = simulate(question, people)
    assert resolved.problems == ()
    return [
        [str(people.show("user", id_)["code"]) for line in step.lines for id_ in line.users]
        for step in resolved.steps
    ]


def test_the_matrix_is_there_with_its_draft(minato: None) -> None:
    in_force, draft = matrix_on(), matrix_on(draft="2027年度改定案")

    assert has_matrix()
    assert in_force is not None
    assert draft is not None
    assert (len(in_force.rows), len(draft.rows)) == (30, 15)
    assert [row.number for row in (*in_force.rows, *draft.rows) if row.flaws] == []


def test_before_it_is_written_there_is_none(db: None) -> None:
    assert matrix_app() is None
    assert not has_matrix()


@pytest.mark.parametrize("category", ["稟議", "備品購入"])
def test_no_case_is_without_a_row_and_none_has_two(minato: None, category: str) -> None:
    matrix = matrix_on()
    assert matrix is not None
    plain = Domain(may_lack_amount=False, importance=None)

    covered = check_coverage(matrix, category, plain, people=snapshot(), since=TODAY)

    assert covered.findings == ()
    assert covered.unused == ()


def test_each_band_asks_one_higher(minato: None) -> None:
    assert passed("maruyama", 99_999) == [["shimizu"]]
    assert passed("maruyama", 100_000) == [["shimizu"], ["takeuchi"]]
    assert passed("maruyama", 500_000) == [["shimizu"], ["takeuchi"], ["kirishima"]]


def test_from_three_million_two_departments_agree_side_by_side(minato: None) -> None:
    heads, legal = ["kirishima", "morita", "nagai", "sakamoto"], ["tsuji", "noguchi"]

    assert passed("maruyama", 3_000_000) == [
        ["shimizu"],
        ["takeuchi"],
        [*heads, *legal],
        ["hoshino"],
    ]
    assert passed("maruyama", 10_000_000)[-1] == ["minato"]


def test_risk_and_importance_ask_others_besides(minato: None) -> None:
    usual = passed("maruyama", 50_000)

    assert passed("maruyama", 50_000, risk=2)[:1] == usual
    assert len(passed("maruyama", 50_000, risk=2)) == 2
    assert passed("maruyama", 50_000, importance="高") == passed("maruyama", 50_000, risk=2)


def test_a_head_of_a_section_is_not_asked_about_his_own(minato: None) -> None:
    assert passed("shimizu", 200_000) == [["takeuchi"]]


def test_the_draft_lets_heads_decide_up_to_a_million(minato: None) -> None:
    assert len(passed("maruyama", 700_000)) == 3
    assert len(passed("maruyama", 700_000, draft="2027年度改定案")) == 2


def test_everybody_reads_it_and_administrators_alone_write_it(minato: None) -> None:
    app = matrix_app()
    somebody = actor_of(snapshot().find("user", "maruyama") or 0)

    assert app is not None
    assert rights_on(somebody, app) == {"view"}
