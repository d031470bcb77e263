from __future__ import annotations

import pytest

from urakata.definition import services


@pytest.mark.parametrize(
    ("change", "sentence", "english"),
    [
        (
            {"maxValue": "9"},
            "フィールド「金額」の最大値を「5」から「9」に変更します。",
            'The largest value of the field "金額" changes from "5" to "9".',
        ),
        (
            {"maxValue": ""},
            "フィールド「金額」の最大値「5」をなくします。",
            'The largest value of the field "金額", "5", is taken away.',
        ),
        (
            {"unit": "円"},
            "フィールド「金額」の単位を「円」にします。",
            'The unit of the field "金額" is set to "円".',
        ),
        (
            {"digit": True},
            "フィールド「金額」の桁区切りの表示を有効にします。",
            'Showing groups of digits of the field "金額" is switched on.',
        ),
    ],
)
def test_a_changed_setting_of_a_field_is_named(sato, a_draft, said, change, sentence, english):
    app_id = a_draft(金額={"type": "NUMBER", "maxValue": "5"}, live=True)

    services.update_fields(actor=sato, app_id=app_id, properties={"金額": change})

    assert (said(app_id), said(app_id, "en")) == ([sentence], [english])


def test_what_is_too_long_to_show_is_only_named(sato, a_draft, said):
    app_id = a_draft(件名="SINGLE_LINE_TEXT", live=True)

    change = {"件名": {"defaultValue": "あ" * 61}}
    services.update_fields(actor=sato, app_id=app_id, properties=change)

    assert said(app_id) == ["フィールド「件名」の初期値を変更します。"]
