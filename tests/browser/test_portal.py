"""The portal and what surrounds every page: settings, launcher, keys, announcements."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, StorageState, expect

from tests.browser.company import add_request
from tests.browser.conftest import Open, Picture, Stage


@pytest.fixture(params=["desk", "phone"])
def inside(request: pytest.FixtureRequest, open_page: Open, cookies: StorageState) -> Page:
    return open_page(request.param, cookies)


@pytest.fixture
def as_it_was(desk: Page, stage: Stage) -> Iterator[Page]:
    """The settings are the person's, on every device: the next test finds the defaults."""
    yield desk
    desk.goto(f"{stage.server.url}/account")
    choose(desk, "端末に合わせる")
    choose(desk, "標準")
    choose(desk, "ホーム")
    switch = desk.get_by_role("switch")
    if not switch.is_checked():
        switch.click(force=True)
    desk.wait_for_load_state("networkidle")


def choose(page: Page, name: str) -> None:
    """Press one part of a segmented control, whose radio itself is not to be seen."""
    page.get_by_role("main").locator("label").filter(has_text=name).click()


def block(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def test_the_portal_shows_what_is_at_hand(inside: Page, picture: Picture, stage: Stage):
    add_request(stage.server, stage.requests)
    inside.goto(stage.list_url)
    with inside.expect_response("**/api/v1/me/visits"):
        pass
    inside.goto(stage.server.url)
    block(inside, "アプリ").get_by_role("button", name="「稟議」をお気に入りに入れる").click()

    expect(block(inside, "お気に入り").get_by_role("link", name="稟議")).to_be_visible()
    expect(block(inside, "最近開いたもの").get_by_role("link", name="稟議")).to_be_visible()
    expect(block(inside, "マイタスク")).to_be_visible()
    picture(inside, "portal")
    block(inside, "アプリ").get_by_role("button", name="「稟議」をお気に入りから外す").click()
    expect(block(inside, "お気に入り").get_by_role("link", name="稟議")).to_have_count(0)


def test_each_block_asks_once(desk: Page, stage: Stage):
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    desk.goto(stage.server.url)
    expect(block(desk, "アプリ").get_by_role("link", name="稟議")).to_be_visible()
    desk.wait_for_load_state("networkidle")

    calls = [each for each in asked if "/api/" in each or "/k/v1/" in each]
    assert len(calls) == len(set(calls)) == 5, calls


def test_an_announcement_is_written_read_and_taken_back(
    inside: Page, picture: Picture, stage: Stage
):
    inside.goto(f"{stage.server.url}/announcements")
    inside.get_by_role("button", name="お知らせを書く").click()
    dialog = inside.get_by_role("dialog")
    dialog.get_by_label("題名").fill("年末調整の書類を出してください")
    dialog.get_by_label("本文").fill("11月28日までに、人事労務部へ。\n用紙は受付にあります。")
    dialog.get_by_label("重要なお知らせとして").check()
    picture(inside, "announcement-write")
    dialog.get_by_role("button", name="保存する").click()
    expect(dialog).to_have_count(0)
    expect(inside.get_by_text("表示中")).to_be_visible()
    picture(inside, "announcements")

    inside.get_by_role("link", name=re.compile("裏方")).click()
    news = block(inside, "お知らせ")
    expect(news.get_by_text("用紙は受付にあります。")).to_be_visible()
    picture(inside, "portal-announcement")
    news.get_by_role("button", name="を読みました").click()
    expect(news.get_by_text("未読")).to_have_count(0)
    expect(news.get_by_text("用紙は受付にあります。")).to_be_hidden()

    inside.goto(f"{stage.server.url}/announcements")
    inside.get_by_role("button", name="を削除").click()
    inside.get_by_role("dialog").get_by_role("button", name="削除").click()
    expect(inside.get_by_text("お知らせはありません")).to_be_visible()


def test_the_launcher_finds_an_app_and_enter_opens_it(desk: Page, picture: Picture, stage: Stage):
    desk.goto(f"{stage.server.url}/tasks")
    expect(desk.get_by_role("heading", name="マイタスク")).to_be_visible()
    desk.keyboard.press("g")
    desk.keyboard.press("a")
    box = desk.get_by_role("dialog").get_by_role("searchbox", name="アプリを探す")
    expect(box).to_be_focused()
    picture(desk, "launcher")
    box.fill("ﾄﾘﾋｷ")
    expect(desk.get_by_role("status").filter(has_text="アプリはありません")).to_be_visible()
    box.fill("取引")
    box.press("Enter")

    expect(desk).to_have_url(re.compile(f"/apps/{stage.partners}"))


def test_the_phone_adds_a_record_with_one_thumb(phone: Page, picture: Picture, stage: Stage):
    phone.goto(stage.server.url)
    thumb = phone.get_by_role("navigation", name="おもな画面")
    thumb.get_by_role("button", name="新規").click()
    picture(phone, "launcher-new")
    phone.get_by_role("dialog").get_by_role("link", name="稟議").click()

    expect(phone.get_by_role("heading", name="レコードの追加")).to_be_visible()
    expect(thumb).to_have_count(0)


def test_keys_are_told_and_can_be_switched_off(as_it_was: Page, picture: Picture, stage: Stage):
    desk = as_it_was
    desk.goto(f"{stage.server.url}/tasks")
    expect(desk.get_by_role("heading", name="マイタスク")).to_be_visible()
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="キーボードショートカット")).to_be_visible()
    picture(desk, "shortcuts")
    desk.keyboard.press("Escape")
    desk.keyboard.press("g")
    desk.keyboard.press("h")
    expect(block(desk, "アプリ")).to_be_visible()

    desk.goto(f"{stage.server.url}/account")
    with desk.expect_response("**/api/v1/me/preferences"):
        desk.get_by_role("switch", name="1文字のキーボードショートカット").click(force=True)
    desk.keyboard.press("Shift+?")
    expect(desk.get_by_role("dialog")).to_have_count(0)


def test_settings_hold_at_once_and_on_another_device(
    as_it_was: Page, picture: Picture, stage: Stage, open_page: Open, cookies: StorageState
):
    desk = as_it_was
    desk.goto(f"{stage.server.url}/account")
    choose(desk, "ダーク")
    with desk.expect_response("**/api/v1/me/preferences"):
        choose(desk, "特大")
    html = desk.locator("html")
    expect(html).to_have_attribute("data-mantine-color-scheme", "dark")
    expect(html).to_have_css("font-size", "21px")
    with desk.expect_response("**/api/v1/me/preferences"):
        choose(desk, "マイタスク")
    desk.screenshot(path="tests/screenshots/desk-settings-largest.png")

    phone = open_page("phone", cookies)
    phone.goto(stage.server.url)

    expect(phone.get_by_role("heading", name="マイタスク")).to_be_visible()
    expect(phone.locator("html")).to_have_css("font-size", "21px")
    expect(phone.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.screenshot(path="tests/screenshots/phone-largest.png")


def test_a_page_that_is_none_leads_home(inside: Page, picture: Picture, stage: Stage):
    inside.goto(f"{stage.server.url}/nowhere")
    expect(inside.get_by_text("このページはありません")).to_be_visible()
    picture(inside, "not-found")

    inside.get_by_role("main").get_by_role("link", name="ホームへ").click()
    expect(block(inside, "アプリ")).to_be_visible()
