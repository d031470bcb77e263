from __future__ import annotations

import pytest

from urakata.definition import services
from urakata.definition.publish import mark_live

VIEW = {"type": "LIST", "fields": ["金額"], "filterCond": "金額 > 1", "sort": "金額 asc"}


@pytest.fixture
def app_id(sato, a_draft):
    app_id = a_draft(金額="NUMBER", 件名="SINGLE_LINE_TEXT")
    views = {"大口": {**VIEW, "index": 0}, "全件": {**VIEW, "index": 1}}
    services.update_views(actor=sato, app_id=app_id, views=views)
    mark_live(actor=sato, app_id=app_id)
    return app_id


@pytest.mark.parametrize(
    ("views", "sentences"),
    [
        (
            {"大口": {**VIEW, "index": 0}},
            ["一覧「全件」を削除します。"],
        ),
        (
            {"大口": {**VIEW, "index": 1}, "全件": {**VIEW, "index": 0}},
            ["一覧の並びを変更します。"],
        ),
        (
            {
                "大口": {
                    **VIEW,
                    "index": 0,
                    "name": "高額",
                    "filterCond": "金額 > 9",
                    "fields": ["件名"],
                },
                "全件": {**VIEW, "index": 1},
                "新着": {**VIEW, "index": 2},
            },
            [
                "一覧「大口」の名前を「高額」に変更します。",
                "一覧「高額」の絞り込み条件、表示するフィールドを変更します。",
                "一覧「新着」を追加します。",
            ],
        ),
    ],
)
def test_views_come_go_and_change(sato, app_id, said, views, sentences):
    services.update_views(actor=sato, app_id=app_id, views=views)

    assert said(app_id) == sentences
