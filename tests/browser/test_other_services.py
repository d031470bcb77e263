"""Signing in through another service, in a browser: from the button to the page that was wanted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.api.sso import provider as another
from tests.browser.running import Running, running

SETTINGS = """
oidc:
  - {{id: idp, name: 会社のID, server: "{server}", client_id: {client}, client_secret: {secret}}}
people: create
"""


@pytest.fixture(scope="module")
def service() -> Iterator[another.Provider]:
    with another.running() as made:
        yield made


@pytest.fixture(scope="module")
def server(
    service: another.Provider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """A server of its own, which knows the service."""
    if os.environ.get("URAKATA_TEST_URL"):
        pytest.skip("the server that runs already knows no such service")
    path: Path = tmp_path_factory.mktemp("sso") / "sso.yaml"
    text = SETTINGS.format(server=service.address, client=another.CLIENT, secret=another.SECRET)
    path.write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("URAKATA_SSO", str(path))
        with running() as made:
            yield made


def test_who_is_vouched_for_comes_to_the_page_that_was_wanted(
    server: Running, service: another.Provider, browser: Browser
) -> None:
    service.claims = {"sub": "n1", "preferred_username": "ito", "name": "伊藤 蘭"}
    page = browser.new_page(locale="ja-JP")
    page.goto(f"{server.url}/trash")

    page.get_by_role("link", name="会社のIDでログイン").click()

    expect(page.get_by_role("button", name="伊藤 蘭")).to_be_visible()
    assert page.url == f"{server.url}/trash"
    page.close()


def test_who_does_not_come_in_is_told_why(
    server: Running, service: another.Provider, browser: Browser
) -> None:
    service.claims = {"sub": "n2", "preferred_username": "admin"}
    page = browser.new_page(locale="ja-JP")
    page.goto(server.url)

    page.get_by_role("link", name="会社のIDでログイン").click()

    expect(page.get_by_role("alert")).to_have_text(
        "このアカウントは登録されていません。管理者にお問い合わせください。"
    )
    expect(page.get_by_role("button", name="ログイン", exact=True)).to_be_visible()
    page.close()
