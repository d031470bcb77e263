from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.process.matrix.conftest import ARow, cell, person, steps, title, unit
from urakata.definition.routing import Due
from urakata.definition.schema import AppSchema
from urakata.directory import units
from urakata.directory.actor import Actor
from urakata.kernel.errors import Invalid, NotFound
from urakata.process.matrix.choosing import Matrix
from urakata.process.matrix.reading import drafts_of, matrix_app, matrix_on, require_matrix_app
from urakata.process.matrix.rows import MatrixRow, Span
from urakata.process.routes.rule_functions import provide
from urakata.record.write import Change, delete_records, update_records


def matrix(draft: str = "") -> Matrix:
    found = matrix_on(draft=draft)
    assert found is not None
    return found


def only_row() -> MatrixRow:
    (row,) = matrix().rows
    return row


def flaws(row: MatrixRow) -> list[tuple[str, str]]:
    return [(flaw.column, flaw.text.ja) for flaw in row.flaws]


def change(app: AppSchema, actor: Actor, id_: int, **values: Any) -> None:
    cells = {code: cell(value) for code, value in values.items()}
    update_records(actor=actor, app=app, changes=[Change(cells, id=id_)], prefix="records")


def test_a_row_is_read_as_it_was_written(a_row: ARow, kengen: AppSchema) -> None:
    id_ = a_row(
        金額以上="3000000",
        金額未満="10000000",
        重要度=["高", "中"],
        リスク点以上="2",
        組織=[{"code": "eigyo"}],
        適用開始日="2026-04-01",
        適用終了日="2027-03-31",
        優先="5",
    )

    row = only_row()

    assert (row.id, row.number, row.category, row.draft) == (id_, "K-0001", "稟議", "")
    assert row.amount == Span(Decimal(3000000), Decimal(10000000))
    assert row.risk == Span(Decimal(2), None)
    assert row.importance == {"高", "中"}
    assert (row.since, row.until) == (date(2026, 4, 1), date(2027, 3, 31))
    assert row.priority == 5
    assert row.flaws == ()


def test_what_a_row_leaves_empty_asks_for_nothing(a_row: ARow) -> None:
    a_row()

    row = only_row()

    assert row.amount.is_open
    assert row.risk.is_open
    assert (row.importance, row.organizations, row.since, row.until) == (
        frozenset(),
        (),
        None,
        None,
    )
    assert row.priority == Decimal("Infinity")


def test_every_kind_of_entity_is_read(a_row: ARow, sato: Actor) -> None:
    provide("TEST_RULE", lambda case, people: [])
    units.create_group(actor=sato, group=units.NewNamed("kaigi", "経営会議"))
    a_row(
        ステップ=[
            person("takahashi"),
            {"種類": "グループ", "コード": "kaigi"},
            unit("homu"),
            title("bucho", 組織コード="somu"),
            title("kacho"),
            {"種類": "上長", "段": "2"},
            {"種類": "フィールド", "コード": "担当者"},
            {"種類": "ルール", "コード": "TEST_RULE"},
        ]
    )

    read = only_row().steps

    assert [step.lines[0].entities[0]["entity"] for step in read] == [
        {"type": "USER", "code": "takahashi"},
        {"type": "GROUP", "code": "kaigi"},
        {"type": "ORGANIZATION", "code": "homu"},
        {"type": "TITLE", "code": "bucho", "organization": "somu"},
        {"type": "TITLE", "code": "kacho", "organization": None},
        {"type": "MANAGER", "code": None, "levels": 2},
        {"type": "FIELD_ENTITY", "code": "担当者"},
        {"type": "RULE", "code": "TEST_RULE"},
    ]
    assert [step.name for step in read] == [
        "高橋 誠",
        "経営会議",
        "法務部",
        "総務部 部長",
        "課長",
        "2段上の上長",
        "担当者",
        "TEST_RULE",
    ]


def test_lines_of_one_number_are_one_step(a_row: ARow) -> None:
    a_row(
        ステップ=[
            title("bucho", 順番=2, ステップ名="部長決裁", 期限="3"),
            unit("somu", 順番=1, 線="総務", 必要="全員"),
            unit("homu", 順番=1, 線="法務", 合流="1"),
            person("tanaka", 順番=1, 線="法務"),
        ]
    )

    joint, last = only_row().steps

    assert (joint.name, joint.join) == ("総務・法務", 1)
    assert [(line.name, line.need, len(line.entities)) for line in joint.lines] == [
        ("総務", "ALL", 1),
        ("法務", "ANY", 2),
    ]
    assert (last.name, last.due) == ("部長決裁", Due(3))


def test_what_cannot_be_followed_is_named_with_its_column(a_row: ARow) -> None:
    a_row(
        ステップ=[
            title("shacho"),
            person("nobody"),
            title("bucho", 組織コード="nowhere"),
            {"種類": "フィールド"},
            {"種類": "ルール", "コード": "NONE"},
            {"種類": "グループ"},
        ]
    )

    assert flaws(only_row()) == [
        ("コード", "役職「shacho」はありません。"),
        ("コード", "ユーザー「nobody」はありません。"),
        ("組織コード", "組織「nowhere」はありません。"),
        ("コード", "コードを入れてください。"),
        ("コード", "ルール関数「NONE」はありません。"),
        ("コード", "コードを入れてください。"),
    ]


def test_lines_that_do_not_agree_are_flaws(a_row: ARow) -> None:
    a_row(
        ステップ=[
            person("tanaka", 順番=1, 必要="全員"),
            person("suzuki", 順番=1, 必要="誰か1人", 合流="3"),
        ]
    )

    assert flaws(only_row()) == [
        ("必要", "順番1の行で、値がそろっていません。"),
        ("合流", "順番1の線は1本なのに、3本の承認が必要になっています。"),
    ]


def test_a_row_for_no_case_at_all_is_a_flaw(a_row: ARow) -> None:
    a_row(
        金額以上="10",
        金額未満="10",
        リスク点以上="3",
        リスク点未満="2",
        適用開始日="2026-04-02",
        適用終了日="2026-04-01",
        ステップ=[],
    )

    assert [column for column, _ in flaws(only_row())] == [
        "金額未満",
        "リスク点未満",
        "適用終了日",
        "ステップ",
    ]


def test_drafts_are_apart_from_what_is_in_force(a_row: ARow, kengen: AppSchema) -> None:
    a_row()
    a_row(版=" 2027年度 ")

    assert len(matrix().rows) == 1
    assert [row.draft for row in matrix("2027年度").rows] == ["2027年度"]
    assert drafts_of(kengen) == ["2027年度"]
    with pytest.raises(NotFound) as refused:
        matrix_on(draft="2028年度")
    assert refused.value.code == "UR_AM06"


def test_rows_are_held_until_one_changes(a_row: ARow, kengen: AppSchema, sato: Actor) -> None:
    id_ = a_row()
    first = matrix()

    with CaptureQueriesContext(connection) as queries:
        again = matrix()
    assert again.rows is first.rows
    assert len([q for q in queries if "ledger" in q["sql"]]) == 1

    change(kengen, sato, id_, 区分="備品購入")
    assert only_row().category == "備品購入"

    delete_records(actor=sato, app=kengen, ids=[id_])
    assert matrix().rows == ()


def test_a_change_of_the_steps_alone_is_seen(a_row: ARow, kengen: AppSchema, sato: Actor) -> None:
    id_ = a_row()
    assert only_row().steps[0].name == "高橋 誠"

    change(kengen, sato, id_, ステップ=steps(person("tanaka")))

    assert only_row().steps[0].name == "田中 実"


def test_what_was_read_in_a_transaction_that_is_undone_is_forgotten(
    a_row: ARow, kengen: AppSchema, sato: Actor
) -> None:
    id_ = a_row()
    matrix()
    with transaction.atomic():
        change(kengen, sato, id_, 区分="取り消し")
        assert only_row().category == "取り消し"
        transaction.set_rollback(True)

    assert only_row().category == "稟議"
    change(kengen, sato, id_, 区分="同じ改訂番号")  # the revision that the undone change had, too
    assert only_row().category == "同じ改訂番号"


def test_codes_are_checked_again_when_people_change(a_row: ARow, sato: Actor) -> None:
    a_row(ステップ=[title("shacho")])
    assert only_row().flaws

    units.create_titles(actor=sato, titles=[units.NewTitle("shacho", "社長", rank=1)])

    assert only_row().flaws == ()


def test_a_hundred_rows_take_as_many_statements_as_one(a_row: ARow) -> None:
    for n in range(5):
        a_row(金額以上=str(n), 金額未満=str(n + 1))

    with CaptureQueriesContext(connection) as queries:
        assert len(matrix().rows) == 5

    assert len([q for q in queries if "ledger" in q["sql"]]) == 3


def test_without_the_app_there_is_no_matrix(sato: Actor) -> None:
    assert matrix_app() is None
    assert matrix_on() is None
    with pytest.raises(NotFound) as refused:
        require_matrix_app()
    assert refused.value.code == "UR_AM04"


def test_an_app_that_lacks_a_field_is_refused(
    an_app: Callable[..., AppSchema], sato: Actor
) -> None:
    app = an_app({"区分": "SINGLE_LINE_TEXT"}, code="KENGEN")

    assert matrix_app() == app
    with pytest.raises(Invalid) as refused:
        matrix_on()
    assert refused.value.code == "UR_AM05"
    assert "ステップ、順番、種類、コード" in refused.value.text.ja
