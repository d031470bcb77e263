from __future__ import annotations

from tests.api.reference import APIS, apis_table, generated
from urakata.api.kintone.table import APPS, DESCRIPTIONS, PEOPLE, RECORDS, REGISTRY
from urakata.api.kintone.unbuilt import UNBUILT


def test_no_endpoint_hides_another() -> None:
    assert len(REGISTRY) == len([*RECORDS, *APPS, *PEOPLE, *DESCRIPTIONS, *UNBUILT])


def test_every_endpoint_says_what_it_does() -> None:
    assert [e.name for e in REGISTRY.values() if not (e.handler.__doc__ or "").strip()] == []


def test_every_change_is_one_transaction() -> None:
    """But an upload, whose bytes come in before its one row is written."""
    built = [e for e in REGISTRY.values() if e.is_built and e.method != "GET"]
    assert [e.name for e in built if not e.writes] == ["/k/v1/file.json"]


def test_every_api_is_in_the_reference() -> None:
    """Changed? Write it anew: ``python -m tests.api.reference``."""
    assert generated(APIS) == apis_table()
