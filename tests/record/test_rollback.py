"""An app goes back to an earlier version, its tables and values with it."""

from __future__ import annotations

import json

import pytest

from urakata.definition import services
from urakata.definition.queries import draft_document, get_app, live_schema
from urakata.definition.versions import find_document, list_versions
from urakata.journal.queries import Wanted, search
from urakata.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from urakata.record.deploy import deploy
from urakata.record.read import get_record
from urakata.record.rollback import roll_back

pytestmark = pytest.mark.django_db

KINDS = {"甲": {"label": "甲", "index": "0"}, "乙": {"label": "乙", "index": "1"}}


@pytest.fixture
def app(an_app):
    return an_app({"件名": "SINGLE_LINE_TEXT", "金額": "NUMBER"})


def deployed(actor, app):
    deploy(actor=actor, targets=[(app.app_id, None)])
    return live_schema(app.app_id)


def kinds(app):
    return [json.loads(each.body)["kind"] for each in search(Wanted(app_id=app.app_id), limit=4)]


def test_a_deleted_field_comes_back_with_the_values_it_had(app, sato, a_record):
    old = a_record(app, 件名="机", 金額="1200")
    services.delete_fields(actor=sato, app_id=app.app_id, codes=["金額"])
    later = deployed(sato, app)
    new = a_record(later, 件名="椅子")

    revision = roll_back(actor=sato, app_id=app.app_id, to=app.version)

    back = live_schema(app.app_id)
    assert back.version == revision == later.version + 1
    values = [
        get_record(actor=sato, app=back, record_id=id_)["金額"]["value"] for id_ in (old, new)
    ]
    assert values == ["1200", ""]


def test_going_back_is_a_version_of_its_own_and_in_the_journal(app, sato):
    services.update_settings(actor=sato, app_id=app.app_id, settings={"name": "新"})
    deployed(sato, app)

    roll_back(actor=sato, app_id=app.app_id, to=app.version)

    newest, *_ = list_versions(app.app_id)
    assert (newest.rolled_back_to, newest.is_live) == (app.version, True)
    entry = json.loads(search(Wanted(app_id=app.app_id, kind="app.rollback"))[0].body)
    assert entry["about"] == {"version_before": app.version + 1, "rolled_back_to": app.version}
    assert get_app(app.app_id).name == "稟議"


def test_one_can_go_back_and_forth(app, sato, a_record):
    id_ = a_record(app, 件名="机", 金額="1200")
    services.delete_fields(actor=sato, app_id=app.app_id, codes=["金額"])
    without = deployed(sato, app)

    roll_back(actor=sato, app_id=app.app_id, to=app.version)
    roll_back(actor=sato, app_id=app.app_id, to=without.version)
    assert "金額" not in live_schema(app.app_id).by_code
    roll_back(actor=sato, app_id=app.app_id, to=app.version)

    back = live_schema(app.app_id)
    assert get_record(actor=sato, app=back, record_id=id_)["金額"]["value"] == "1200"


def test_renamed_options_are_called_as_before_in_records_too(an_app, sato, a_record):
    app = an_app({"区分": {"type": "DROP_DOWN", "options": KINDS}})
    id_ = a_record(app, 区分="甲")
    options = {"甲": {"label": "丙", "index": "0"}, "乙": {"label": "乙", "index": "1"}}
    properties = {"区分": {"options": options}}
    services.update_fields(actor=sato, app_id=app.app_id, properties=properties)
    renamed = deployed(sato, app)
    assert get_record(actor=sato, app=renamed, record_id=id_)["区分"]["value"] == "丙"

    roll_back(actor=sato, app_id=app.app_id, to=app.version)

    back = live_schema(app.app_id)
    assert get_record(actor=sato, app=back, record_id=id_)["区分"]["value"] == "甲"


def test_as_a_draft_only_nothing_is_live_yet(app, sato):
    services.update_settings(actor=sato, app_id=app.app_id, settings={"name": "新"})
    deployed(sato, app)

    revision = roll_back(actor=sato, app_id=app.app_id, to=app.version, is_draft=True)

    assert live_schema(app.app_id).name == "新"
    assert draft_document(app.app_id)["name"] == "稟議"
    assert get_app(app.app_id).draft_revision == revision


def test_what_the_draft_held_is_in_the_journal(app, sato):
    services.update_settings(actor=sato, app_id=app.app_id, settings={"theme": "RED"})

    roll_back(actor=sato, app_id=app.app_id, to=app.version)

    assert kinds(app)[:2] == ["app.rollback", "settings.edit"]


def unchanged(app, call, error):
    before = (get_app(app.app_id), draft_document(app.app_id), find_document(app.app_id, "live"))
    with pytest.raises(error):
        call()
    assert before == (
        get_app(app.app_id), draft_document(app.app_id), find_document(app.app_id, "live"),
    )  # fmt: skip


def test_only_who_manages_the_app_may_go_back(app, suzuki):
    unchanged(app, lambda: roll_back(actor=suzuki, app_id=app.app_id, to=app.version), Forbidden)


def test_a_version_that_never_was_cannot_come_back(app, sato):
    unchanged(app, lambda: roll_back(actor=sato, app_id=app.app_id, to=99), NotFound)


def test_a_draft_that_somebody_else_changed_is_not_given_up(app, sato):
    unchanged(
        app,
        lambda: roll_back(actor=sato, app_id=app.app_id, to=app.version, revision=1),
        Conflict,
    )


def test_records_that_an_old_rule_forbids_stand_in_the_way(an_app, sato, a_record):
    app = an_app({"番号": {"type": "SINGLE_LINE_TEXT", "unique": True}})
    services.update_fields(actor=sato, app_id=app.app_id, properties={"番号": {"unique": False}})
    later = deployed(sato, app)
    a_record(later, 番号="A")
    a_record(later, 番号="A")

    unchanged(app, lambda: roll_back(actor=sato, app_id=app.app_id, to=app.version), Invalid)
