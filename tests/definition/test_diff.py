"""What a deploy would change, told by ids and in plain words."""

from __future__ import annotations

import pytest

from urakata.definition import services
from urakata.definition.diff import diff
from urakata.definition.fields.registry import FIELD_TYPES
from urakata.definition.in_words.changes import describe
from urakata.definition.publish import hold, mark_live
from urakata.definition.type_names import TYPE_NAMES

pytestmark = pytest.mark.django_db


def options(*names):
    return {name: {"label": name, "index": n} for n, name in enumerate(names)}


@pytest.fixture
def app_id(a_draft):
    return a_draft(
        金額={"type": "NUMBER", "unique": True},
        件名="SINGLE_LINE_TEXT",
        区分={"type": "DROP_DOWN", "options": options("甲", "乙")},
        税込={"type": "CALC", "expression": "金額*1.1"},
        live=True,
    )


def changes_of(app_id):
    pending = hold(app_id)
    return diff(pending.live, pending.draft)


def test_nothing_changed_is_an_empty_diff(app_id):
    changes = changes_of(app_id)

    assert changes.is_empty
    assert describe(changes, "ja") == []


def test_everything_is_new_before_the_first_deploy(a_draft):
    app_id = a_draft(金額={"type": "NUMBER", "unique": True})

    changes = changes_of(app_id)

    assert changes.is_first
    assert len(changes.added) == 9
    assert [f.code for f in changes.unique_added] == ["金額"]
    assert describe(changes, "ja") == ["フィールド「金額」（数値）を追加します。"]
    assert describe(changes, "en") == ['The field "金額" (number) is added.']


def test_fields_come_and_go(sato, app_id):
    services.add_fields(actor=sato, app_id=app_id, properties={"日付": {"type": "DATE"}})
    services.delete_fields(actor=sato, app_id=app_id, codes=["件名"])

    changes = changes_of(app_id)

    assert [f.code for f in changes.added] == ["日付"]
    assert [f.code for f in changes.removed] == ["件名"]
    assert changes.sections == ("layout",)
    assert describe(changes, "ja") == [
        "フィールド「件名」（文字列（1行））を削除します。保存されている値は見えなくなります。",
        "フィールド「日付」（日付）を追加します。",
        "フォームの配置を変更します。",
    ]


def test_a_field_that_comes_back_under_an_old_code_is_another_field(sato, app_id):
    services.delete_fields(actor=sato, app_id=app_id, codes=["件名"])
    services.add_fields(actor=sato, app_id=app_id, properties={"件名": {"type": "LINK"}})

    changes = changes_of(app_id)

    assert [f.type.key for f in changes.removed] == ["SINGLE_LINE_TEXT"]
    assert [f.type.key for f in changes.added] == ["LINK"]


def test_a_changed_field_says_how(sato, app_id):
    properties = {
        "金額": {"code": "税抜", "label": "税抜", "unique": False},
        "件名": {"unique": True, "required": True},
        "税込": {"expression": "税抜*1.08"},
        "区分": {"noLabel": True},
    }
    services.update_fields(actor=sato, app_id=app_id, properties=properties)

    changes = changes_of(app_id)

    assert changes.codes_renamed == {"金額": "税抜"}
    assert [f.code for f in changes.unique_added] == ["件名"]
    assert [f.code for f in changes.unique_removed] == ["金額"]
    assert [c.new.code for c in changes.changed if c.changes_result] == ["税込"]
    assert not any(c.changes_storage for c in changes.changed)
    assert describe(changes, "ja") == [
        "フィールド「税抜」のコードを「金額」から「税抜」に変更します。",
        "フィールド「金額」の名前を「税抜」に変更します。",
        "フィールド「税抜」で値の重複を許可します。",
        "フィールド「件名」で値の重複を禁止します。",
        "フィールド「件名」を必須にします。",
        "フィールド「区分」のフィールド名の非表示を有効にします。",
        "フィールド「税込」の計算式を「金額*1.1」から「税抜*1.08」に変更します。",
        "フォームの配置を変更します。",
    ]


def test_options_are_followed_through_their_names(sato, app_id):
    swapped = {"甲": {"label": "乙", "index": 0}, "乙": {"label": "甲", "index": 1}}
    services.update_fields(actor=sato, app_id=app_id, properties={"区分": {"options": swapped}})
    changes = changes_of(app_id)
    assert [(o.old, o.new) for o in changes.options_renamed] == [("甲", "乙"), ("乙", "甲")]

    services.update_fields(
        actor=sato, app_id=app_id, properties={"区分": {"options": options("丙", "甲")}}
    )
    changes = changes_of(app_id)

    assert [(o.old, o.new) for o in changes.options] == [("甲", None), ("乙", "甲")]
    assert describe(changes, "ja") == [
        "フィールド「区分」の選択肢「甲」を削除します。",
        "フィールド「区分」の選択肢「乙」を「甲」に変更し、保存されている値も書き換えます。",
        "フィールド「区分」に選択肢「丙」を追加します。",
    ]


def test_statuses_are_followed_through_their_names(sato, app_id):
    services.update_process(actor=sato, app_id=app_id, process={"enable": True})
    first = changes_of(app_id)
    assert first.process_switched is True
    assert first.states_added == ("未処理", "処理中", "完了")
    assert first.changed == ()

    mark_live(actor=sato, app_id=app_id)
    states = {"未処理": {"name": "受付", "index": 0}, "完了": {"index": 1}, "保留": {"index": 2}}
    services.update_process(actor=sato, app_id=app_id, process={"states": states, "actions": []})
    changes = changes_of(app_id)

    assert changes.states_renamed == {"未処理": "受付"}
    assert changes.states_removed == ("処理中",)
    assert changes.states_added == ("保留",)
    assert changes.process_switched is None
    assert set(describe(changes, "ja")) == {
        "ステータス「未処理」を「受付」に変更し、レコードも書き換えます。",
        "ステータス「処理中」を削除します。",
        "ステータス「保留」を追加します。",
        "アクション「処理開始」（受付→処理中）を削除します。",
        "アクション「完了する」（処理中→完了）を削除します。",
    }


def test_a_look_up_that_turns_live_frees_the_columns_it_filled(sato, a_draft):
    master = a_draft(コード={"type": "NUMBER", "unique": True}, 名称="SINGLE_LINE_TEXT", live=True)
    lookup = {
        "relatedApp": {"app": master},
        "relatedKeyField": "コード",
        "fieldMappings": [{"field": "名", "relatedField": "名称"}],
    }
    app_id = a_draft(
        取引先={"type": "NUMBER", "lookup": lookup}, 名="SINGLE_LINE_TEXT", 番="NUMBER", live=True
    )
    live = {"取引先": {"lookup": {"mode": "LIVE"}}}
    services.update_fields(actor=sato, app_id=app_id, properties=live)
    changes = changes_of(app_id)
    assert [c.new.code for c in changes.changed if c.changes_storage] == ["名"]

    services.update_fields(actor=sato, app_id=app_id, properties={"取引先": {"lookup": None}})
    look = {"番": {"lookup": {"relatedApp": {"app": master}, "relatedKeyField": "コード"}}}
    services.update_fields(actor=sato, app_id=app_id, properties=look)
    changes = changes_of(app_id)

    assert [f.code for f in changes.index_added] == ["番"]
    assert [f.code for f in changes.index_removed] == ["取引先"]


@pytest.mark.parametrize(
    ("settings", "section"),
    [
        ({"name": "新"}, "name"),
        ({"code": "X"}, "code"),
        ({"description": "説明"}, "description"),
        ({"theme": "RED"}, "settings"),
    ],
)
def test_other_parts_are_named(sato, app_id, settings, section):
    services.update_settings(actor=sato, app_id=app_id, settings=settings)

    assert changes_of(app_id).sections == (section,)
    assert len(describe(changes_of(app_id), "en")) == 1


def test_every_field_type_has_a_name():
    assert TYPE_NAMES.keys() == FIELD_TYPES.keys()
