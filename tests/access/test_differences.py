"""Whose rights become others, and how they are told."""

from __future__ import annotations

import pytest

from tests.access.rules import field_rule, owner_rule, record_rule, row
from urakata.access.differences import differences
from urakata.access.in_words import tell
from urakata.definition import services
from urakata.definition.queries import draft_schema, live_schema
from urakata.record.deploy import deploy

FIELDS = {"氏名": "SINGLE_LINE_TEXT", "給与": "NUMBER", "本人": "USER_SELECT"}


@pytest.fixture
def app(an_app, suzuki, inoue):
    return an_app(FIELDS, name="社員マスタ")


@pytest.fixture
def told(app, sato):
    """What the draft changes for whom."""

    def tell_all():
        after = draft_schema(app.app_id)
        return {
            each.actor.code: [text.ja for text in tell(each, after)]
            for each in differences(app, after)
            if each.actor.code != "Administrator"
        }

    def put(**lists):
        for which, rights in lists.items():
            services.update_access(actor=sato, app_id=app.app_id, which=which, rights=rights)
        return tell_all()

    return put


def test_without_new_rules_nobody_is_touched(app, sato):
    services.update_fields(actor=sato, app_id=app.app_id, properties={"給与": {"unit": "円"}})

    assert differences(app, draft_schema(app.app_id)) == []


def test_rights_over_the_app_are_given_and_taken(told):
    said = told(app=[row("USER", "suzuki", "view", "export")])

    assert said["suzuki"] == [
        "レコードの追加ができなくなります。",
        "レコードの編集ができなくなります。",
        "レコードの削除ができなくなります。",
        "ファイルへの書き出しができるようになります。",
    ]
    assert "レコードの閲覧ができなくなります。" in said["sato"]
    assert "inoue" not in said


def test_a_field_goes_out_of_sight_for_all_but_some(told):
    said = told(fields=[field_rule("給与", ("USER", "sato", "READ"))])

    assert said == {
        "sato": ["フィールド「給与」を編集できなくなります。"],
        "suzuki": [
            "フィールド「給与」が見えなくなります。",
            "フィールド「給与」を編集できなくなります。",
        ],
    }


def test_a_field_may_be_seen_in_some_records(told):
    rule = field_rule("給与", ("FIELD_ENTITY", "本人", "READ"), ("USER", "sato", "WRITE"))

    assert told(fields=[rule])["suzuki"][0] == (
        "フィールド「給与」が一部のレコードでだけ見えるようになります。"
    )


@pytest.mark.parametrize(
    "rule",
    [
        record_rule("給与 > 100", sato="view edit delete"),
        owner_rule("", "本人", "view edit delete"),
    ],
)
def test_other_records_are_only_said_to_be_others(told, rule):
    assert told(records=[rule])["suzuki"] == ["閲覧、編集、削除できるレコードの範囲が変わります。"]


def test_a_field_that_goes_takes_the_rule_about_it_along(app, sato, told):
    told(records=[owner_rule("", "本人", "view")])

    services.update_access(actor=sato, app_id=app.app_id, which="records", rights=[])

    assert told() == {}


def test_people_who_are_alike_are_told_one_by_one(told, sato, takahashi):
    said = told(fields=[field_rule("給与", ("USER", "suzuki", "WRITE"))])

    assert said["takahashi"] == said["sato"]
    assert "suzuki" not in said


def test_a_field_that_others_see_from_now_on_is_said_to_be_so(app, sato, told, suzuki):
    told(fields=[field_rule("給与", ("FIELD_ENTITY", "本人", "READ"))])
    deploy(actor=sato, targets=[(app.app_id, None)])
    before = live_schema(app.app_id)

    other = [field_rule("給与", ("FIELD_ENTITY", "作成者", "READ"))]
    services.update_access(actor=sato, app_id=app.app_id, which="fields", rights=other)

    after = draft_schema(app.app_id)
    found = {each.actor.code: each for each in differences(before, after)}
    assert [text.ja for text in tell(found["suzuki"], after)] == [
        "一部のレコードでだけ見える、または編集できるフィールドの、対象のレコードが変わります。"
    ]
