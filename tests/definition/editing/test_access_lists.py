"""The rights over an app, its records and its fields, as they are set."""

from __future__ import annotations

import pytest

from urakata.definition import services
from urakata.definition.answers import show_access
from urakata.definition.queries import draft_document
from urakata.kernel.errors import UrakataError

pytestmark = pytest.mark.django_db

EVERYONE = {"type": "GROUP", "code": "everyone"}


@pytest.fixture
def app_id(a_draft):
    return a_draft(金額="NUMBER", 承認者="USER_SELECT", 件名="SINGLE_LINE_TEXT")


def put(actor, app_id, which, *rights):
    services.update_access(actor=actor, app_id=app_id, which=which, rights=list(rights))
    return show_access(app_id, which, is_preview=True)["rights"]


def refusal(actor, app_id, which, *rights):
    before = draft_document(app_id)
    with pytest.raises(UrakataError) as error:
        put(actor, app_id, which, *rights)
    assert draft_document(app_id) == before
    return error.value


def record_rule(condition="", entity=EVERYONE, **rights):
    return {"filterCond": condition, "entities": [{"entity": entity, **rights}]}


def field_rule(code, entity=EVERYONE, accessibility="READ"):
    return {"code": code, "entities": [{"entity": entity, "accessibility": accessibility}]}


def test_a_right_over_the_app_brings_the_one_it_needs(sato, app_id):
    (row,) = put(sato, app_id, "app", {"entity": EVERYONE, "recordEditable": "true"})

    assert row == {
        "entity": EVERYONE, "includeSubs": False, "appEditable": False, "recordViewable": True,
        "recordAddable": False, "recordEditable": True, "recordDeletable": False,
        "recordImportable": False, "recordExportable": False,
    }  # fmt: skip


def test_what_cannot_be_seen_cannot_be_edited(sato, app_id):
    (rule,) = put(sato, app_id, "records", record_rule("金額 > 1", editable=True, deletable=True))

    assert rule["filterCond"] == "金額 > 1"
    assert rule["entities"][0] == {
        "entity": EVERYONE, "includeSubs": False, "viewable": False, "editable": False,
        "deletable": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        ('件名 like "机"', "like"),
        ("金額 is empty", "is empty"),
        ("作成日時 > NOW()", "NOW"),
    ],
)
def test_a_condition_uses_only_what_rules_may(sato, app_id, condition, text):
    (problem,) = refusal(sato, app_id, "records", record_rule(condition, viewable=True)).problems

    assert problem.at == "rights[0].filterCond"
    assert problem.text.ja == f"アクセス権の条件では「{text}」を使用できません。"
    assert problem.text.en == f'The condition of a permission cannot use "{text}".'


@pytest.mark.parametrize(
    ("entity", "code", "at"),
    [
        ({"type": "USER", "code": "無"}, "GAIA_IL26", "code"),
        ({"type": "GROUP", "code": "無"}, "GAIA_IL27", "code"),
        ({"type": "ORGANIZATION", "code": "無"}, "GAIA_IL28", "code"),
        ({"type": "TITLE", "code": "無"}, "CB_VA01", "code"),
        ({"type": "FIELD_ENTITY", "code": "無"}, "GAIA_FC01", "code"),
        ({"type": "FIELD_ENTITY", "code": "金額"}, "CB_VA01", "code"),
        ({"type": "CREATOR"}, "CB_VA01", "type"),
    ],
)
def test_a_rule_about_a_field_names_those_who_are_there(sato, app_id, entity, code, at):
    error = refusal(sato, app_id, "fields", field_rule("金額", entity))

    assert error.code == code
    assert [p.at for p in error.problems] == [f"rights[0].entities[0].entity.{at}"]


def test_a_field_has_one_rule(sato, app_id):
    error = refusal(sato, app_id, "fields", field_rule("金額"), field_rule("金額"))

    assert [p.at for p in error.problems] == ["rights[1].code"]


def test_rules_follow_a_renamed_field_and_go_with_a_deleted_one(sato, app_id):
    holder = {"type": "FIELD_ENTITY", "code": "承認者"}
    put(sato, app_id, "records", record_rule("金額 > 1", holder, viewable=True))
    put(sato, app_id, "fields", field_rule("金額", holder), field_rule("件名"))

    renames = {
        "金額": {"type": "NUMBER", "code": "合計"},
        "承認者": {"type": "USER_SELECT", "code": "上司"},
    }
    services.update_fields(actor=sato, app_id=app_id, properties=renames)
    services.delete_fields(actor=sato, app_id=app_id, codes=["件名"])

    access = draft_document(app_id)["access"]
    (rule,) = access["records"]
    assert (rule["filterCond"], rule["entities"][0]["entity"]["code"]) == ("合計 > 1", "上司")
    (rule,) = access["fields"]
    assert (rule["code"], rule["entities"][0]["entity"]["code"]) == ("合計", "上司")
