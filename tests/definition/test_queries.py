"""Reading apps, and how long what was read is remembered."""

from __future__ import annotations

import timeit

import pytest

from urakata.definition import services
from urakata.definition.publish import mark_live
from urakata.definition.queries import (
    app_codes,
    draft_schema,
    find_app_id,
    get_app,
    list_apps,
    live_document,
    live_schema,
    newest_schema,
)
from urakata.directory import epochs
from urakata.kernel.errors import NotFound

pytestmark = pytest.mark.django_db


def test_the_live_schema_is_one_object_until_a_definition_changes(sato, a_draft):
    app_id, other = a_draft(金額="NUMBER", live=True), a_draft(live=True)
    schema = live_schema(app_id)

    assert live_schema(app_id) is schema
    services.add_fields(actor=sato, app_id=app_id, properties={"日付": {"type": "DATE"}})
    assert live_schema(app_id) is schema
    mark_live(actor=sato, app_id=other)
    assert live_schema(app_id) is not schema
    assert live_schema(app_id) == schema


def test_a_deploy_is_seen_at_once(sato, a_draft):
    app_id = a_draft(金額="NUMBER", live=True)
    assert "日付" not in live_schema(app_id).by_code
    services.add_fields(actor=sato, app_id=app_id, properties={"日付": {"type": "DATE"}})

    mark_live(actor=sato, app_id=app_id)

    assert "日付" in live_schema(app_id).by_code
    assert live_schema(app_id).version == 3


@pytest.mark.parametrize("app_id", [0, -5, 10**9, 2**63, 2**200])
def test_an_app_that_is_not_there_is_not_found(app_id):
    for ask in (live_schema, draft_schema, get_app, newest_schema):
        with pytest.raises(NotFound) as missing:
            ask(app_id)
        assert missing.value.code == "GAIA_AP01"


def test_an_app_that_was_never_deployed_is_a_draft_only(a_draft):
    app_id = a_draft(金額="NUMBER")

    with pytest.raises(NotFound):
        live_schema(app_id)
    assert "金額" in draft_schema(app_id).by_code
    assert "金額" in newest_schema(app_id).by_code
    assert live_document(app_id) is None
    assert not get_app(app_id).is_live


def test_apps_are_listed_by_id_when_deployed_and_filtered(sato, a_draft):
    first, second = a_draft(called="稟議書", live=True), a_draft(called="RINGI", live=True)
    hidden = a_draft(called="稟議の下書き")
    services.update_settings(actor=sato, app_id=second, settings={"code": "R"})
    mark_live(actor=sato, app_id=second)

    def ids(**filters):
        return [info.id for info in list_apps(**filters)]

    assert ids() == [first, second]
    assert ids(ids=[second, hidden, 2**70]) == [second]
    assert ids(codes=["R", "r", ""]) == [second]
    assert ids(name="議") == [first]
    assert ids(name="ring") == [second]
    assert ids(limit=1, offset=1) == [second]
    assert ids(space_ids=[1]) == []


def test_codes_are_known_both_ways(sato, a_draft):
    app_id = a_draft()
    assert not app_codes().get(app_id)
    services.update_settings(actor=sato, app_id=app_id, settings={"code": "RINGI"})

    assert app_codes()[app_id] == "RINGI"
    assert find_app_id("RINGI") == app_id
    assert find_app_id("") is None


def test_a_remembered_schema_costs_next_to_nothing(a_draft):
    app_id = a_draft(金額="NUMBER", live=True)
    epochs.begin()
    live_schema(app_id)

    seconds = min(timeit.repeat(lambda: live_schema(app_id), number=200, repeat=25))
    epochs.end()

    assert seconds / 200 < 20e-6
