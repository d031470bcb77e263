"""マイタスク: one after another by keyboard, together, and on the phone with one thumb (A6, A7)."""

from __future__ import annotations

import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.browser.approvals import Office, Ringi
from tests.browser.conftest import Open, Picture, Stage, sign_in
from tests.browser.running import Running


@pytest.fixture(scope="module")
def office(stage: Stage) -> Office:
    """People of this file alone: what others leave to approve must not stand in their lists."""
    boss = stage.server.hire(f"t{secrets.token_hex(4)}", "渡辺 久美子")
    clerk = stage.server.hire(f"t{secrets.token_hex(4)}", "中村 悠")
    return Office(stage.server, {"boss": boss, "r-suzuki": clerk})


@pytest.fixture
def ringi(office: Office) -> Ringi:
    """A 稟議 that the boss decides alone."""
    return office.build(alone=office.people["boss"].code, name=f"備品 {secrets.token_hex(3)}")


def filed(ringi: Ringi, *subjects: str) -> list[Ringi]:
    return [ringi.add(each).run("r-suzuki", "申請する") for each in subjects]


def open_tasks(open_page: Open, size: str, person: Running, path: str = "/tasks") -> Page:
    page = open_page(size)
    page.goto(person.url)
    sign_in(page, person)
    page.goto(f"{person.url}{path}")
    expect(page.get_by_role("heading", level=1)).to_have_text("マイタスク")
    return page


def name_of(ringi: Ringi) -> str:
    app = ringi.office.server.call("GET", f"/k/v1/app.json?id={ringi.app}")
    return str(app["name"])


def status_of(one: Ringi) -> str:
    return str(one.read()["ステータス"])


def test_tasks_are_worked_through_by_keyboard(
    open_page: Open, office: Office, ringi: Ringi, picture: Picture
):
    chairs, desk, lamp = filed(ringi, "椅子の購入", "机の購入", "照明の交換")
    page = open_tasks(open_page, "desk", office.people["boss"], f"/tasks?app={ringi.app}")
    page.get_by_role("button", name="順に処理").click()
    current = page.get_by_role("navigation", name="処理するタスク").locator("[aria-current]")
    expect(current).to_contain_text("椅子の購入")
    expect(page.get_by_role("heading", level=2, name="椅子の購入")).to_be_visible()
    expect(page.get_by_label("ステータス")).to_contain_text("承認待ち")
    picture(page, "tasks-queue")

    page.keyboard.press("j")
    expect(current).to_contain_text("机の購入")
    expect(current).to_be_focused()
    page.keyboard.press("k")
    expect(current).to_contain_text("椅子の購入")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="キーボードの使いかた")).to_contain_text("次のタスクへ")
    picture(page, "tasks-keys")
    page.keyboard.press("Escape")

    expect(page.get_by_role("heading", level=2, name="椅子の購入")).to_be_visible()
    page.keyboard.press("a")
    dialog = page.get_by_role("dialog", name="承認する")
    expect(dialog.get_by_role("button", name="承認する")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("「椅子の購入」: 承認する")).to_be_visible()
    expect(current).to_contain_text("机の購入")
    expect(current).to_be_focused()
    picture(page, "tasks-queue-next")

    expect(page.get_by_role("heading", level=2, name="机の購入")).to_be_visible()
    page.keyboard.press("r")
    dialog = page.get_by_role("dialog", name="差し戻す")
    reason = dialog.get_by_role("combobox", name="理由")
    expect(reason).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="差し戻す").click()
    expect(page.get_by_text("「机の購入」: 差し戻す（いまは「差戻し」）")).to_be_visible()
    assert status_of(desk) == "差戻し"

    expect(page.get_by_role("heading", level=2, name="照明の交換")).to_be_visible()
    page.keyboard.press("c")
    page.keyboard.type("a は承認ではありません")
    expect(page.get_by_label("コメントを書く")).to_have_value("a は承認ではありません")
    assert (status_of(lamp), status_of(chairs)) == ("承認待ち", "承認済み")


def test_what_was_filed_can_be_pulled_back_at_once(
    open_page: Open, office: Office, ringi: Ringi, stage: Stage
):
    (one,) = filed(ringi, "引き戻すもの")
    one.run("boss", "差し戻す", reason="R01")
    clerk = office.people["r-suzuki"]
    page = open_tasks(open_page, "desk", clerk, f"/tasks?view=queue&app={ringi.app}")
    expect(page.get_by_role("heading", level=2, name="引き戻すもの")).to_be_visible()

    page.keyboard.press("a")
    page.get_by_role("dialog").get_by_role("button", name="再申請する").click()
    expect(page.get_by_text("「引き戻すもの」: 再申請する")).to_be_visible()
    offered = page.get_by_role("button", name="引き戻す", exact=True)
    offered.and_(page.locator("[data-variant=default]")).click()

    expect(page.get_by_text("「差戻し」に進めました。")).to_be_visible()
    assert status_of(one) == "差戻し"


def test_the_phone_approves_and_returns_with_one_thumb(
    open_page: Open, office: Office, ringi: Ringi, picture: Picture
):
    (one,) = filed(ringi, "電話機の交換")
    page = open_tasks(open_page, "phone", office.people["boss"], f"/tasks?app={ringi.app}")
    card = page.get_by_role("listitem").filter(has_text="電話機の交換")
    expect(card).to_contain_text("申請 中村 悠")
    picture(page, "tasks")
    button = card.get_by_role("button", name="「電話機の交換」を差し戻す")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44

    button.click()
    dialog = page.get_by_role("dialog", name="差し戻す")
    dialog.get_by_role("combobox", name="理由").click()
    page.get_by_role("option", name="R01 添付不足").click()
    dialog.get_by_role("button", name="差し戻す").click()

    expect(page.get_by_text("「差戻し」に進めました。")).to_be_visible()
    expect(card).to_have_count(0)
    assert status_of(one) == "差戻し"


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_only_some_tasks_are_shown(
    size: str, open_page: Open, office: Office, ringi: Ringi, picture: Picture
):
    filed(ringi, "絞り込むもの")
    page = open_tasks(open_page, size, office.people["boss"])
    expect(page.get_by_role("link", name="絞り込むもの").first).to_be_visible()

    page.get_by_text("遅れているもの", exact=True).last.click()

    expect(page.get_by_text("絞り込みに合うものはありません")).to_be_visible()
    assert "late=true" in page.url
    picture(page, "tasks-none")
    page.get_by_text("遅れているもの", exact=True).last.click()
    page.get_by_role("combobox", name="アプリで絞り込む").fill(name_of(ringi))
    page.get_by_role("option", name=name_of(ringi)).click()
    expect(page.get_by_role("listitem").filter(has=page.get_by_role("checkbox"))).to_have_count(1)
    assert f"app={ringi.app}" in page.url
