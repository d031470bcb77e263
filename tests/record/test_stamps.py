from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.record.asking import add_one, change, read

ENTITY = {"entity": {"type": "FIELD_ENTITY", "code": "作成者"}, "includeSubs": False}


def process(*entities):
    def state(name, index, *entities):
        return {
            "name": name,
            "index": index,
            "assignee": {"type": "ONE", "entities": list(entities)},
        }

    return {
        "enable": True,
        "states": {"起案": state("起案", "0", *entities), "完了": state("完了", "1")},
        "actions": [{"name": "進める", "from": "起案", "to": "完了", "filterCond": ""}],
    }


def test_a_new_record_starts_its_process_with_its_creator(an_app, sato, suzuki):
    app = an_app(process=process(ENTITY))

    record = read(suzuki, app, add_one(sato, app, 作成者={"code": "suzuki"}))

    assert record["ステータス"] == "起案"
    assert [person["code"] for person in record["作業者"]] == ["suzuki"]


def test_a_first_status_may_wait_for_nobody(an_app, suzuki):
    app = an_app(process=process())

    record = read(suzuki, app, add_one(suzuki, app))

    assert (record["ステータス"], record["作業者"]) == ("起案", [])


def test_without_a_process_there_is_no_status(an_app, suzuki):
    app = an_app()

    assert (
        not {"ステータス", "作業者", "カテゴリー"} & read(suzuki, app, add_one(suzuki, app)).keys()
    )


def test_a_record_knows_its_moments(an_app, suzuki):
    app = an_app()
    before = datetime.now(UTC).replace(second=0, microsecond=0)

    created = datetime.fromisoformat(read(suzuki, app, add_one(suzuki, app))["作成日時"])

    assert before <= created <= datetime.now(UTC)


@pytest.mark.parametrize("changes", [0, 1])
def test_formulas_know_who_and_when(an_app, suzuki, takahashi, changes):
    app = an_app(
        {
            "人": {"type": "SINGLE_LINE_TEXT", "expression": '作成者 & "/" & 更新者'},
            "差": {"type": "CALC", "expression": "更新日時 - 作成日時"},
        }
    )
    id_ = add_one(suzuki, app)

    for _ in range(changes):
        change(takahashi, app, id_)

    record = read(suzuki, app, id_)
    assert record["人"] == ("suzuki/takahashi" if changes else "suzuki/suzuki")
    assert record["差"] in {"0", "60"}
