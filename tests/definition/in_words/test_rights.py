from __future__ import annotations

import pytest

from urakata.definition import services
from urakata.definition.publish import mark_live

ALL = {
    "appEditable": True,
    "recordViewable": True,
    "recordAddable": True,
    "recordEditable": True,
    "recordDeletable": True,
    "recordImportable": True,
    "recordExportable": True,
}
CREATOR = {"entity": {"type": "CREATOR"}, **ALL}
EVERYONE = {"entity": {"type": "GROUP", "code": "everyone"}, "recordViewable": True}
SUZUKI = {"entity": {"type": "USER", "code": "suzuki"}, "recordAddable": True}


@pytest.fixture
def app_id(sato, suzuki, a_draft):
    return a_draft(金額="NUMBER", 承認者="USER_SELECT", live=True)


@pytest.fixture
def allow(sato, app_id):
    def replace(which, *rows):
        services.update_access(actor=sato, app_id=app_id, which=which, rights=[*rows])

    return replace


def test_the_first_list_of_the_app_is_told_row_by_row(app_id, allow, said):
    allow("app", SUZUKI, EVERYONE)

    assert said(app_id) == [
        "アプリのアクセス権を初期設定から変更します。",
        "アプリのアクセス権：ユーザー「鈴木 一郎」に許可する操作を「レコードの追加」にします。",
        "アプリのアクセス権：全員に許可する操作を「レコードの閲覧」にします。",
    ]
    assert said(app_id, "en")[1:] == [
        'Rights over the app: the user "鈴木 一郎" may do: adding records.',
        "Rights over the app: everyone may do: viewing records.",
    ]


def test_rows_of_the_app_change_go_and_change_places(app_id, allow, said, sato):
    allow("app", CREATOR, SUZUKI, EVERYONE)
    mark_live(actor=sato, app_id=app_id)

    allow("app", {**EVERYONE, "recordViewable": False}, CREATOR)

    assert said(app_id) == [
        "アプリのアクセス権：ユーザー「鈴木 一郎」の設定を削除します。",
        "アプリのアクセス権：全員に許可する操作を「レコードの閲覧」から「なし」に変更します。",
        "アプリのアクセス権の優先順位を変更します。",
    ]


def test_rules_about_records_are_told_by_their_condition(app_id, allow, said, sato):
    named = {
        "entity": {"type": "FIELD_ENTITY", "code": "承認者"},
        "viewable": True,
        "editable": True,
    }
    large = {"filterCond": "金額 > 100", "entities": [named]}
    rest = {"filterCond": "", "entities": []}
    allow("records", large, rest)

    assert said(app_id) == [
        (
            "レコードのアクセス権：条件「金額 > 100」に合うレコードでは、"
            "フィールド「承認者」が指す人に「閲覧、編集」を許可します。"
        ),
        "レコードのアクセス権：すべてのレコードでは、だれにも何も許可しません。",
    ]
    mark_live(actor=sato, app_id=app_id)

    allow("records", rest, large)
    assert said(app_id) == ["レコードのアクセス権の優先順位を変更します。"]

    allow("records", rest)
    assert said(app_id) == [
        "レコードのアクセス権：条件「金額 > 100」に合うレコードの設定を削除します。"
    ]


def test_the_same_condition_twice_is_two_rules(app_id, allow, said, sato):
    rule = {"filterCond": "", "entities": []}
    allow("records", rule)
    mark_live(actor=sato, app_id=app_id)

    allow("records", rule, rule)

    assert len(said(app_id)) == 1


def test_rights_that_were_never_set_are_no_change(app_id, said, sato):
    services.update_fields(actor=sato, app_id=app_id, properties={"金額": {"unit": "円"}})

    assert said(app_id) == ["フィールド「金額」の単位を「円」にします。"]
