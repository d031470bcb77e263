"""Laying out a form."""

from __future__ import annotations

import pytest

from tests.definition.conftest import field_of, places
from urakata.definition import services
from urakata.definition.queries import draft_document, draft_schema

pytestmark = pytest.mark.django_db


@pytest.fixture
def app_id(a_draft):
    columns = {"品名": {"type": "SINGLE_LINE_TEXT"}, "数量": {"type": "NUMBER"}}
    return a_draft(
        件名="SINGLE_LINE_TEXT",
        本文="MULTI_LINE_TEXT",
        枠="GROUP",
        明細={"type": "SUBTABLE", "fields": columns},
    )


def row(*items, **more):
    fields = [{"code": item} if isinstance(item, str) else item for item in items]
    return {"type": "ROW", "fields": fields, **more}


def table(*codes):
    return {"type": "SUBTABLE", "code": "明細", "fields": [{"code": code} for code in codes]}


def group(*rows):
    return {"type": "GROUP", "code": "枠", "layout": list(rows)}


GOOD = [row("件名"), group(row("本文")), table("品名", "数量")]


def test_a_layout_is_kept_with_every_size(sato, app_id):
    sent = [
        row({"type": "LABEL", "label": "<b>x</b>", "size": {"width": 90}}, {"type": "HR"}),
        row({"type": "SPACER", "elementId": "e1", "size": {"width": "10", "height": 20}}, "作成者"),
        *GOOD,
    ]

    assert services.update_layout(actor=sato, app_id=app_id, layout=sent) == 3

    layout = draft_document(app_id)["layout"]
    assert layout[0]["fields"] == [
        {"type": "LABEL", "label": "<b>x</b>", "size": {"width": "90"}},
        {"type": "HR", "size": {"width": "193"}},
    ]
    assert layout[1]["fields"][0]["size"] == {"width": "10", "height": "20"}
    assert layout[3] == {
        "type": "GROUP",
        "code": "枠",
        "layout": [
            {
                "type": "ROW",
                "fields": [
                    {
                        "type": "MULTI_LINE_TEXT",
                        "code": "本文",
                        "size": {"width": "315", "innerHeight": "125"},
                    }
                ],
            }
        ],
    }


def test_fields_are_in_form_order(sato, app_id):
    layout = [table("数量", "品名"), group(row("本文", "件名"))]
    services.update_layout(actor=sato, app_id=app_id, layout=layout)

    codes = [f.code for f in draft_schema(app_id).fields]

    assert codes[:6] == ["明細", "数量", "品名", "枠", "本文", "件名"]
    assert [c["code"] for c in field_of(app_id, "明細")["fields"]] == ["数量", "品名"]


def test_fields_that_are_not_placed_are_named_in_the_words_ginue_reads(sato, app_id, refusal):
    error = refusal(
        services.update_layout, actor=sato, app_id=app_id, layout=[row("件名"), table("品名")]
    )

    assert error.code == "GAIA_FN11"
    assert error.text.en == (
        "Failed to update form. Field (code: 本文,枠,明細,数量) is missing in the layout parameter".replace(
            "明細,", ""
        )
    )


@pytest.mark.parametrize(
    ("layout", "place"),
    [
        ([*GOOD, row("無い")], "layout[3].fields[0].code"),
        ([*GOOD, row("件名")], "layout[3].fields[0].code"),
        ([*GOOD, row("ステータス")], "layout[3].fields[0].code"),
        ([*GOOD, row("数量")], "layout[3].fields[0].code"),
        ([*GOOD, row({"type": "NUMBER", "code": "作成者"})], "layout[3].fields[0].code"),
        ([*GOOD, row("枠")], "layout[3].fields[0].code"),
        ([*GOOD, row({})], "layout[3].fields[0].code"),
        ([*GOOD, row(1)], "layout[3].fields[0]"),
        ([*GOOD, {"type": "ROW"}], "layout[3].fields"),
        ([*GOOD, {"type": "COLUMN"}], "layout[3].type"),
        ([*GOOD, {}], "layout[3].type"),
        ([*GOOD, "row"], "layout[3]"),
        ([row("件名"), group(row("本文"), table("品名"))], "layout[1].layout[1].type"),
        ([row("件名"), group(group())], "layout[1].layout[0].type"),
        ([{"type": "GROUP", "code": "明細"}], "layout[0].code"),
        ([row({"code": "件名", "size": {"width": "wide"}})], "layout[0].fields[0].size.width"),
        ([row({"code": "件名", "size": 5})], "layout[0].fields[0].size"),
        ([table({"type": "LABEL"})], "layout[0].fields[0].code"),
        ({}, "layout"),
        (None, "layout"),
    ],
)
def test_whatever_does_not_belong_is_named(sato, app_id, refusal, layout, place):
    error = refusal(services.update_layout, actor=sato, app_id=app_id, layout=layout)

    assert place in places(error)


def test_a_layout_has_an_end(sato, app_id, refusal):
    layout = [row(*[{"type": "HR"}] * 2001)]

    error = refusal(services.update_layout, actor=sato, app_id=app_id, layout=layout)

    assert places(error)[0] == "layout[0].fields[1999]"
