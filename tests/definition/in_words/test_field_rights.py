from __future__ import annotations

import pytest

from urakata.definition import services
from urakata.definition.publish import mark_live
from urakata.directory import units


@pytest.fixture
def app_id(sato, suzuki, a_draft):
    units.create_groups(actor=sato, groups=[units.NewNamed("jinji", "人事")])
    units.create_organizations(actor=sato, organizations=[units.NewOrganization("keiri", "経理部")])
    return a_draft(給与="NUMBER", live=True)


def row(kind, code, accessibility, **more):
    return {"entity": {"type": kind, "code": code}, "accessibility": accessibility, **more}


HR = "GROUP", "jinji"
ALL = "GROUP", "everyone"


@pytest.mark.parametrize(
    ("rows", "japanese", "english"),
    [
        (
            [row(*HR, "READ")],
            "フィールド「給与」の閲覧をグループ「人事」だけに許可し、編集はだれにも許可しません。",
            'The field "給与" may be seen by the group "人事" only and edited by nobody.',
        ),
        (
            [row(*HR, "WRITE")],
            "フィールド「給与」の閲覧と編集をグループ「人事」だけに許可します。",
            'The field "給与" may be seen and edited by the group "人事" only.',
        ),
        (
            [row("USER", "suzuki", "NONE"), row(*HR, "WRITE"), row(*ALL, "READ")],
            (
                "フィールド「給与」の閲覧をグループ「人事」、全員（ユーザー「鈴木 一郎」を除きます）に、"
                "編集をグループ「人事」だけに許可します。"
            ),
            (
                'The field "給与" may be seen by the group "人事", everyone (but not the user '
                '"鈴木 一郎") and edited by the group "人事" only.'
            ),
        ),
        (
            [row("ORGANIZATION", "keiri", "WRITE", includeSubs=True), row(*ALL, "NONE")],
            "フィールド「給与」の閲覧と編集を組織「経理部」（下位組織を含む）だけに許可します。",
            'The field "給与" may be seen and edited by the department "経理部" and all below it only.',
        ),
        (
            [row(*ALL, "WRITE")],
            "フィールド「給与」の閲覧と編集を全員に許可します。",
            'The field "給与" may be seen and edited by everyone.',
        ),
        (
            [],
            "フィールド「給与」の閲覧と編集をだれにも許可しません。",
            'The field "給与" may be seen by nobody.',
        ),
    ],
)
def test_a_rule_says_who_sees_and_who_writes(sato, app_id, said, rows, japanese, english):
    rule = {"code": "給与", "entities": rows}
    services.update_access(actor=sato, app_id=app_id, which="fields", rights=[rule])

    assert said(app_id) == [japanese]
    assert said(app_id, "en") == [english]


def test_a_rule_that_goes_is_told(sato, app_id, said):
    rule = {"code": "給与", "entities": [row(*HR, "READ")]}
    services.update_access(actor=sato, app_id=app_id, which="fields", rights=[rule])
    mark_live(actor=sato, app_id=app_id)

    services.update_access(actor=sato, app_id=app_id, which="fields", rights=[])

    assert said(app_id) == [
        "フィールド「給与」のアクセス権の設定を削除します。アプリとレコードのアクセス権に従います。"
    ]


def test_a_rule_that_follows_its_renamed_field_is_the_same(sato, app_id, said):
    rule = {"code": "給与", "entities": [row(*HR, "READ")]}
    services.update_access(actor=sato, app_id=app_id, which="fields", rights=[rule])
    mark_live(actor=sato, app_id=app_id)

    services.update_fields(actor=sato, app_id=app_id, properties={"給与": {"code": "月給"}})

    assert said(app_id)[0] == "フィールド「給与」のコードを「給与」から「月給」に変更します。"
    assert not [sentence for sentence in said(app_id) if "閲覧" in sentence]
