from __future__ import annotations

import pytest

from urakata.definition.in_words.entities import name_of
from urakata.directory import units


@pytest.mark.parametrize(
    ("entity", "name"),
    [
        ({"type": "CREATOR", "code": None}, "アプリの作成者"),
        ({"type": "GROUP", "code": "everyone"}, "全員"),
        ({"type": "TITLE", "code": "bucho", "organization": None}, "役職「部長」"),
        (
            {"type": "TITLE", "code": "bucho", "organization": "keiri"},
            "組織「経理部」の役職「部長」",
        ),
        ({"type": "FIELD_ENTITY", "code": "承認者"}, "フィールド「承認者」が指す人"),
        ({"type": "USER", "code": "gone"}, "ユーザー「gone」"),
    ],
)
def test_people_are_called_by_their_names(sato, entity, name):
    units.create_titles(actor=sato, titles=[units.NewNamed("bucho", "部長")])
    units.create_organizations(actor=sato, organizations=[units.NewOrganization("keiri", "経理部")])

    assert name_of({"entity": entity}).ja == name
