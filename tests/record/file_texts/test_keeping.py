from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from django.db import connection, transaction

from tests.record.asking import add_one, change
from tests.record.file_texts import making
from urakata.directory.actor import Actor
from urakata.record import blobs, files, jobs
from urakata.record.file_texts import keeping
from urakata.record.models import File, FilePassage, FileText
from urakata.record.read import count_records, list_records
from urakata.record.write import delete_records

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def contracts(an_app):
    return an_app(
        {
            "件名": "SINGLE_LINE_TEXT",
            "添付": "FILE",
            "明細": {"type": "SUBTABLE", "fields": {"書類": "FILE"}},
        }
    )


def upload(actor: Actor, content: bytes, name: str = "契約.pdf") -> str:
    return files.upload(actor=actor, chunks=[content], name=name, content_type="application/pdf")


def waiting() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args ->> 'sha256' FROM procrastinate_jobs WHERE task_name = 'record.read_file_text'"
        )
        return [sha256 for (sha256,) in cursor.fetchall()]


def run_jobs() -> None:
    for sha256 in waiting():
        jobs.read_file_text(sha256)


def found(actor: Actor, app, query: str) -> list[str]:
    page = list_records(actor=actor, app=app, query=query, fields=["$id"])
    return [record["$id"]["value"] for record in page.records]


def test_a_file_is_read_by_a_job_of_the_transaction_that_saves_it(suzuki):
    upload(suzuki, making.pdf("解約条項"))
    (sha256,) = waiting()
    run_jobs()

    text = FileText.objects.get()
    assert (text.sha256, text.reason, text.attempts) == (sha256, None, 1)
    assert list(FilePassage.objects.values_list("page", "text", "doc")) == [
        (1, "解約条項", "解約条項")
    ]


def test_a_save_that_fails_asks_for_nothing(suzuki):
    with transaction.atomic():
        upload(suzuki, b"text")
        transaction.set_rollback(True)

    assert (waiting(), FileText.objects.count()) == ([], 0)


def test_the_same_content_is_read_once_whatever_it_is_called(suzuki):
    for name in ("甲.pdf", "乙.pdf"):
        upload(suzuki, making.pdf("解約条項"), name)

    assert len(waiting()) == 1


def test_what_is_kept_is_in_one_spelling(suzuki):
    upload(suzuki, "ＡＢＣ 株式\n会社　ﾏｳｽ".encode())
    run_jobs()

    (passage,) = FilePassage.objects.all()
    assert (passage.text, passage.doc) == ("ＡＢＣ 株式\n会社　ﾏｳｽ", "abc株式会社マウス")


def test_a_file_that_cannot_be_read_is_noted_and_left_alone(suzuki):
    upload(suzuki, b"%PDF-1.4 broken")
    run_jobs()
    run_jobs()

    text = FileText.objects.get()
    assert (text.reason, text.attempts) == ("damaged", 1)
    assert text.read_at is not None
    assert keeping.missing(10) == []


def test_a_content_that_keeps_killing_the_worker_is_given_up(suzuki, monkeypatch):
    def die(path):
        raise KeyboardInterrupt

    upload(suzuki, b"text")
    with monkeypatch.context() as patch:
        patch.setattr(keeping, "read_file", die)
        for _ in range(keeping.MOST_ATTEMPTS):
            with pytest.raises(KeyboardInterrupt):
                run_jobs()
    run_jobs()

    assert FileText.objects.values_list("reason", "attempts").get() == ("damaged", 4)


def test_a_content_that_is_gone_is_forgotten(suzuki):
    upload(suzuki, b"text")
    (sha256,) = waiting()
    blobs.remove(sha256)
    run_jobs()

    assert FileText.objects.count() == 0


def test_a_text_goes_with_its_content(suzuki):
    upload(suzuki, b"text")
    run_jobs()
    (sha256,) = waiting()
    File.objects.all().delete()
    old = time.time() - blobs.GRACE - 60
    os.utime(blobs.path_of(sha256), (old, old))

    assert files.sweep() == 1
    assert (FileText.objects.count(), FilePassage.objects.count()) == (0, 0)


def test_files_that_came_before_are_read_too(suzuki):
    upload(suzuki, b"text")
    FileText.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")

    assert jobs.want_missing_texts() == 1
    assert jobs.want_missing_texts() == 0
    assert len(waiting()) == 1


def test_a_job_that_was_lost_is_asked_for_again(suzuki):
    upload(suzuki, b"text")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("UPDATE record_filetext SET wanted_at = now() - interval '1 day'")

    assert jobs.want_missing_texts() == 1
    assert len(waiting()) == 1


@pytest.mark.parametrize(
    "word", ["解約", "約", "解約　条項", "ＰＤＦ", "kaiyaku", "100%", "契約.pdf"]
)
def test_a_condition_finds_a_record_by_the_text_of_its_file(sato, contracts, word):
    key = upload(sato, making.pdf("解約条項 pdf Kaiyaku 100%"))
    one = add_one(sato, contracts, 添付=[{"fileKey": key}])
    add_one(sato, contracts, 件名="解約")
    run_jobs()

    assert found(sato, contracts, f'添付 like "{word}"') == [str(one)]


@pytest.mark.parametrize("word", ["解除", "100_", "\\\\", "100％％", "\x01"])
def test_a_condition_finds_nothing_else(sato, contracts, word):
    key = upload(sato, making.pdf("解約条項 100%"))
    add_one(sato, contracts, 添付=[{"fileKey": key}])
    run_jobs()

    assert found(sato, contracts, f'添付 like "{word}"') == []


def test_a_denial_looks_inside_too(sato, contracts):
    key = upload(sato, making.pdf("解約条項"))
    one = add_one(sato, contracts, 添付=[{"fileKey": key}])
    other = add_one(sato, contracts, 件名="なし")
    run_jobs()

    assert found(sato, contracts, '添付 not like "解約"') == [str(other)]
    assert found(sato, contracts, '添付 not like "解除"') == [str(other), str(one)]


def test_a_condition_looks_into_files_of_a_table(sato, contracts):
    key = upload(sato, making.pdf("解約条項"))
    row = {"value": {"書類": {"value": [{"fileKey": key}]}}}
    one = add_one(sato, contracts, 明細=[row])
    run_jobs()

    assert found(sato, contracts, '書類 like "解約"') == [str(one)]


def test_a_file_that_was_taken_away_is_not_found(sato, contracts):
    key = upload(sato, making.pdf("解約条項"))
    one = add_one(sato, contracts, 添付=[{"fileKey": key}])
    run_jobs()
    change(sato, contracts, one, 添付=[])

    assert found(sato, contracts, '添付 like "解約"') == []


def test_a_deleted_record_is_not_found(sato, contracts):
    key = upload(sato, making.pdf("解約条項"))
    one = add_one(sato, contracts, 添付=[{"fileKey": key}])
    run_jobs()
    with transaction.atomic():
        delete_records(actor=sato, app=contracts, ids=[one])

    assert count_records(actor=sato, app=contracts, query='添付 like "解約"') == 0


def test_a_hidden_file_is_not_found_by_what_it_says(sato, suzuki, contracts, with_access):
    key = upload(sato, making.pdf("解約条項"))
    one = add_one(sato, contracts, 件名="甲", 添付=[{"fileKey": key}])
    run_jobs()
    mine = {"type": "FIELD_ENTITY", "code": "作成者"}
    app = with_access(
        contracts,
        fields=[{"code": "添付", "entities": [{"entity": mine, "accessibility": "WRITE"}]}],
    )

    assert found(sato, app, '添付 like "解約"') == [str(one)]
    assert found(suzuki, app, '添付 like "解約"') == []
    assert found(suzuki, app, '添付 not like "解約"') == [str(one)]
