"""A clerk's day with one ledger: find, file, put right, edit, move on, comment."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.company import add_request, stored
from tests.browser.conftest import Stage, sign_in


def test_a_wrong_password_is_told_and_a_right_one_opens_the_apps(stranger: Page, stage: Stage):
    stranger.get_by_label("ログイン名").fill("admin")
    stranger.get_by_role("textbox", name="パスワード").fill("ちがう")
    stranger.get_by_role("button", name="ログイン", exact=True).click()
    expect(stranger.get_by_role("alert")).to_have_text("ログイン名またはパスワードが違います。")

    sign_in(stranger, stage.server)

    expect(
        stranger.get_by_role("region", name="アプリ").get_by_role("link", name="稟議", exact=True)
    ).to_be_visible()


def test_two_characters_find_the_records_and_the_address_keeps_the_search(desk: Page, stage: Stage):
    desk.goto(stage.server.url)
    desk.get_by_role("region", name="アプリ").get_by_role("link", name="稟議", exact=True).click()
    desk.get_by_label("レコードを検索").fill("会議")
    expect(desk.get_by_role("status").filter(has_text="件中")).to_have_text("15件中 1–15件")

    desk.reload()

    expect(desk.get_by_label("レコードを検索")).to_have_value("会議")
    expect(desk.get_by_role("row")).to_have_count(1 + 15)


def test_quotes_and_backslashes_in_the_search_find_nothing_and_break_nothing(
    desk: Page, stage: Stage
):
    desk.goto(stage.list_url)
    desk.get_by_label("レコードを検索").fill('"\\) or レコード番号 > 0')

    expect(desk.get_by_text("条件に合うレコードはありません")).to_be_visible()


def test_a_head_sorts_and_the_list_scrolls_to_its_end(desk: Page, stage: Stage):
    desk.goto(stage.list_url)
    amount = desk.get_by_role("columnheader", name="金額")
    amount.get_by_role("button", name="金額", exact=True).click()
    expect(amount).to_have_attribute("aria-sort", "ascending")
    amount.get_by_role("button", name="金額", exact=True).click()
    expect(amount).to_have_attribute("aria-sort", "descending")

    desk.get_by_role("gridcell").first.click()
    desk.keyboard.press("Control+End")

    expect(desk).to_have_url(re.compile(r"sort="))
    expect(desk.get_by_role("status").filter(has_text="件中")).to_have_text(
        re.compile(r"^(\d+)件中 \d+–\1件$")
    )


def test_a_saved_view_has_its_own_columns_and_condition(desk: Page, stage: Stage):
    desk.goto(stage.list_url)
    desk.get_by_label("一覧", exact=True).select_option("高額の稟議")

    expect(desk.get_by_role("columnheader")).to_have_text(["No.", "件名", "金額", "明細"])


def test_problems_are_summed_up_beside_their_fields_and_put_right(desk: Page, stage: Stage):
    desk.goto(f"{stage.list_url}/new")
    desk.get_by_label("金額").fill("千円")
    desk.get_by_role("button", name="追加する").click()
    summary = desk.get_by_role("alert").filter(has_text="入力内容を確かめてください（3か所）")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem")).to_have_text(
        ["件名必須です。", "金額数字でなければなりません。", "区分必須です。"]
    )

    summary.get_by_role("link", name="件名").click()

    expect(desk.get_by_role("textbox", name="件名")).to_be_focused()
    expect(desk.get_by_role("textbox", name="件名")).to_have_accessible_description("必須です。")


def test_a_request_is_filed_with_every_kind_of_field(desk: Page, stage: Stage):
    desk.goto(f"{stage.list_url}/new")
    desk.get_by_role("textbox", name="件名").fill("書庫の増設")
    desk.get_by_label("金額").fill("１，２３４，０００")
    _choose(desk, "区分", "契約")
    desk.get_by_role("radio", name="高").check()
    desk.get_by_role("checkbox", name="予算内").check()
    _look_up(desk, "みどり", "C0003")
    _type_date(desk, "申請日", "20261201")
    desk.get_by_label("品名（1行目）").fill("書庫")
    desk.get_by_label("数量（1行目）").fill("2")
    desk.get_by_label("単価（1行目）").fill("617000")
    _attach(desk, "見積書.txt")
    desk.get_by_role("button", name="追加する").click()
    expect(desk.get_by_role("heading", name="書庫の増設")).to_be_visible()

    kept = stored(stage.server, stage.requests, desk.url.rpartition("/")[2])

    assert kept["金額"] == "1234000"
    assert (kept["区分"], kept["重要度"]) == ("契約", "高")
    assert kept["確認事項"] == ["予算内"]
    assert (kept["取引先"], kept["取引先名"]) == ("C0003", "有限会社みどり商会")
    assert kept["申請日"] == "2026-12-01"
    assert (kept["合計"], len(kept["明細"])) == ("1234000", 1)
    assert [one["name"] for one in kept["添付"]] == ["見積書.txt"]
    assert [one["code"] for one in kept["起案者"]] == ["admin"]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("h31.4.30", "2019-04-30"),
        ("令和8年11月25日", "2026-11-25"),
        ("２０２６１２０１", "2026-12-01"),
    ],
)
def test_a_date_is_typed_as_people_write_dates(desk: Page, stage: Stage, typed: str, day: str):
    record = add_request(stage.server, stage.requests)
    desk.goto(f"{stage.record_url(record)}/edit")
    desk.get_by_role("textbox", name="申請日").fill(typed)
    desk.get_by_role("button", name="保存する").click()
    expect(desk.get_by_role("link", name="編集")).to_be_visible()

    assert stored(stage.server, stage.requests, record)["申請日"] == day


def _choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=False).first.click()
    page.get_by_role("option", name=option).click()


def _look_up(page: Page, words: str, code: str) -> None:
    page.get_by_role("button", name="取引先を一覧から選ぶ").click()
    dialog = page.get_by_role("dialog", name="取引先を選ぶ")
    dialog.get_by_role("searchbox").fill(words)
    expect(dialog.get_by_role("row")).to_have_count(2)
    dialog.get_by_role("button", name=code).click()


def _type_date(page: Page, label: str, digits: str) -> None:
    page.get_by_role("textbox", name=label).fill(digits)


def _attach(page: Page, name: str) -> None:
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="ファイルを選ぶ").click()
    chosen.value.set_files({"name": name, "mimeType": "text/plain", "buffer": b"10,000"})
    expect(page.get_by_role("button", name=f"{name}を外す")).to_be_visible()


def test_an_edit_changes_only_what_was_typed(desk: Page, stage: Stage):
    record = add_request(stage.server, stage.requests, 件名="修正前")
    desk.goto(stage.record_url(record))
    desk.get_by_role("link", name="編集").click()
    desk.get_by_role("textbox", name="件名").fill("修正後")
    desk.get_by_role("button", name="保存する").click()
    expect(desk.get_by_role("heading", name="修正後")).to_be_visible()

    kept = stored(stage.server, stage.requests, record)

    assert (kept["件名"], kept["$revision"], kept["連絡時間"]) == ("修正後", "2", "14:30")


def test_a_request_moves_on_to_the_chosen_assignee(desk: Page, stage: Stage):
    record = add_request(stage.server, stage.requests)
    desk.goto(stage.record_url(record))
    desk.get_by_role("button", name="申請する").click()
    dialog = desk.get_by_role("dialog", name="申請する")
    dialog.get_by_role("button", name="申請する").click()
    expect(dialog).to_contain_text("次の作業者を選んでください。")
    _choose(desk, "次の作業者", "管理者")
    dialog.get_by_role("button", name="申請する").click()
    expect(desk.get_by_role("region", name="ステータス")).to_contain_text("承認待ち")
    desk.get_by_role("button", name="承認する").click()
    expect(desk.get_by_role("region", name="ステータス")).to_contain_text("承認済み")

    assert stored(stage.server, stage.requests, record)["ステータス"] == "承認済み"


def test_a_comment_is_written_and_read(desk: Page, stage: Stage):
    desk.goto(stage.record_url(add_request(stage.server, stage.requests)))
    desk.get_by_label("コメントを書く").fill("見積書を\n添付しました。")
    desk.get_by_role("button", name="コメントする").click()

    comments = desk.get_by_role("region", name="コメント")
    expect(comments.get_by_role("listitem")).to_have_count(1)
    expect(comments.get_by_role("listitem")).to_contain_text("添付しました。")


def test_the_language_changes_at_once_and_is_kept(desk: Page, stage: Stage):
    desk.goto(stage.list_url)
    desk.get_by_role("button", name="さんのメニュー").click()
    desk.get_by_role("button", name="English").click()
    expect(desk.get_by_role("link", name="Add a record")).to_be_visible()

    desk.reload()

    expect(desk.get_by_role("link", name="Add a record")).to_be_visible()
    desk.get_by_role("button", name="管理者").click()
    with desk.expect_response("**/api/v1/me/preferences"):
        desk.get_by_role("button", name="日本語").click()  # kept for the person, not this browser


def test_whoever_signs_out_sees_nothing_more(stranger: Page, stage: Stage):
    sign_in(stranger, stage.server)
    stranger.get_by_role("button", name="さんのメニュー").click()
    stranger.get_by_role("button", name="ログアウト").click()
    expect(stranger.get_by_role("heading", name="ログイン")).to_be_visible()

    stranger.goto(stage.list_url)

    expect(stranger.get_by_role("heading", name="ログイン")).to_be_visible()
