from __future__ import annotations

import pytest

from tests.api.client import Api
from tests.conftest import AnApp, ARecord
from urakata.definition.schema import AppSchema


@pytest.fixture
def app(an_app: AnApp, a_record: ARecord) -> AppSchema:
    app = an_app({"件名": "SINGLE_LINE_TEXT"})
    for name in "abc":
        a_record(app, 件名=name)
    return app


def test_a_long_answer_is_read_page_by_page(as_suzuki: Api, app: AppSchema) -> None:
    opened = as_suzuki(
        "POST", "records/cursor", app=app.app_id, query="order by $id asc", fields=["件名"], size=2
    ).body
    first = as_suzuki.get("records/cursor", f"id={opened['id']}").body
    second = as_suzuki.get("records/cursor", f"id={opened['id']}").body

    assert opened["totalCount"] == "3"
    assert [r["件名"]["value"] for r in first["records"]] == ["a", "b"]
    assert [r["件名"]["value"] for r in second["records"]] == ["c"]
    assert (first["next"], second["next"]) == (True, False)


def test_a_cursor_ends_with_its_last_page(as_suzuki: Api, app: AppSchema) -> None:
    cursor = as_suzuki("POST", "records/cursor", app=app.app_id).body["id"]
    as_suzuki.get("records/cursor", f"id={cursor}")

    again = as_suzuki.get("records/cursor", f"id={cursor}")

    assert (again.status, again.code) == (404, "GAIA_CN01")


def test_a_cursor_can_be_closed_once(as_suzuki: Api, app: AppSchema) -> None:
    cursor = as_suzuki("POST", "records/cursor", app=app.app_id).body["id"]

    first = as_suzuki.send("DELETE", f"/k/v1/records/cursor.json?id={cursor}")
    second = as_suzuki("DELETE", "records/cursor", id=cursor)

    assert (first.status, first.body) == (200, {})
    assert (second.status, second.code) == (404, "GAIA_CN01")


def test_the_cursor_of_somebody_else_is_not_found(
    as_suzuki: Api, as_sato: Api, app: AppSchema
) -> None:
    cursor = as_suzuki("POST", "records/cursor", app=app.app_id).body["id"]
    assert as_sato.get("records/cursor", f"id={cursor}").code == "GAIA_CN01"


@pytest.mark.parametrize("query", ["limit 10", "offset 10", "件名 ="])
def test_a_cursor_takes_no_limit(as_suzuki: Api, app: AppSchema, query: str) -> None:
    reply = as_suzuki("POST", "records/cursor", app=app.app_id, query=query)
    assert (reply.code, list(reply.errors)) == ("CB_VA01", ["query"])


@pytest.mark.parametrize("size", [0, 501, "x", 2**63])
def test_a_page_has_1_to_500_records(as_suzuki: Api, app: AppSchema, size: object) -> None:
    reply = as_suzuki("POST", "records/cursor", app=app.app_id, size=size)
    assert list(reply.errors) == ["size"]


def test_there_is_an_end_to_open_cursors(as_suzuki: Api, app: AppSchema, settings: object) -> None:
    settings.CURSOR_LIMIT = 1  # type: ignore[attr-defined]
    as_suzuki("POST", "records/cursor", app=app.app_id)

    reply = as_suzuki("POST", "records/cursor", app=app.app_id)

    assert (reply.status, reply.code) == (429, "GAIA_TM12")
