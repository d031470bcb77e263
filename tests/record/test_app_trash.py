"""What becomes of a deleted app: nothing for a while, then nothing is left."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from tests.record.asking import add_one
from urakata.definition import services
from urakata.definition.models import App, AppVersion
from urakata.definition.queries import get_app, live_schema
from urakata.directory.tokens import create_token, list_tokens
from urakata.journal.queries import Wanted, search
from urakata.kernel.errors import Forbidden, NotFound
from urakata.record import app_trash, files
from urakata.record.app_trash import delete_app, list_deleted, purge, restore_app
from urakata.record.comments import add_comment, list_comments
from urakata.record.deploy import deploy
from urakata.record.read import get_record, list_records
from urakata.record.search_index import run_once
from urakata.record.trash import list_trash
from urakata.record.write import delete_records

pytestmark = pytest.mark.django_db

FIELDS = {
    "番号": {"type": "SINGLE_LINE_TEXT", "numbering": {"pattern": "N-{seq:4}"}},
    "件名": "SINGLE_LINE_TEXT",
    "添付": "FILE",
    "明細": {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT"}},
}


@pytest.fixture(autouse=True)
def root(tmp_path, settings):
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def app(an_app, sato):
    """A record with a file, a row and a comment; another one in the trash; a column out of use."""
    app = an_app({**FIELDS, "古い": "NUMBER"})
    services.delete_fields(actor=sato, app_id=app.app_id, codes=["古い"])
    deploy(actor=sato, targets=[(app.app_id, None)])
    app = live_schema(app.app_id)
    key = files.upload(actor=sato, chunks=iter([b"abc"]), name="a.txt", content_type="text/plain")
    lines = [{"value": {"品名": {"value": "天板"}}}]
    id_ = add_one(sato, app, 件名="机", 添付=[{"fileKey": key}], 明細=lines)
    add_comment(actor=sato, app=app, record_id=id_, text="至急")
    gone = add_one(sato, app, 件名="棚")
    delete_records(actor=sato, app=app, ids=[gone])
    create_token(app.app_id, ["view"], actor=sato)
    return app


def rest_of(app_id):
    """What there still is of an app, beside the journal."""
    found = {
        model.__name__: model.objects.filter(app_id=app_id).count()
        for model in apps.get_app_config("record").get_models()
        if any(field.name == "app_id" for field in model._meta.fields)
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'ledger'::regnamespace"
            " AND relname ~ %s",
            [f"^app_{app_id}(_|$)"],
        )
        found["relations"] = cursor.fetchone()[0]
    found["versions"] = AppVersion.objects.filter(app_id=app_id).count()
    found["tokens"] = len(list_tokens(app_id))
    found["app"] = App.objects.filter(pk=app_id).count()
    return {name: count for name, count in found.items() if count}


def deleted_days_ago(app_id, days):
    App.objects.filter(pk=app_id).update(deleted_at=timezone.now() - timedelta(days=days))


def test_an_app_comes_back_with_records_files_comments_and_its_own_trash(app, sato):
    id_ = int(list_records(actor=sato, app=app, query="").records[0]["$id"]["value"])
    before = get_record(actor=sato, app=app, record_id=id_), rest_of(app.app_id)
    delete_app(actor=sato, app_id=app.app_id)
    with pytest.raises(NotFound):
        live_schema(app.app_id)

    restore_app(actor=sato, app_id=app.app_id)

    back = live_schema(app.app_id)
    assert (get_record(actor=sato, app=back, record_id=id_), rest_of(app.app_id)) == before
    assert [c["text"] for c in list_comments(actor=sato, app=back, record_id=id_).comments] == [
        "至急"
    ]
    assert len(list_trash(actor=sato, app=back, limit=10).records) == 1


def test_search_texts_that_were_late_are_not_forgotten(app, sato):
    delete_app(actor=sato, app_id=app.app_id)
    assert run_once() == 0

    restore_app(actor=sato, app_id=app.app_id)

    assert run_once() > 0


def test_deleting_and_bringing_back_are_in_the_journal(app, sato):
    delete_app(actor=sato, app_id=app.app_id)
    restore_app(actor=sato, app_id=app.app_id)

    newest = [json.loads(each.body)["kind"] for each in search(Wanted(app_id=app.app_id))[:2]]
    assert newest == ["app.restore", "app.delete"]


def test_what_was_renamed_meanwhile_is_followed_in_the_trash_too(an_app, sato):
    master = an_app({"コード": {"type": "NUMBER", "unique": True}}, name="取引先")
    lookup = {"relatedApp": {"app": master.app_id}, "relatedKeyField": "コード"}
    reader = an_app({"取引先": {"type": "NUMBER", "lookup": lookup}}, name="受注")
    delete_app(actor=sato, app_id=reader.app_id)
    renamed = {"コード": {"code": "番号"}}
    services.update_fields(actor=sato, app_id=master.app_id, properties=renamed)
    deploy(actor=sato, targets=[(master.app_id, None)])

    restore_app(actor=sato, app_id=reader.app_id)

    assert live_schema(reader.app_id).by_code["取引先"].lookup.key_field == "番号"


def test_when_its_time_is_over_nothing_is_left(app, sato, an_app):
    other = an_app({"件名": "SINGLE_LINE_TEXT"}, name="別")
    add_one(sato, other, 件名="残る")
    kept = rest_of(other.app_id)
    delete_app(actor=sato, app_id=app.app_id)
    deleted_days_ago(app.app_id, 31)

    assert purge() == 1

    assert (rest_of(app.app_id), rest_of(other.app_id)) == ({}, kept)
    (entry, *_) = search(Wanted(app_id=app.app_id))
    assert json.loads(entry.body)["kind"] == "app.purge"
    with pytest.raises(NotFound):
        restore_app(actor=sato, app_id=app.app_id)


def test_until_then_it_stays(app, sato):
    before = rest_of(app.app_id)
    delete_app(actor=sato, app_id=app.app_id)
    deleted_days_ago(app.app_id, 29)

    assert purge() == 0
    assert rest_of(app.app_id) == before


def test_an_end_that_was_broken_off_goes_on_and_cannot_be_undone(app, sato, monkeypatch):
    delete_app(actor=sato, app_id=app.app_id)
    deleted_days_ago(app.app_id, 31)

    def break_off(table: str) -> None:
        raise ConnectionError(table)

    with monkeypatch.context() as broken:
        broken.setattr(app_trash, "_drop", break_off)
        with pytest.raises(ConnectionError):
            purge()

    assert list_deleted(actor=sato) == []
    with pytest.raises(NotFound):
        restore_app(actor=sato, app_id=app.app_id)
    assert purge() == 1
    assert rest_of(app.app_id) == {}


def test_rows_go_in_batches(app, sato, monkeypatch):
    monkeypatch.setattr(app_trash, "BATCH", 1)
    for title in ("椅子", "机"):
        delete_records(actor=sato, app=app, ids=[add_one(sato, app, 件名=title)])
    delete_app(actor=sato, app_id=app.app_id)
    deleted_days_ago(app.app_id, 31)

    purge()

    assert rest_of(app.app_id) == {}


def test_an_id_is_never_given_out_again(app, sato, an_app):
    delete_app(actor=sato, app_id=app.app_id)
    deleted_days_ago(app.app_id, 31)
    purge()

    assert an_app(name="次").app_id > app.app_id


def test_only_who_manages_it_may_delete_it(app, suzuki):
    before = get_app(app.app_id)

    with pytest.raises(Forbidden):
        delete_app(actor=suzuki, app_id=app.app_id)

    assert get_app(app.app_id) == before
