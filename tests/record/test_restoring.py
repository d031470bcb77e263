"""Out of the trash comes the same record, a revision further, or a clear no (A11)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.access.rules import field_rule, record_rule
from tests.process.conftest import action, process, state, user
from tests.record.asking import add, add_one, change, count, line, problems, read, refusal
from urakata.definition import services
from urakata.definition.models import App
from urakata.definition.queries import live_document, live_schema
from urakata.journal.queries import entries_of_record
from urakata.process.services import advance_status
from urakata.record import files
from urakata.record.comments import add_comment, list_comments
from urakata.record.deploy import deploy
from urakata.record.models import TrashedRecord
from urakata.record.read import get_record, list_records
from urakata.record.restoring import restore_records
from urakata.record.write import delete_records

pytestmark = pytest.mark.django_db

FIELDS = {
    "番号": {"type": "SINGLE_LINE_TEXT", "unique": True},
    "件名": "SINGLE_LINE_TEXT",
    "金額": "NUMBER",
    "種類": {
        "type": "DROP_DOWN",
        "options": {
            "備品": {"label": "備品", "index": "0"},
            "旅費": {"label": "旅費", "index": "1"},
        },
    },
    "承認者": "USER_SELECT",
    "日時": "DATETIME",
    "明細": {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT", "数": "NUMBER"}},
    "添付": "FILE",
}
PROCESS = process(
    {"申請前": state(0), "承認待ち": state(1, user("takahashi"))},
    action("申請する", "申請前", "承認待ち"),
)


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


def whole(actor, app, id_):
    """A record but for who changed it last, and when."""
    record = get_record(actor=actor, app=app, record_id=id_)
    return {code: cell for code, cell in record.items() if code not in ("更新者", "更新日時")}


def restore(actor, app, *ids):
    return [(saved.id, saved.revision) for saved in restore_records(actor=actor, app=app, ids=ids)]


def test_a_record_comes_back_as_it_was_and_a_revision_further(an_app, sato, suzuki, takahashi):
    app = an_app(FIELDS, process=PROCESS)
    key = files.upload(actor=suzuki, chunks=[b"hello"], name="a.txt", content_type="text/plain")
    table = [line(品名="机", 数="1.50"), line(品名="椅子", 数="4")]
    id_ = add_one(
        suzuki, app, 番号="A-1", 件名="備品", 金額="1200.50", 種類="備品", 日時="2026-04-01T09:30:00Z",
        承認者=[{"code": "takahashi"}], 明細=table, 添付=[{"fileKey": key}],
    )  # fmt: skip
    add_comment(actor=suzuki, app=app, record_id=id_, text="了解")
    advance_status(actor=suzuki, app=app, record_id=id_, action="申請する", assignee="takahashi")
    said = list_comments(actor=suzuki, app=app, record_id=id_)
    before = whole(suzuki, app, id_)
    delete_records(actor=suzuki, app=app, ids=[id_])

    assert restore(sato, app, id_) == [(id_, int(before["$revision"]["value"]) + 1)]

    after = whole(suzuki, app, id_)
    assert {**after, "$revision": ""} == {**before, "$revision": ""}
    assert after["ステータス"]["value"] == "承認待ち"
    assert [each["code"] for each in after["作業者"]["value"]] == ["takahashi"]
    assert get_record(actor=sato, app=app, record_id=id_)["更新者"]["value"]["code"] == "sato"
    assert list_comments(actor=suzuki, app=app, record_id=id_) == said
    stream, _ = files.open_file(actor=suzuki, file_id=key)
    with stream:
        assert stream.read() == b"hello"
    assert TrashedRecord.objects.count() == 0


def test_many_come_back_in_one_go_and_are_found_by_search(an_app, suzuki):
    app = an_app(FIELDS)
    ids = [s.id for s in add(suzuki, app, *({"番号": str(n), "件名": f"机{n}"} for n in range(50)))]
    delete_records(actor=suzuki, app=app, ids=ids)

    assert restore(suzuki, app, *ids) == [(id_, 2) for id_ in ids]
    found = list_records(actor=suzuki, app=app, query='件名 like "机4"').records
    assert len(found) == 11


def test_all_or_none_come_back(an_app, suzuki):
    app = an_app(FIELDS)
    ids = [s.id for s in add(suzuki, app, {}, {})]
    delete_records(actor=suzuki, app=app, ids=ids[:1])

    assert refusal(lambda: restore(suzuki, app, *ids)) == "GAIA_RE01"
    assert (count(app), TrashedRecord.objects.count()) == (1, 1)


def test_a_value_that_another_record_has_by_now_is_named(an_app, suzuki):
    app = an_app(FIELDS)
    ids = [s.id for s in add(suzuki, app, {"番号": "A-1"}, {"番号": "A-2"})]
    delete_records(actor=suzuki, app=app, ids=ids)
    add_one(suzuki, app, 番号="A-2")

    assert problems(lambda: restore(suzuki, app, *ids)) == {
        "ids[1].番号": ["値がほかのレコードと重複しています。"]
    }
    assert (count(app), TrashedRecord.objects.count()) == (1, 2)


def test_two_in_the_trash_with_one_unique_value_do_not_both_come_back(an_app, suzuki):
    app = an_app(FIELDS)
    first = add_one(suzuki, app, 番号="A-1")
    delete_records(actor=suzuki, app=app, ids=[first])
    second = add_one(suzuki, app, 番号="A-1")
    delete_records(actor=suzuki, app=app, ids=[second])

    assert problems(lambda: restore(suzuki, app, first, second)) == {
        "ids[1].番号": ["値がほかのレコードと重複しています。"]
    }


def test_a_repeated_value_does_not_tell_of_a_hidden_field(an_app, with_access, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 番号="A-1")
    delete_records(actor=suzuki, app=app, ids=[id_])
    add_one(suzuki, app, 番号="A-1")
    app = with_access(app, fields=[field_rule("番号", ("USER", "sato", "WRITE"))])

    assert list(problems(lambda: restore(suzuki, app, id_))) == ["ids[0]"]


def test_who_may_not_see_a_record_is_told_that_there_is_none(an_app, with_access, suzuki, tanaka):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="秘密")
    rule = record_rule('件名 = "秘密"', suzuki="view delete", takahashi="view", everyone="")
    app = with_access(app, records=[rule])
    delete_records(actor=suzuki, app=app, ids=[id_])

    assert refusal(lambda: restore(tanaka, app, id_)) == "GAIA_RE01"
    assert count(app) == 0


def test_who_may_not_delete_a_record_does_not_restore_it(an_app, with_access, suzuki, takahashi):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="秘密")
    rule = record_rule('件名 = "秘密"', suzuki="view delete", takahashi="view", everyone="")
    app = with_access(app, records=[rule])
    delete_records(actor=suzuki, app=app, ids=[id_])

    assert refusal(lambda: restore(takahashi, app, id_)) == "CB_NO02"
    assert (count(app), TrashedRecord.objects.count()) == (0, 1)


# --- the definition has changed meanwhile


def redeploy(sato, app, **changes):
    for service, arguments in changes.items():
        getattr(services, service)(actor=sato, app_id=app.app_id, **arguments)
    deploy(actor=sato, targets=[(app.app_id, None)])
    return live_schema(app.app_id)


def test_renamed_options_have_the_names_of_today(an_app, sato, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 種類="備品")
    delete_records(actor=suzuki, app=app, ids=[id_])
    options = {
        "備品": {"label": "消耗品", "index": "0"},
        "旅費": {"label": "旅費", "index": "1"},
    }
    app = redeploy(
        sato, app, update_fields={"properties": {"種類": {"type": "DROP_DOWN", "options": options}}}
    )

    restore(suzuki, app, id_)

    assert read(suzuki, app, id_)["種類"] == "消耗品"


def test_a_status_that_is_gone_begins_anew(an_app, sato, suzuki, takahashi):
    app = an_app(FIELDS, process=PROCESS)
    id_ = add_one(suzuki, app)
    advance_status(actor=suzuki, app=app, record_id=id_, action="申請する", assignee="takahashi")
    delete_records(actor=suzuki, app=app, ids=[id_])
    states = {"申請前": PROCESS["states"]["申請前"]}
    app = redeploy(
        sato, app, update_process={"process": {"enable": True, "states": states, "actions": []}}
    )

    restore(suzuki, app, id_)

    record = read(suzuki, app, id_)
    assert (record["ステータス"], record["作業者"]) == ("申請前", [])


def test_values_of_deleted_fields_and_tables_wait_for_their_fields(an_app, sato, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="備品", 金額="5", 明細=[line(品名="机", 数="2")])
    old = live_document(app.app_id)
    delete_records(actor=suzuki, app=app, ids=[id_])
    app = redeploy(sato, app, delete_fields={"codes": ["金額", "明細"]})

    restore(suzuki, app, id_)

    assert "金額" not in read(suzuki, app, id_)
    app = bring_back(sato, app, old)
    record = read(suzuki, app, id_)
    assert (record["件名"], record["金額"]) == ("備品", "5")
    assert [row["value"]["品名"]["value"] for row in record["明細"]] == ["机"]


def bring_back(sato, app, document):
    App.objects.filter(pk=app.app_id).update(draft=document, draft_revision=app.version + 1)
    deploy(actor=sato, targets=[(app.app_id, None)])
    return live_schema(app.app_id)


def test_a_record_that_was_deleted_twice_comes_back_twice(an_app, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="備品")
    delete_records(actor=suzuki, app=app, ids=[id_])
    restore(suzuki, app, id_)
    change(suzuki, app, id_, 件名="旅費")
    delete_records(actor=suzuki, app=app, ids=[id_])

    assert restore(suzuki, app, id_) == [(id_, 4)]
    assert read(suzuki, app, id_)["件名"] == "旅費"


def test_the_journal_tells_what_came_back(an_app, sato, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="備品", 明細=[line(品名="机")])
    delete_records(actor=suzuki, app=app, ids=[id_])

    restore(sato, app, id_)

    entries = entries_of_record(app.app_id, id_)
    restored, deleted = (json.loads(entry.body) for entry in entries[:2])
    assert (restored["kind"], restored["revision"]) == ("record.restore", 2)
    assert restored["actor"]["code"] == "sato"
    assert (restored["before"], restored["after"]) == ({}, deleted["before"])
