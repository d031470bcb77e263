"""SSRF: an address that somebody writes into a form makes the server call it (ASVS 1.3.6)."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tests.api.client import Api
from tests.api.native.asking import Native
from tests.conftest import AnApp

TEXTS = ("SINGLE_LINE_TEXT", "MULTI_LINE_TEXT", "RICH_TEXT", "LINK")


@pytest.fixture
def trap() -> Iterator[socket.socket]:
    """A server that somebody inside the company runs."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


def was_called(trap: socket.socket) -> bool:
    try:
        trap.accept()
    except BlockingIOError:
        return False
    return True


def test_no_text_of_anybody_is_ever_fetched(
    as_sato: Api, an_app: AnApp, trap: socket.socket
) -> None:
    url = f"http://127.0.0.1:{trap.getsockname()[1]}/x.png"
    html = f'<img src="{url}"><a href="{url}">x</a><link rel="preload" href="{url}">'
    app = an_app({kind: kind for kind in TEXTS} | {"添付": "FILE"}, name="x", description=html)
    native = Native(as_sato, app.app_id)
    values = dict(zip(TEXTS, (url, url, html, url), strict=True))
    record = {code: {"value": value} for code, value in values.items()}

    assert native("POST", "records", {"records": [record]}).status == 200
    for path in ("records", "records.csv", "records.xlsx", "definition.yaml"):
        assert native("GET", path).status == 200
    as_sato("POST", "record/comment", app=app.app_id, record=1, comment={"text": url})
    as_sato.get("records", f'app={app.app_id}&query=LINK = "{url}"')

    assert not was_called(trap)
