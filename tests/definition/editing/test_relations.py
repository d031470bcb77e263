"""Look-ups and related records: what they may point at."""

from __future__ import annotations

import pytest

from tests.definition.conftest import field_of, places
from urakata.definition import services
from urakata.definition.queries import draft_schema
from urakata.kernel.errors import NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def master(a_draft, sato):
    app_id = a_draft(
        called="取引先マスタ",
        コード={"type": "SINGLE_LINE_TEXT", "unique": True},
        名称="SINGLE_LINE_TEXT",
        与信="NUMBER",
        写真="FILE",
        支店={"type": "SUBTABLE", "fields": {"支店名": {"type": "SINGLE_LINE_TEXT"}}},
    )
    services.update_settings(actor=sato, app_id=app_id, settings={"code": "TORIHIKI"})
    return app_id


def look_up(**changes):
    lookup = {
        "relatedApp": {"code": "TORIHIKI"},
        "relatedKeyField": "コード",
        "fieldMappings": [{"field": "名", "relatedField": "名称"}],
    }
    return {"type": "SINGLE_LINE_TEXT", "lookup": lookup | changes}


TARGETS = {"名": "SINGLE_LINE_TEXT", "額": "NUMBER", "画": "FILE", "表": {"type": "SUBTABLE", "fields": {"列": {"type": "SINGLE_LINE_TEXT"}}}}  # fmt: skip


def test_a_look_up_may_arrive_with_the_fields_it_fills(a_draft, master):
    app_id = a_draft(取引先=look_up(), 名="SINGLE_LINE_TEXT")

    assert field_of(app_id, "取引先")["lookup"] == {
        "relatedApp": {"app": str(master)},
        "relatedKeyField": "コード",
        "fieldMappings": [{"field": "名", "relatedField": "名称"}],
        "lookupPickerFields": [],
        "filterCond": "",
        "sort": "",
    }
    assert set(field_of(app_id, "取引先")) == {
        "id", "type", "code", "label", "noLabel", "required", "lookup"
    }  # fmt: skip
    assert draft_schema(app_id).by_code["取引先"].lookup.app_id == master


def test_a_live_look_up_stores_nothing_in_its_targets(a_draft, master):
    schema = draft_schema(a_draft(取引先=look_up(mode="LIVE"), 名="SINGLE_LINE_TEXT"))

    assert schema.by_code["名"].live_source == (schema.by_code["取引先"].id, "名称")
    assert not schema.by_code["名"].is_stored


@pytest.mark.parametrize(
    ("changes", "place", "code"),
    [
        ({"relatedApp": {}}, "relatedApp.app", "CB_VA01"),
        ({"relatedApp": None}, "relatedApp", "CB_VA01"),
        ({"relatedKeyField": "$id"}, "relatedKeyField", "CB_VA01"),
        ({"relatedKeyField": ""}, "relatedKeyField", "CB_VA01"),
        ({"relatedKeyField": "無い"}, "relatedKeyField", "GAIA_FC01"),
        ({"relatedKeyField": "写真"}, "relatedKeyField", "CB_VA01"),
        ({"fieldMappings": [{"field": "無い", "relatedField": "名称"}]}, "fieldMappings[0].field", "GAIA_FC01"),
        ({"fieldMappings": [{"field": "名", "relatedField": "無い"}]}, "fieldMappings[0].relatedField", "GAIA_FC01"),
        ({"fieldMappings": [{"field": "名", "relatedField": "支店名"}]}, "fieldMappings[0].relatedField", "GAIA_FC01"),
        ({"fieldMappings": [{"field": "額", "relatedField": "名称"}]}, "fieldMappings[0].field", "CB_VA01"),
        ({"fieldMappings": [{"field": "画", "relatedField": "写真"}]}, "fieldMappings[0].field", "CB_VA01"),
        ({"fieldMappings": [{"field": "列", "relatedField": "名称"}]}, "fieldMappings[0].field", "CB_VA01"),
        ({"fieldMappings": [{"field": "名"}]}, "fieldMappings[0].relatedField", "CB_VA01"),
        ({"fieldMappings": "名"}, "fieldMappings", "CB_VA01"),
        ({"lookupPickerFields": ["無い"]}, "lookupPickerFields[0]", "GAIA_FC01"),
        ({"filterCond": "無い > 1"}, "filterCond", "GAIA_FC01"),
        ({"filterCond": "与信 >"}, "filterCond", "CB_VA01"),
        ({"sort": "写真 desc"}, "sort", "CB_VA01"),
        ({"mode": "SOMETIMES"}, "mode", "CB_VA01"),
    ],
)  # fmt: skip
def test_a_look_up_that_leads_nowhere_is_refused(sato, a_draft, master, refusal, changes, place, code):  # fmt: skip
    app_id = a_draft(**TARGETS)

    error = refusal(
        services.add_fields, actor=sato, app_id=app_id, properties={"取引先": look_up(**changes)}
    )

    assert (error.code, places(error)) == (code, [f"properties[取引先].lookup.{place}"])


@pytest.mark.parametrize("related", [{"app": 999_999}, {"app": "999999"}, {"code": "NOBODY"}])
def test_an_app_that_is_not_there_is_gaia_ap01(sato, a_draft, refusal, related):
    error = refusal(
        services.add_fields,
        actor=sato,
        app_id=a_draft(**TARGETS),
        properties={"取引先": look_up(relatedApp=related)},
    )

    assert isinstance(error, NotFound)
    assert error.code == "GAIA_AP01"


def test_two_look_ups_cannot_fill_one_field(sato, a_draft, master, refusal):
    app_id = a_draft(取引先=look_up(), 名="SINGLE_LINE_TEXT")

    error = refusal(services.add_fields, actor=sato, app_id=app_id, properties={"別": look_up()})

    assert places(error) == ["properties[別].lookup.fieldMappings[0].field"]


@pytest.mark.parametrize("type_key", ["DATE", "CALC", "DROP_DOWN", "USER_SELECT"])
def test_only_texts_numbers_and_links_look_up(sato, a_draft, master, refusal, type_key):
    field = look_up() | {"type": type_key}

    error = refusal(
        services.add_fields, actor=sato, app_id=a_draft(**TARGETS), properties={"x": field}
    )

    assert places(error) == ["properties[x].lookup"]


def test_naming_the_app_again_resets_a_look_up_and_not_naming_it_keeps_the_rest(
    sato, a_draft, master
):
    app_id = a_draft(取引先=look_up(lookupPickerFields=["名称"]), 名="SINGLE_LINE_TEXT")
    kept = {"取引先": {"lookup": {"sort": "コード asc"}}}
    services.update_fields(actor=sato, app_id=app_id, properties=kept)
    assert field_of(app_id, "取引先")["lookup"]["lookupPickerFields"] == ["名称"]

    reset = {"取引先": {"lookup": {"relatedApp": {"app": master}, "relatedKeyField": "コード"}}}
    services.update_fields(actor=sato, app_id=app_id, properties=reset)

    assert field_of(app_id, "取引先")["lookup"]["fieldMappings"] == []
    assert field_of(app_id, "取引先")["lookup"]["sort"] == ""


def test_a_look_up_that_is_taken_away_leaves_a_plain_field(sato, a_draft, master):
    app_id = a_draft(取引先=look_up(), 名="SINGLE_LINE_TEXT")

    services.update_fields(actor=sato, app_id=app_id, properties={"取引先": {"lookup": None}})

    assert "lookup" not in field_of(app_id, "取引先")
    assert field_of(app_id, "取引先")["maxLength"] == ""


def test_an_app_may_look_itself_up(sato, a_draft):
    app_id = a_draft(番号={"type": "NUMBER", "unique": True})
    lookup = {"relatedApp": {"app": app_id}, "relatedKeyField": "番号"}

    services.add_fields(
        actor=sato, app_id=app_id, properties={"親": {"type": "NUMBER", "lookup": lookup}}
    )
    services.update_fields(actor=sato, app_id=app_id, properties={"番号": {"code": "連番"}})

    assert field_of(app_id, "親")["lookup"]["relatedKeyField"] == "連番"


RELATED = {
    "relatedApp": {"code": "TORIHIKI"},
    "condition": {"field": "名", "relatedField": "コード"},
    "filterCond": "与信 > 0",
    "displayFields": ["名称"],
    "sort": "与信 desc",
    "size": "10",
}


def test_related_records_are_kept_whole(a_draft, master):
    app_id = a_draft(
        名="SINGLE_LINE_TEXT", 関連={"type": "REFERENCE_TABLE", "referenceTable": RELATED}
    )

    table = field_of(app_id, "関連")["referenceTable"]
    assert table == RELATED | {"relatedApp": {"app": str(master), "code": ""}}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"condition": {"field": "無い", "relatedField": "コード"}}, "condition.field"),
        ({"condition": {"field": "名", "relatedField": "無い"}}, "condition.relatedField"),
        ({"condition": {"field": "名", "relatedField": "写真"}}, "condition.relatedField"),
        ({"condition": {"field": "名"}}, "condition.relatedField"),
        ({"displayFields": ["名称", "無い"]}, "displayFields[1]"),
        ({"filterCond": "無い > 0"}, "filterCond"),
        ({"sort": "支店名 desc"}, "sort"),
        ({"size": "7"}, "size"),
        ({"relatedApp": {"app": "x"}}, "relatedApp.app"),
    ],
)
def test_related_records_that_lead_nowhere_are_refused(sato, a_draft, master, refusal, changes, place):  # fmt: skip
    field = {"type": "REFERENCE_TABLE", "referenceTable": RELATED | changes}

    error = refusal(
        services.add_fields, actor=sato, app_id=a_draft(**TARGETS), properties={"関連": field}
    )

    assert places(error) == [f"properties[関連].referenceTable.{place}"]
