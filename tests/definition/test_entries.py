"""What the journal says about changes of apps, from every road that changes one."""

from __future__ import annotations

import json

import pytest

from tests.definition.conftest import field_of
from urakata.definition import services
from urakata.definition.document import export_app, import_app
from urakata.definition.publish import mark_live
from urakata.journal.queries import Wanted, search
from urakata.kernel.errors import UrakataError

pytestmark = pytest.mark.django_db

HIDDEN = [
    {
        "code": "金額",
        "entities": [
            {
                "entity": {"type": "USER", "code": "sato"},
                "includeSubs": False,
                "accessibility": "READ",
            }
        ],
    }
]


def told(app_id):
    """The entries of an app, the oldest first."""
    return [json.loads(each.body) for each in reversed(search(Wanted(app_id=app_id)))]


def newest(app_id):
    return told(app_id)[-1]


def kinds(app_id):
    return [entry["kind"] for entry in told(app_id)]


def test_a_new_app_is_told_with_its_name_and_maker(sato, a_draft):
    (entry,) = told(a_draft(called="経費"))

    assert (entry["kind"], entry["after"], entry["revision"]) == ("app.create", {"name": "経費"}, 1)
    assert entry["actor"]["code"] == "sato"


def test_a_changed_field_is_told_as_it_was_and_as_it_is(sato, a_draft):
    app_id = a_draft(金額="NUMBER", 件名="SINGLE_LINE_TEXT")
    was = field_of(app_id, "金額")

    services.update_fields(actor=sato, app_id=app_id, properties={"金額": {"unit": "円"}})

    place = f"f{was['id']}"
    assert newest(app_id)["kind"] == "app.edit"
    assert newest(app_id)["before"] == {place: was}
    assert newest(app_id)["after"] == {place: {**was, "unit": "円"}}
    assert (newest(app_id)["revision"], newest(app_id)["about"]) == (3, {"stage": "draft"})


def test_a_field_that_goes_is_absent_afterwards(sato, a_draft):
    app_id = a_draft(金額="NUMBER", 件名="SINGLE_LINE_TEXT")
    place = f"f{field_of(app_id, '件名')['id']}"

    services.delete_fields(actor=sato, app_id=app_id, codes=["件名"])

    assert newest(app_id)["before"].keys() == {place, "layout"}
    assert newest(app_id)["after"].keys() == {"layout"}


def test_a_column_is_told_without_its_table(sato, a_draft):
    lines = {"type": "SUBTABLE", "fields": {"品名": {"type": "SINGLE_LINE_TEXT"}}}
    app_id = a_draft(明細=lines)
    place = f"f{field_of(app_id, '品名')['id']}"

    change = {"明細": {"fields": {"品名": {"required": True}}}}
    services.update_fields(actor=sato, app_id=app_id, properties=change)

    assert newest(app_id)["before"].keys() == {place}


def test_settings_are_told_apart_from_the_form(sato, a_draft):
    app_id = a_draft()

    services.update_settings(actor=sato, app_id=app_id, settings={"theme": "RED", "name": "新"})

    assert newest(app_id)["kind"] == "settings.edit"
    assert newest(app_id)["before"] == {"name": "稟議", "theme": "WHITE"}
    assert newest(app_id)["after"] == {"name": "新", "theme": "RED"}


def test_rights_are_told_when_they_are_written_and_when_they_begin_to_count(sato, a_draft):
    app_id = a_draft(金額="NUMBER", live=True)

    services.update_access(actor=sato, app_id=app_id, which="fields", rights=HIDDEN)
    draft = newest(app_id)
    mark_live(actor=sato, app_id=app_id)
    deploy, live = told(app_id)[-2:]

    assert (draft["kind"], draft["before"], draft["about"]) == (
        "access.edit", {}, {"stage": "draft"},
    )  # fmt: skip
    assert draft["after"]["fields"][0]["entities"][0]["accessibility"] == "READ"
    assert (deploy["kind"], deploy["about"]) == ("app.deploy", {"version_before": 2})
    assert (live["kind"], live["after"], live["about"]) == (
        "access.edit", draft["after"], {"stage": "live"},
    )  # fmt: skip


def test_an_edit_that_changes_nothing_tells_nothing(sato, a_draft):
    app_id = a_draft(金額="NUMBER")

    services.update_settings(actor=sato, app_id=app_id, settings={"theme": "WHITE"})

    assert kinds(app_id) == ["app.create", "app.edit"]


def test_a_refused_edit_tells_nothing(sato, a_draft):
    app_id = a_draft(金額="NUMBER")

    with pytest.raises(UrakataError):
        services.delete_fields(actor=sato, app_id=app_id, codes=["無い"])

    assert kinds(app_id) == ["app.create", "app.edit"]


def test_what_a_reverted_draft_held_is_kept(sato, a_draft):
    app_id = a_draft(金額="NUMBER", live=True)
    services.update_fields(actor=sato, app_id=app_id, properties={"金額": {"unit": "円"}})
    services.update_settings(actor=sato, app_id=app_id, settings={"theme": "RED"})

    services.revert(actor=sato, app_id=app_id)

    entry = newest(app_id)
    place = f"f{field_of(app_id, '金額')['id']}"
    assert (entry["kind"], entry["before"].keys()) == ("app.revert", {place, "theme"})
    assert (entry["after"]["theme"], entry["after"][place]["unit"]) == ("WHITE", "")


def test_a_file_is_told_like_any_other_change(sato, a_draft):
    text = export_app(a_draft(called="経費", 金額="NUMBER"))

    imported = import_app(text, actor=sato)

    assert kinds(imported.app_id) == ["app.create", "app.edit"]
    assert told(imported.app_id)[0]["after"] == {"name": "経費"}


def test_apps_that_follow_a_renamed_field_tell_whom(sato, a_draft):
    master = a_draft(コード={"type": "NUMBER", "unique": True}, live=True)
    lookup = {"relatedApp": {"app": master}, "relatedKeyField": "コード"}
    app_id = a_draft(取引先={"type": "NUMBER", "lookup": lookup}, live=True)

    services.update_fields(actor=sato, app_id=master, properties={"コード": {"code": "番号"}})
    mark_live(actor=sato, app_id=master)

    draft, live = told(app_id)[-2:]
    place = f"f{field_of(app_id, '取引先')['id']}"
    assert draft["before"][place]["lookup"]["relatedKeyField"] == "コード"
    assert live["after"][place]["lookup"]["relatedKeyField"] == "番号"
    assert [each["about"] for each in (draft, live)] == [
        {"stage": "draft", "followed": master},
        {"stage": "live", "followed": master},
    ]


def test_a_deleted_app_is_told(sato, a_draft):
    app_id = a_draft(live=True)

    services.delete_app(actor=sato, app_id=app_id)

    assert newest(app_id)["kind"] == "app.delete"
