"""Reading a sensitive app leaves an entry a request; reading any other leaves none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.access.rules import field_rule, owner_rule, record_rule
from tests.record.asking import add_one, line
from tests.record.entries import entries
from urakata.definition.document import export_app, import_app
from urakata.definition.queries import live_schema
from urakata.exchange.services import export_records
from urakata.kernel.errors import UrakataError
from urakata.record import comments, cursors, downloads, files, keyset, read, totals
from urakata.record.deploy import deploy
from urakata.record.disclosure import tell_reading

FIELDS = {
    "氏名": "SINGLE_LINE_TEXT",
    "給与": "NUMBER",
    "入社日": "DATE",
    "評価": {"type": "SUBTABLE", "fields": {"年": "NUMBER", "点": "NUMBER"}},
    "履歴書": "FILE",
}
ALL = ["レコード番号", "作成者", "作成日時", "更新者", "更新日時", *FIELDS, "年", "点"]


@pytest.fixture
def plain(an_app):
    return an_app(FIELDS, name="従業員")


@pytest.fixture
def app(plain, sato):
    """The same, marked in its file as sensitive."""
    text = export_app(plain.app_id).replace("settings:\n", "settings:\n  sensitive: true\n")
    imported = import_app(text.encode(), actor=sato, app_id=plain.app_id)
    deploy(actor=sato, targets=[(imported.app_id, imported.revision)])
    return live_schema(plain.app_id)


def told(app: Any) -> list[tuple[str, int | None, Any]]:
    found = [one for one in entries(app) if one["kind"] == "record.read"]
    return [(one["actor"]["code"], one["record"], one["about"]) for one in found]


def file_of(actor: Any) -> str:
    return files.upload(actor=actor, chunks=[b"x"], name="a.pdf", content_type="application/pdf")


def two_records(actor: Any, app: Any) -> tuple[int, int, str]:
    key = file_of(actor)
    one = add_one(
        actor,
        app,
        氏名="鈴木",
        給与="300",
        評価=[line(年="2025", 点="4")],
        履歴書=[{"fileKey": key}],
    )
    return one, add_one(actor, app, 氏名="田中", 給与="400"), key


def test_what_is_marked_in_the_file_stays_marked(app, sato):
    assert app.is_sensitive
    assert "sensitive: true" in export_app(app.app_id)


def test_reads_of_other_apps_are_not_told(plain, sato):
    one, _, _ = two_records(sato, plain)

    read.get_record(actor=sato, app=plain, record_id=one)
    read.list_records(actor=sato, app=plain, query="")

    assert told(plain) == []


def test_a_record_that_is_shown_is_told_with_its_fields(app, sato, suzuki):
    one, _, _ = two_records(sato, app)

    read.get_record(actor=suzuki, app=app, record_id=one)

    assert told(app) == [("suzuki", one, {"ids": [[one, one]], "fields": sorted(ALL)})]


def test_a_list_is_one_entry_with_the_ids_that_it_gave(app, sato, suzuki):
    one, two, _ = two_records(sato, app)

    read.list_records(actor=suzuki, app=app, query="limit 10", fields=["氏名"])
    read.list_records(actor=suzuki, app=app, query="給与 > 350", fields=["氏名", "給与"])
    keyset.list_after(actor=suzuki, app=app, query="", limit=1, fields=["氏名"])

    assert told(app) == [
        ("suzuki", None, {"ids": [[one, two]], "fields": ["氏名"], "query": "limit 10"}),
        ("suzuki", two, {"ids": [[two, two]], "fields": ["氏名", "給与"], "query": "給与 > 350"}),
        ("suzuki", two, {"ids": [[two, two]], "fields": ["氏名"], "query": ""}),
    ]


def test_what_rules_hide_was_not_given_and_is_not_told(app, with_access, sato, suzuki):
    one, two, _ = two_records(sato, app)
    app = with_access(
        app,
        fields=[field_rule("給与", ("USER", "sato", "READ")), field_rule("点")],
        records=[record_rule('氏名 = "田中"', sato="view"), owner_rule("", "作成者", "view")],
    )

    with pytest.raises(UrakataError):
        read.get_record(actor=suzuki, app=app, record_id=two)
    read.list_records(actor=suzuki, app=app, query="", fields=["給与", "氏名"])

    assert told(app) == [("suzuki", None, {"ids": [], "fields": [], "query": ""})]
    mine = add_one(suzuki, app, 氏名="私")
    read.list_records(actor=suzuki, app=app, query="", fields=["給与", "氏名", "評価"])
    assert told(app)[1:] == [
        ("suzuki", mine, {"ids": [[mine, mine]], "fields": ["年", "氏名", "評価"], "query": ""})
    ]
    assert one < mine


def test_pages_of_a_cursor_are_told_one_by_one(app, sato, suzuki):
    one, two, _ = two_records(sato, app)
    ids = read.select_ids(actor=suzuki, app=app, query="order by $id asc")
    cursor = cursors.open_cursor(actor=suzuki, app=app, ids=ids, fields=["氏名"], size=1)
    for _ in ids:
        page = cursors.next_page(actor=suzuki, cursor_id=cursor)
        read.read_records(actor=suzuki, app=app, ids=page.ids, fields=page.fields)

    assert told(app) == [
        ("suzuki", None, {"ids": [], "fields": [], "query": "order by $id asc", "count": 2}),
        ("suzuki", one, {"ids": [[one, one]], "fields": ["氏名"]}),
        ("suzuki", two, {"ids": [[two, two]], "fields": ["氏名"]}),
    ]


def test_counts_and_totals_are_told_with_what_they_are_about(app, sato, suzuki):
    two_records(sato, app)

    read.count_records(actor=suzuki, app=app, query="給与 > 350")
    totals.total_records(
        actor=suzuki,
        app=app,
        query="",
        groups=[totals.GroupBy("入社日", "YEAR")],
        measures=[totals.Measure("SUM", "給与"), totals.Measure("COUNT")],
    )

    assert [about for _, _, about in told(app)] == [
        {"ids": [], "fields": [], "query": "給与 > 350", "count": 1},
        {"ids": [], "fields": ["入社日", "給与"], "query": "", "groups": 1},
    ]


def test_comments_and_files_that_are_read_are_told(app, sato, suzuki):
    one, _, key = two_records(sato, app)
    said = comments.add_comment(actor=sato, app=app, record_id=one, text="x")

    comments.list_comments(actor=suzuki, app=app, record_id=one)
    stream, _ = downloads.open_file(actor=suzuki, file_id=key)
    stream.close()

    assert told(app) == [
        ("suzuki", one, {"ids": [[one, one]], "fields": [], "comments": [said]}),
        ("suzuki", one, {"ids": [[one, one]], "fields": ["履歴書"], "file": key}),
    ]


def test_an_export_is_told_with_all_that_left(app, sato):
    one, two, _ = two_records(sato, app)

    list(export_records(actor=sato, app=app, format_="csv", fields=["氏名", "給与"]))

    ((who, record, about),) = told(app)
    runs = [e["about"]["export"] for e in entries(app) if e["kind"] == "export.run"]
    assert (who, record) == ("sato", None)
    assert about == {"ids": [[one, two]], "fields": ["氏名", "給与"], "export": runs[0]}


@pytest.mark.parametrize(
    ("ids", "ranges"),
    [
        ([], []),
        ([3], [[3, 3]]),
        ([5, 3, 4, 9, 4], [[3, 5], [9, 9]]),
        (range(2_000, 0, -1), [[1, 2_000]]),
        (range(1, 8, 3), [[1, 1], [4, 4], [7, 7]]),
    ],
)
def test_ids_are_told_as_ranges(app, sato, ids, ranges):
    tell_reading(sato, app, ids)

    ((_, record, about),) = told(app)
    assert about["ids"] == ranges
    assert record == (3 if ranges == [[3, 3]] else None)


def look_up(master: Any, mode: str) -> dict[str, Any]:
    lookup = {
        "relatedApp": {"app": str(master.app_id)},
        "relatedKeyField": "氏名",
        "fieldMappings": [{"field": "写し", "relatedField": "給与"}],
        "mode": mode,
    }
    return {"写し": "NUMBER", "社員": {"type": "SINGLE_LINE_TEXT", "lookup": lookup}}


@pytest.fixture
def master(an_app, sato):
    """A sensitive app whose names are keys."""
    fields = {"氏名": {"type": "SINGLE_LINE_TEXT", "unique": True}, "給与": "NUMBER"}
    plain = an_app(fields, name="従業員")
    text = export_app(plain.app_id).replace("settings:\n", "settings:\n  sensitive: true\n")
    imported = import_app(text.encode(), actor=sato, app_id=plain.app_id)
    deploy(actor=sato, targets=[(imported.app_id, imported.revision)])
    return live_schema(plain.app_id)


def test_what_a_look_up_copies_is_told_with_where_it_went(master, an_app, sato, suzuki):
    id_ = add_one(sato, master, 氏名="鈴木", 給与="300")
    copying = an_app(look_up(master, "COPY"), name="賞与")

    add_one(suzuki, copying, 社員="鈴木")
    with pytest.raises(UrakataError):
        add_one(suzuki, copying, 社員="いない")

    about = {"ids": [[id_, id_]], "fields": ["氏名", "給与"], "look_up": copying.app_id}
    assert told(master) == [("suzuki", id_, about)]
    assert told(copying) == []


def test_what_shows_a_sensitive_app_is_as_sensitive(master, an_app, sato, suzuki):
    add_one(sato, master, 氏名="鈴木", 給与="300")
    showing = an_app(look_up(master, "LIVE"), name="面談")
    id_ = add_one(suzuki, showing, 社員="鈴木")

    assert not showing.is_sensitive
    read.list_records(actor=suzuki, app=showing, query="", fields=["写し"])

    about = {"ids": [[id_, id_]], "fields": ["写し"], "query": ""}
    assert told(showing) == [("suzuki", id_, about)]
