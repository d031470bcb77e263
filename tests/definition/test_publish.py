"""The moment a draft goes live."""

from __future__ import annotations

import pytest

from tests.definition.conftest import field_of
from urakata.definition import services
from urakata.definition.models import App, AppVersion
from urakata.definition.publish import hold, mark_live
from urakata.definition.queries import draft_document, get_app, live_document, live_schema
from urakata.kernel.errors import Conflict, Invalid

pytestmark = pytest.mark.django_db


def test_a_draft_goes_live_with_its_revision_and_is_kept_as_a_version(sato, a_draft):
    app_id = a_draft(金額="NUMBER")

    assert mark_live(actor=sato, app_id=app_id, revision=2) == 2
    assert mark_live(actor=sato, app_id=app_id) == 2

    assert live_document(app_id) == draft_document(app_id)
    assert get_app(app_id).live_revision == 2
    kept = AppVersion.objects.get(app_id=app_id)
    assert (kept.revision, kept.deployed_by_id) == (2, sato.user_id)
    assert kept.document == draft_document(app_id)


def test_a_stale_revision_stays_a_draft(sato, a_draft):
    app_id = a_draft(金額="NUMBER")

    with pytest.raises(Conflict):
        mark_live(actor=sato, app_id=app_id, revision=1)

    assert live_document(app_id) is None


def test_both_documents_are_held_for_a_deploy(sato, a_draft):
    app_id = a_draft(金額="NUMBER", live=True)
    services.delete_fields(actor=sato, app_id=app_id, codes=["金額"])

    pending = hold(app_id)

    assert pending.revision == 3
    assert pending.creator_id == sato.user_id
    assert len(pending.live["fields"]) == len(pending.draft["fields"]) + 1


def test_name_and_code_are_others_to_see_only_once_live(sato, a_draft):
    app_id = a_draft(live=True)
    services.update_settings(actor=sato, app_id=app_id, settings={"name": "新", "code": "NEW"})
    assert (get_app(app_id).name, get_app(app_id).code) == ("稟議", "")

    mark_live(actor=sato, app_id=app_id)

    assert (get_app(app_id).name, get_app(app_id).code) == ("新", "NEW")
    assert live_schema(app_id).code == "NEW"


def test_a_renamed_master_field_takes_the_look_ups_of_other_apps_along(sato, a_draft):
    master = a_draft(コード={"type": "NUMBER", "unique": True}, 名称="SINGLE_LINE_TEXT", live=True)
    lookup = {
        "relatedApp": {"app": master},
        "relatedKeyField": "コード",
        "fieldMappings": [{"field": "名", "relatedField": "名称"}],
        "filterCond": '名称 = "名称"',
        "sort": "名称 asc",
        "lookupPickerFields": ["名称"],
    }
    table = {
        "relatedApp": {"app": master},
        "condition": {"field": "名", "relatedField": "名称"},
        "displayFields": ["名称"],
    }
    app_id = a_draft(
        取引先={"type": "NUMBER", "lookup": lookup},
        名="SINGLE_LINE_TEXT",
        関連={"type": "REFERENCE_TABLE", "referenceTable": table},
    )
    view = {"type": "LIST", "index": 0, "filterCond": '関連.名称 = "a" and 名 = "b"'}
    services.update_views(actor=sato, app_id=app_id, views={"表": view})
    mark_live(actor=sato, app_id=app_id)

    renames = {"コード": {"code": "番号"}, "名称": {"code": "社名"}}
    services.update_fields(actor=sato, app_id=master, properties=renames)
    assert live_schema(app_id).by_code["取引先"].lookup.key_field == "コード"
    mark_live(actor=sato, app_id=master)

    found = field_of(app_id, "取引先")["lookup"]
    assert (found["relatedKeyField"], found["sort"]) == ("番号", "社名 asc")
    assert found["filterCond"] == '社名 = "名称"'
    assert found["fieldMappings"] == [{"field": "名", "relatedField": "社名"}]
    assert found["lookupPickerFields"] == ["社名"]
    assert field_of(app_id, "関連")["referenceTable"]["displayFields"] == ["社名"]
    assert draft_document(app_id)["views"]["表"]["filterCond"] == '関連.社名 = "a" and 名 = "b"'
    assert live_schema(app_id).by_code["取引先"].lookup.key_field == "番号"
    assert get_app(app_id).draft_revision == 3


def test_a_code_that_another_app_has_cannot_go_live(sato, a_draft):
    first, second = a_draft(), a_draft()
    for app_id in (first, second):
        document = draft_document(app_id) | {"code": "SAME"}
        App.objects.filter(pk=app_id).update(draft=document)

    with pytest.raises(Invalid):
        mark_live(actor=sato, app_id=second)

    assert not get_app(second).is_live
