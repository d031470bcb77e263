"""What a deploy would touch, told before it and changing nothing."""

from __future__ import annotations

import pytest

from urakata.definition import services
from urakata.definition.queries import draft_document, get_app
from urakata.kernel.errors import Forbidden, NotFound
from urakata.record.deploy import deploy
from urakata.record.impact import impact

pytestmark = pytest.mark.django_db

MASTER = {"コード": {"type": "NUMBER", "unique": True}, "名称": "SINGLE_LINE_TEXT"}


@pytest.fixture
def master(an_app):
    return an_app(MASTER, name="取引先")


@pytest.fixture
def reader(an_app, master):
    lookup = {
        "relatedApp": {"app": master.app_id},
        "relatedKeyField": "コード",
        "fieldMappings": [{"field": "名", "relatedField": "名称"}],
    }
    fields = {"取引先": {"type": "NUMBER", "lookup": lookup}, "名": "SINGLE_LINE_TEXT"}
    return an_app(fields, name="受注")


def broken(found):
    return [(each.dependent.app.name, each.is_broken) for each in found.readers]


def test_look_ups_that_read_a_field_are_broken_without_it(master, reader, sato):
    assert broken(impact(actor=sato, app_id=master.app_id)) == [("受注", False)]

    services.delete_fields(actor=sato, app_id=master.app_id, codes=["名称"])

    assert broken(impact(actor=sato, app_id=master.app_id)) == [("受注", True)]


def test_a_look_up_needs_a_key_that_is_unique(master, reader, sato):
    services.update_fields(
        actor=sato, app_id=master.app_id, properties={"コード": {"unique": False}}
    )

    assert broken(impact(actor=sato, app_id=master.app_id)) == [("受注", True)]


def test_an_app_that_the_manager_does_not_know_stays_unnamed(
    master, reader, sato, suzuki, with_access
):
    manager = {"entity": {"type": "USER", "code": "suzuki"}, "appEditable": True}
    with_access(master, app=[manager])
    with_access(reader, app=[])

    (found,) = impact(actor=suzuki, app_id=master.app_id).readers

    assert not found.is_known


def test_going_back_is_weighed_without_going(master, sato, a_record):
    a_record(master, コード="1", 名称="甲社")
    services.delete_fields(actor=sato, app_id=master.app_id, codes=["名称"])
    deploy(actor=sato, targets=[(master.app_id, None)])
    before = get_app(master.app_id), draft_document(master.app_id)

    found = impact(actor=sato, app_id=master.app_id, to=master.version)

    assert [(each.kind, each.records) for each in found.effects] == [("returned", 1)]
    assert [field.code for field in found.changes.added] == ["名称"]
    assert found.problems == ()
    assert (get_app(master.app_id), draft_document(master.app_id)) == before


def test_what_stands_in_the_way_is_told(master, sato, a_record):
    for _ in range(2):
        a_record(master, 名称="甲社")
    services.update_fields(actor=sato, app_id=master.app_id, properties={"名称": {"unique": True}})

    (problem,) = impact(actor=sato, app_id=master.app_id).problems

    assert problem.at == "properties[名称].unique"


def test_a_draft_that_is_wrong_says_so_and_no_more(master, reader, sato):
    services.delete_fields(actor=sato, app_id=master.app_id, codes=["名称"])
    deploy(actor=sato, targets=[(master.app_id, None)])

    found = impact(actor=sato, app_id=reader.app_id)

    assert (found.plan, len(found.problems)) == (None, 1)


def test_a_first_deploy_touches_nobody(sato):
    app_id, _ = services.create_app(actor=sato, name="新規")

    found = impact(actor=sato, app_id=app_id)

    assert (found.effects, found.people, found.readers) == ([], [], [])


def test_only_who_manages_the_app_may_ask(master, suzuki):
    with pytest.raises(Forbidden):
        impact(actor=suzuki, app_id=master.app_id)


def test_a_version_that_never_was_has_no_impact(master, sato):
    with pytest.raises(NotFound):
        impact(actor=sato, app_id=master.app_id, to=99)
