"""Whose turn it is, on a desk and on a phone: my tasks (A6, B8)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import Open, Picture, Stage


@pytest.fixture(params=["desk", "phone"])
def page(request: pytest.FixtureRequest, open_page: Open, cookies: StorageState) -> Page:
    return open_page(str(request.param), cookies)


def test_my_tasks_say_when_nobody_waits_for_me(stage: Stage, page: Page, picture: Picture):
    page.goto(stage.server.url)
    page.get_by_role("link", name="マイタスク").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("マイタスク")

    page.get_by_role("tab", name="意見を求められたもの").click()

    expect(page.get_by_text("意見を求められているものはありません")).to_be_visible()
    picture(page, "tasks-none")
