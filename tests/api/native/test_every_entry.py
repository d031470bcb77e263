"""Every endpoint of our own API about an app, and what a call of it leaves in the journal (A11).

Those that are not about an app are in `test_every_permission_beyond_apps`, which compares the journal too.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.kintone.test_every_entry import newest
from tests.api.native.asking import Native
from tests.api.native.conftest import cells
from tests.api.native.test_every_permission import TABLE, VARIANTS, Row, call, is_reading, undone
from urakata.definition.models import App
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema
from urakata.directory import epochs
from urakata.directory.actors import system_actor
from urakata.journal.models import JournalEntry
from urakata.record.write import add_records, delete_records

EXPORT = ["export.run", "export.run"]  # before the first byte, and at the end
KINDS: dict[str, list[str]] = {
    "GET records.csv": EXPORT,
    "GET records.jsonl": EXPORT,
    "GET records.xlsx": EXPORT,
    "GET access.csv": ["access.export"],
    "GET records/{record_id}/access.csv": ["access.export"],
    "GET /people/{code}/access.csv": ["access.export"],
    "GET /access.csv": ["access.export"],
    "GET /journal/export": ["journal.export"],
    "POST records": ["record.add"],
    "PUT records": ["record.edit"],
    "DELETE records": ["record.delete"],
    "POST records/sheet": ["record.add"],
    "POST records/evaluate": [],  # nothing is written
    "POST import": ["record.add", "import.run"],
    "POST records/{record_id}/restore": ["record.edit"],
    "POST records/{record_id}/actions": ["record.status"],
    "POST records/{record_id}/start": [],  # looking at a record is no change of it
    "POST records/{record_id}/opinions": ["process.opinion"],
    "POST records/{record_id}/opinions/{opinion_id}": ["process.opinion"],
    "POST records/{record_id}/conditions/{condition_id}": ["process.condition"],
    "POST records/{record_id}/reassign": ["record.assignees"],
    "POST trash/restore": ["record.restore"],
    "PUT definition.yaml": ["app.edit", "settings.edit"],
    "PUT process": ["app.edit"],
    "PUT /calendar": ["calendar.edit"],
    "POST rollback": ["app.rollback"],
    "DELETE /apps/{app_id}": ["app.delete"],
    "POST tokens": ["token.add"],
    "PUT tokens/{token_id}": ["token.edit"],
    "DELETE tokens/{token_id}": ["token.delete"],
    "POST /trash/apps/{app_id}/restore": ["app.restore"],
    "POST bulk": ["bulk.run"],
    "POST bulk/{batch_id}/next": ["record.edit"],
    "POST bulk/{batch_id}/undo": ["bulk.undo", "record.edit"],
    "POST views": ["view.add"],
    "PUT views/{view_id}": ["view.edit"],
    "DELETE views/{view_id}": ["view.delete"],
    "PUT views/choices": [],  # stars and an order are nobody else's business
}
GIVING_OUT = {  # what reads records: one `record.read` each, in a sensitive app
    "GET records",
    "GET records/{record_id}",
    "GET records/count",
    "GET totals",
    "GET records.csv",
    "GET records.jsonl",
    "GET records.xlsx",
    "GET records/{record_id}/history",
    "GET trash",
    "POST bulk/{batch_id}/next",
}


def left_by(name: str, row: Row, native: Native) -> list[Any]:
    """The entries of one right call, which is undone; what the system did for it aside."""
    with undone():
        last = newest()
        assert call(name, row, native)[0].status == row.done
        new = JournalEntry.objects.filter(id__gt=last).exclude(kind__startswith="signin.")
        found = [json.loads(body) for body in new.order_by("id").values_list("body", flat=True)]
    return [entry for entry in found if entry["actor"]["via"] != "system"]


def test_no_writing_endpoint_is_missing_from_the_table() -> None:
    assert {name for name in TABLE if not is_reading(name)} | {*KINDS} == {*KINDS}
    assert KINDS.keys() <= TABLE.keys()


def test_every_change_leaves_its_entries_and_every_read_none(sato_asks: Native) -> None:
    found = {
        name: [entry["kind"] for entry in left_by(name, row, sato_asks)]
        for name, row in TABLE.items()
    }

    assert {name: kinds for name, kinds in found.items() if kinds != KINDS.get(name, [])} == {}


def test_what_is_added_when_it_is_not_there_is_told_as_added(sato_asks: Native) -> None:
    (entry,) = left_by("PUT records", VARIANTS["PUT records"], sato_asks)

    assert entry["kind"] == "record.add"


@pytest.fixture
def sensitive(ledger: AppSchema) -> AppSchema:
    """The ledger marked as sensitive, as if deployed, with a record in its trash."""
    stored = App.objects.get(pk=ledger.app_id)
    for document in (stored.live, stored.draft):
        document["settings"]["sensitive"] = True
    stored.save()
    epochs.bump("definition")
    app = live_schema(ledger.app_id)
    row = cells(件名="鏡")
    (saved,) = add_records(actor=system_actor(), app=app, rows=[row], prefix="records")
    delete_records(actor=system_actor(), app=app, ids=[saved.id])
    return app


def test_reading_a_sensitive_app_leaves_an_entry_a_request(
    sensitive: AppSchema, sato_asks: Native
) -> None:
    told: dict[str, int] = {}
    for name, row in TABLE.items():
        entries = left_by(name, row, sato_asks)
        reads = [entry for entry in entries if entry["kind"] == "record.read"]
        assert {entry["app"] for entry in reads} <= {sensitive.app_id}, name
        if reads:
            told[name] = len(reads)

    assert told == dict.fromkeys(GIVING_OUT, 1)
