"""Every endpoint of kintone's API, and what a call of it leaves in the journal (A11)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.api.client import Api
from tests.api.kintone.world import BUILT, World, call, id_of
from tests.api.test_permission_table import undone
from urakata.definition.models import App
from urakata.definition.queries import live_schema
from urakata.directory import epochs
from urakata.journal.models import JournalEntry

SETTINGS_AT_ONCE = ["access.edit", "app.deploy", "access.edit"]  # the draft, and what goes live

KINDS: dict[str, list[str]] = {
    "POST k/v1/record": ["record.add"],
    "PUT k/v1/record": ["record.edit"],
    "POST k/v1/records": ["record.add"],
    "PUT k/v1/records": ["record.edit"],
    "DELETE k/v1/records": ["record.delete"],
    "POST k/v1/records/cursor": [],  # what is remembered for ten minutes is no change of anything
    "GET k/v1/records/cursor": [],
    "DELETE k/v1/records/cursor": [],
    "POST k/v1/bulkRequest": ["record.add"],
    "PUT k/v1/record/status": ["record.status"],
    "PUT k/v1/records/status": ["record.status"],
    "PUT k/v1/record/assignees": ["record.assignees"],
    "POST k/v1/record/comment": ["comment.add"],
    "DELETE k/v1/record/comment": ["comment.add", "comment.delete"],  # first one to take back
    "GET k/v1/file": ["file.read"],
    "POST k/v1/file": ["file.upload"],
    "POST k/v1/preview/app": ["app.create"],
    "POST k/v1/preview/app/form/fields": ["app.edit"],
    "PUT k/v1/preview/app/form/fields": ["app.edit"],
    "DELETE k/v1/preview/app/form/fields": ["app.edit"],
    "PUT k/v1/preview/app/form/layout": ["app.edit"],
    "PUT k/v1/preview/app/views": ["app.edit"],
    "PUT k/v1/preview/app/settings": ["settings.edit"],
    "PUT k/v1/preview/app/status": ["app.edit"],
    "PUT k/v1/preview/app/acl": ["access.edit"],
    "PUT k/v1/preview/record/acl": ["access.edit"],
    "PUT k/v1/preview/field/acl": ["access.edit"],
    "PUT k/v1/app/acl": SETTINGS_AT_ONCE,
    "PUT k/v1/record/acl": SETTINGS_AT_ONCE,
    "PUT k/v1/field/acl": SETTINGS_AT_ONCE,
    "POST k/v1/preview/app/deploy": ["app.deploy"],
}
GIVING_OUT = {  # what reads records: one `record.read` each, in a sensitive app
    "GET k/v1/record",
    "GET k/v1/records",
    "POST k/v1/records/cursor",
    "GET k/v1/record/comments",
    "GET k/v1/file",
}
ENDPOINTS = [endpoint for endpoint in BUILT if not endpoint.is_open]


def entries_since(last: int) -> list[Any]:
    """What is new in the journal, but for how whoever calls signed in."""
    found = JournalEntry.objects.filter(id__gt=last).exclude(kind__startswith="signin.")
    return [json.loads(body) for body in found.order_by("id").values_list("body", flat=True)]


def newest() -> int:
    return JournalEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0


def left_by(endpoint: Any, world: World, api: Api) -> list[Any]:
    """The entries of one right call, which is undone."""
    with undone():
        last = newest()
        assert call(endpoint, world, api).status == 200
        return entries_since(last)


def test_no_writing_endpoint_is_missing_from_the_table() -> None:
    writing = {id_of(e) for e in ENDPOINTS if e.writes or e.method != "GET"}
    assert writing | {"GET k/v1/file"} == KINDS.keys()


def test_every_change_leaves_its_entries_and_every_read_none(as_sato: Api, world: World) -> None:
    found = {id_of(e): [one["kind"] for one in left_by(e, world, as_sato)] for e in ENDPOINTS}

    assert {name: kinds for name, kinds in found.items() if kinds != KINDS.get(name, [])} == {}


def test_every_entry_says_who_did_it_from_where_and_in_which_request(
    as_sato: Api, world: World
) -> None:
    as_sato.headers["X-Request-Id"] = "r-7"
    source = {"name": "api", "address": "127.0.0.1", "request": "r-7"}

    for endpoint in ENDPOINTS:
        for entry in left_by(endpoint, world, as_sato):
            assert (entry["actor"]["code"], entry["source"]) == ("sato", source), id_of(endpoint)


def test_many_records_of_a_call_have_an_entry_each(as_sato: Api, world: World) -> None:
    app, last = world.app.app_id, newest()
    rows = [{"件名": {"value": str(n)}} for n in range(5)]

    ids = as_sato("POST", "records", app=app, records=rows).body["ids"]
    changes = [{"id": id_, "record": {"件名": {"value": "x"}}} for id_ in ids]
    as_sato("PUT", "records", app=app, records=changes)
    as_sato("PUT", "records/status", app=app, records=[{"id": i, "action": "進める"} for i in ids])
    as_sato("DELETE", "records", app=app, ids=ids)

    found = [(one["kind"], one["record"], one["revision"]) for one in entries_since(last)]
    steps = (("record.add", 1), ("record.edit", 2), ("record.status", 4), ("record.delete", 4))
    assert found == [(kind, int(id_), revision) for kind, revision in steps for id_ in ids]


def test_a_bulk_request_that_fails_in_the_middle_leaves_nothing(as_sato: Api, world: World) -> None:
    before, last = world.state, newest()
    good = {"app": world.app.app_id, "record": {"件名": {"value": "a"}}}
    bad = {**good, "record": {"番号": {"value": "N1"}}}  # is there already
    requests = [
        {"method": "POST", "api": "/k/v1/record.json", "payload": payload}
        for payload in (good, bad)
    ]

    assert as_sato("POST", "bulkRequest", requests=requests).status == 400

    assert entries_since(last) == []
    assert world.state == before


def test_refused_calls_leave_nothing(
    as_suzuki: Api, with_token: Callable[..., Api], world: World
) -> None:
    token, last = with_token(world.app.app_id, "view"), newest()
    statuses = {call(e, world, token).status for e in ENDPOINTS if e.writes} | {
        call(e, world, as_suzuki).status for e in ENDPOINTS if "preview/" in e.path and e.writes
    }

    kinds = {one["kind"] for one in entries_since(last)}
    assert {403} <= statuses
    assert kinds <= {"app.create", "comment.add", "comment.delete"}  # what these two may do


@pytest.fixture
def sensitive(world: World) -> World:
    """The same world, its app marked as sensitive, as if deployed."""
    stored = App.objects.get(pk=world.app.app_id)
    for document in (stored.live, stored.draft):
        document["settings"]["sensitive"] = True
    stored.save()
    epochs.bump("definition")
    return World(live_schema(world.app.app_id), world.record, world.file_key)


def test_reading_a_sensitive_app_leaves_an_entry_a_request(as_sato: Api, sensitive: World) -> None:
    told = {}
    for endpoint in ENDPOINTS:
        reads = [e for e in left_by(endpoint, sensitive, as_sato) if e["kind"] == "record.read"]
        if reads:
            told[id_of(endpoint)] = len(reads)

    # a page of a cursor is told beside the opening of the cursor that was made for it
    cursors = {"GET k/v1/records/cursor": 2, "DELETE k/v1/records/cursor": 1}
    assert told == dict.fromkeys(GIVING_OUT, 1) | cursors
