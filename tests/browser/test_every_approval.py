"""A 稟議 of the demo company from its form to its decision, each on a screen of their own (A6, A7, B8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open, Picture, sign_in
from tests.browser.running import Running
from tests.journeys.company import Company

SUBJECT = "倉庫の検品システムの導入"
PURPOSE = "出荷前の検品を二重にし、誤出荷を月12件から2件に減らします。"
ROUTE = "この申請は次の順に回ります"


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """The demo company on a server of its own: this story changes it."""
    made = Company(tmp_path_factory.mktemp("company") / "home")
    try:
        yield made
    finally:
        made.close()


@dataclass(frozen=True)
class Floor:
    """Where everybody sits down at a screen of their own."""

    company: Company
    open_page: Open

    def seat(self, code: str, size: str = "desk") -> Page:
        page = self.open_page(size)
        page.goto(self.company.url)
        sign_in(page, Running(self.company.url, code, self.company.password))
        return page

    def find_task(self, page: Page) -> Locator:
        """The 稟議 among what waits for this person."""
        page.get_by_role("link", name="マイタスク").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("マイタスク")
        link = page.get_by_role("link", name=SUBJECT)
        return page.get_by_role("main").get_by_role("listitem").filter(has=link)

    def open_task(self, page: Page) -> None:
        self.find_task(page).get_by_role("link", name=SUBJECT).click()
        expect(page.get_by_role("heading", name=SUBJECT)).to_be_visible()

    def approve(self, code: str, comment: str, size: str = "desk") -> Page:
        """Somebody finds it among their tasks and approves."""
        page = self.seat(code, size)
        self.open_task(page)
        confirm(page, "承認する", comment)
        return page


@pytest.fixture
def floor(company: Company, open_page: Open) -> Floor:
    return Floor(company, open_page)


def standing(page: Page) -> Locator:
    return page.get_by_role("region", name="ステータス")


def course(page: Page) -> Locator:
    """The whole route, with reasons and times."""
    standing(page).get_by_role("button", name="くわしい経過を見る").click()
    return page.get_by_role("tabpanel", name="経路")


def steps(page: Page) -> Locator:
    """The route at a glance."""
    return standing(page).get_by_role("list", name="承認ルートのステップ").first


def current(page: Page) -> Locator:
    return steps(page).locator('[aria-current="step"]')


def ask(page: Page, action: str) -> Locator:
    """Press an action's button; the dialog that asks for what it needs."""
    page.get_by_role("button", name=action, exact=True).click()
    return page.get_by_role("dialog")


def confirm(page: Page, action: str, comment: str) -> None:
    dialog = ask(page, action)
    dialog.get_by_label("コメント").fill(comment)
    dialog.get_by_role("button", name=action).click()
    expect(dialog).to_have_count(0)


def send_back(page: Page, reason: str, comment: str) -> None:
    dialog = ask(page, "差し戻す")
    dialog.get_by_role("combobox", name="理由").click()
    page.get_by_role("option", name=reason).click()
    dialog.get_by_label("コメント").fill(comment)


def file_request(page: Page) -> None:
    page.get_by_role("region", name="アプリ").get_by_role("link", name="稟議", exact=True).click()
    page.get_by_role("link", name="レコードを追加").click()
    page.get_by_role("textbox", name="件名").fill(SUBJECT)
    page.get_by_role("combobox", name="区分").click()
    page.get_by_role("option", name="システム").click()
    page.get_by_role("textbox", name="金額（税抜）").fill("3500000")
    page.get_by_role("textbox", name="目的").fill("検品のため。")


def test_a_request_goes_all_the_way_by_screens_alone(floor: Floor, picture: Picture):
    chiba = floor.seat("chiba")
    file_request(chiba)
    picture(chiba, "story-form")
    chiba.get_by_role("button", name="追加する").click()
    expect(chiba.get_by_role("heading", name=SUBJECT)).to_be_visible()
    _sees_the_route_and_submits(chiba, picture)

    _returns_with_a_reason(floor, picture)
    _corrects_and_submits_again(chiba, picture)

    _leaves_it_to_a_colleague(floor, picture)
    _approves_on_behalf(floor, picture)

    _is_sent_back_by_the_second_and_goes_on_there(floor, chiba, picture)
    _passes_side_by_side(floor, chiba, picture)
    _is_decided_on_the_phone(floor, picture)

    _reads_who_took_how_long(chiba, picture)
    _is_the_same_in_the_ledger(floor, chiba)


def _sees_the_route_and_submits(chiba: Page, picture: Picture) -> None:
    dialog = ask(chiba, "申請する")
    route = dialog.get_by_role("list", name=ROUTE)
    asked = ("清水 麻衣", "竹内 修", "霧島 誠", "辻 和也", "星野 隆")
    for name in asked:
        expect(route).to_contain_text(name)
    expect(route).to_contain_text("2つの承認が並行します")
    expect(route.get_by_text("法務部", exact=True)).to_be_visible()
    expect(route).not_to_contain_text("湊 康弘")
    route.get_by_text("この人になった理由").first.click()
    expect(route).to_contain_text("課長")
    dialog.get_by_text("このルートになった理由").click()
    expect(dialog).to_contain_text("職務権限表")
    picture(chiba, "story-preview")
    expect(standing(chiba)).to_contain_text("下書き")

    dialog.get_by_role("button", name="申請する").click()

    expect(standing(chiba)).to_contain_text("承認中")
    expect(current(chiba)).to_contain_text("清水 麻衣")


def _returns_with_a_reason(floor: Floor, picture: Picture) -> None:
    shimizu = floor.seat("shimizu")
    floor.open_task(shimizu)
    send_back(shimizu, "R02 記載不備・誤記", "目的に、いまの誤出荷の件数を書いてください。")
    picture(shimizu, "story-return")
    shimizu.get_by_role("dialog").get_by_role("button", name="差し戻す").click()
    expect(standing(shimizu)).to_contain_text("差戻し")


def _corrects_and_submits_again(chiba: Page, picture: Picture) -> None:
    chiba.reload()
    expect(standing(chiba)).to_contain_text("差戻し")
    expect(steps(chiba)).to_contain_text("R02 記載不備・誤記")
    expect(steps(chiba)).to_contain_text("いまの誤出荷の件数を書いてください。")
    submitted = course(chiba).get_by_role("list", name="承認ルートのステップ").last
    expect(submitted.get_by_text("着手待ち")).to_have_count(
        1
    )  # nobody waited for whoever came later
    picture(chiba, "story-returned")
    chiba.get_by_role("link", name="編集").click()
    chiba.get_by_role("textbox", name="目的").fill(PURPOSE)
    chiba.get_by_role("button", name="保存する").click()
    expect(chiba.get_by_text(PURPOSE)).to_be_visible()

    confirm(chiba, "再申請する", "件数を書きました。")

    expect(current(chiba)).to_contain_text("清水 麻衣")


def _leaves_it_to_a_colleague(floor: Floor, picture: Picture) -> None:
    shimizu = floor.seat("shimizu")
    shimizu.goto(f"{floor.company.url}/delegations")
    shimizu.get_by_role("button", name="代理を設定する").click()
    dialog = shimizu.get_by_role("dialog")
    dialog.get_by_role("combobox", name="代理をする人").fill("丸山")
    shimizu.get_by_role("option", name="丸山 悠斗").click()
    shimizu.keyboard.press("Tab")
    dialog.get_by_role("textbox", name="終了日").press("ArrowUp")  # a day may end meanwhile
    dialog.get_by_label("金額の上限").fill("5000000")
    picture(shimizu, "story-delegation")
    dialog.get_by_role("button", name="代理を設定する").click()
    expect(dialog).to_have_count(0)

    told = shimizu.get_by_text("清水 麻衣さんの代理を 丸山 悠斗さんが務めます")
    expect(told).to_be_visible()
    picture(shimizu, "story-delegations")


def _approves_on_behalf(floor: Floor, picture: Picture) -> None:
    maruyama = floor.seat("maruyama")
    expect(floor.find_task(maruyama)).to_contain_text("清水 麻衣さんの代理")
    picture(maruyama, "story-tasks")
    floor.open_task(maruyama)
    dialog = ask(maruyama, "承認する")
    expect(dialog).to_contain_text("清水 麻衣さんの代理として実行します。")
    picture(maruyama, "story-on-behalf")
    dialog.get_by_role("button", name="承認する").click()

    expect(current(maruyama)).to_contain_text("竹内 修")
    expect(steps(maruyama)).to_contain_text("丸山 悠斗（清水 麻衣さんの代理）")


def _is_sent_back_by_the_second_and_goes_on_there(
    floor: Floor, chiba: Page, picture: Picture
) -> None:
    takeuchi = floor.seat("takeuchi")
    floor.open_task(takeuchi)
    send_back(takeuchi, "R01 添付不足", "見積書はありますか。")
    takeuchi.get_by_role("dialog").get_by_role("button", name="差し戻す").click()
    expect(standing(takeuchi)).to_contain_text("差戻し")
    chiba.reload()
    confirm(chiba, "再申請する", "見積書は総務部にあります。")

    expect(current(chiba)).to_contain_text("竹内 修")
    expect(steps(chiba).get_by_role("listitem").first).to_contain_text("承認済み")
    picture(chiba, "story-goes-on")


def _passes_side_by_side(floor: Floor, chiba: Page, picture: Picture) -> None:
    takeuchi = floor.approve("takeuchi", "確認しました。")
    expect(current(takeuchi)).to_contain_text("総務部")
    expect(current(takeuchi)).to_contain_text("法務部")
    noguchi = floor.approve("noguchi", "契約書に問題はありません。")
    expect(current(noguchi)).to_contain_text("法務部")
    chiba.reload()
    expect(current(chiba)).to_contain_text("法務部承認済み")
    picture(chiba, "story-side-by-side")
    morita = floor.approve("morita", "予算の枠に入っています。")
    expect(current(morita)).to_contain_text("星野 隆")


def _is_decided_on_the_phone(floor: Floor, picture: Picture) -> None:
    hoshino = floor.seat("hoshino", "phone")
    expect(floor.find_task(hoshino)).to_contain_text("千葉 葵")
    picture(hoshino, "story-tasks")
    floor.open_task(hoshino)
    picture(hoshino, "story-record")
    dialog = ask(hoshino, "承認する")
    dialog.get_by_label("コメント").fill("進めてください。")
    picture(hoshino, "story-approve")
    dialog.get_by_role("button", name="承認する").click()
    expect(dialog).to_have_count(0)

    expect(standing(hoshino)).to_contain_text("承認済み")
    expect(current(hoshino)).to_have_count(0)
    picture(hoshino, "story-decided")


def _reads_who_took_how_long(chiba: Page, picture: Picture) -> None:
    chiba.reload()
    expect(standing(chiba)).to_contain_text("承認済み")
    panel = course(chiba)
    submitted = panel.get_by_role("list", name="承認ルートのステップ").first
    for name in ("竹内 修", "野口 真理", "森田 由美", "星野 隆"):
        line = submitted.get_by_role("listitem").filter(has_text=f"承認する {name}").last
        expect(line).to_contain_text(re.compile("着手待ち.*作業.*うち営業時間"))
    expect(panel).to_contain_text("丸山 悠斗（清水 麻衣さんの代理）")
    for earlier in panel.locator("summary", has_text="回目の申請").all():
        earlier.click()
    chiba.evaluate("scrollTo(0, 0)")  # the head of the page stays where it belongs
    picture(chiba, "story-course")


def _is_the_same_in_the_ledger(floor: Floor, chiba: Page) -> None:
    """What the screens said, asked of the API."""
    person = floor.company.person("chiba")
    app, record = floor.company.apps["RINGI"], chiba.url.rpartition("/")[2]
    kept = person.read(app, record)
    assert (kept["ステータス"], kept["作業者"]) == ("承認済み", [])
    assert (kept["金額"], kept["目的"]) == ("3500000", PURPOSE)
    route = person("GET", f"/api/v1/apps/{app}/records/{record}/route").body
    rounds = [*route["past"], route]
    acts = [line for each in rounds for step in each["steps"] for line in step["lines"]]
    reasons = {line["reason"]["code"] for line in acts if line["reason"]}
    behalf = {
        (line["by"]["code"], line["onBehalfOf"]["code"]) for line in acts if line["onBehalfOf"]
    }
    assert (reasons, behalf) == ({"R01", "R02"}, {("maruyama", "shimizu")})
