"""One thumb: find, file and comment at 390 px."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.company import add_request, stored
from tests.browser.conftest import Stage


def test_the_list_is_cards_and_a_card_opens_its_record(phone: Page, stage: Stage):
    add_request(stage.server, stage.requests, 件名="スマホで見る稟議")
    phone.goto(stage.list_url)
    phone.get_by_label("レコードを検索").fill("スマホで見る")
    expect(phone.get_by_role("table")).to_have_count(0)
    phone.wait_for_load_state("networkidle")  # the list is drawn anew when the search answers

    phone.get_by_role("link", name="スマホで見る稟議").tap()

    expect(phone.get_by_role("heading", name="スマホで見る稟議")).to_be_visible()


def test_a_request_is_filed_on_the_phone(phone: Page, stage: Stage):
    phone.goto(stage.list_url)
    phone.get_by_role("link", name="レコードを追加").tap()
    phone.get_by_role("textbox", name="件名").fill("スマホからの申請")
    phone.get_by_label("金額").fill("5000")
    phone.get_by_label("区分").first.tap()
    phone.get_by_role("option", name="購入").tap()
    phone.get_by_role("button", name="追加する").tap()
    expect(phone.get_by_role("heading", name="スマホからの申請")).to_be_visible()

    record = phone.url.rpartition("/")[2]
    assert stored(stage.server, stage.requests, record)["金額"] == "5000"


def test_a_comment_is_written_on_the_phone(phone: Page, stage: Stage):
    phone.goto(stage.record_url(add_request(stage.server, stage.requests)))
    phone.get_by_role("tab", name="コメント").tap()
    phone.get_by_label("コメントを書く").fill("外出先で確認しました。")
    phone.get_by_role("button", name="コメントする").tap()

    expect(phone.get_by_text("外出先で確認しました。")).to_be_visible()
