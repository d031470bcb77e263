"""Conditions built in words, at both sizes; kept in the address, read back from it."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import Open, Picture, Stage

FILTER = re.compile("^絞り込み(（|$)")  #: not 絞り込みを解除, of an empty list


@pytest.fixture(params=["desk", "phone"])
def page(request: pytest.FixtureRequest, open_page: Open, cookies: StorageState) -> Page:
    return open_page(request.param, cookies)


def _choose_field(page: Page, n: int, label: str) -> None:
    page.get_by_label("フィールド", exact=True).nth(n).click()
    page.get_by_role("option", name=label, exact=True).click()


def test_a_filter_is_built_in_words_and_says_itself(page: Page, stage: Stage, picture: Picture):
    page.goto(stage.list_url)
    page.get_by_role("button", name=FILTER).click()
    dialog = page.get_by_role("dialog", name="絞り込み")
    dialog.get_by_role("button", name="条件を追加").click()
    _choose_field(page, 0, "金額")
    dialog.get_by_label("金額の条件").select_option(label="以上")
    dialog.get_by_label("金額の値").fill("１００，０００")
    dialog.get_by_role("button", name="条件を追加").click()
    _choose_field(page, 1, "区分")
    dialog.get_by_label("区分の値").click(force=True)  # its pills lie above it
    page.get_by_role("option", name="購入").click()
    page.get_by_role("option", name="採用").click()
    page.keyboard.press("Escape")
    dialog.get_by_role("button", name="条件を追加").click()
    _choose_field(page, 2, "申請日")
    dialog.get_by_label("申請日の条件").select_option(label="以前")
    dialog.get_by_label("申請日の値（日付の指定方法）").select_option(label="今月")
    said = "金額が100,000円以上、かつ区分が購入、採用のいずれか、かつ申請日が今月以前"
    expect(dialog.get_by_role("status")).to_contain_text(said)
    picture(page, "filter")

    dialog.get_by_role("button", name="適用する").click()

    expect(page.get_by_role("list", name="絞り込みの条件").get_by_role("listitem")).to_have_count(3)
    condition = '金額 >= "100000" and 区分 in ("購入", "採用") and 申請日 <= THIS_MONTH()'
    assert f"filter={condition}" in unquote(page.url).replace("+", " ")


def test_a_group_of_conditions_and_what_has_no_line(page: Page, stage: Stage, picture: Picture):
    condition = (
        '区分 in ("購入") and (金額 > "500000" or 起案者 in (LOGINUSER()))'
        ' and 申請日 >= NTHBIZDAY(THIS_MONTH(), 1) and (区分 in ("", "契約") or 金額 < "9"'
        ' or 金額 > "1" and 件名 like "机")'
    )
    page.goto(f"{stage.list_url}?filter={quote(condition)}")
    page.get_by_role("button", name=FILTER).click()
    dialog = page.get_by_role("dialog", name="絞り込み")

    expect(dialog.get_by_role("group", name="条件のグループ")).to_have_count(2)
    expect(dialog.get_by_text("そのまま残す条件")).to_have_count(1)
    picture(page, "filter-groups")
    dialog.get_by_role("button", name="クエリーとして編集").click()
    expect(dialog.get_by_label("クエリー")).to_have_value(condition)


def test_a_query_that_cannot_be_read_is_told_and_not_applied(desk: Page, stage: Stage):
    desk.goto(stage.list_url)
    desk.get_by_role("button", name=FILTER).click()
    dialog = desk.get_by_role("dialog", name="絞り込み")
    dialog.get_by_role("button", name="クエリーとして編集").click()
    dialog.get_by_label("クエリー").fill("金額 >")

    expect(dialog.get_by_role("button", name="適用する")).to_be_disabled()
    expect(dialog.get_by_role("status")).to_contain_text("読み取れません")
