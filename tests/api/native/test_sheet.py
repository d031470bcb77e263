"""Blocks of cells, as pasted from a sheet: tried, then written whole or not at all."""

from __future__ import annotations

from tests.api.digest import digest
from tests.api.native.conftest import cells


def row(id_=None, revision=None, **values):
    named = {"id": id_, "revision": revision}
    return {**{k: v for k, v in named.items() if v is not None}, "record": cells(**values)}


def paste(asks, *rows, dry_run=False):
    reply = asks("POST", "records/sheet", {"rows": [*rows], "dryRun": dry_run})
    assert reply.status == 200, reply.body
    return reply


def test_records_are_changed_and_added_together(suzuki_asks):
    id_ = suzuki_asks.titles[0].partition("@")[0]

    reply = paste(suzuki_asks, row(件名="机", 番号="N1"), row(id_, 件名="鏡"))

    assert reply.status == 200
    assert reply.body["problems"] == []
    assert [each["operation"] for each in reply.body["records"]] == ["INSERT", "UPDATE"]
    assert reply.body["records"][1] == {"id": id_, "revision": "2", "operation": "UPDATE"}


def test_every_bad_cell_is_told_and_nothing_is_written(suzuki_asks):
    id_ = suzuki_asks.titles[0].partition("@")[0]
    before = digest()

    reply = paste(
        suzuki_asks,
        row(件名="机", 金額="百"),
        row(id_, 日付="きのう", 区分="丙"),
        row("99999", 件名="鏡"),
        row(id_, 件名="二度目"),
    )

    told = [(each["row"], each["field"]) for each in reply.body["problems"]]
    assert told == [(0, "金額"), (1, "日付"), (1, "区分"), (2, None), (3, None)]
    assert reply.body["records"] == []
    assert digest() == before


def test_a_trial_says_the_same_and_writes_nothing(suzuki_asks):
    before = digest()

    good = paste(suzuki_asks, row(件名="机", 番号="N1"), dry_run=True)
    bad = paste(suzuki_asks, row(件名="", 番号="N1"), dry_run=True)

    assert (good.body["problems"], good.body["records"]) == ([], [])
    assert bad.body["problems"] == [{"row": 0, "field": "件名", "messages": ["必須です。"]}]
    assert digest() == before


def test_a_record_that_somebody_else_changed_meanwhile_is_told(suzuki_asks):
    id_ = suzuki_asks.titles[0].partition("@")[0]
    paste(suzuki_asks, row(id_, 件名="鏡"))

    reply = paste(suzuki_asks, row(id_, revision="1", 件名="机"))

    (problem,) = reply.body["problems"]
    assert (problem["row"], problem["field"]) == (0, None)
    assert problem["messages"][0].startswith("指定したrevisionは最新ではありません。")


def test_two_new_rows_with_one_unique_value_are_both_told(suzuki_asks):
    reply = paste(suzuki_asks, row(件名="机", 番号="N1"), row(件名="椅子", 番号="N1"), dry_run=True)

    assert {(each["row"], each["field"]) for each in reply.body["problems"]} <= {
        (0, "番号"),
        (1, "番号"),
    }
    assert reply.body["problems"] != []
