"""What is deleted is kept for a while, whole, for those who may delete (A11)."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.access.rules import field_rule, record_rule
from tests.record.asking import add, add_one, line, problems, refusal
from urakata.kernel.errors import NotFound
from urakata.record import blobs, files
from urakata.record.comments import add_comment
from urakata.record.models import Comment, File, TrashedRecord
from urakata.record.trash import expire, list_trash
from urakata.record.write import delete_records

pytestmark = pytest.mark.django_db

FIELDS = {
    "件名": "SINGLE_LINE_TEXT",
    "金額": "NUMBER",
    "明細": {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT"}},
    "添付": "FILE",
}


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


def an_upload(actor, content=b"hello"):
    return files.upload(actor=actor, chunks=[content], name="a.txt", content_type="text/plain")


def trash(actor, app, **window):
    return list_trash(actor=actor, app=app, **{"limit": 100, **window})


def titles(actor, app):
    return [each.record["件名"]["value"] for each in trash(actor, app).records]


def test_a_deleted_record_lies_in_the_trash_whole(an_app, suzuki):
    app = an_app(FIELDS)
    key = an_upload(suzuki)
    table = [line(品名="机"), line(品名="椅子")]
    id_ = add_one(suzuki, app, 件名="備品", 金額="1200.50", 明細=table, 添付=[{"fileKey": key}])
    add_comment(actor=suzuki, app=app, record_id=id_, text="了解")

    delete_records(actor=suzuki, app=app, ids=[id_])

    (found,) = trash(suzuki, app).records
    assert found.record["件名"]["value"] == "備品"
    assert found.record["金額"]["value"] == "1200.5"
    names = [row["value"]["品名"]["value"] for row in found.record["明細"]["value"]]
    assert names == ["机", "椅子"]
    assert [file["name"] for file in found.record["添付"]["value"]] == ["a.txt"]
    assert found.record["$id"]["value"] == str(id_)
    assert found.deleted_by == {"code": "suzuki", "name": "鈴木 一郎"}
    assert found.expires_at - found.deleted_at == timedelta(days=30)
    kept = TrashedRecord.objects.get()
    assert [comment["text"] for comment in kept.comments] == ["了解"]
    assert Comment.objects.count() == 0


def test_its_files_are_read_by_nobody(an_app, suzuki):
    app = an_app(FIELDS)
    key = an_upload(suzuki)
    id_ = add_one(suzuki, app, 添付=[{"fileKey": key}])

    delete_records(actor=suzuki, app=app, ids=[id_])

    with pytest.raises(NotFound):
        files.open_file(actor=suzuki, file_id=key)


def test_the_trash_is_read_page_by_page_the_newest_first(an_app, suzuki):
    app = an_app(FIELDS)
    ids = [saved.id for saved in add(suzuki, app, *({"件名": str(n)} for n in range(5)))]
    delete_records(actor=suzuki, app=app, ids=ids[:3])
    delete_records(actor=suzuki, app=app, ids=ids[3:])

    first = trash(suzuki, app, limit=3)
    second = trash(suzuki, app, limit=3, after=first.after)

    shown = [each.record["件名"]["value"] for each in (*first.records, *second.records)]
    assert shown == ["4", "3", "2", "1", "0"]
    assert second.after is None
    assert problems(lambda: trash(suzuki, app, after="x")) == {
        "after": ["値の形式が正しくありません。"]
    }


def test_the_rules_about_records_and_fields_hold_in_the_trash(an_app, with_access, suzuki, tanaka):
    app = an_app(FIELDS)
    ids = [saved.id for saved in add(suzuki, app, {"件名": "公開", "金額": "1"}, {"件名": "秘密"})]
    pay = field_rule("金額", ("USER", "suzuki", "WRITE"))
    app = with_access(
        app,
        records=[record_rule('件名 = "秘密"', suzuki="view delete", everyone="")],
        fields=[pay],
    )
    delete_records(actor=suzuki, app=app, ids=ids)

    assert titles(suzuki, app) == ["秘密", "公開"]
    (seen,) = trash(tanaka, app).records
    assert seen.record["件名"]["value"] == "公開"
    assert "金額" not in seen.record


def test_conditions_about_tables_are_asked_of_the_trash(an_app, with_access, suzuki, tanaka):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="机の件", 明細=[line(品名="机")])
    other = add_one(suzuki, app, 件名="他の件")
    rule = record_rule('品名 in ("机")', tanaka="view", everyone="view delete")
    closed = record_rule("", tanaka="", everyone="view delete")
    app = with_access(app, records=[rule, closed])

    delete_records(actor=suzuki, app=app, ids=[id_, other])

    assert titles(tanaka, app) == ["机の件"]
    assert titles(suzuki, app) == ["他の件", "机の件"]


def test_who_may_not_delete_does_not_look_into_the_trash(an_app, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 件名="備品")
    delete_records(actor=suzuki, app=app, ids=[id_])
    token = replace(suzuki, via="token", tokens={app.app_id: frozenset({"view", "edit"})})

    assert refusal(lambda: trash(token, app)) == "GAIA_NO01"


def test_what_was_in_the_trash_long_enough_is_forgotten_with_its_files(an_app, suzuki, settings):
    app = an_app(FIELDS)
    keys = [an_upload(suzuki, b"%d" % n) for n in range(2)]
    ids = [saved.id for saved in add(suzuki, app, *({"添付": [{"fileKey": k}]} for k in keys))]
    delete_records(actor=suzuki, app=app, ids=ids)
    old = timezone.now() - timedelta(days=31)
    TrashedRecord.objects.filter(record_id=ids[0]).update(deleted_at=old)
    File.objects.filter(pk=keys[0]).update(released_at=old)
    for file in File.objects.all():
        age(file.sha256)

    expire()

    assert [each.record["$id"]["value"] for each in trash(suzuki, app).records] == [str(ids[1])]
    assert files.sweep() == 1
    assert [str(file.pk) for file in File.objects.all()] == [keys[1]]
    settings.TRASH_DAYS = 0
    expire()
    assert trash(suzuki, app).records == []


def age(sha256: str) -> None:
    os.utime(blobs.path_of(sha256), (0, time.time() - 90_000))


def test_a_thousand_records_go_into_the_trash_with_the_statements_of_one(an_app, suzuki):
    app = an_app(FIELDS)
    ids = [saved.id for saved in add(suzuki, app, *[{"明細": [line(品名="机")]}] * 1000)]

    def statements(ids):
        with CaptureQueriesContext(connection) as seen:
            delete_records(actor=suzuki, app=app, ids=ids)
        return len(seen)

    one = statements(ids[:1])
    assert statements(ids[1:]) == one
    assert TrashedRecord.objects.count() == 1000
