"""Every revision, by whom, when, from where, and what it changed, as far as one may see (A11)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.access.rules import field_rule, record_rule
from tests.process.conftest import action, process, state
from tests.record.asking import add_one, change, line, read, refusal
from urakata.definition import services
from urakata.definition.queries import live_schema
from urakata.journal import context
from urakata.journal.context import Source
from urakata.journal.queries import Wanted, count_up_to
from urakata.journal.writing import Entry, write
from urakata.process.services import advance_status, set_assignees
from urakata.record import files
from urakata.record.deploy import deploy
from urakata.record.history import list_history
from urakata.record.restoring import restore_records
from urakata.record.write import delete_records

pytestmark = pytest.mark.django_db

LINES = {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT", "単価": "NUMBER"}}
FIELDS = {
    "件名": "SINGLE_LINE_TEXT",
    "金額": "NUMBER",
    "担当": "USER_SELECT",
    "添付": "FILE",
    "明細": LINES,
}
PROCESS = process(
    {"申請前": state(0), "承認待ち": state(1)},
    action("申請する", "申請前", "承認待ち"),
)


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


def history(actor, app, id_, **window):
    page = list_history(actor=actor, app=app, record_id=id_, **{"limit": 100, **window})
    return page.revisions


def values(revision):
    """The plain fields of a revision: code to (before, after)."""
    return {c["code"]: (c["before"], c["after"]) for c in revision.changes if "rows" not in c}


def rows(revision, table="明細"):
    """What became of a table's rows."""
    (found,) = [c for c in revision.changes if c["code"] == table]
    return [
        (row["operation"], {c["code"]: (c["before"], c["after"]) for c in row["changes"]})
        for row in found["rows"]
    ]


def test_every_revision_tells_who_and_what(an_app, suzuki, takahashi):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="備品", 金額="1200")
    change(takahashi, app, id_, 金額="900", 担当=[{"code": "takahashi"}])

    edit, first = history(suzuki, app, id_)

    assert (edit.revision, edit.operation, edit.by["code"]) == (2, "EDIT", "takahashi")
    assert values(edit) == {
        "金額": ("1200", "900"),
        "担当": ([], [{"code": "takahashi", "name": "高橋 誠"}]),
    }
    assert (first.revision, first.operation) == (1, "ADD")
    assert first.by == {"code": "suzuki", "name": "鈴木 一郎"}
    assert values(first) == {"件名": ("", "備品"), "金額": ("", "1200")}


def test_tables_are_told_row_by_row(an_app, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 明細=[line(品名="机", 単価="5"), line(品名="椅子"), line(品名="棚")])
    desk, _, shelf = (row["id"] for row in read(suzuki, app, id_)["明細"])
    table = [line(shelf), line(desk, 単価="7"), line(品名="鏡")]
    change(suzuki, app, id_, 明細=table)

    assert rows(history(suzuki, app, id_)[0]) == [
        ("MOVE", {}),
        ("UPDATE", {"単価": ("5", "7")}),
        ("INSERT", {"品名": ("", "鏡")}),
        ("DELETE", {"品名": ("椅子", "")}),
    ]


def test_status_and_assignees_are_told_with_the_action(an_app, suzuki, takahashi, sato):
    app = an_app(FIELDS, process=PROCESS)
    id_ = add_one(suzuki, app)
    advance_status(actor=suzuki, app=app, record_id=id_, action="申請する")
    set_assignees(actor=sato, app=app, record_id=id_, assignees=["takahashi"])

    assigned, moved = history(suzuki, app, id_)[:2]

    assert (moved.operation, moved.action, moved.revision) == ("STATUS", "申請する", 3)
    assert values(moved) == {"ステータス": ("申請前", "承認待ち")}
    assert assigned.operation == "ASSIGNEES"
    assert values(assigned) == {"作業者": ([], [{"code": "takahashi", "name": "高橋 誠"}])}


def test_deletion_and_restoration_are_part_of_the_history(an_app, sato, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="備品")
    delete_records(actor=suzuki, app=app, ids=[id_])

    assert [each.operation for each in history(suzuki, app, id_)] == ["DELETE", "ADD"]
    restore_records(actor=sato, app=app, ids=[id_])
    restored, deleted, _ = history(suzuki, app, id_)
    assert (restored.operation, restored.revision, restored.by["code"]) == ("RESTORE", 2, "sato")
    assert values(restored) == {"件名": ("", "備品")}
    assert values(deleted) == {"件名": ("備品", "")}


def test_the_history_is_read_page_by_page(an_app, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app)
    for n in range(4):
        change(suzuki, app, id_, 金額=str(n))

    first = list_history(actor=suzuki, app=app, record_id=id_, limit=3)
    second = list_history(actor=suzuki, app=app, record_id=id_, limit=3, after=first.after)

    assert [each.revision for each in first.revisions + second.revisions] == [5, 4, 3, 2, 1]
    assert second.after is None


def test_from_where_a_change_came_only_administrators_and_auditors_are_told(an_app, sato, suzuki):
    app = an_app(FIELDS)
    context.begin(Source("screen", "203.0.113.5", "r-1"))
    id_ = add_one(suzuki, app)
    context.end()

    (own,) = history(suzuki, app, id_)
    (administrators,) = history(sato, app, id_)
    (auditors,) = history(replace(suzuki, is_auditor=True), app, id_)

    assert (own.source, own.address) == ("screen", None)
    assert administrators.address == auditors.address == "203.0.113.5"


# --- what one may not see


def test_a_hidden_field_shows_neither_its_values_nor_that_it_changed(
    an_app, with_access, suzuki, tanaka
):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="備品", 金額="5", 明細=[line(品名="机", 単価="3")])
    (row,) = read(suzuki, app, id_)["明細"]
    change(suzuki, app, id_, 金額="6", 明細=[line(row["id"], 単価="4")])
    app = with_access(
        app,
        fields=[
            field_rule("金額", ("USER", "suzuki", "WRITE")),
            field_rule("単価", ("USER", "suzuki", "WRITE")),
        ],
    )

    edit, first = history(tanaka, app, id_)

    assert edit.changes == []
    assert values(first) == {"件名": ("", "備品")}
    assert rows(first) == [("INSERT", {"品名": ("", "机")})]
    assert values(history(suzuki, app, id_)[0]) == {"金額": ("5", "6")}


def test_a_field_that_depends_on_the_record_is_told_to_whom_the_record_names_today(
    an_app, with_access, suzuki, takahashi, tanaka
):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 金額="5", 担当=[{"code": "tanaka"}])
    change(suzuki, app, id_, 金額="6", 担当=[{"code": "takahashi"}])
    app = with_access(app, fields=[field_rule("金額", ("FIELD_ENTITY", "担当", "READ"))])

    assert "金額" in values(history(takahashi, app, id_)[1])
    assert "金額" not in values(history(tanaka, app, id_)[1])


def test_a_record_that_may_not_be_seen_has_no_history(an_app, with_access, suzuki, tanaka):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="秘密")
    app = with_access(app, records=[record_rule('件名 = "秘密"', suzuki="view", everyone="")])

    assert refusal(lambda: history(tanaka, app, id_)) == "GAIA_RE01"
    assert refusal(lambda: history(tanaka, app, id_ + 1)) == "GAIA_RE01"
    assert len(history(suzuki, app, id_)) == 1


def test_a_deleted_record_has_a_history_for_whoever_sees_it_in_the_trash(
    an_app, with_access, suzuki, tanaka
):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="備品")
    app = with_access(
        app, app=[{**row, "recordDeletable": row["entity"]["code"] == "suzuki"} for row in RIGHTS]
    )
    delete_records(actor=suzuki, app=app, ids=[id_])

    assert len(history(suzuki, app, id_)) == 2
    assert refusal(lambda: history(tanaka, app, id_)) == "GAIA_RE01"


RIGHTS = [
    {
        "entity": {"type": type_, "code": code},
        "includeSubs": False,
        "appEditable": False,
        "recordViewable": True,
        "recordAddable": True,
        "recordEditable": True,
        "recordImportable": False,
        "recordExportable": False,
    }
    for type_, code in (("USER", "suzuki"), ("GROUP", "everyone"))
]


# --- the definition has changed meanwhile


def redeploy(sato, app, **changes):
    for service, arguments in changes.items():
        getattr(services, service)(actor=sato, app_id=app.app_id, **arguments)
    deploy(actor=sato, targets=[(app.app_id, None)])
    return live_schema(app.app_id)


def test_renamed_fields_have_the_names_of_today_and_deleted_ones_say_so(an_app, sato, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="備品", 金額="5", 明細=[line(品名="机")])
    app = redeploy(
        sato,
        app,
        update_fields={"properties": {"件名": {"code": "題名", "label": "題名"}}},
        delete_fields={"codes": ["金額", "明細"]},
    )

    (first,) = history(suzuki, app, id_)

    named = [(c["code"], c["label"], c["isDeleted"]) for c in first.changes]
    assert named == [("題名", "題名", False), ("金額", "金額", True), ("明細", "明細", True)]
    assert values(first) == {"題名": ("", "備品"), "金額": ("", "5")}
    assert rows(first) == [("INSERT", {"品名": ("", "机")})]


def test_a_deleted_field_keeps_the_rules_it_had(an_app, with_access, sato, suzuki, tanaka):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="備品", 金額="5")
    app = with_access(app, fields=[field_rule("金額", ("USER", "suzuki", "WRITE"))])
    app = redeploy(sato, app, update_settings={"settings": {"name": "新"}})
    app = redeploy(sato, app, delete_fields={"codes": ["金額"]})

    assert values(history(tanaka, app, id_)[0]) == {"件名": ("", "備品")}
    assert values(history(suzuki, app, id_)[0]) == {"件名": ("", "備品"), "金額": ("", "5")}


def test_a_value_of_another_type_than_its_field_breaks_nothing(an_app, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app)
    names = {app.by_code[code].column: value for code, value in (("金額", ["a"]), ("担当", "x"))}
    write(suzuki, [Entry("record.edit", app.app_id, id_, 2, {}, names)])

    assert values(history(suzuki, app, id_)[0]) == {"金額": ("", ["a"]), "担当": ([], "x")}


def test_files_have_their_names_also_when_the_record_let_go_of_them(an_app, suzuki):
    app = an_app(FIELDS)
    key = files.upload(actor=suzuki, chunks=[b"x"], name="a.txt", content_type="text/plain")
    id_ = add_one(suzuki, app, 添付=[{"fileKey": key}])
    change(suzuki, app, id_, 添付=[])

    before, after = values(history(suzuki, app, id_)[0])["添付"]
    assert ([file["name"] for file in before], after) == (["a.txt"], [])


# --- speed


def test_a_history_is_an_index_scan_however_long_the_journal(an_app, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="x")
    others = (Entry("record.edit", app.app_id, 10_000 + n % 500, n) for n in range(20_000))
    write(suzuki, others)
    write(suzuki, [Entry("record.edit", app.app_id, id_, n + 2) for n in range(100)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE journal_entry")

    with CaptureQueriesContext(connection) as asked:
        assert len(history(suzuki, app, id_, limit=50)) == 50
    (statement,) = [each["sql"] for each in asked if "journal_entry" in each["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ANALYZE {statement}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert count_up_to(Wanted(app_id=app.app_id), 50_000) > 20_000
    assert "Seq Scan" not in plan, plan
    assert "Index Scan Backward" in plan, plan
