"""The journal knows by which road a change came, through every layer of a request."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from tests.api.client import PASSWORD, Api
from tests.conftest import AnApp
from tests.record.entries import entries
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.directory.models import ApiToken
from urakata.journal import context

ADDRESS = "127.0.0.1"


@pytest.fixture
def app(an_app: AnApp) -> AppSchema:
    return an_app({"件名": "SINGLE_LINE_TEXT"})


def row(app: AppSchema, title: str) -> dict[str, Any]:
    return {"app": app.app_id, "record": {"件名": {"value": title}}}


def test_a_password_header_is_the_api(app: AppSchema, as_suzuki: Api) -> None:
    as_suzuki.headers["X-Request-Id"] = "r-1"
    as_suzuki("POST", "record", **row(app, "a"))

    (entry,) = entries(app)[-1:]
    assert entry["source"] == {"name": "api", "address": ADDRESS, "request": "r-1"}
    assert entry["actor"]["via"] == "password"
    assert context.current() == context.Source("system")


def test_the_screen_is_the_screen(app: AppSchema, as_suzuki: Api, as_nobody: Api) -> None:
    signed_in = as_nobody.client.post(
        "/api/v1/session",
        {"code": "suzuki", "password": PASSWORD},
        content_type="application/json",
    ).json()
    as_nobody.headers |= {
        "X-Requested-With": "XMLHttpRequest",
        "X-Request-Token": signed_in["requestToken"],
    }

    assert as_nobody("POST", "record", **row(app, "a")).status == 200

    (entry,) = entries(app)[-1:]
    assert (entry["source"]["name"], entry["actor"]["via"]) == ("screen", "session")


def test_what_an_import_writes_is_the_imports_and_the_next_request_is_not(
    app: AppSchema, as_sato: Api
) -> None:
    file = BytesIO("件名\n机\n".encode())
    file.name = "a.csv"
    address = f"/api/v1/apps/{app.app_id}/import"
    answer = as_sato.client.post(address, {"file": file}, headers=as_sato.headers)
    assert answer.status_code == 200, answer.content
    as_sato("POST", "record", **row(app, "b"))

    added = [one for one in entries(app) if one["kind"] == "record.add"]
    assert [one["source"]["name"] for one in added] == ["import", "api"]
    assert [one["source"]["address"] for one in added] == [ADDRESS, ADDRESS]


def test_tokens_are_told_by_their_numbers(
    app: AppSchema, an_app: AnApp, with_token: Callable[..., Api], sato: Actor
) -> None:
    one, other = with_token(app.app_id, "add"), with_token(an_app().app_id, "view")
    both = ",".join(api.headers["X-Cybozu-API-Token"] for api in (other, one))
    one("POST", "record", **row(app, "a"))
    Api({"X-Cybozu-API-Token": both})("POST", "record", **row(app, "b"))

    numbers = list(ApiToken.objects.order_by("pk").values_list("pk", flat=True))
    added = entries(app)[-2:]
    assert [one["source"]["tokens"] for one in added] == [numbers[:1], numbers[::-1]]
    assert {(one["source"]["name"], one["actor"]["via"]) for one in added} == {("api", "token")}
