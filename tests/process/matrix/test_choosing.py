from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.process.matrix.conftest import ARow, person, title, unit
from urakata.definition.routing import MatrixUse, Route
from urakata.directory.actor import Actor
from urakata.directory.people import snapshot
from urakata.kernel.errors import Invalid
from urakata.process.matrix.reading import matrix_on
from urakata.process.routes.case import Case
from urakata.process.routes.reasons import say_all
from urakata.process.routes.refusals import refuse_undecided
from urakata.process.routes.resolution import Granted, resolve


def a_case(applicant: Actor, **facts: Any) -> Case:
    given: dict[str, Any] = {
        "app_id": 1,
        "app_code": "RINGI",
        "record_id": 1,
        "category": "稟議",
        "amount": Decimal(0),
        "importance": "",
        "risk": 0,
        "factors": (),
        "organization_id": None,
        "applicant_id": applicant.user_id,
        "on": date(2026, 6, 1),
        **facts,
    }
    return Case(**given)


def granted(case: Case, day: date | None = None) -> Granted:
    matrix = matrix_on(day)
    assert matrix is not None
    return matrix.grant(case, snapshot())


def row_of(case: Case, day: date | None = None) -> int | None:
    """The row that decides; None for a gap."""
    found = granted(case, day)
    return found.because[0]["row"] if found.because else None  # type: ignore[return-value]


def organization(code: str) -> int:
    return snapshot().find("organization", code) or 0


def test_the_band_decides_from_its_lower_limit_to_below_its_upper_one(
    a_row: ARow, suzuki: Actor
) -> None:
    small, large = a_row(金額未満="100000"), a_row(金額以上="100000")

    assert row_of(a_case(suzuki, amount=Decimal("99999.99"))) == small
    assert row_of(a_case(suzuki, amount=Decimal(100000))) == large


def test_no_amount_is_for_rows_that_say_nothing_of_amounts(a_row: ARow, suzuki: Actor) -> None:
    a_row(金額以上="0")
    assert row_of(a_case(suzuki, amount=None)) is None

    any_ = a_row()
    assert row_of(a_case(suzuki, amount=None)) == any_


def test_risk_and_importance_decide(a_row: ARow, suzuki: Actor) -> None:
    low, risky, important = a_row(), a_row(リスク点以上="2"), a_row(重要度=["高"])

    assert row_of(a_case(suzuki, risk=1)) == low
    assert row_of(a_case(suzuki, risk=2)) == risky
    assert row_of(a_case(suzuki, importance="高", risk=2)) == important


def test_the_nearest_organization_takes_precedence(a_row: ARow, suzuki: Actor) -> None:
    everywhere = a_row()
    of_company = a_row(組織=[{"code": "sha"}])
    of_sales = a_row(組織=[{"code": "eigyo"}])

    assert row_of(a_case(suzuki, organization_id=organization("eigyo1"))) == of_sales
    assert row_of(a_case(suzuki, organization_id=organization("somu"))) == of_company
    assert row_of(a_case(suzuki, organization_id=None)) == everywhere


def test_a_priority_comes_before_all_else(a_row: ARow, suzuki: Actor) -> None:
    first = a_row(優先="1")
    a_row(優先="2", 組織=[{"code": "eigyo1"}])
    a_row(重要度=["高"], リスク点以上="0", 金額以上="0")

    case = a_case(suzuki, organization_id=organization("eigyo1"), importance="高")
    assert row_of(case) == first


def test_rows_count_from_their_first_to_their_last_day(a_row: ARow, suzuki: Actor) -> None:
    row = a_row(適用開始日="2026-04-01", 適用終了日="2026-09-30")

    assert row_of(a_case(suzuki, on=date(2026, 3, 31))) is None
    assert row_of(a_case(suzuki, on=date(2026, 4, 1))) == row
    assert row_of(a_case(suzuki, on=date(2026, 9, 30))) == row
    assert row_of(a_case(suzuki, on=date(2026, 10, 1))) is None


def test_the_newer_of_two_rows_takes_over(a_row: ARow, suzuki: Actor) -> None:
    old, new = a_row(適用開始日="2025-04-01"), a_row(適用開始日="2026-07-01")

    assert row_of(a_case(suzuki)) == old
    assert row_of(a_case(suzuki, on=date(2026, 7, 1))) == new
    assert row_of(a_case(suzuki), day=date(2026, 7, 1)) == new


def test_a_row_of_another_category_is_not_asked(a_row: ARow, suzuki: Actor) -> None:
    a_row(区分="備品購入")

    assert row_of(a_case(suzuki)) is None


def test_a_gap_is_refused_with_the_case_and_what_to_do(a_row: ARow, suzuki: Actor) -> None:
    a_row(金額未満="100")
    case = a_case(suzuki, amount=Decimal(3000000), risk=3, organization_id=organization("eigyo1"))
    resolved = resolve(Route(matrix=MatrixUse("稟議")), case, snapshot(), matrix_on())

    with pytest.raises(Invalid) as refused:
        refuse_undecided(resolved, snapshot())

    assert refused.value.code == "UR_AM01"
    assert refused.value.text.ja == (
        "職務権限表に当てはまる行がありません（区分「稟議」、金額3,000,000円、リスク3点、組織「営業一課」、"
        "2026-06-01時点）。職務権限表に行を追加するか、行の範囲を広げてください。"
    )


def test_rows_that_nothing_tells_apart_are_refused(a_row: ARow, suzuki: Actor) -> None:
    a_row(金額以上="0", 金額未満="100")
    a_row(金額以上="50")
    case = a_case(suzuki, amount=Decimal(70))
    resolved = resolve(Route(matrix=MatrixUse("稟議")), case, snapshot(), matrix_on())

    with pytest.raises(Invalid) as refused:
        refuse_undecided(resolved, snapshot())

    assert refused.value.code == "UR_AM02"
    assert "行K-0001（区分「稟議」、金額0円以上100円未満）、行K-0002" in refused.value.text.ja


def test_a_row_that_cannot_be_read_is_refused_with_its_column(a_row: ARow, suzuki: Actor) -> None:
    a_row(ステップ=[title("shacho")])
    resolved = resolve(Route(matrix=MatrixUse("稟議")), a_case(suzuki), snapshot(), matrix_on())

    with pytest.raises(Invalid) as refused:
        refuse_undecided(resolved, snapshot())

    assert refused.value.code == "UR_AM03"
    assert refused.value.text.ja == (
        "職務権限表の行K-0001（区分「稟議」）の「コード」を読めません。役職「shacho」はありません。"
    )


def test_without_a_matrix_the_remedy_is_told(suzuki: Actor) -> None:
    resolved = resolve(Route(matrix=MatrixUse("稟議")), a_case(suzuki), snapshot(), matrix_on())

    with pytest.raises(Invalid) as refused:
        refuse_undecided(resolved, snapshot())

    assert refused.value.code == "UR_AM04"


def test_a_line_without_anybody_is_not_the_matrix_to_blame(a_row: ARow, suzuki: Actor) -> None:
    a_row(ステップ=[{"種類": "フィールド", "コード": "担当者"}])
    resolved = resolve(Route(matrix=MatrixUse("稟議")), a_case(suzuki), snapshot(), matrix_on())

    assert [problem["type"] for problem in resolved.problems] == ["stuck"]
    refuse_undecided(resolved, snapshot())


def test_the_whole_way_from_a_case_to_its_people(
    a_row: ARow, suzuki: Actor, sato: Actor, takahashi: Actor, tanaka: Actor
) -> None:
    a_row(
        金額以上="3000000",
        ステップ=[
            title("kacho"),
            title("bucho"),
            unit("somu", 順番=3, 線="総務"),
            unit("homu", 順番=3, 線="法務"),
            person("takahashi", 順番=4),
        ],
    )
    case = a_case(suzuki, amount=Decimal(5000000), organization_id=organization("eigyo1"))

    resolved = resolve(Route(matrix=MatrixUse("稟議")), case, snapshot(), matrix_on())

    assert resolved.problems == ()
    assert [[line.users for line in step.lines] for step in resolved.steps] == [
        [(sato.user_id,)],  # no 課長: escalated to the 部長, whose own step is left out
        [(takahashi.user_id,), (tanaka.user_id,)],
    ]
    assert [text.ja for text in say_all(resolved.because, snapshot())] == [
        "職務権限表の行K-0001（区分「稟議」、金額3,000,000円以上）",
        "「部長」は、佐藤 花子さんが「課長」で承認するため省きました",
        "「高橋 誠」は、高橋 誠さんが「総務・法務」で承認するため省きました",
    ]
