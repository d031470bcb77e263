"""代理と不在 on the screen: named, seen by those whom it concerns, taken back (B8)."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open, Picture, Stage, sign_in
from tests.browser.running import Running

As = Callable[[Running], Page]


@pytest.fixture
def kato(stage: Stage) -> Running:
    return stage.server.hire(f"d{secrets.token_hex(4)}", "加藤 実")


@pytest.fixture
def ito(stage: Stage) -> Running:
    return stage.server.hire(f"d{secrets.token_hex(4)}", f"伊藤 {secrets.token_hex(3)}")


@pytest.fixture(params=["desk", "phone"])
def as_(request: pytest.FixtureRequest, open_page: Open) -> As:
    """The page of delegations, for somebody who just signed in and went there by the menu."""

    def opened(person: Running) -> Page:
        page = open_page(str(request.param))
        page.goto(person.url)
        sign_in(page, person)
        page.get_by_role("button", name="さんのメニュー").click()
        page.get_by_role("link", name="代理と不在").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("代理と不在")
        return page

    return opened


def name_of(person: Running) -> str:
    """As the directory has it."""
    found = person.call("GET", f"/v1/users.json?codes[0]={person.code}")
    return str(found["users"][0]["name"])


def choose_day(dialog: Locator, label: str, day: str) -> None:
    dialog.get_by_role("textbox", name=label).fill(day)


def delegations_of(person: Running) -> list[dict[str, object]]:
    return list(person.call("GET", "/api/v1/delegations")["delegations"])


def test_somebody_names_who_stands_in_for_them_and_takes_it_back(
    as_: As, kato: Running, ito: Running, stage: Stage, picture: Picture
):
    other = name_of(ito)
    page = as_(kato)
    expect(page.get_by_text("代理の設定はありません")).to_be_visible()
    page.get_by_role("button", name="代理を設定する").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="代理を設定する").click()
    expect(dialog).to_contain_text("代理をする人を選んでください。")
    assert delegations_of(kato) == []

    dialog.get_by_role("combobox", name="代理をする人").fill(other)
    page.get_by_role("option", name=other).click()
    page.keyboard.press("Tab")
    choose_day(dialog, "開始日", "2030-04-01")
    choose_day(dialog, "終了日", "2030-04-05")
    dialog.get_by_role("combobox", name="アプリ").fill("稟議")
    page.get_by_role("option", name="稟議").first.click()
    page.keyboard.press("Tab")
    dialog.get_by_label("金額の上限").fill("500000")
    dialog.get_by_label("理由・連絡先など").fill("出張のため")
    picture(page, "delegation-add")
    dialog.get_by_role("button", name="代理を設定する").click()

    item = page.get_by_role("listitem").filter(has_text=other)
    expect(item).to_contain_text(f"加藤 実さんの代理を {other}さんが務めます")
    expect(item).to_contain_text("稟議")
    expect(item).to_contain_text("500,000円まで")
    expect(item).to_contain_text("出張のため")
    (kept,) = delegations_of(ito)
    assert (kept["from"], kept["to"]) == ("2030-04-01", "2030-04-05")
    assert (kept["amountCap"], kept["note"]) == ("500000", "出張のため")
    picture(page, "delegations")

    item.get_by_role("button", name="加藤 実さんの代理の設定を取り消す").click()
    page.get_by_role("dialog").get_by_role("button", name="取り消す").click()

    expect(page.get_by_text("代理の設定を取り消しました。")).to_be_visible()
    expect(page.get_by_text("代理の設定はありません")).to_be_visible()
    assert delegations_of(ito) == []


def test_what_cannot_be_is_told_in_the_dialog(as_: As, kato: Running, picture: Picture):
    page = as_(kato)
    page.get_by_role("button", name="代理を設定する").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="代理をする人").fill(kato.code)
    page.get_by_role("option", name="加藤 実").click()
    page.keyboard.press("Tab")

    dialog.get_by_role("button", name="代理を設定する").click()

    expect(dialog.get_by_role("alert")).to_be_visible()
    picture(page, "delegation-refused")
    assert delegations_of(kato) == []


def test_an_administrator_sets_the_absence_of_somebody_else(
    as_: As, kato: Running, ito: Running, stage: Stage, picture: Picture
):
    other = name_of(ito)
    page = as_(stage.server)
    page.get_by_role("button", name="不在を登録する").click()
    dialog = page.get_by_role("dialog")
    person = dialog.get_by_role("combobox", name="不在の人")
    person.click()
    person.fill(other)
    page.get_by_role("option", name=other).click()
    choose_day(dialog, "開始日", "2030-08-12")
    choose_day(dialog, "終了日", "2030-08-16")
    dialog.get_by_label("理由・連絡先など").fill("夏季休暇")
    dialog.get_by_role("button", name="不在を登録する").click()

    item = page.get_by_role("listitem").filter(has_text=other)
    expect(item).to_contain_text("夏季休暇")
    picture(page, "absences")
    (kept,) = ito.call("GET", "/api/v1/absences")["absences"]
    assert (kept["from"], kept["to"], kept["note"]) == ("2030-08-12", "2030-08-16", "夏季休暇")
    assert kato.call("GET", "/api/v1/absences")["absences"] == []

    item.get_by_role("button", name=f"{other}さんの不在を取り消す").click()
    page.get_by_role("dialog").get_by_role("button", name="取り消す").click()

    expect(page.get_by_text("不在の予定を取り消しました。")).to_be_visible()
    assert ito.call("GET", "/api/v1/absences")["absences"] == []
