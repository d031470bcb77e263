from __future__ import annotations

from typing import Any

import pytest

from urakata.definition import services
from urakata.definition.schema import AppSchema
from urakata.definition.sql import Fragment
from urakata.directory.actors import system_actor
from urakata.record import search_index
from urakata.record.adapters import ledger_cursor
from urakata.record.autonomous import companion
from urakata.record.deploy import deploy
from urakata.record.locks import SEARCH
from urakata.record.search_index import candidates, mark_dirty, mark_range_dirty, refresh, run_once


@pytest.fixture
def app(an_app) -> AppSchema:
    return an_app(
        {
            "件名": "SINGLE_LINE_TEXT",
            "本文": "RICH_TEXT",
            "種別": {"type": "CHECK_BOX", "options": {"備品": {"label": "備品", "index": "0"}}},
            "明細": {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT"}},
            "添付": "FILE",
            "金額": "NUMBER",
        }
    )


def insert(app: AppSchema, **values: Any) -> int:
    columns = {app.by_code[code].column: value for code, value in values.items()}
    names = "".join(f", {name}" for name in columns)
    places = ", %s" * len(columns)
    row = ledger_cursor().execute(
        f"INSERT INTO ledger.app_{app.app_id} (created_by, created_at, updated_by, updated_at{names})"
        f" VALUES (1, now(), 1, now(){places}) RETURNING id",
        tuple(columns.values()),
    )
    return row.fetchone()[0]


def dirty(app: AppSchema) -> list[tuple[int, int]]:
    return (
        ledger_cursor()
        .execute(
            "SELECT first_id, last_id FROM record_searchdirty WHERE app_id = %s ORDER BY 1",
            (app.app_id,),
        )
        .fetchall()
    )


def doc(app: AppSchema, id_: int) -> str | None:
    row = (
        ledger_cursor()
        .execute(f"SELECT doc FROM ledger.app_{app.app_id}_s WHERE record_id = %s", (id_,))
        .fetchone()
    )
    return row and row[0]


def found(app: AppSchema, needle: str) -> list[int] | None:
    fragment = candidates(app, needle)
    if fragment is None:
        return None
    sql = f"SELECT t.id FROM ledger.app_{app.app_id} AS t WHERE {fragment.text} ORDER BY t.id"
    return [id_ for (id_,) in ledger_cursor().execute(sql, fragment.params).fetchall()]


def test_everything_that_can_be_searched_is_in_the_text(app: AppSchema) -> None:
    ledger_cursor().execute(
        "INSERT INTO record_file (id, sha256, name, content_type, size, uploader_id, uploaded_at)"
        " VALUES ('11111111-1111-1111-1111-111111111111', '', '見積書.PDF', '', 1, 1, now())"
    )
    id_ = insert(
        app,
        件名="ＰＣ 購入",
        本文="<b>至急</b>",
        種別=["備品"],
        添付=["11111111-1111-1111-1111-111111111111"],
        金額="1200",
    )
    ledger_cursor().execute(
        f"INSERT INTO ledger.app_{app.app_id}_t{app.by_code['明細'].id} (record_id, position,"
        f" {app.by_code['品名'].column}) VALUES (%s, 0, 'モニター'), (%s, 1, 'ﾏｳｽ')",
        (id_, id_),
    )
    mark_dirty(app, [id_])
    refresh(app.app_id)

    assert sorted(doc(app, id_).split("\x1f")) == sorted(
        ["pc購入", "至急", "備品", "見積書.pdf", "モニター", "マウス"]
    )


def test_a_record_is_found_before_its_text_is_written(app: AppSchema) -> None:
    id_ = insert(app, 件名="鰻重")
    mark_dirty(app, [id_])

    assert found(app, "鰻重") == [id_]


def test_a_record_is_found_by_the_index_once_its_text_is_written(app: AppSchema) -> None:
    unagi, _ = insert(app, 件名="特上の鰻重"), insert(app, 件名="天丼")
    mark_range_dirty(app.app_id, 1, 2**40)

    assert run_once() == 2**40
    assert dirty(app) == []
    assert found(app, "鰻重") == [unagi]


@pytest.mark.parametrize(
    "needle", ["鰻重", "鰻", "重", "ＰＣ", "pc", "p c", "'", "\\", "100%", "_", "'\\:*&|!"]
)
def test_every_spelling_of_a_word_finds_it(app: AppSchema, needle: str) -> None:
    id_ = insert(app, 件名="鰻重 ＰＣ ' \\ 100% _ '\\:*&|!")
    insert(app, 件名="何もなし")
    mark_range_dirty(app.app_id, 1, id_ + 1)
    refresh(app.app_id)

    assert found(app, needle) == [id_]


@pytest.mark.parametrize("needle", ["", " ", "　", "\x00"])
def test_a_blank_word_narrows_nothing_down(app: AppSchema, needle: str) -> None:
    assert found(app, needle) is None


def test_pairs_that_do_not_follow_each_other_are_not_the_word(app: AppSchema) -> None:
    mark_dirty(app, [insert(app, 件名="東京と京都"), only := insert(app, 件名="東京都")])
    refresh(app.app_id)

    assert found(app, "東京都") == [only]


def test_a_changed_record_is_found_by_its_new_text_at_once(app: AppSchema) -> None:
    id_ = insert(app, 件名="旧名")
    mark_dirty(app, [id_])
    refresh(app.app_id)
    ledger_cursor().execute(
        f"UPDATE ledger.app_{app.app_id} SET {app.by_code['件名'].column} = '新名'"
    )
    mark_dirty(app, [id_])

    assert found(app, "新名") == [id_]
    refresh(app.app_id)
    assert doc(app, id_) == "新名"
    assert found(app, "旧名") == []


def test_a_deleted_record_takes_its_text_along(app: AppSchema) -> None:
    gone, stays = insert(app, 件名="あ"), insert(app, 件名="い")
    mark_dirty(app, [gone, stays])
    refresh(app.app_id)
    ledger_cursor().execute(f"DELETE FROM ledger.app_{app.app_id} WHERE id = %s", (gone,))

    assert (doc(app, gone), doc(app, stays)) == (None, "い")


def test_upkeep_removes_texts_without_a_record(app: AppSchema) -> None:
    ledger_cursor().execute(f"INSERT INTO ledger.app_{app.app_id}_s VALUES (77, '迷子')")
    mark_dirty(app, [77])
    refresh(app.app_id)

    assert doc(app, 77) is None


def test_long_ranges_are_worked_off_batch_by_batch(app: AppSchema, monkeypatch) -> None:
    monkeypatch.setattr(search_index, "BATCH", 3)
    ids = [insert(app, 件名=f"件名{n}") for n in range(8)]
    mark_range_dirty(app.app_id, ids[0], ids[-1])

    refresh(app.app_id, batches=1)
    assert dirty(app) == [(ids[3], ids[-1])]
    assert found(app, "件名7") == ids[3:]
    refresh(app.app_id)
    assert dirty(app) == []
    assert found(app, "件名7") == [ids[7]]


def test_records_side_by_side_are_noted_as_one_range(app: AppSchema) -> None:
    mark_dirty(app, [3, 1, 2, 9])

    assert dirty(app) == [(1, 3), (9, 9)]


def test_an_app_without_text_is_never_noted(an_app) -> None:
    numbers = an_app({"金額": "NUMBER"})
    mark_dirty(numbers, [1, 2])

    assert dirty(numbers) == []


def test_a_common_word_is_left_to_the_list(app: AppSchema, monkeypatch) -> None:
    monkeypatch.setattr(search_index, "MOST_CANDIDATES", 2)
    mark_dirty(app, [insert(app, 件名="購入申請") for _ in range(3)])
    refresh(app.app_id)

    assert found(app, "購入") is None


def test_with_too_many_records_out_of_date_the_index_is_not_asked(app: AppSchema) -> None:
    mark_range_dirty(app.app_id, 1, search_index.MOST_DIRTY + 1)

    assert found(app, "鰻重") is None


def test_texts_beyond_the_indexs_reach_are_found_all_the_same(app: AppSchema) -> None:
    far = "".join(chr(0x4E00 + n % 20_000) for n in range(100_001)) + "鰻重特上"
    id_ = insert(app, 件名=far)
    mark_dirty(app, [id_])
    refresh(app.app_id)

    assert found(app, "鰻重特上") == [id_]


def test_notes_of_an_app_that_is_gone_are_dropped(app: AppSchema) -> None:
    mark_range_dirty(404, 1, 5)

    assert run_once() == 0
    assert ledger_cursor().execute("SELECT count(*) FROM record_searchdirty").fetchone() == (0,)


def test_with_notes_that_nobody_works_off_the_index_is_not_asked(app: AppSchema) -> None:
    mark_dirty(app, range(1, 40_005, 2))

    assert len(dirty(app)) == 20_002
    assert found(app, "鰻重") is None


def test_one_process_at_a_time_looks_after_an_app(committing: None) -> None:
    app_id, _ = services.create_app(actor=system_actor(), name="台帳")
    field = {"code": "件名", "label": "件名", "type": "SINGLE_LINE_TEXT"}
    services.add_fields(actor=system_actor(), app_id=app_id, properties={"件名": field})
    deploy(actor=system_actor(), targets=[(app_id, None)])
    mark_range_dirty(app_id, 1, 10)
    with companion().transaction():
        companion().execute("SELECT pg_advisory_xact_lock(%s, %s)", (SEARCH, app_id))
        assert refresh(app_id) == 0

    assert refresh(app_id) == 10


def test_an_app_that_fails_does_not_hold_up_the_others(app: AppSchema, an_app, caplog) -> None:
    broken = an_app({"件名": "SINGLE_LINE_TEXT"})
    column = broken.by_code["件名"].column
    ledger_cursor().execute(f"ALTER TABLE ledger.app_{broken.app_id} DROP COLUMN {column}")
    for each in (broken, app):
        mark_range_dirty(each.app_id, 1, 1)

    assert run_once() == 1
    assert (len(dirty(broken)), len(dirty(app))) == (1, 0)
    assert f"app {broken.app_id} could not be brought up to date" in caplog.text


def test_candidates_are_a_condition_with_bound_values(app: AppSchema) -> None:
    assert candidates(app, "鰻重") == Fragment("(t.id = ANY(%s))", ([],))
