"""What the API answers about apps: kintone's shapes, strings everywhere."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.definition.conftest import field_of
from urakata.definition import answers, services
from urakata.definition.queries import get_app
from urakata.kernel.errors import Invalid, NotFound

pytestmark = pytest.mark.django_db


def test_an_app_is_shown_as_kintone_does(sato, a_draft):
    app_id = a_draft(live=True)

    shown = answers.show_app(get_app(app_id))

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", str(shown.pop("createdAt")))
    assert shown.pop("modifiedAt")
    assert shown == {
        "appId": str(app_id),
        "code": "",
        "name": "稟議",
        "description": "",
        "spaceId": None,
        "threadId": None,
        "creator": {"code": "sato", "name": "佐藤 花子"},
        "modifier": {"code": "sato", "name": "佐藤 花子"},
    }


def test_fields_show_no_ids_and_the_present_code_of_other_apps(sato, a_draft):
    master = a_draft(コード={"type": "SINGLE_LINE_TEXT", "unique": True})
    services.update_settings(actor=sato, app_id=master, settings={"code": "TORIHIKI"})
    lookup = {"relatedApp": {"app": master}, "relatedKeyField": "コード"}
    app_id = a_draft(
        取引先={"type": "SINGLE_LINE_TEXT", "lookup": lookup},
        区分={"type": "RADIO_BUTTON", "options": {"甲": {"label": "甲", "index": 0}}},
        明細={"type": "SUBTABLE", "fields": {"数量": {"type": "NUMBER"}}},
    )

    properties: Any = answers.show_fields(app_id, is_preview=True, lang="JA")["properties"]

    assert properties["取引先"]["lookup"]["relatedApp"] == {"app": str(master), "code": "TORIHIKI"}
    assert properties["区分"]["options"] == {"甲": {"label": "甲", "index": "0"}}
    assert properties["明細"]["fields"]["数量"]["digit"] is False
    assert properties["レコード番号"] == {
        "type": "RECORD_NUMBER", "code": "レコード番号", "label": "レコード番号", "noLabel": False,
    }  # fmt: skip
    assert properties["カテゴリー"] == {
        "type": "CATEGORY", "code": "カテゴリー", "label": "カテゴリー", "enabled": False,
    }  # fmt: skip
    assert all("id" not in field for field in properties.values())


SETTINGS = {
    "name", "description", "icon", "theme", "titleField", "enableThumbnails", "enableBulkDeletion",
    "enableComments", "enableDuplicateRecord", "enableInlineRecordEditing", "numberPrecision",
    "firstMonthOfFiscalYear", "revision",
}  # fmt: skip


def test_settings_have_exactly_the_documented_keys(a_draft):
    assert set(answers.show_settings(a_draft(), is_preview=True)) == SETTINGS


def test_views_and_statuses_come_in_their_order_and_statuses_without_ids(sato, a_draft):
    app_id = a_draft(金額="NUMBER")
    services.update_process(actor=sato, app_id=app_id, process={"enable": True})
    mine = {"（作業者が自分）": {"type": "LIST", "index": 2}}
    views = {"い": {"type": "LIST", "index": 1}, "あ": {"type": "LIST", "index": 0}} | mine
    services.update_views(actor=sato, app_id=app_id, views=views)

    shown: Any = answers.show_process(app_id, is_preview=True)

    assert list(shown["states"]) == ["未処理", "処理中", "完了"]
    assert set(shown["states"]["完了"]) == {"name", "index", "assignee"}
    shown = answers.show_views(app_id, is_preview=True)
    assert list(shown["views"]) == ["あ", "い", "（作業者が自分）"]
    assert isinstance(shown["views"]["あ"]["id"], str)


def test_the_form_of_old_is_a_flat_list_with_decorations(sato, a_draft):
    app_id = a_draft(
        金額={"type": "NUMBER", "maxValue": 10, "required": True},
        枠="GROUP",
        区分={"type": "DROP_DOWN", "options": {"甲": {}}},
        明細={"type": "SUBTABLE", "fields": {"数量": {"type": "NUMBER"}}},
    )
    layout = [
        {"type": "ROW", "fields": [{"type": "LABEL", "label": "見出し"}, {"code": "金額"}]},
        {"type": "GROUP", "code": "枠", "layout": [{"type": "ROW", "fields": [{"code": "区分"}]}]},
        {"type": "SUBTABLE", "code": "明細", "fields": [{"code": "数量"}]},
    ]
    services.update_layout(actor=sato, app_id=app_id, layout=layout)

    properties: Any = answers.show_form(app_id, is_preview=True)["properties"]

    assert [p["type"] for p in properties] == ["LABEL", "NUMBER", "GROUP", "DROP_DOWN", "SUBTABLE"]
    assert properties[1]["required"] == "true"
    assert (properties[1]["maxValue"], properties[1]["minValue"]) == ("10", None)
    assert properties[3]["options"] == ["甲"]
    assert properties[4]["fields"][0]["code"] == "数量"


@pytest.mark.parametrize(
    "show",
    [
        answers.show_fields, answers.show_layout, answers.show_views, answers.show_settings,
        answers.show_process, answers.show_form,
    ],
)  # fmt: skip
def test_what_is_live_is_not_there_before_the_first_deploy(a_draft, show):
    app_id = a_draft()

    with pytest.raises(NotFound) as missing:
        show(app_id)

    assert missing.value.code == "GAIA_AP01"
    assert show(app_id, is_preview=True)


def test_live_and_draft_are_two_versions_with_two_revisions(sato, a_draft):
    app_id = a_draft(金額="NUMBER", live=True)
    services.delete_fields(actor=sato, app_id=app_id, codes=["金額"])

    assert answers.show_layout(app_id)["revision"] == "2"
    assert answers.show_layout(app_id, is_preview=True) == {"layout": [], "revision": "3"}


def test_a_language_nobody_speaks_is_refused(a_draft):
    with pytest.raises(Invalid) as refused:
        answers.show_views(a_draft(), is_preview=True, lang="tlh")

    assert refused.value.problems[0].at == "lang"


def test_a_numbered_field_shows_its_numbering_and_is_unique(a_draft):
    numbering = {"pattern": "RNG-FY{fy}-{seq:4}", "reset": "FISCAL_YEAR"}
    app_id = a_draft(番号={"type": "SINGLE_LINE_TEXT", "numbering": numbering})

    shown: Any = answers.show_fields(app_id, is_preview=True)["properties"]

    assert shown["番号"]["unique"] is True
    assert shown["番号"]["numbering"] == numbering | {"resetField": "", "gapFree": False}
    assert field_of(app_id, "番号")["numbering"]["reset"] == "FISCAL_YEAR"
