"""Every write of records says in the journal what it did, in the same transaction."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from tests.record.asking import add, add_one, change, count, line, lines, read, refusal, wire
from tests.record.entries import entries, last, told
from urakata.definition import services
from urakata.record import files
from urakata.record.adapters import ledger_cursor
from urakata.record.bulk import load_rows
from urakata.record.deploy import deploy
from urakata.record.rows import Change
from urakata.record.write import delete_records, update_records

TABLE = {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT", "数": "NUMBER"}}


def name_of(app: Any, code: str) -> str:
    field = app.by_code[code]
    return f"{'t' if field.type.key == 'SUBTABLE' else 'f'}{field.id}"


@pytest.fixture
def app(an_app):
    """件名, 金額, 税込 (computed), people, choices and a table."""
    return an_app(
        {
            "件名": "SINGLE_LINE_TEXT",
            "金額": "NUMBER",
            "税込": {"type": "CALC", "expression": "金額 * 1.1"},
            "担当": "USER_SELECT",
            "明細": TABLE,
        }
    )


def test_an_added_record_is_told_with_all_that_is_not_empty(app, suzuki):
    id_ = add_one(suzuki, app, 件名="机", 金額="1,200", 担当=[{"code": "suzuki"}])

    after = {
        name_of(app, "件名"): "机",
        name_of(app, "金額"): "1200",
        name_of(app, "税込"): "1320",
        name_of(app, "担当"): [suzuki.user_id],
    }
    assert told(app, id_) == [("record.add", 1, {}, after, {})]
    assert last(app, id_)["actor"] == {"code": "suzuki", "id": suzuki.user_id, "via": "session"}


def test_a_change_is_told_with_changed_values_only(app, suzuki, takahashi):
    id_ = add_one(suzuki, app, 件名="机", 金額="100")

    change(takahashi, app, id_, 件名="机", 金額="", 担当=[{"code": "suzuki"}])

    amount, taxed, people = (name_of(app, code) for code in ("金額", "税込", "担当"))
    before = {amount: "100", taxed: "110", people: None}
    after = {amount: None, taxed: "0", people: [suzuki.user_id]}
    assert told(app, id_)[1:] == [("record.edit", 2, before, after, {})]
    assert last(app, id_)["actor"]["code"] == "takahashi"


def test_a_change_of_nothing_is_a_revision_and_so_an_entry(app, suzuki):
    id_ = add_one(suzuki, app, 件名="机")

    assert change(suzuki, app, id_, 件名="机").revision == 2

    assert told(app, id_)[1:] == [("record.edit", 2, {}, {}, {})]


def test_a_table_is_told_whole_before_and_after(app, suzuki):
    id_ = add_one(suzuki, app, 明細=[line(品名="机", 数="1"), line(品名="椅子")])
    rows = read(suzuki, app, id_)["明細"]
    first, second = (int(row["id"]) for row in rows)

    change(suzuki, app, id_, 明細=[line(品名="棚"), line(first, 数="2")])

    new = next(int(row["id"]) for row in read(suzuki, app, id_)["明細"])
    table, name, number = (name_of(app, code) for code in ("明細", "品名", "数"))
    before = [{"id": first, name: "机", number: "1"}, {"id": second, name: "椅子"}]
    after = [{"id": new, name: "棚"}, {"id": first, name: "机", number: "2"}]
    assert told(app, id_) == [
        ("record.add", 1, {}, {name_of(app, "税込"): "0", table: before}, {}),
        ("record.edit", 2, {table: before}, {table: after}, {}),
    ]


def test_a_table_that_was_not_sent_is_told_when_a_formula_changes_it(an_app, suzuki):
    columns = {"数": "NUMBER", "小計": {"type": "CALC", "expression": "数 * 単価"}}
    app = an_app({"単価": "NUMBER", "明細": {"type": "SUBTABLE", "fields": columns}})
    id_ = add_one(suzuki, app, 単価="10", 明細=[line(数="3")])

    change(suzuki, app, id_, 単価="20")

    assert lines(read(suzuki, app, id_), "明細") == [{"数": "3", "小計": "60"}]
    price, table, total = (name_of(app, code) for code in ("単価", "明細", "小計"))
    _, _, before, after, _ = told(app, id_)[1]
    assert (before[price], before[table][0][total]) == ("10", "30")
    assert (after[price], after[table][0][total]) == ("20", "60")
    assert before.keys() == after.keys() == {price, table}


def test_undoing_one_entry_after_the_other_leads_back_to_the_beginning(app, suzuki):
    id_ = add_one(suzuki, app, 件名="A", 金額="1", 明細=[line(品名="x")])
    change(suzuki, app, id_, 件名="B", 明細=[])
    change(suzuki, app, id_, 金額="3", 明細=[line(数="7")])
    change(suzuki, app, id_, 件名="", 担当=[{"code": "sato"}])
    delete_records(actor=suzuki, app=app, ids=[id_])

    present: dict[str, Any] = {}
    for _, _, before, after, _ in reversed(told(app, id_)):
        assert {name: present.get(name) or None for name in after} == {
            name: value or None for name, value in after.items()
        }
        present |= before
        present |= dict.fromkeys(after.keys() - before.keys())

    assert {name: value for name, value in present.items() if value} == {}


def test_a_deleted_record_is_told_with_everything_it_was(app, suzuki, takahashi):
    id_ = add_one(suzuki, app, 件名="机", 金額="5", 明細=[line(数="1")])
    row = read(suzuki, app, id_)

    delete_records(actor=takahashi, app=app, ids=[id_])

    kind, revision, before, after, about = told(app, id_)[1]
    assert (kind, revision, after) == ("record.delete", 1, {})
    table_row = {"id": int(row["明細"][0]["id"]), name_of(app, "数"): "1"}
    assert before == {
        name_of(app, "件名"): "机",
        name_of(app, "金額"): "5",
        name_of(app, "税込"): "5.5",
        name_of(app, "明細"): [table_row],
    }
    assert about == {
        "created_by": suzuki.user_id,
        "created_at": row["作成日時"],
        "updated_by": suzuki.user_id,
        "updated_at": row["更新日時"],
    }


def test_a_record_that_begins_in_a_status_says_so(an_app, suzuki):
    creator = {"entity": {"type": "FIELD_ENTITY", "code": "作成者"}, "includeSubs": False}
    states = {"申請前": {"name": "申請前", "index": "0", "assignee": {"type": "ONE", "entities": [creator]}}}  # fmt: skip
    app = an_app(process={"enable": True, "states": states, "actions": []})

    id_ = add_one(suzuki, app)

    after = {"status": "申請前", "assignees": [suzuki.user_id]}
    assert told(app, id_) == [("record.add", 1, {}, after, {})]


def test_what_a_manager_says_of_who_and_when_is_told(app, sato, suzuki):
    id_ = add_one(
        sato, app, 作成者={"code": "suzuki"}, 作成日時="2020-04-01T00:00:00Z", 件名="移行"
    )

    about = last(app, id_)["about"]
    assert (about["created_by"], about["created_at"]) == (suzuki.user_id, "2020-04-01T00:00:00Z")
    assert about["updated_by"] == sato.user_id


def test_an_upsert_tells_what_was_added_and_what_was_changed(an_app, suzuki):
    app = an_app({"番号": {"type": "SINGLE_LINE_TEXT", "unique": True}, "名": "SINGLE_LINE_TEXT"})
    old = add_one(suzuki, app, 番号="1", 名="旧")
    changes = [Change(wire({"名": "新"}), key=("番号", number)) for number in ("1", "2")]

    saved = update_records(actor=suzuki, app=app, changes=changes, prefix="records", upsert=True)

    number, name = name_of(app, "番号"), name_of(app, "名")
    assert told(app, old)[1:] == [("record.edit", 2, {name: "旧"}, {name: "新"}, {})]
    assert told(app, saved[1].id) == [("record.add", 1, {}, {number: "2", name: "新"}, {})]


def test_an_import_tells_every_row_and_the_ids_of_the_rows_in_tables(an_app, sato):
    app = an_app({"番号": {"type": "SINGLE_LINE_TEXT", "unique": True}, "明細": TABLE})
    rows = [wire({"番号": str(n), "明細": [line(数=str(n))]}) for n in range(3)]

    load_rows(actor=sato, app=app, rows=rows)
    load_rows(actor=sato, app=app, rows=[wire({"番号": "1", "明細": []})], update_key="番号")

    table = name_of(app, "明細")
    added = [one for one in entries(app) if one["kind"] == "record.add"]
    assert [one["after"][name_of(app, "番号")] for one in added] == ["0", "1", "2"]
    stored = ledger_cursor().execute(
        f"SELECT record_id, id FROM ledger.app_{app.app_id}_{table} ORDER BY id"
    )
    ids = [(one["record"], one["after"][table][0]["id"]) for one in added]
    assert stored.fetchall() == [ids[0], ids[2]]
    assert told(app, ids[1][0])[1:] == [
        ("record.edit", 2, {table: added[1]["after"][table]}, {table: []}, {})
    ]


def test_what_is_refused_or_rolled_back_is_not_in_the_journal(app, suzuki):
    id_ = add_one(suzuki, app, 件名="机")
    before = entries(app)

    assert refusal(lambda: add(suzuki, app, {"件名": "x"}, {"金額": "y"})) == "CB_VA01"
    assert refusal(lambda: change(suzuki, app, id_, 金額="y")) == "CB_VA01"
    with transaction.atomic():
        add_one(suzuki, app, 件名="椅子")
        delete_records(actor=suzuki, app=app, ids=[id_])
        transaction.set_rollback(True)

    assert count(app) == 1
    assert entries(app) == before


def an_upload(actor: Any, name: str = "見積.pdf") -> str:
    return files.upload(actor=actor, chunks=[b"x"], name=name, content_type="application/pdf")


def test_an_upload_and_its_record_are_told(an_app, suzuki):
    app = an_app({"添付": "FILE", "件名": "SINGLE_LINE_TEXT"})
    key = an_upload(suzuki)
    uploaded = next(one for one in reversed(entries()) if one["kind"] == "file.upload")

    id_ = add_one(suzuki, app, 添付=[{"fileKey": key}])
    change(suzuki, app, id_, 添付=[{"fileKey": key}], 件名="x")

    assert uploaded["about"] == {
        "file": key,
        "name": "見積.pdf",
        "type": "application/pdf",
        "size": 1,
        "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
    }
    found = [(one["kind"], one["about"], one["after"]) for one in entries(app, id_)]
    assert found == [
        ("record.add", {}, {name_of(app, "添付"): [key]}),
        ("file.attach", uploaded["about"], {}),
        ("record.edit", {}, {name_of(app, "件名"): "x"}),
    ]


def test_a_deploy_that_renames_an_option_says_so_once(an_app, sato, suzuki):
    options = {name: {"label": name, "index": str(n)} for n, name in enumerate(("未", "済"))}
    app = an_app({"状況": {"type": "DROP_DOWN", "options": options}})
    add(suzuki, app, {"状況": "未"}, {"状況": "未"})
    renamed = {"未": {"label": "未処理", "index": "0"}, "済": options["済"]}

    services.update_fields(actor=sato, app_id=app.app_id, properties={"状況": {"options": renamed}})
    deploy(actor=sato, targets=[(app.app_id, None)])

    edits = [one for one in entries(app) if one["kind"] == "record.edit"]
    assert [(one["record"], one["about"]) for one in edits] == [
        (None, {"renamed": {name_of(app, "状況"): {"未": "未処理"}}})
    ]
