"""A list by its address: order, columns, conditions, and what they change against the view."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Picture, Stage


def test_a_second_key_of_the_order_is_added_with_shift_and_kept_in_the_address(
    desk: Page, stage: Stage
):
    desk.goto(stage.list_url)
    desk.get_by_role("columnheader", name="区分").get_by_role("button").first.click()
    amount = desk.get_by_role("columnheader", name="金額").get_by_role("button").first
    amount.click(modifiers=["Shift"])
    expect(desk).to_have_url(re.compile("sort=" + re.escape(quote("区分")) + r".*asc"))
    desk.reload()

    desk.get_by_role("button", name="並べ替え（2）").click()

    expect(desk.get_by_label("1番目の項目")).to_have_value("区分")
    expect(desk.get_by_label("2番目の項目")).to_have_value("金額")


def test_columns_are_chosen_and_moved_and_the_view_is_undone(
    desk: Page, stage: Stage, picture: Picture
):
    desk.goto(f"{stage.list_url}?columns=件名,金額")
    expect(desk.get_by_role("columnheader")).to_have_text(["No.", "件名", "金額"])
    desk.get_by_role("button", name="列", exact=True).click()
    desk.get_by_role("checkbox", name="区分").check()
    desk.get_by_role("button", name="区分を前へ").click()
    expect(desk.get_by_role("columnheader")).to_have_text(["No.", "件名", "区分", "金額"])
    picture(desk, "list-columns")
    desk.keyboard.press("Escape")

    desk.get_by_role("button").filter(has_text="元に戻す").click()

    expect(desk.get_by_text("変更あり")).to_have_count(0)
    expect(desk.get_by_role("columnheader", name="起案者")).to_be_visible()


def test_each_condition_is_a_chip_in_words_and_leaves_by_its_cross(
    desk: Page, stage: Stage, picture: Picture
):
    condition = '区分 in ("購入", "契約") and 金額 >= 100000 and 申請日 <= TODAY()'
    desk.goto(f"{stage.list_url}?filter={quote(condition)}")
    chips = desk.get_by_role("list", name="絞り込みの条件").get_by_role("listitem")
    expect(chips).to_have_text(
        ["区分が購入、契約のいずれか", "金額が100,000円以上", "申請日が今日以前"]
    )
    picture(desk, "list-chips")

    desk.get_by_role("button", name="「金額が100,000円以上」を解除").click()

    expect(chips).to_have_count(2)
    desk.go_back()
    expect(chips).to_have_count(3)


def test_a_condition_that_nobody_can_read_is_shown_and_can_be_taken_away(desk: Page, stage: Stage):
    desk.goto(f"{stage.list_url}?filter={quote('金額 >')}")
    desk.get_by_role("button", name="「金額 >」を解除").click()

    expect(desk.get_by_role("status").filter(has_text="件中")).to_be_visible()


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_order_and_conditions_at_both_sizes(
    size: str, open_page: Open, cookies, stage: Stage, picture: Picture
):
    page = open_page(size, cookies)
    page.goto(f"{stage.list_url}?filter={quote('金額 >= 100000')}")
    page.get_by_role("button", name="並べ替え").click()
    page.get_by_role("button", name="並べ替えの項目を追加").click()

    expect(page.get_by_label("2番目の項目")).to_be_visible()
    picture(page, "list-order")
