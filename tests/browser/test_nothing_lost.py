"""What was typed is still there: after a conflict, a broken line, an ended session, a slip."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, Route, StorageState, expect

from tests.browser.company import add_request, stored
from tests.browser.conftest import PICTURES, Open, Picture, Stage


def _start_editing(page: Page, stage: Stage, record: str, subject: str) -> None:
    page.goto(f"{stage.record_url(record)}/edit")
    page.get_by_role("textbox", name="件名").fill(subject)


def _save_first(stage: Stage, record: str, **theirs: Any) -> None:
    """What somebody else saves while the form is open."""
    body = {code: {"value": value} for code, value in theirs.items()}
    call = {"app": stage.requests, "id": record, "record": body}
    stage.server.call("PUT", "/k/v1/record.json", call)


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_two_people_on_one_record_choose_field_by_field(
    open_page: Open, cookies: StorageState, stage: Stage, picture: Picture, size: str
):
    page = open_page(size, cookies)
    record = add_request(stage.server, stage.requests)
    _start_editing(page, stage, record, "私の件名")
    _save_first(stage, record, 件名="先の件名", 連絡時間="09:00")
    page.get_by_role("button", name="保存する").click()
    dialog = page.get_by_role("dialog", name="ほかの人が先に保存しました")
    expect(dialog).to_contain_text("先の件名")
    expect(dialog).to_contain_text("ほかの変更はそのまま合わせます：連絡時間")
    picture(page, "conflict")

    dialog.get_by_role("radio", name="あなたの入力").click()
    dialog.get_by_role("button", name="選んだ内容で保存する").click()
    expect(page.get_by_role("heading", name="私の件名")).to_be_visible()

    kept = stored(stage.server, stage.requests, record)
    assert (kept["件名"], kept["連絡時間"]) == ("私の件名", "09:00")


def test_what_only_one_of_two_changed_is_merged_without_a_question(desk: Page, stage: Stage):
    record = add_request(stage.server, stage.requests)
    _start_editing(desk, stage, record, "私の件名")
    _save_first(stage, record, 連絡時間="09:00")

    desk.get_by_role("button", name="保存する").click()

    expect(desk.get_by_role("heading", name="私の件名")).to_be_visible()
    kept = stored(stage.server, stage.requests, record)
    assert (kept["件名"], kept["連絡時間"]) == ("私の件名", "09:00")


def test_a_lost_answer_makes_no_second_record(desk: Page, stage: Stage):
    desk.goto(f"{stage.list_url}/new")
    fill_required(desk, "答えが失われた")
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    desk.route("**/api/v1/apps/*/records", lose)
    desk.get_by_role("button", name="追加する").click()
    expect(desk.get_by_role("alert")).to_contain_text("サーバーにつながりません")
    desk.unroute("**/api/v1/apps/*/records")
    desk.get_by_role("textbox", name="件名").fill("直してもう一度")

    desk.get_by_role("button", name="追加する").click()

    expect(desk.get_by_role("heading", name="直してもう一度")).to_be_visible()
    assert lost == [200]
    assert found(stage, '件名 = "答えが失われた"') == []
    assert len(found(stage, '件名 = "直してもう一度"')) == 1


def found(stage: Stage, query: str) -> list[Any]:
    answer = stage.server.call("GET", "/k/v1/records.json", {"app": stage.requests, "query": query})
    records: list[Any] = answer["records"]
    return records


def fill_required(page: Page, subject: str) -> None:
    page.get_by_role("textbox", name="件名").fill(subject)
    page.get_by_label("金額", exact=False).first.fill("1200")
    page.get_by_role("combobox", name="区分").click()
    page.get_by_role("option", name="購入").click()


def test_what_was_typed_and_never_saved_is_offered_again(
    desk: Page, stage: Stage, picture: Picture
):
    desk.goto(f"{stage.list_url}/new")
    fill_required(desk, "書きかけ")
    desk.get_by_role("link", name="キャンセル").click()
    desk.get_by_role("button", name="下書きに残して移動").click()
    expect(desk.get_by_role("link", name="レコードを追加")).to_be_visible()
    desk.goto(f"{stage.list_url}/new")
    offer = desk.get_by_role("region", name="前回の入力")
    expect(offer).to_contain_text("前回の入力が残っています")
    expect(desk.get_by_role("textbox", name="件名")).to_have_value("")
    picture(desk, "draft")
    offer.get_by_role("button", name="続ける").click()
    expect(desk.get_by_role("textbox", name="件名")).to_have_value("書きかけ")

    desk.get_by_role("link", name="キャンセル").click()
    desk.get_by_role("button", name="破棄して移動").click()
    expect(desk.get_by_role("link", name="レコードを追加")).to_be_visible()

    assert desk.evaluate("Object.keys(localStorage).filter(k => k.includes('draft'))") == []


def test_what_is_wrong_is_told_beside_the_field_once_it_is_left(desk: Page, stage: Stage):
    desk.goto(f"{stage.list_url}/new")
    amount = desk.get_by_role("textbox", name="金額").first
    amount.fill("千二百")
    expect(desk.get_by_text("数字でなければなりません")).to_have_count(0)

    amount.blur()

    expect(desk.get_by_text("数字でなければなりません")).to_be_visible()


def test_a_broken_line_keeps_what_was_typed(desk: Page, stage: Stage):
    record = add_request(stage.server, stage.requests)
    _start_editing(desk, stage, record, "線が切れても残る")
    desk.context.set_offline(True)
    desk.get_by_role("button", name="保存する").click()
    expect(desk.get_by_role("alert")).to_contain_text("サーバーにつながりません")

    desk.context.set_offline(False)
    desk.get_by_role("button", name="保存する").click()

    expect(desk.get_by_role("heading", name="線が切れても残る")).to_be_visible()


def test_an_ended_session_is_opened_again_on_the_spot(desk: Page, stage: Stage):
    record = add_request(stage.server, stage.requests)
    _start_editing(desk, stage, record, "期限が切れても残る")
    desk.context.clear_cookies()
    desk.get_by_role("button", name="保存する").click()
    dialog = desk.get_by_role("dialog", name="ログインの有効期限が切れました")
    dialog.get_by_role("textbox", name="パスワード").fill(stage.server.password)
    dialog.get_by_role("button", name="ログイン", exact=True).click()

    expect(desk.get_by_role("heading", name="期限が切れても残る")).to_be_visible()
    assert stored(stage.server, stage.requests, record)["件名"] == "期限が切れても残る"


def test_somebody_else_who_signs_in_there_gets_nothing_of_the_first(desk: Page, stage: Stage):
    other = stage.server.hire("jiro", "次郎")
    record = add_request(stage.server, stage.requests)
    _start_editing(desk, stage, record, "ほかの人には渡さない")
    desk.context.clear_cookies()
    desk.get_by_role("button", name="保存する").click()
    dialog = desk.get_by_role("dialog", name="ログインの有効期限が切れました")
    dialog.get_by_label("ログイン名").fill(other.code)
    dialog.get_by_role("textbox", name="パスワード").fill(other.password)
    dialog.get_by_role("button", name="ログイン", exact=True).click()

    expect(desk.get_by_role("button", name="次郎")).to_be_visible()
    expect(desk.get_by_role("region", name="アプリ")).to_be_visible()
    assert stored(stage.server, stage.requests, record)["件名"] != "ほかの人には渡さない"


def test_a_line_that_is_down_is_said_until_it_is_back(desk: Page, stage: Stage):
    desk.goto(stage.server.url)
    expect(desk.get_by_role("region", name="アプリ")).to_be_visible()
    desk.context.set_offline(True)
    told = desk.get_by_role("status").filter(has_text="通信が切れています")
    expect(told).to_be_visible()
    desk.screenshot(path=PICTURES / "desk-line-down.png")

    desk.context.set_offline(False)

    expect(desk.get_by_role("status").filter(has_text="つながりました")).to_be_visible()


def test_leaving_asks_first_and_staying_keeps_the_words(desk: Page, stage: Stage):
    record = add_request(stage.server, stage.requests)
    _start_editing(desk, stage, record, "まだ保存していない")
    desk.get_by_role("link", name="キャンセル").click()
    dialog = desk.get_by_role("dialog", name="保存していない変更があります")
    dialog.get_by_role("button", name="編集を続ける").click()
    expect(desk.get_by_role("textbox", name="件名")).to_have_value("まだ保存していない")

    desk.get_by_role("link", name="キャンセル").click()
    dialog.get_by_role("button", name="破棄して移動").click()

    expect(desk.get_by_role("link", name="編集")).to_be_visible()


def test_an_untouched_form_is_left_without_a_word(desk: Page, stage: Stage):
    desk.goto(f"{stage.list_url}/new")
    expect(desk.get_by_role("textbox", name="件名")).to_be_visible()
    desk.get_by_role("link", name="キャンセル").click()

    expect(desk.get_by_role("link", name="レコードを追加")).to_be_visible()


def test_enter_that_ends_a_conversion_submits_nothing(desk: Page, stage: Stage):
    desk.goto(f"{stage.list_url}/new")
    subject = desk.get_by_role("textbox", name="件名")
    subject.focus()
    ime = desk.context.new_cdp_session(desk)
    typed = {"text": "ちょうひょう", "selectionStart": 6, "selectionEnd": 6}
    ime.send("Input.imeSetComposition", typed)
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    ime.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    ime.send("Input.insertText", {"text": "帳票"})
    desk.keyboard.press("Enter")

    expect(subject).to_have_value("帳票")
    expect(desk.get_by_role("alert")).to_have_count(0)
