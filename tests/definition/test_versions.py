"""Versions that were live, and one of them made the draft of today."""

from __future__ import annotations

import pytest

from tests.definition.conftest import field_of
from urakata.definition import services
from urakata.definition.in_words.changes import describe
from urakata.definition.publish import mark_live
from urakata.definition.queries import draft_document, live_document
from urakata.definition.versions import document_to_return, find_document, list_versions
from urakata.kernel.errors import NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def app_id(sato, suzuki, a_draft):
    """Three versions: with 金額, with 件名 too (made by 鈴木), and with a unit."""
    app_id = a_draft(金額="NUMBER", live=True)
    services.add_fields(actor=sato, app_id=app_id, properties={"件名": {"type": "LINK"}})
    mark_live(actor=suzuki, app_id=app_id)
    services.update_fields(actor=sato, app_id=app_id, properties={"金額": {"unit": "円"}})
    mark_live(actor=sato, app_id=app_id)
    return app_id


def test_versions_say_who_made_them_and_what_they_changed(app_id, sato, suzuki):
    found = list_versions(app_id)

    assert [(v.revision, v.deployed_by, v.is_live) for v in found] == [
        (4, sato.user_id, True),
        (3, suzuki.user_id, False),
        (2, sato.user_id, False),
    ]
    assert [describe(v.changes, "ja")[0] for v in found] == [
        "フィールド「金額」の単位を「円」にします。",
        "フィールド「件名」（リンク）を追加します。",
        "フィールド「金額」（数値）を追加します。",
    ]


def test_a_page_of_versions_ends_with_what_its_last_one_changed(app_id):
    (last,) = list_versions(app_id, before=4, limit=1)

    assert (last.revision, last.changes.is_first) == (3, False)


def test_every_version_can_be_found(app_id):
    assert find_document(app_id, "live") == live_document(app_id) == find_document(app_id, 4)
    assert find_document(app_id, "draft") == draft_document(app_id)
    assert len(find_document(app_id, 2)["fields"]) == 9


@pytest.mark.parametrize("which", [1, 0, -1, 5, 2**70])
def test_what_was_never_live_is_not_a_version(app_id, which):
    with pytest.raises(NotFound) as missing:
        find_document(app_id, which)

    assert missing.value.code == "UR_VE01"


def test_nothing_is_live_before_the_first_deploy(a_draft):
    with pytest.raises(NotFound):
        find_document(a_draft(), "live")


def test_a_version_of_today_gives_out_no_id_twice(sato, app_id):
    services.add_fields(actor=sato, app_id=app_id, properties={"備考": {"type": "LINK"}})

    document = document_to_return(app_id, 2)

    assert document["next_id"] == field_of(app_id, "備考")["id"] + 1
    assert document["fields"] == find_document(app_id, 2)["fields"]


def test_a_version_of_today_knows_what_other_apps_call_their_fields_now(sato, a_draft):
    master = a_draft(コード={"type": "NUMBER", "unique": True}, live=True)
    lookup = {"relatedApp": {"app": master}, "relatedKeyField": "コード"}
    app_id = a_draft(取引先={"type": "NUMBER", "lookup": lookup}, live=True)
    for code, new in (("コード", "番号"), ("番号", "取引先番号")):
        services.update_fields(actor=sato, app_id=master, properties={code: {"code": new}})
        mark_live(actor=sato, app_id=master)

    returned = {f["code"]: f for f in document_to_return(app_id, 2)["fields"]}
    kept = {f["code"]: f for f in find_document(app_id, 2)["fields"]}

    assert returned["取引先"]["lookup"]["relatedKeyField"] == "取引先番号"
    assert kept["取引先"]["lookup"]["relatedKeyField"] == "コード"
