"""The journal knows what left in files, and what came in."""

from __future__ import annotations

import hashlib

import pytest

from tests.record.entries import entries
from urakata.exchange.services import export_records
from urakata.journal import context
from urakata.kernel.errors import Forbidden, Invalid

CSV = "番号,件名,金額\nR1,机,1200\nR2,椅子,\nR3,棚,5\n"


def told(app, kind="export.run"):
    return [one for one in entries(app) if one["kind"] == kind]


def test_an_export_is_told_before_it_begins_and_when_it_ended(ledger, take, sato):
    take(ledger, CSV)
    order = {"query": "金額 > 1", "fields": ["番号", "金額"]}

    pieces = export_records(actor=sato, app=ledger, format_="csv", **order)
    assert told(ledger) == []
    first = next(pieces)
    begun = told(ledger)
    data = first + b"".join(pieces)

    (number,) = {one["about"].pop("export") for one in begun}
    assert [one["about"] for one in begun] == [{**order, "format": "csv", "encoding": "utf-8"}]
    end = told(ledger)[1]
    assert end["about"] == {
        "export": number,
        "rows": 2,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "whole": True,
    }
    assert end["actor"]["code"] == "sato"


def test_an_export_that_breaks_off_is_told_as_far_as_it_came(ledger, take, sato):
    take(ledger, CSV)

    pieces = export_records(actor=sato, app=ledger, format_="jsonl")
    first = next(pieces)
    pieces.close()

    about = told(ledger)[-1]["about"]
    assert (about["whole"], about["bytes"]) == (False, len(first))


def test_the_end_of_an_export_comes_from_where_its_beginning_did(ledger, take, sato):
    take(ledger, CSV)
    context.begin(context.Source("screen", "203.0.113.5", "r-1"))
    try:
        pieces = export_records(actor=sato, app=ledger, format_="jsonl")
    finally:
        context.end()
    list(pieces)

    sources = [one["source"] for one in told(ledger)]
    assert sources == [{"name": "screen", "address": "203.0.113.5", "request": "r-1"}] * 2


def test_a_refused_export_is_not_in_the_journal(ledger, suzuki, sato):
    with pytest.raises(Forbidden):
        export_records(actor=suzuki, app=ledger, format_="csv")
    with pytest.raises(Invalid):
        export_records(actor=sato, app=ledger, format_="csv", query="nonsense")

    assert told(ledger) == []


def test_an_import_is_told_with_its_rows_and_a_dry_or_refused_one_is_not(ledger, take):
    take(ledger, CSV, is_dry_run=True)
    with pytest.raises(Invalid):
        take(ledger, "番号,件名\nR9,\n")
    assert told(ledger, "import.run") == told(ledger, "record.add") == []

    take(ledger, CSV, name="備品.csv")
    take(ledger, "番号,件名\nR1,机\nR7,棚\n", update_key="番号")

    runs = [one["about"] for one in told(ledger, "import.run")]
    assert runs == [
        {"file": "備品.csv", "format": "csv", "key": None, "added": 3, "changed": 0},
        {"file": "", "format": "csv", "key": "番号", "added": 1, "changed": 1},
    ]
    assert {one["source"]["name"] for one in told(ledger, "import.run")} == {"import"}
    assert len(told(ledger, "record.add")) == 4
