"""Adding, changing and deleting fields."""

from __future__ import annotations

import pytest

from tests.definition.conftest import field_of, places
from urakata.definition import services
from urakata.definition.answers import show_fields
from urakata.definition.queries import draft_document, draft_schema

pytestmark = pytest.mark.django_db


def test_a_field_is_added_with_every_property_and_at_the_end_of_the_layout(sato, a_draft):
    app_id = a_draft(
        金額={"type": "NUMBER", "label": "金額（税込）", "digit": "true", "required": True}
    )

    assert field_of(app_id, "金額") == {
        "id": 9, "type": "NUMBER", "code": "金額", "label": "金額（税込）", "noLabel": False,
        "required": True, "unique": False, "defaultValue": "", "minValue": "", "maxValue": "",
        "digit": True, "displayScale": "", "unit": "", "unitPosition": "BEFORE",
    }  # fmt: skip
    assert draft_document(app_id)["layout"] == [
        {"type": "ROW", "fields": [{"type": "NUMBER", "code": "金額", "size": {"width": "193"}}]}
    ]


def test_a_table_comes_with_its_columns(sato, a_draft):
    columns = {"品名": {"type": "SINGLE_LINE_TEXT", "unique": True}, "数量": {"type": "NUMBER"}}
    app_id = a_draft(明細={"type": "SUBTABLE", "fields": columns})

    schema = draft_schema(app_id)

    table = schema.by_code["明細"]
    assert [c.code for c in schema.columns_of(table)] == ["品名", "数量"]
    assert not schema.by_code["品名"].unique
    assert draft_document(app_id)["layout"][0]["fields"][1]["code"] == "数量"


def test_every_wrong_field_of_a_request_is_named(sato, a_draft, refusal):
    app_id = a_draft(件名="SINGLE_LINE_TEXT")
    wrong = {
        "a": {},
        "b": {"type": "NOTHING"},
        "c": {"type": "CREATOR"},
        "d": {"type": "NUMBER", "code": "e"},
        "1つ目": {"type": "NUMBER"},
        "and": {"type": "NUMBER"},
        "件名": {"type": "NUMBER"},
        "f": {"type": "CALC", "format": "MONEY"},
        "g": "NUMBER",
        "h": {"type": "SUBTABLE", "fields": {"i": {"type": "GROUP"}, "a b": {"type": "DATE"}}},
        "j": {"type": "DATE", "label": " "},
    }

    error = refusal(services.add_fields, actor=sato, app_id=app_id, properties=wrong)

    assert error.code == "CB_VA01"
    assert places(error) == [
        "properties[a].type", "properties[b].type", "properties[c].type", "properties[d].code",
        "properties[1つ目].code", "properties[and].code", "properties[件名].code",
        "properties[f].format", "properties[g]", "properties[h].fields[i].type",
        "properties[h].fields[a b].code", "properties[j].label",
    ]  # fmt: skip


@pytest.mark.parametrize("properties", [{}, [], None, "x", {f"f{n}": {} for n in range(101)}])
def test_a_request_brings_1_to_100_fields(sato, a_draft, refusal, properties):
    error = refusal(services.add_fields, actor=sato, app_id=a_draft(), properties=properties)

    assert places(error) == ["properties"]


def test_an_app_has_at_most_500_fields(sato, a_draft, refusal):
    app_id = a_draft()
    for n in range(5):
        batch = {f"f{n}_{m}": {"type": "DATE"} for m in range(100)}
        services.add_fields(actor=sato, app_id=app_id, properties=batch)

    error = refusal(
        services.add_fields, actor=sato, app_id=app_id, properties={"x": {"type": "DATE"}}
    )

    assert "500" in error.problems[0].text.ja


def test_unique_is_dropped_where_a_type_cannot_be_unique(a_draft):
    app_id = a_draft(
        時刻={"type": "TIME", "unique": True}, 番号={"type": "NUMBER", "unique": "true"}
    )

    assert "unique" not in field_of(app_id, "時刻")
    assert field_of(app_id, "番号")["unique"] is True


def test_an_update_changes_what_is_sent_and_keeps_the_rest(sato, a_draft):
    app_id = a_draft(金額={"type": "NUMBER", "unit": "円", "required": True})

    services.update_fields(
        actor=sato, app_id=app_id, properties={"金額": {"type": "NUMBER", "label": "合計"}}
    )

    field = field_of(app_id, "金額")
    assert (field["label"], field["unit"], field["required"], field["id"]) == (
        "合計",
        "円",
        True,
        9,
    )


def test_a_type_cannot_change(sato, a_draft, refusal):
    app_id = a_draft(金額="NUMBER")

    error = refusal(
        services.update_fields, actor=sato, app_id=app_id, properties={"金額": {"type": "DATE"}}
    )

    assert places(error) == ["properties[金額].type"]


def test_an_unknown_field_is_gaia_fc01_in_the_words_ginue_reads(sato, a_draft, refusal):
    error = refusal(
        services.update_fields, actor=sato, app_id=a_draft(), properties={"X": {"type": "DATE"}}
    )

    assert error.code == "GAIA_FC01"
    assert error.text.en == "The field (code: X) not found."


def test_what_get_answers_can_be_put_back(sato, a_draft):
    columns = {"品名": {"type": "SINGLE_LINE_TEXT"}}
    app_id = a_draft(
        区分={"type": "DROP_DOWN", "options": {"甲": {"label": "甲", "index": "0"}}},
        明細={"type": "SUBTABLE", "fields": columns},
        担当={"type": "USER_SELECT"},
    )
    before = draft_document(app_id)["fields"]

    properties = show_fields(app_id, is_preview=True)["properties"]
    services.update_fields(actor=sato, app_id=app_id, properties=properties)

    assert draft_document(app_id)["fields"] == before


def test_a_rename_reaches_everything_that_names_the_field(sato, a_draft):
    app_id = a_draft(
        金額="NUMBER",
        税率="NUMBER",
        税込={"type": "CALC", "expression": 'IF(金額 > 0, 金額*税率, SUM(金額)) & "金額"'},
        部門="SINGLE_LINE_TEXT",
        番号={
            "type": "SINGLE_LINE_TEXT",
            "numbering": {
                "pattern": "{field:部門}-{seq:3}",
                "reset": "FIELD",
                "resetField": "部門",
            },
        },
    )
    view = {
        "type": "LIST",
        "index": 0,
        "fields": ["金額", "部門"],
        "filterCond": '金額 > 10 and 部門 = "金額"',
        "sort": "金額 desc",
    }
    services.update_views(actor=sato, app_id=app_id, views={"一覧": view})
    title = {"selectionMode": "MANUAL", "code": "部門"}
    services.update_settings(actor=sato, app_id=app_id, settings={"titleField": title})

    renames = {"金額": {"type": "NUMBER", "code": "税抜"}, "部門": {"code": "部署"}}
    services.update_fields(actor=sato, app_id=app_id, properties=renames)

    document = draft_document(app_id)
    assert field_of(app_id, "税込")["expression"] == 'IF(税抜 > 0, 税抜*税率, SUM(税抜)) & "金額"'
    assert field_of(app_id, "番号")["numbering"]["pattern"] == "{field:部署}-{seq:3}"
    assert field_of(app_id, "番号")["numbering"]["resetField"] == "部署"
    assert document["views"]["一覧"]["filterCond"] == '税抜 > 10 and 部署 = "金額"'
    assert document["views"]["一覧"]["sort"] == "税抜 desc"
    assert document["views"]["一覧"]["fields"] == ["税抜", "部署"]
    assert document["settings"]["titleField"]["code"] == "部署"
    assert document["layout"][0]["fields"][0]["code"] == "税抜"


def test_two_fields_can_trade_codes(sato, a_draft):
    app_id = a_draft(a="NUMBER", b="DATE", c={"type": "CALC", "expression": "a+b"})

    swap = {"a": {"code": "b"}, "b": {"code": "a"}}
    services.update_fields(actor=sato, app_id=app_id, properties=swap)

    assert field_of(app_id, "b")["type"] == "NUMBER"
    assert field_of(app_id, "c")["expression"] == "b+a"


def test_a_code_that_is_taken_is_refused(sato, a_draft, refusal):
    app_id = a_draft(a="NUMBER", b="DATE")

    error = refusal(
        services.update_fields, actor=sato, app_id=app_id, properties={"a": {"code": "b"}}
    )

    assert places(error) == ["properties[a].code"]


def test_columns_are_added_changed_and_renamed_through_their_table(sato, a_draft):
    columns = {"品名": {"type": "SINGLE_LINE_TEXT"}, "数量": {"type": "NUMBER"}}
    app_id = a_draft(明細={"type": "SUBTABLE", "fields": columns})

    sent = {"品名": {"code": "品目", "label": "品目"}, "単価": {"type": "NUMBER"}}
    services.update_fields(
        actor=sato, app_id=app_id, properties={"明細": {"type": "SUBTABLE", "fields": sent}}
    )

    table = field_of(app_id, "明細")
    assert [(c["code"], c["label"]) for c in table["fields"]] == [
        ("品目", "品目"), ("数量", "数量"), ("単価", "単価"),
    ]  # fmt: skip
    row = draft_document(app_id)["layout"][0]
    assert [item["code"] for item in row["fields"]] == ["品目", "数量", "単価"]


def test_deleting_takes_a_field_out_of_layout_views_and_title(sato, a_draft):
    app_id = a_draft(金額="NUMBER", 件名="SINGLE_LINE_TEXT")
    view = {"type": "LIST", "index": 0, "fields": ["金額", "件名"]}
    services.update_views(actor=sato, app_id=app_id, views={"一覧": view})
    title = {"selectionMode": "MANUAL", "code": "件名"}
    services.update_settings(actor=sato, app_id=app_id, settings={"titleField": title})

    services.delete_fields(actor=sato, app_id=app_id, codes=["件名"])

    document = draft_document(app_id)
    assert document["views"]["一覧"]["fields"] == ["金額"]
    assert document["settings"]["titleField"] == {"selectionMode": "AUTO", "code": ""}
    assert len(document["layout"]) == 1


def test_deleting_a_group_leaves_its_fields_and_deleting_a_table_does_not(sato, a_draft):
    columns = {"品名": {"type": "SINGLE_LINE_TEXT"}}
    app_id = a_draft(
        金額="NUMBER", 詳細="GROUP", 明細={"type": "SUBTABLE", "fields": columns}, 他="DATE"
    )
    row, table = {"type": "ROW"}, {"type": "SUBTABLE", "code": "明細"}
    layout = [
        {"type": "GROUP", "code": "詳細", "layout": [row | {"fields": [{"code": "金額"}]}]},
        table | {"fields": [{"code": "品名"}]},
        row | {"fields": [{"code": "他"}]},
    ]
    services.update_layout(actor=sato, app_id=app_id, layout=layout)

    services.delete_fields(actor=sato, app_id=app_id, codes=["詳細", "明細"])

    document = draft_document(app_id)
    assert [f["code"] for f in document["fields"]][8:] == ["金額", "他"]
    assert [r["fields"][0]["code"] for r in document["layout"]] == ["金額", "他"]


@pytest.mark.parametrize("codes", [None, [], "金額", ["x"] * 101])
def test_1_to_100_fields_are_deleted_at_once(sato, a_draft, refusal, codes):
    error = refusal(services.delete_fields, actor=sato, app_id=a_draft(金額="NUMBER"), codes=codes)

    assert places(error) == ["fields"]


def test_system_and_unknown_fields_are_not_deleted(sato, a_draft, refusal):
    app_id = a_draft(金額="NUMBER")

    error = refusal(
        services.delete_fields, actor=sato, app_id=app_id, codes=["金額", "作成者", "無い"]
    )

    assert error.code == "GAIA_FC01"
    assert places(error) == ["fields[1]", "fields[2]"]


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ({"numbering": "x"}, "numbering"),
        ({"numbering": {}}, "numbering.pattern"),
        ({"numbering": {"pattern": "{seq}", "reset": "FIELD"}}, "numbering.resetField"),
        ({"numbering": {"pattern": "{seq}", "reset": "WEEK"}}, "numbering.reset"),
        ({"numbering": {"pattern": "{nr}"}}, "numbering.pattern"),
        ({"numbering": {"pattern": "{seq}", "reset": "YEAR"}}, "numbering.pattern"),
        ({"numbering": {"pattern": "{seq}"}, "expression": "1"}, "numbering"),
        ({"numbering": {"pattern": "{seq}"}, "type": "NUMBER"}, "numbering"),
    ],
)
def test_whatever_gives_no_numbers_is_named(sato, a_draft, refusal, field, place):
    properties = {"番": {"type": "SINGLE_LINE_TEXT"} | field}

    error = refusal(services.add_fields, actor=sato, app_id=a_draft(), properties=properties)

    assert places(error) == [f"properties[番].{place}"]


def test_a_sequence_that_begins_again_may_repeat_numbers_where_that_is_meant(sato, a_draft):
    numbering = {"pattern": "{seq}", "reset": "YEAR"}
    app_id = a_draft(番={"type": "SINGLE_LINE_TEXT", "unique": False, "numbering": numbering})
    assert field_of(app_id, "番")["unique"] is False

    services.update_fields(actor=sato, app_id=app_id, properties={"番": {"numbering": None}})

    assert "numbering" not in field_of(app_id, "番")


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        ({"金額": 1}, "properties[金額]"),
        ({"金額": {"code": 1}}, "properties[金額].code"),
        ({"金額": {"code": "a b"}}, "properties[金額].code"),
        ({"明細": {"fields": []}}, "properties[明細].fields"),
        ({"明細": {"fields": {"品名": {"code": "作業者"}}}}, "properties[明細].fields[品名].code"),
        ({"明細": {"fields": {"新": {"type": "GROUP"}}}}, "properties[明細].fields[新].type"),
        ({"品名": {}}, "properties[品名]"),
    ],
)
def test_whatever_changes_no_field_is_named(sato, a_draft, refusal, sent, place):
    columns = {"品名": {"type": "SINGLE_LINE_TEXT"}}
    app_id = a_draft(金額="NUMBER", 明細={"type": "SUBTABLE", "fields": columns})

    error = refusal(services.update_fields, actor=sato, app_id=app_id, properties=sent)

    assert places(error) == [place]


def test_a_look_up_stops_filling_a_deleted_field(sato, a_draft):
    lookup = {
        "relatedApp": {"app": "self"},
        "relatedKeyField": "番号",
        "fieldMappings": [{"field": "控", "relatedField": "番号"}],
    }
    app_id = a_draft(
        番号={"type": "NUMBER", "unique": True},
        控="NUMBER",
        親={"type": "NUMBER", "lookup": lookup},
    )

    services.delete_fields(actor=sato, app_id=app_id, codes=["控"])

    assert field_of(app_id, "親")["lookup"]["fieldMappings"] == []


def test_what_the_database_cannot_keep_is_refused(sato, a_draft, refusal):
    app_id = a_draft(文="SINGLE_LINE_TEXT")
    entities = [{"type": "USER", "code": "a\x00b"}]
    properties = {"人": {"type": "USER_SELECT", "entities": entities}}

    assert refusal(services.add_fields, actor=sato, app_id=app_id, properties=properties)
    kept = {"文": {"defaultValue": "\\u0000"}}
    assert services.update_fields(actor=sato, app_id=app_id, properties=kept) == 3
    half = {"文": {"defaultValue": "\ud800"}}
    assert refusal(services.update_fields, actor=sato, app_id=app_id, properties=half)
