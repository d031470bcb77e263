"""Options: renamed by key and label, dropped when not listed, told apart by ids."""

from __future__ import annotations

import pytest

from tests.definition.conftest import field_of, places
from urakata.definition import services

pytestmark = pytest.mark.django_db


def options(*names: str) -> dict:
    return {name: {"label": name, "index": str(n)} for n, name in enumerate(names)}


@pytest.fixture
def app_id(a_draft):
    return a_draft(区分={"type": "DROP_DOWN", "options": options("甲", "乙"), "defaultValue": "甲"})


def change(actor, app_id, **field):
    properties = {"区分": {"type": "DROP_DOWN", **field}}
    services.update_fields(actor=actor, app_id=app_id, properties=properties)
    field = field_of(app_id, "区分")
    named = sorted(field["options"].items(), key=lambda pair: int(pair[1]["index"]))
    return [(name, option["id"]) for name, option in named], field["defaultValue"]


def test_options_have_ids_of_their_own(app_id):
    assert field_of(app_id, "区分")["options"] == {
        "甲": {"label": "甲", "index": "0", "id": 9},
        "乙": {"label": "乙", "index": "1", "id": 10},
    }
    assert field_of(app_id, "区分")["id"] == 11


def test_a_renamed_option_keeps_its_id_and_stays_the_default(sato, app_id):
    sent = {"甲": {"label": "丙", "index": 1}, "乙": {"label": "乙", "index": 0}}

    assert change(sato, app_id, options=sent) == ([("乙", 10), ("丙", 9)], "丙")


def test_options_can_trade_names(sato, app_id):
    sent = {"甲": {"label": "乙", "index": 0}, "乙": {"label": "甲", "index": 1}}

    assert change(sato, app_id, options=sent) == ([("乙", 9), ("甲", 10)], "乙")


def test_an_option_that_is_not_listed_is_dropped_with_its_default(sato, app_id):
    assert change(sato, app_id, options=options("乙", "丁")) == ([("乙", 10), ("丁", 12)], "")


def test_options_that_are_not_sent_stay(sato, app_id):
    assert change(sato, app_id, label="種別") == ([("甲", 9), ("乙", 10)], "甲")


def test_a_new_default_may_be_named_by_its_new_or_its_old_name(sato, app_id):
    sent = {"甲": {"label": "丙", "index": 0}, "乙": {"label": "乙", "index": 1}}

    assert change(sato, app_id, options=sent, defaultValue="甲")[1] == "丙"
    assert change(sato, app_id, defaultValue="乙")[1] == "乙"


@pytest.mark.parametrize(
    "sent",
    [{"甲": {"label": "x"}, "乙": {"label": "x"}}, {"甲": {"label": "あ" * 129}}, [], {"甲": 1}],
)
def test_options_that_make_no_sense_are_refused(sato, app_id, refusal, sent):
    properties = {"区分": {"options": sent}}

    error = refusal(services.update_fields, actor=sato, app_id=app_id, properties=properties)

    assert places(error)[0].startswith("properties[区分].options")


def test_defaults_of_several_choices_follow_too(sato, a_draft):
    app_id = a_draft(
        印={"type": "CHECK_BOX", "options": options("甲", "乙", "丙"), "defaultValue": ["丙", "甲"]}
    )
    sent = {"甲": {"label": "丁", "index": 0}, "乙": {"label": "乙", "index": 1}}

    services.update_fields(actor=sato, app_id=app_id, properties={"印": {"options": sent}})

    assert field_of(app_id, "印")["defaultValue"] == ["丁"]
