"""Routes on the screen, on a desk and on a phone: seen first, run, returned, answered (A6, B8)."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.approvals import Office, Ringi, line
from tests.browser.conftest import PATIENCE, Open, Picture, Stage, sign_in

As = Callable[[str], Page]


@pytest.fixture(scope="module")
def remembered() -> dict[str, StorageState]:
    return {}


@pytest.fixture(params=["desk", "phone"])
def as_(
    request: pytest.FixtureRequest,
    open_page: Open,
    browser: Browser,
    office: Office,
    remembered: dict[str, StorageState],
) -> As:
    """A window of somebody who signed in once."""

    def opened(code: str) -> Page:
        if code not in remembered:
            with browser.new_context(locale="ja-JP") as context:
                page = context.new_page()
                page.set_default_timeout(PATIENCE)
                page.goto(office.server.url)
                sign_in(page, office.people.get(code, office.server))
                remembered[code] = context.storage_state()
        return open_page(str(request.param), remembered[code])

    return opened


def standing(page: Page):
    return page.get_by_role("region", name="ステータス")


def test_the_route_is_seen_before_anything_is_submitted(office: Office, as_: As, picture: Picture):
    ringi = office.build().add("キャビネットの購入")
    page = as_("r-suzuki")
    page.goto(ringi.url)
    page.get_by_role("button", name="申請する").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="この申請は次の順に回ります")).to_be_visible()
    steps = dialog.get_by_role("list", name="この申請は次の順に回ります")
    expect(steps).to_contain_text("佐藤 花子")
    expect(steps).to_contain_text("2つの承認が並行します")
    steps.get_by_text("この人になった理由").first.click()
    picture(page, "route-preview")
    assert ringi.read()["ステータス"] == "下書き"

    dialog.get_by_role("button", name="申請する").click()

    expect(standing(page)).to_contain_text("承認待ち")
    current = standing(page).locator('[aria-current="step"]')
    expect(current).to_contain_text("佐藤 花子")
    assert ringi.read()["ステータス"] == "承認待ち"


def test_a_return_needs_a_reason_and_the_applicant_reads_it(
    office: Office, as_: As, picture: Picture
):
    ringi = office.build().add("椅子の購入").run("r-suzuki", "申請する")
    page = as_("r-sato")
    page.goto(ringi.url)
    page.get_by_role("button", name="差し戻す").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="差し戻す").click()
    expect(dialog).to_contain_text("理由を選んでください。")
    assert ringi.read()["ステータス"] == "承認待ち"
    dialog.get_by_role("combobox", name="理由").click()
    page.get_by_role("option", name="R01 添付不足").click()
    dialog.get_by_label("コメント").fill("見積書を添えてください。")
    picture(page, "route-return")
    dialog.get_by_role("button", name="差し戻す").click()
    expect(standing(page)).to_contain_text("差戻し")

    applicant = as_("r-suzuki")
    applicant.goto(ringi.url)
    applicant.get_by_role("button", name="くわしい経過を見る").click()

    course = applicant.get_by_role("tabpanel", name="経路")
    expect(course).to_contain_text("R01 添付不足")
    expect(course).to_contain_text("見積書を添えてください。")
    picture(applicant, "route-returned")


def test_an_approval_passes_the_step_and_tells_how_long_it_took(
    office: Office, as_: As, picture: Picture
):
    ringi = office.build().add("机の購入").run("r-suzuki", "申請する")
    page = as_("r-sato")
    page.goto(ringi.url)
    page.get_by_role("button", name="承認する").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("条件付きで承認する").check()
    dialog.get_by_label("条件（1行に1つ）").fill("納品前に見積を取り直す")
    dialog.get_by_role("button", name="承認する").click()

    expect(standing(page).locator('[aria-current="step"]')).to_contain_text("高橋 健")
    expect(standing(page)).to_contain_text("納品前に見積を取り直す")
    page.get_by_role("button", name="くわしい経過を見る").click()
    expect(page.get_by_role("tabpanel", name="経路")).to_contain_text("着手待ち")
    picture(page, "route-course")

    applicant = as_("r-suzuki")
    applicant.goto(ringi.url)
    applicant.get_by_role("button", name="満たされたことを確認する").click()

    expect(standing(applicant)).to_contain_text("確認済み（鈴木 一郎さん")


def test_whoever_comes_second_is_told_who_was_faster(office: Office, as_: As, picture: Picture):
    together = [line("総務", "r-takahashi", "r-tanaka")]
    ringi = office.build(together).add("棚の購入").run("r-suzuki", "申請する")
    ringi.run("r-sato", "承認する")
    page = as_("r-tanaka")
    page.goto(ringi.url)
    page.get_by_role("button", name="承認する").click()
    ringi.run("r-takahashi", "承認する")
    dialog = page.get_by_role("dialog")

    dialog.get_by_role("button", name="承認する").click()

    expect(dialog.get_by_role("alert")).to_contain_text("ほかの人の操作が先に行われました")
    expect(dialog.get_by_role("alert")).to_contain_text("高橋 健さんが「承認する」を実行しました")
    picture(page, "route-race")
    dialog.get_by_role("button", name="閉じる").last.click()
    expect(standing(page)).to_contain_text("承認済み")


def test_fields_to_be_filled_first_are_named_and_lead_to_their_inputs(
    office: Office, as_: As, picture: Picture
):
    ringi = office.build().add("時計の購入", 目的="")
    page = as_("r-suzuki")
    page.goto(ringi.url)
    page.get_by_role("button", name="申請する").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_contain_text("先に入力が必要な項目があります")
    expect(dialog.get_by_role("button", name="申請する")).to_be_disabled()
    picture(page, "route-required")

    dialog.get_by_role("link", name="目的").click()

    expect(page.get_by_role("textbox", name="目的")).to_be_focused()


def test_an_opinion_is_asked_for_and_given(office: Office, as_: As, picture: Picture):
    ringi = office.build().add("会議室の机").run("r-suzuki", "申請する")
    page = as_("r-sato")
    page.goto(ringi.url)
    page.get_by_role("button", name="意見を求める").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="意見を求める人").fill("田中")
    page.get_by_role("option", name="田中 恵").click()
    page.keyboard.press("Tab")
    dialog.get_by_label("聞きたいこと").fill("リースとどちらがよいでしょうか。")
    dialog.get_by_role("button", name="意見を求める").click()
    expect(standing(page)).to_contain_text("回答を待っています")

    asked = as_("r-tanaka")
    asked.goto(f"{office.server.url}/tasks?kind=opinions")
    task = asked.get_by_role("listitem").filter(has=_link(asked, ringi))
    expect(task).to_contain_text("リースとどちらがよいでしょうか。")
    _link(asked, ringi).click()
    asked.get_by_label("回答").fill("買うほうが安くなります。")
    picture(asked, "route-opinion")
    asked.get_by_role("button", name="回答する").click()

    expect(asked.get_by_text("回答しました。")).to_be_visible()
    expect(standing(asked)).to_contain_text("買うほうが安くなります。")


def test_a_turn_is_handed_over(office: Office, as_: As):
    ringi = office.build().add("時計の購入").run("r-suzuki", "申請する")
    page = as_("r-sato")
    page.goto(ringi.url)
    page.get_by_role("button", name="担当を替える").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="新しい担当者").fill("田中")
    page.get_by_role("option", name="田中 恵").click()
    dialog.get_by_role("button", name="担当を替える").click()

    expect(standing(page).locator('[aria-current="step"]')).to_contain_text("田中 恵")
    assert [one["code"] for one in ringi.read()["作業者"]] == ["r-tanaka"]


def test_a_stuck_approval_is_helped_on(office: Office, as_: As, picture: Picture):
    leaver = f"r-{secrets.token_hex(4)}"
    office.server.hire(leaver, "退職 太郎")
    ringi = office.build([line("総務", leaver)]).add("複合機の購入").run("r-suzuki", "申請する")
    ringi.run("r-sato", "承認する")
    office.server.command("user", "disable", leaver)
    page = as_("admin")
    page.goto(office.server.url)
    page.get_by_role("button", name="さんのメニュー").click()
    page.get_by_role("link", name="止まっている承認").click()
    stuck = page.get_by_role("listitem").filter(has=_link(page, ringi))
    expect(stuck).to_contain_text("退職 太郎さんは、利用を停止しています")
    picture(page, "stuck")
    stuck.get_by_role("button", name="「複合機の購入」を進められるようにする").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="新しい担当者").fill("田中")
    page.get_by_role("option", name="田中 恵").click()
    page.keyboard.press("Tab")
    picture(page, "stuck-repair")
    dialog.get_by_role("button", name="進められるようにする").click()

    expect(page.get_by_text("進められるようにしました。")).to_be_visible()
    expect(_link(page, ringi)).to_have_count(0)
    assert [one["code"] for one in ringi.read()["作業者"]] == ["r-tanaka"]


def test_what_somebody_may_not_do_is_not_offered(office: Office, as_: As):
    ringi = office.build().add("扇風機の購入").run("r-suzuki", "申請する")
    page = as_("r-suzuki")
    page.goto(ringi.url)

    expect(standing(page).locator('[aria-current="step"]')).to_contain_text("佐藤 花子")
    expect(page.get_by_role("button", name="意見を求める")).to_be_visible()
    expect(page.get_by_role("button", name="担当を替える")).to_have_count(0)


def test_many_are_approved_together_each_with_its_result(office: Office, as_: As, picture: Picture):
    ringi = office.build()
    first = ringi.add("机の購入").run("r-suzuki", "申請する")
    second = ringi.add("椅子の購入").run("r-suzuki", "申請する")
    page = as_("r-sato")
    page.goto(f"{office.server.url}/tasks")
    for one in (first, second):
        task = page.get_by_role("listitem").filter(has=_link(page, one))
        task.get_by_role("checkbox").check()
    picture(page, "tasks")
    second.run("r-sato", "差し戻す", reason="R02")
    page.get_by_role("button", name="2件をまとめて承認").click()
    dialog = page.get_by_role("dialog")
    picture(page, "tasks-approve")
    dialog.get_by_role("button", name="2件をまとめて承認").click()

    results = page.get_by_role("alert")
    expect(results).to_contain_text("1件を承認しました。")
    expect(results).to_contain_text("1件は承認できませんでした。")
    expect(results.get_by_role("link", name="椅子の購入")).to_be_visible()
    picture(page, "tasks-results")
    assert [one["code"] for one in first.read()["作業者"]] == ["r-takahashi", "r-tanaka"]
    assert second.read()["ステータス"] == "差戻し"


def test_my_tasks_say_when_nobody_waits_for_me(stage: Stage, as_: As, picture: Picture):
    page = as_("r-suzuki")
    page.goto(stage.server.url)
    page.get_by_role("link", name="マイタスク").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("マイタスク")

    page.get_by_role("tab", name="意見を求められたもの").click()

    expect(page.get_by_text("意見を求められているものはありません")).to_be_visible()
    picture(page, "tasks-none")


def _link(page: Page, ringi: Ringi):
    return page.locator(f'a[href="/apps/{ringi.app}/records/{ringi.record}"]')
