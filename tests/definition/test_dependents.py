from __future__ import annotations

import pytest

from urakata.definition import services
from urakata.definition.dependents import dependents
from urakata.definition.publish import mark_live

pytestmark = pytest.mark.django_db


def test_look_ups_and_related_records_say_what_they_read(sato, a_draft):
    master = a_draft(
        コード={"type": "NUMBER", "unique": True},
        名称="SINGLE_LINE_TEXT",
        区分="SINGLE_LINE_TEXT",
        順="NUMBER",
        備考="LINK",
        live=True,
    )
    lookup = {
        "relatedApp": {"app": master},
        "relatedKeyField": "コード",
        "fieldMappings": [{"field": "名", "relatedField": "名称"}],
        "filterCond": '区分 = "得意先"',
        "sort": "順 desc",
        "lookupPickerFields": ["名称"],
    }
    table = {
        "relatedApp": {"app": master},
        "condition": {"field": "名", "relatedField": "名称"},
        "displayFields": ["順"],
    }
    app_id = a_draft(
        取引先={"type": "NUMBER", "lookup": lookup},
        名="SINGLE_LINE_TEXT",
        関連={"type": "REFERENCE_TABLE", "referenceTable": table},
        live=True,
    )

    found = {each.field.code: each for each in dependents(master)}

    assert found.keys() == {"取引先", "関連"}
    assert {each.app.app_id for each in found.values()} == {app_id}
    assert found["取引先"].codes == {"コード", "名称", "区分", "順"}
    assert found["関連"].codes == {"名称", "順"}
    assert (found["取引先"].key, found["関連"].key) == ("コード", "名称")


def test_an_app_that_only_a_draft_reads_has_no_dependents(sato, a_draft):
    master = a_draft(コード={"type": "NUMBER", "unique": True}, live=True)
    lookup = {"relatedApp": {"app": master}, "relatedKeyField": "コード"}
    app_id = a_draft(live=True)
    field = {"取引先": {"type": "NUMBER", "lookup": lookup}}
    services.add_fields(actor=sato, app_id=app_id, properties=field)
    assert dependents(master) == []

    mark_live(actor=sato, app_id=app_id)

    assert [each.app.app_id for each in dependents(master)] == [app_id]


def test_an_app_that_reads_itself_is_no_dependent(sato, a_draft):
    app_id = a_draft(コード={"type": "NUMBER", "unique": True})
    lookup = {"relatedApp": {"app": app_id}, "relatedKeyField": "コード"}
    field = {"上司": {"type": "NUMBER", "lookup": lookup}}
    services.add_fields(actor=sato, app_id=app_id, properties=field)
    mark_live(actor=sato, app_id=app_id)

    assert dependents(app_id) == []
