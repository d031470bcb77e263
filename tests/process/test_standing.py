"""The rules of a step hold while that step is open, whichever number it got (A6)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.process.conftest import refused
from tests.process.matrix.conftest import ARow, a_row, company, kengen, person
from tests.process.routed import FIELDS, approval, asks, only_kintones, put_process
from tests.record.asking import change, read
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.process.models import Step
from urakata.record.write import Change, update_records

__all__ = ["a_row", "company", "kengen"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def app(an_app, a_row: ARow) -> AppSchema:
    """高橋 by the matrix, 課長 (nobody), 部長 (田中), then 経理 (佐藤); the matrix's step is called 課長."""
    a_row(ステップ=[person("takahashi", ステップ名="課長")])
    made = approval(
        asks("課長", fields={"hidden": ["件名"], "readOnly": ["金額"], "required": ["申請者"]}),
        asks("部長", "tanaka", fields={"readOnly": ["件名"], "required": ["金額"]}),
        asks("経理", "sato", fields={"hidden": ["件名"]}),
        matrix={"category": "稟議"},
        whenEmpty="SKIP",
    )
    return put_process(an_app(FIELDS, process=only_kintones(made)), made)


def refusal_to_change(by: Actor, app: AppSchema, id_: int, **values: Any) -> tuple[str, int]:
    row: Any = {code: {"value": value} for code, value in values.items()}
    changes = [Change(row, id=id_)]
    return refused(update_records, actor=by, app=app, changes=changes, prefix="record")


def test_steps_of_the_matrix_and_those_left_out_do_not_shift_the_rules(
    app, filed, run, suzuki: Actor, takahashi: Actor, tanaka: Actor, sato: Actor
):
    id_ = filed(app, suzuki, 件名="机")
    run(suzuki, app, id_, "申請する")
    placed = Step.objects.filter(record_id=id_, app_id=app.app_id, number__gt=0).order_by("id")

    assert [*placed.values_list("number", "place", "name")] == [
        (1, 0, "課長"),
        (2, 2, "部長"),
        (3, 3, "経理"),
    ]
    assert read(suzuki, app, id_)["件名"] == "机"
    change(suzuki, app, id_, 件名="椅子", 金額="5")
    change(suzuki, app, id_, 金額="")
    run(takahashi, app, id_, "承認する")

    assert refusal_to_change(suzuki, app, id_, 件名="棚")[0] == "UR_FR01"
    assert refused(lambda: run(tanaka, app, id_, "承認する"))[0] == "UR_FR02"
    change(tanaka, app, id_, 金額="7")
    run(tanaka, app, id_, "承認する")

    assert "件名" not in read(suzuki, app, id_)
    run(sato, app, id_, "承認する")
    assert read(suzuki, app, id_)["件名"] == "椅子"


def test_a_step_that_is_asked_again_has_its_rules_again(
    app, filed, run, suzuki: Actor, takahashi: Actor, tanaka: Actor, sato: Actor
):
    id_ = filed(app, suzuki, 件名="机", 金額="1")
    run(suzuki, app, id_, "申請する")
    run(takahashi, app, id_, "承認する")
    run(tanaka, app, id_, "承認する")
    assert "件名" not in read(suzuki, app, id_)

    run(sato, app, id_, "前に戻す", to_step=2, reason="R02")

    assert read(suzuki, app, id_)["件名"] == "机"
    assert refusal_to_change(suzuki, app, id_, 件名="棚")[0] == "UR_FR01"
