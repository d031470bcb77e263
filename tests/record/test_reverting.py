"""What a record once was becomes its newest revision, by the rules of any change (A11)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone

from tests.access.rules import field_rule, record_rule
from tests.process.conftest import action, process, state
from tests.record.asking import add_one, change, line, lines, problems, read, refusal
from urakata.definition import services
from urakata.definition.queries import live_schema
from urakata.process.services import advance_status
from urakata.record import files
from urakata.record.deploy import deploy
from urakata.record.history import list_history
from urakata.record.restoring import restore_records
from urakata.record.reverting import revert_record
from urakata.record.write import delete_records

pytestmark = pytest.mark.django_db

FIELDS = {
    "番号": {"type": "SINGLE_LINE_TEXT", "unique": True},
    "件名": "SINGLE_LINE_TEXT",
    "金額": "NUMBER",
    "税込": {"type": "CALC", "expression": "金額 * 2"},
    "日付": "DATE",
    "種類": {
        "type": "CHECK_BOX",
        "options": {"甲": {"label": "甲", "index": "0"}, "乙": {"label": "乙", "index": "1"}},
    },
    "担当": "USER_SELECT",
    "添付": "FILE",
    "明細": {
        "type": "SUBTABLE",
        "fields": {"品名": "SINGLE_LINE_TEXT", "数": "NUMBER", "証憑": "FILE"},
    },
}
PROCESS = process(
    {"申請前": state(0), "承認待ち": state(1)},
    action("申請する", "申請前", "承認待ち"),
)


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


def an_upload(actor, content=b"x", name="a.txt"):
    return files.upload(actor=actor, chunks=[content], name=name, content_type="text/plain")


def revert(actor, app, id_, to, **more):
    """The new revision, and the codes that were left with the reasons."""
    reverted = revert_record(actor=actor, app=app, record_id=id_, to=to, **more)
    return reverted.saved.revision, {each.code: each.reason for each in reverted.left}


def redeploy(sato, app, **changes):
    for service, arguments in changes.items():
        getattr(services, service)(actor=sato, app_id=app.app_id, **arguments)
    deploy(actor=sato, targets=[(app.app_id, None)])
    return live_schema(app.app_id)


def test_the_values_of_a_revision_become_a_new_one(an_app, sato, suzuki):
    app = an_app(FIELDS)
    table = [line(品名="机", 数="1.5"), line(品名="椅子", 数="4")]
    id_ = add_one(
        suzuki, app, 番号="A-1", 件名="備品", 金額="1200", 日付="2026-04-01", 種類=["甲", "乙"],
        担当=[{"code": "sato"}], 明細=table,
    )  # fmt: skip
    then = read(suzuki, app, id_)
    desk = then["明細"][0]["id"]
    change(suzuki, app, id_, 件名="旅費", 金額="", 種類=[], 担当=[{"code": "suzuki"}])
    change(suzuki, app, id_, 日付="", 明細=[line(desk, 数="9"), line(品名="棚")])

    assert revert(sato, app, id_, 1, revision=3) == (4, {"税込": "COMPUTED"})

    now = read(suzuki, app, id_)
    same = ("番号", "件名", "金額", "税込", "日付", "種類", "担当")
    assert [now[code] for code in same] == [then[code] for code in same]
    assert lines(now, "明細") == lines(then, "明細")
    newest = list_history(actor=suzuki, app=app, record_id=id_, limit=1).revisions[0]
    assert (newest.operation, newest.restored_from, newest.by["code"]) == ("EDIT", 1, "sato")


def test_files_that_were_let_go_of_come_back(an_app, suzuki):
    app = an_app(FIELDS)
    one, two = an_upload(suzuki), an_upload(suzuki, b"y", "b.txt")
    id_ = add_one(
        suzuki, app, 添付=[{"fileKey": one}], 明細=[line(品名="机", 証憑=[{"fileKey": two}])]
    )
    change(suzuki, app, id_, 添付=[], 明細=[])

    assert revert(suzuki, app, id_, 1) == (3, {})

    record = read(suzuki, app, id_)
    assert [file["name"] for file in record["添付"]] == ["a.txt"]
    assert [file["name"] for file in lines(record, "明細")[0]["証憑"]] == ["b.txt"]
    stream, _ = files.open_file(actor=suzuki, file_id=one)
    stream.close()


def test_a_file_that_is_no_longer_kept_is_named(an_app, suzuki):
    app = an_app(FIELDS)
    gone, kept = an_upload(suzuki), an_upload(suzuki, b"y", "b.txt")
    id_ = add_one(suzuki, app, 添付=[{"fileKey": gone}, {"fileKey": kept}])
    change(suzuki, app, id_, 添付=[{"fileKey": kept}])
    files.forget_released(timezone.now())
    change(suzuki, app, id_, 添付=[])

    assert revert(suzuki, app, id_, 1) == (4, {"添付": "FILE"})
    assert [file["name"] for file in read(suzuki, app, id_)["添付"]] == ["b.txt"]


def test_the_way_back_leads_through_the_trash(an_app, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="一")
    change(suzuki, app, id_, 件名="二")
    delete_records(actor=suzuki, app=app, ids=[id_])
    restore_records(actor=suzuki, app=app, ids=[id_])
    change(suzuki, app, id_, 件名="四")

    assert revert(suzuki, app, id_, 1) == (5, {})
    assert read(suzuki, app, id_)["件名"] == "一"


@pytest.mark.parametrize("to", [2, 3, 99])
def test_only_former_revisions_can_be_gone_back_to(an_app, suzuki, to):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="一")
    change(suzuki, app, id_, 件名="二")

    assert list(problems(lambda: revert(suzuki, app, id_, to))) == ["to"]
    assert read(suzuki, app, id_)["$revision"] == "2"


def test_who_was_faster_is_not_overwritten(an_app, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app)
    change(suzuki, app, id_, 件名="二")

    assert refusal(lambda: revert(suzuki, app, id_, 1, revision=1)) == "GAIA_CO02"


def test_a_value_that_another_record_has_by_now_is_refused(an_app, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 番号="A-1")
    change(suzuki, app, id_, 番号="A-2")
    add_one(suzuki, app, 番号="A-1")

    assert list(problems(lambda: revert(suzuki, app, id_, 1))) == ["record.番号.value"]
    assert read(suzuki, app, id_)["番号"] == "A-2"


# --- what cannot come back is left as it is, and named


def test_the_process_is_left_alone(an_app, suzuki):
    app = an_app(FIELDS, process=PROCESS)
    id_ = add_one(suzuki, app)
    advance_status(actor=suzuki, app=app, record_id=id_, action="申請する")

    assert revert(suzuki, app, id_, 1) == (4, {"ステータス": "PROCESS"})
    assert read(suzuki, app, id_)["ステータス"] == "承認待ち"


def test_what_the_settings_of_today_do_not_take_is_named(an_app, sato, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="", 金額="5", 種類=["甲"], 日付="2026-04-01")
    change(suzuki, app, id_, 件名="二", 金額="6", 種類=["乙"], 日付="")
    options = {"乙": {"label": "乙", "index": "0"}}
    app = redeploy(
        sato,
        app,
        update_fields={"properties": {"種類": {"options": options}, "件名": {"required": True}}},
        delete_fields={"codes": ["金額", "税込"]},
    )

    assert revert(suzuki, app, id_, 1) == (
        3,
        {"件名": "REQUIRED", "種類": "REFUSED", "金額": "DELETED", "税込": "DELETED"},
    )
    record = read(suzuki, app, id_)
    assert (record["件名"], record["種類"], record["日付"]) == ("二", ["乙"], "2026-04-01")


def test_options_that_were_renamed_come_back_under_their_new_names(an_app, sato, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 種類=["甲"])
    change(suzuki, app, id_, 種類=["乙"])
    options = {"甲": {"label": "丙", "index": "0"}, "乙": {"label": "乙", "index": "1"}}
    app = redeploy(sato, app, update_fields={"properties": {"種類": {"options": options}}})

    assert revert(suzuki, app, id_, 1) == (3, {})
    assert read(suzuki, app, id_)["種類"] == ["丙"]


def test_a_look_up_whose_record_is_gone_is_named(an_app, suzuki):
    master = an_app(
        {"コード": {"type": "SINGLE_LINE_TEXT", "unique": True}, "名前": "SINGLE_LINE_TEXT"}
    )
    look_up = {
        "relatedApp": {"app": str(master.app_id)},
        "relatedKeyField": "コード",
        "fieldMappings": [{"field": "品名", "relatedField": "名前"}],
        "lookupPickerFields": [],
        "filterCond": "",
        "sort": "",
    }
    inner = {"キー": {"type": "SINGLE_LINE_TEXT", "lookup": look_up}, "品名": "SINGLE_LINE_TEXT"}
    outer = {
        "商品": {
            "type": "SINGLE_LINE_TEXT",
            "lookup": {**look_up, "fieldMappings": [{"field": "商品名", "relatedField": "名前"}]},
        },
        "商品名": "SINGLE_LINE_TEXT",
        "明細": {"type": "SUBTABLE", "fields": inner},
    }
    app = an_app(outer)
    first = add_one(suzuki, master, コード="P1", 名前="机")
    add_one(suzuki, master, コード="P2", 名前="椅子")
    id_ = add_one(suzuki, app, 商品="P1", 明細=[line(キー="P1"), line(キー="P2")])
    change(suzuki, app, id_, 商品="P2", 明細=[])
    delete_records(actor=suzuki, app=master, ids=[first])

    assert revert(suzuki, app, id_, 1) == (
        3,
        {"商品": "LOOK_UP", "商品名": "COMPUTED", "キー": "LOOK_UP"},
    )
    record = read(suzuki, app, id_)
    assert (record["商品"], record["商品名"]) == ("P2", "椅子")
    assert lines(record, "明細") == [{"キー": "", "品名": ""}, {"キー": "P2", "品名": "椅子"}]


# --- rights


def test_fields_that_may_not_be_edited_are_named_and_hidden_ones_are_not(
    an_app, with_access, suzuki, tanaka
):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="一", 金額="1", 日付="2026-04-01", 明細=[line(品名="机")])
    change(suzuki, app, id_, 件名="二", 金額="2", 日付="2026-04-02", 明細=[])
    app = with_access(
        app,
        fields=[
            field_rule("件名", ("USER", "tanaka", "READ"), ("GROUP", "everyone", "WRITE")),
            field_rule("金額", ("USER", "tanaka", "NONE"), ("GROUP", "everyone", "WRITE")),
            field_rule("税込", ("USER", "tanaka", "NONE"), ("GROUP", "everyone", "READ")),
            field_rule("明細", ("USER", "tanaka", "READ"), ("GROUP", "everyone", "WRITE")),
        ],
    )

    assert revert(tanaka, app, id_, 1) == (3, {"件名": "NO_RIGHT", "明細": "NO_RIGHT"})
    record = read(suzuki, app, id_)
    assert (record["件名"], record["金額"], record["日付"]) == ("二", "2", "2026-04-01")
    assert record["明細"] == []


def test_who_may_not_edit_or_see_a_record_brings_nothing_back(
    an_app, with_access, suzuki, takahashi, tanaka
):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="一")
    change(suzuki, app, id_, 件名="秘密")
    rule = record_rule('件名 = "秘密"', suzuki="view edit", takahashi="view", everyone="")
    app = with_access(app, records=[rule])

    assert refusal(lambda: revert(takahashi, app, id_, 1)) == "CB_NO02"
    assert refusal(lambda: revert(tanaka, app, id_, 1)) == "GAIA_RE01"
    assert read(suzuki, app, id_)["$revision"] == "2"
