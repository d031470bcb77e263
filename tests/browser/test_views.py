"""Find, filter, save a view: one's own stand beside the app's, at both sizes."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import Open, Picture, Stage


@pytest.fixture(params=["desk", "phone"])
def size(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def page(size: str, open_page: Open, cookies: StorageState) -> Page:
    return open_page(size, cookies)


def test_what_was_found_is_saved_as_a_view_starred_renamed_and_deleted(
    size: str, page: Page, stage: Stage, picture: Picture
):
    name = f"高額の購入 {size}"
    page.goto(f"{stage.list_url}?filter={quote('金額 >= 500000')}&sort={quote('金額 desc')}")
    page.get_by_role("button", name="名前を付けて保存").click()
    dialog = page.get_by_role("dialog", name="名前を付けて保存")
    dialog.get_by_label("一覧の名前").fill(name)
    picture(page, "view-save")
    dialog.get_by_role("button", name="保存する").click()
    expect(page.get_by_text("変更あり")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"view=s\d+$"))
    expect(page.get_by_role("list", name="絞り込みの条件")).to_have_text("金額が500,000円以上")

    page.get_by_role("button", name="並べ替え").click()
    page.get_by_role("button", name="金額の並べ替えを外す").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("変更あり")).to_have_count(0)

    page.get_by_role("button", name="一覧の管理").click()
    page.get_by_role("button", name=f"「{name}」をお気に入りにする").click()
    page.get_by_role("radio", name=name).click()
    expect(page.get_by_role("radio", name=name)).to_be_checked()
    picture(page, "views")
    page.goto(stage.list_url)
    expect(page.get_by_label("一覧", exact=True).locator("option:checked")).to_have_text(name)

    page.get_by_role("button", name="一覧の管理").click()
    page.get_by_role("button", name=f"「{name}」のメニュー").click()
    page.get_by_role("menuitem", name="名前を変更").click()
    page.get_by_label("一覧の名前").fill(f"{name}（新）")
    page.get_by_role("dialog").get_by_role("button", name="名前を変更").click()
    expect(page.get_by_label("一覧", exact=True).locator("option:checked")).to_have_text(
        f"{name}（新）"
    )
    page.get_by_role("button", name="一覧の管理").click()
    page.get_by_role("button", name=f"「{name}（新）」のメニュー").click()
    page.get_by_role("menuitem", name="一覧を削除").click()
    page.get_by_role("dialog").get_by_role("button", name="一覧を削除").click()

    expect(page.get_by_label("一覧", exact=True).locator("option:checked")).to_have_text(
        "すべての稟議"
    )


def test_a_name_that_is_taken_is_told_and_nothing_is_lost(desk: Page, stage: Stage):
    for _ in range(2):
        desk.goto(f"{stage.list_url}?columns=件名")
        desk.get_by_role("button", name="名前を付けて保存").click()
        desk.get_by_label("一覧の名前").fill("件名だけ")
        desk.get_by_role("button", name="保存する").click()
        desk.wait_for_load_state("networkidle")

    expect(desk.get_by_role("alert")).to_contain_text("同じ名前の一覧がすでにあります")
    expect(desk.get_by_label("一覧の名前")).to_have_value("件名だけ")
