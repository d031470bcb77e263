"""How many records each change of a definition concerns."""

from __future__ import annotations

import pytest

from urakata.definition import services
from urakata.definition.diff import diff
from urakata.definition.publish import hold
from urakata.definition.queries import draft_schema, live_schema
from urakata.record.ddl import find_shapes
from urakata.record.deploy import deploy
from urakata.record.losses import find_effects

pytestmark = pytest.mark.django_db

KINDS = {"甲": {"label": "甲", "index": "0"}, "乙": {"label": "乙", "index": "1"}}
FIELDS = {
    "件名": "SINGLE_LINE_TEXT",
    "金額": "NUMBER",
    "区分": {"type": "DROP_DOWN", "options": KINDS},
    "印": {"type": "CHECK_BOX", "options": KINDS},
    "明細": {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT"}},
}
LINES = [{"value": {"品名": {"value": name}}} for name in ("天板", "脚")]


@pytest.fixture
def app(an_app, a_record):
    app = an_app(FIELDS)
    a_record(app, 件名="長い件名", 金額="1200", 区分="甲", 印=["甲", "乙"], 明細=LINES)
    a_record(app, 件名="机", 金額="80", 区分="乙")
    a_record(app)
    return app


def effects(app_id):
    pending = hold(app_id)
    found = find_effects(
        live_schema(app_id),
        draft_schema(app_id),
        diff(pending.live, pending.draft),
        find_shapes(app_id),
    )
    return {(each.kind, each.field.code): each.records for each in found}


@pytest.fixture
def update(app, sato):
    def change(**properties):
        services.update_fields(actor=sato, app_id=app.app_id, properties=properties)
        return effects(app.app_id)

    return change


def test_values_go_out_of_sight_with_their_fields(app, sato):
    services.delete_fields(actor=sato, app_id=app.app_id, codes=["金額", "明細"])

    assert effects(app.app_id) == {("lost", "金額"): 2, ("lost", "明細"): 1}


def test_a_record_counts_once_however_many_lines_it_has(app, sato):
    services.add_fields(
        actor=sato, app_id=app.app_id, properties={"件": {"type": "SINGLE_LINE_TEXT"}}
    )
    services.delete_fields(actor=sato, app_id=app.app_id, codes=["品名"])

    assert effects(app.app_id)["lost", "品名"] == 1


@pytest.mark.parametrize(
    ("properties", "records"),
    [
        ({"件名": {"required": True}}, {("narrowed", "件名"): 1}),
        ({"件名": {"maxLength": "3"}}, {("narrowed", "件名"): 1}),
        ({"件名": {"minLength": "2"}}, {("narrowed", "件名"): 1}),
        ({"金額": {"maxValue": "100", "minValue": "90"}}, {("narrowed", "金額"): 2}),
        ({"金額": {"maxValue": "5000"}}, {}),
        ({"区分": {"options": {"乙": KINDS["乙"]}}}, {("narrowed", "区分"): 1}),
        ({"印": {"options": {"乙": KINDS["乙"]}}}, {("narrowed", "印"): 1}),
        ({"件名": {"label": "題"}}, {}),
    ],
)
def test_narrower_fields_say_whose_values_do_not_fit(update, properties, records):
    assert update(**properties) == records


def test_values_that_come_back_are_counted(app, sato):
    old = hold(app.app_id).draft
    services.delete_fields(actor=sato, app_id=app.app_id, codes=["金額", "明細"])
    deploy(actor=sato, targets=[(app.app_id, None)])

    services.replace_draft(actor=sato, app_id=app.app_id, document=old)

    assert effects(app.app_id) == {("returned", "金額"): 2, ("returned", "明細"): 1}


def test_an_app_that_was_never_deployed_loses_nothing(sato):
    app_id, _ = services.create_app(actor=sato, name="新規")
    pending = hold(app_id)
    changes = diff(pending.live, pending.draft)

    assert find_effects(None, draft_schema(app_id), changes, find_shapes(app_id)) == []
