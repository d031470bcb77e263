"""カレンダー: records on their days; another day by a drag or typed."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.company import add_request, stored
from tests.browser.conftest import Open, Picture, Stage


@pytest.fixture(params=["desk", "phone"])
def size(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def page(size: str, open_page: Open, cookies: StorageState) -> Page:
    return open_page(size, cookies)


def _open(page: Page, stage: Stage, name: str) -> None:
    condition = quote(f'件名 = "{name}"')
    page.goto(f"{stage.list_url}?as=calendar&group=申請日&at=2026-05&filter={condition}")
    expect(page.get_by_role("link", name=name)).to_be_visible()


def test_a_record_is_dragged_to_another_day(desk: Page, stage: Stage):
    record = add_request(stage.server, stage.requests, 件名="日を移す稟議", 申請日="2026-05-12")
    _open(desk, stage, "日を移す稟議")
    event = desk.get_by_role("link", name="日を移す稟議").bounding_box()
    assert event
    desk.mouse.move(event["x"] + 20, event["y"] + 8)
    desk.mouse.down()
    width = desk.locator("[data-date='2026-05-12']").first.bounding_box()
    target = desk.locator("[data-date='2026-05-14']").last.bounding_box()
    assert width
    assert target
    desk.mouse.move(target["x"] + target["width"] / 2, event["y"] + 8, steps=10)
    desk.mouse.up()
    expect(desk.get_by_text("2026/05/14")).to_be_visible()

    assert stored(stage.server, stage.requests, record)["申請日"] == "2026-05-14"


def test_another_day_is_typed(size: str, page: Page, stage: Stage, picture: Picture):
    name = f"日を打つ稟議 {size}"
    record = add_request(stage.server, stage.requests, 件名=name, 申請日="2026-05-12")
    _open(page, stage, name)
    page.get_by_role("button", name=f"日付を変える: {name}").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").first.fill("20260520")
    dialog.get_by_role("button", name="日付を変える").click()
    expect(dialog).to_have_count(0)

    assert stored(stage.server, stage.requests, record)["申請日"] == "2026-05-20"


def test_a_month_and_a_week(page: Page, stage: Stage, picture: Picture):
    page.goto(f"{stage.list_url}?as=calendar&group=申請日&at=2026-05")
    expect(page.get_by_role("heading", name="2026年5月")).to_be_visible()
    expect(page.get_by_text("展示会への出展").first).to_be_visible()
    picture(page, "calendar-month")
    page.get_by_text("週", exact=True).click()
    expect(page).to_have_url(re.compile("at=2026-04-27"))
