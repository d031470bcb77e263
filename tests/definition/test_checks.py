"""What a deploy refuses."""

from __future__ import annotations

import pytest

from tests.definition.conftest import places
from urakata.definition import services
from urakata.definition.checks import check
from urakata.definition.publish import mark_live
from urakata.definition.queries import draft_document, draft_schema, live_schema
from urakata.kernel.errors import Invalid, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def checked(sato):
    def run(app_id, schema_of=live_schema):
        return check(
            draft_document(app_id),
            actor=sato,
            app_id=app_id,
            creator_id=sato.user_id,
            schema_of=schema_of,
        )

    return run


@pytest.fixture
def refused(checked):
    def run(app_id):
        with pytest.raises(Invalid) as error:
            checked(app_id)
        return error.value

    return run


def test_a_sound_draft_becomes_a_schema(sato, a_draft, checked):
    app_id = a_draft(
        金額="NUMBER",
        税込={"type": "CALC", "expression": "金額*1.1"},
        部門="SINGLE_LINE_TEXT",
        番号={"type": "SINGLE_LINE_TEXT", "numbering": {"pattern": "{field:部門}-{seq}"}},
    )
    services.update_process(actor=sato, app_id=app_id, process={"enable": True})

    schema = checked(app_id)

    assert schema.by_code["税込"].config.expression == "金額*1.1"
    assert schema.app_id == app_id


def test_a_formula_about_a_deleted_field_is_gaia_il01(sato, a_draft, refused):
    app_id = a_draft(金額="NUMBER", 税込={"type": "CALC", "expression": "金額*1.1"})
    services.delete_fields(actor=sato, app_id=app_id, codes=["金額"])

    error = refused(app_id)

    assert error.code == "GAIA_IL01"
    assert "税込" in error.text.ja
    assert "金額" in error.text.ja


def test_a_look_up_key_must_be_unique(a_draft, refused, checked):
    master = a_draft(コード={"type": "NUMBER"}, 番号={"type": "NUMBER", "unique": True}, live=True)

    def looking_at(key):
        lookup = {"relatedApp": {"app": master}, "relatedKeyField": key}
        return a_draft(取引先={"type": "NUMBER", "lookup": lookup})

    error = refused(looking_at("コード"))
    assert (error.code, places(error)) == (
        "GAIA_LO03",
        ["properties[取引先].lookup.relatedKeyField"],
    )
    assert checked(looking_at("番号"))
    assert checked(looking_at("レコード番号"))


def test_apps_deployed_together_see_each_other_and_others_only_what_is_live(a_draft, checked):
    master = a_draft(コード={"type": "NUMBER", "unique": True})
    lookup = {"relatedApp": {"app": master}, "relatedKeyField": "コード"}
    app_id = a_draft(取引先={"type": "NUMBER", "lookup": lookup})

    assert checked(app_id, schema_of=draft_schema)
    with pytest.raises(NotFound):
        checked(app_id)


def test_loose_ends_after_a_deletion_are_all_named(sato, a_draft, refused):
    app_id = a_draft(
        日付="DATE",
        承認者="USER_SELECT",
        部門="SINGLE_LINE_TEXT",
        番号={"type": "SINGLE_LINE_TEXT", "numbering": {"pattern": "{field:部門}{seq}"}},
    )
    views = {
        "表": {"type": "LIST", "index": 0, "filterCond": '部門 = "a"', "sort": "日付 desc"},
        "暦": {"type": "CALENDAR", "index": 1, "date": "日付", "title": "部門"},
    }
    services.update_views(actor=sato, app_id=app_id, views=views)
    entity = {"entity": {"type": "FIELD_ENTITY", "code": "承認者"}}
    states = {
        "申請": {"index": 0},
        "承認": {"index": 1, "assignee": {"type": "ONE", "entities": [entity]}},
    }
    actions = [{"name": "出す", "from": "申請", "to": "承認", "filterCond": '部門 = "a"'}]
    services.update_process(
        actor=sato, app_id=app_id, process={"enable": True, "states": states, "actions": actions}
    )
    services.delete_fields(actor=sato, app_id=app_id, codes=["部門", "承認者", "日付"])

    error = refused(app_id)

    assert error.code == "GAIA_FC01"
    assert set(places(error)) == {
        "properties[番号].numbering", "views[表].filterCond", "views[暦]", "actions[0].filterCond",
        "states",
    }  # fmt: skip


def test_a_condition_that_its_fields_do_not_understand_is_refused(sato, a_draft, refused):
    app_id = a_draft(金額="NUMBER")
    view = {"type": "LIST", "index": 0, "filterCond": '金額 like "1"'}
    services.update_views(actor=sato, app_id=app_id, views={"表": view})

    error = refused(app_id)

    assert error.code == "GAIA_IQ03"
    assert places(error) == ["views[表].filterCond"]


def test_a_master_that_lost_a_field_is_noticed(sato, a_draft, refused):
    master = a_draft(コード={"type": "NUMBER", "unique": True}, 名称="SINGLE_LINE_TEXT")
    lookup = {
        "relatedApp": {"app": master},
        "relatedKeyField": "コード",
        "fieldMappings": [{"field": "名", "relatedField": "名称"}],
    }
    table = {
        "relatedApp": {"app": master},
        "condition": {"field": "名", "relatedField": "名称"},
        "displayFields": ["名称"],
    }
    app_id = a_draft(
        取引先={"type": "NUMBER", "lookup": lookup},
        名="SINGLE_LINE_TEXT",
        関連={"type": "REFERENCE_TABLE", "referenceTable": table},
    )
    services.delete_fields(actor=sato, app_id=master, codes=["名称"])
    mark_live(actor=sato, app_id=master)

    assert places(refused(app_id)) == [
        "properties[取引先].lookup.fieldMappings[0].relatedField",
        "properties[関連].referenceTable.condition.relatedField",
    ]


def test_live_look_ups_that_lead_in_a_circle_are_refused(sato, a_draft, refused):
    lookup = {
        "relatedApp": {"app": "self"},
        "relatedKeyField": "番号",
        "fieldMappings": [{"field": "写し", "relatedField": "写し"}],
        "mode": "LIVE",
    }
    app_id = a_draft(
        番号={"type": "NUMBER", "unique": True},
        親={"type": "NUMBER", "lookup": lookup},
        写し="SINGLE_LINE_TEXT",
    )

    assert places(refused(app_id)) == ["properties[写し]"]


def test_live_look_ups_may_follow_one_another(sato, a_draft, checked):
    def looking_at(master, field):
        return {
            "relatedApp": {"app": master},
            "relatedKeyField": "番号",
            "fieldMappings": [{"field": "写し", "relatedField": field}],
            "mode": "LIVE",
        }

    number = {"type": "NUMBER", "unique": True}
    first = a_draft(番号=number, 名="SINGLE_LINE_TEXT", live=True)
    lookup = {"type": "NUMBER", "lookup": looking_at(first, "名")}
    second = a_draft(番号=number, 親=lookup, 写し="SINGLE_LINE_TEXT", live=True)
    lookup = {"type": "NUMBER", "lookup": looking_at(second, "写し")}
    third = a_draft(親=lookup, 写し="SINGLE_LINE_TEXT")

    assert checked(third).by_code["写し"].live_source


def test_whatever_a_look_up_or_a_list_lost_is_named(sato, a_draft, refused):
    master = a_draft(コード={"type": "NUMBER", "unique": True}, 名称="SINGLE_LINE_TEXT", live=True)
    lookup = {
        "relatedApp": {"app": master},
        "relatedKeyField": "コード",
        "lookupPickerFields": ["名称"],
        "sort": "名称 asc",
    }
    table = {"relatedApp": {"app": master}, "condition": {"field": "名", "relatedField": "名称"}}
    numbering = {"pattern": "{field:名}{seq}", "reset": "FIELD", "resetField": "名"}
    app_id = a_draft(
        取引先={"type": "NUMBER", "lookup": lookup},
        名="SINGLE_LINE_TEXT",
        番={"type": "SINGLE_LINE_TEXT", "numbering": numbering},
        関連={"type": "REFERENCE_TABLE", "referenceTable": table | {"displayFields": ["名称"]}},
    )
    title = {"titleField": {"selectionMode": "MANUAL", "code": "名"}}
    services.update_settings(actor=sato, app_id=app_id, settings=title)
    services.delete_fields(actor=sato, app_id=app_id, codes=["名"])
    services.delete_fields(actor=sato, app_id=master, codes=["名称"])
    mark_live(actor=sato, app_id=master)

    assert places(refused(app_id)) == [
        "properties[取引先].lookup.lookupPickerFields[0]",
        "properties[番].numbering",
        "properties[関連].referenceTable.condition.field",
    ]


def test_a_look_up_whose_fields_no_longer_fit_is_refused(sato, a_draft, refused):
    master = a_draft(コード={"type": "NUMBER", "unique": True}, 名称="SINGLE_LINE_TEXT", live=True)
    mapping = {"field": "名", "relatedField": "名称"}
    lookup = {
        "relatedApp": {"app": master},
        "relatedKeyField": "コード",
        "fieldMappings": [mapping],
    }
    app_id = a_draft(取引先={"type": "NUMBER", "lookup": lookup}, 名="SINGLE_LINE_TEXT")
    services.delete_fields(actor=sato, app_id=master, codes=["名称"])
    services.add_fields(actor=sato, app_id=master, properties={"名称": {"type": "FILE"}})
    mark_live(actor=sato, app_id=master)

    assert places(refused(app_id)) == ["properties[取引先].lookup.fieldMappings[0].field"]


def test_a_live_look_up_into_an_app_that_is_gone_is_refused(sato, a_draft, checked):
    master = a_draft(コード={"type": "NUMBER", "unique": True}, live=True)
    lookup = {
        "relatedApp": {"app": master},
        "relatedKeyField": "コード",
        "fieldMappings": [{"field": "名", "relatedField": "コード"}],
        "mode": "LIVE",
    }
    app_id = a_draft(取引先={"type": "NUMBER", "lookup": lookup}, 名="NUMBER")
    services.delete_app(actor=sato, app_id=master)

    with pytest.raises(NotFound):
        checked(app_id)
