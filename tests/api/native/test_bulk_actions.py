"""Bulk actions and lead times over HTTP: their shapes."""

from __future__ import annotations

import pytest

from tests.api.native.asking import Native
from tests.conftest import AnApp
from tests.process.conftest import action, process, state

FLOW = process({"審査": state(0), "完了": state(1)}, action("承認する", "審査", "完了"))


@pytest.fixture
def asks(as_sato, an_app: AnApp) -> Native:
    return Native(as_sato, an_app({"件名": "SINGLE_LINE_TEXT"}, process=FLOW).app_id)


def test_each_record_has_its_revision_or_its_problem(asks: Native):
    asks("POST", "records", {"records": [{}]})
    app = str(asks.app)
    records = [{"app": app, "id": "1", "revision": "1"}, {"app": app, "id": 2}]

    reply = asks("POST", "/api/v1/actions", {"records": records, "action": "承認する"})

    done, refused = reply.body["results"]
    assert (reply.status, done) == (200, {"app": app, "id": "1", "revision": "3"})
    assert (refused["id"], refused["error"]["code"]) == ("2", "GAIA_RE01")
    assert "2" in refused["error"]["message"]


def test_too_many_and_none_are_refused(asks: Native):
    record = {"app": "1", "id": "1"}

    for records in ([], [record] * 1_001, [record, record]):
        reply = asks("POST", "/api/v1/actions", {"records": records, "action": "承認する"})
        assert (reply.status, reply.code) == (400, "CB_VA01")


def test_lead_times_are_shown(asks: Native):
    reply = asks("GET", "process/times", since="2026-04-01T00:00:00Z")

    assert (reply.status, reply.body) == (200, {"times": []})


def test_a_time_that_is_none_is_refused(asks: Native):
    reply = asks("GET", "process/times", since="昨日")

    assert (reply.status, [*reply.errors]) == (400, ["since"])
