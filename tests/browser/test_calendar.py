"""会社カレンダー on the screen: looked at by everybody, tried out and changed by administrators (A14)."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open, Picture, Stage, sign_in

USUAL: dict[str, Any] = {
    "base": "jp_public",
    "closedWeekdays": ["SATURDAY", "SUNDAY"],
    "opening": ["09:00-12:00", "13:00-18:00"],
    "timezone": "Asia/Tokyo",
    "fiscalMonth": 4,
    "days": [],
}


@pytest.fixture
def calendar_url(stage: Stage) -> Iterator[str]:
    """The calendar as it is on the first day, and again afterwards."""
    stage.server.call("PUT", "/api/v1/calendar", USUAL)
    yield f"{stage.server.url}/calendar"
    stage.server.call("PUT", "/api/v1/calendar", USUAL)


@pytest.fixture(params=["desk", "phone"])
def page(request: pytest.FixtureRequest, calendar_url: str) -> Page:
    opened: Page = request.getfixturevalue(str(request.param))
    opened.goto(calendar_url)
    expect(opened.get_by_role("heading", level=1)).to_have_text("会社カレンダー")
    return opened


def choose_day(dialog: Locator, label: str, day: str) -> None:
    dialog.get_by_role("textbox", name=label).fill(day)


def go_to_year(page: Page, year: int) -> None:
    shown = page.get_by_text(re.compile(r"^\d{4}年$"))
    while int(shown.inner_text().rstrip("年")) < year:
        page.get_by_role("button", name="次の年").click()
    while int(shown.inner_text().rstrip("年")) > year:
        page.get_by_role("button", name="前の年").click()


def add_days(page: Page, name: str, first: str, *, working: bool = False) -> None:
    page.get_by_role("button", name="日を追加する").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("名前").fill(name)
    dialog.get_by_label("出勤日" if working else "休日").check()
    choose_day(dialog, "開始日", first)
    dialog.get_by_role("button", name="追加する").click()
    expect(dialog).to_have_count(0)


def saved(stage: Stage) -> dict[str, Any]:
    answer = stage.server.call("GET", "/api/v1/calendar")
    return {name: answer[name] for name in USUAL}


def test_a_year_follows_a_draft_before_it_is_saved(page: Page, stage: Stage, picture: Picture):
    go_to_year(page, 2026)
    year = page.get_by_role("region", name="1年の営業日")
    expect(year).to_contain_text("営業日 244日")
    june = page.get_by_role("table", name=re.compile("^6月"))
    expect(june).to_contain_text("営業日 22日")

    add_days(page, "創立記念日", "2026-06-01")
    add_days(page, "棚卸", "2026-03-28", working=True)
    page.get_by_role("group", name="定休日").get_by_text("土", exact=True).click()

    bar = page.get_by_role("region", name="変更をまだ保存していません")
    expect(bar).to_contain_text("営業日 244日 → 295日（2026年）")
    expect(june).to_contain_text("創立記念日")
    picture(page, "calendar-draft")
    assert saved(stage) == USUAL

    bar.get_by_role("button", name="保存する").click()

    expect(page.get_by_text("会社カレンダーを保存しました。")).to_be_visible()
    expect(bar).to_have_count(0)
    kept = saved(stage)
    assert kept["closedWeekdays"] == ["SUNDAY"]
    assert [(day["name"], day["kind"], day["last"]) for day in kept["days"]] == [
        ("棚卸", "working", "2026-03-28"),
        ("創立記念日", "holiday", "2026-06-01"),
    ]
    server = stage.server.call("GET", "/api/v1/calendar/days?year=2026")
    assert len(server["businessDays"]) == 295

    page.get_by_role("button", name="「創立記念日」を取り除く").click()
    bar.get_by_role("button", name="保存する").click()
    expect(bar).to_have_count(0)
    assert [day["name"] for day in saved(stage)["days"]] == ["棚卸"]


def test_business_days_are_counted_by_what_is_on_the_screen(page: Page, stage: Stage):
    count = page.get_by_role("region", name="営業日を数える")
    choose_day(count, "この日から", "2026-04-28")
    count.get_by_label("営業日数").fill("3")
    expect(count.get_by_role("status")).to_contain_text("2026/05/07")

    page.get_by_role("combobox", name="祝日").click()
    page.get_by_role("option", name="祝日も営業する").click()

    expect(count.get_by_role("status")).to_contain_text("2026/05/01")
    page.get_by_role("button", name="元に戻す").click()
    expect(count.get_by_role("status")).to_contain_text("2026/05/07")
    assert saved(stage) == USUAL


def test_what_cannot_be_is_told_and_nothing_is_lost(page: Page, stage: Stage, picture: Picture):
    page.get_by_label("開始（1つ目）").fill("１４：００")
    page.get_by_label("終了（1つ目）").click()
    expect(page.get_by_label("開始（1つ目）")).to_have_value("14:00")

    page.get_by_role("button", name="保存する").click()

    expect(page.get_by_role("alert")).to_contain_text("重ならないように早い順に指定してください")
    picture(page, "calendar-refused")
    assert saved(stage) == USUAL
    page.get_by_role("button", name="さんのメニュー").click()
    page.get_by_role("link", name="代理と不在").click()
    dialog = page.get_by_role("dialog", name="保存していない変更があります")
    dialog.get_by_role("button", name="編集を続ける").click()
    expect(page.get_by_label("開始（1つ目）")).to_have_value("14:00")


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_everybody_may_look_and_nobody_else_may_change(
    size: str, open_page: Open, stage: Stage, calendar_url: str, picture: Picture
):
    somebody = stage.server.hire(f"c{secrets.token_hex(4)}", "加藤 実")
    page = open_page(size)
    page.goto(somebody.url)
    sign_in(page, somebody)
    page.get_by_role("button", name="さんのメニュー").click()
    page.get_by_role("link", name="会社カレンダー").click()

    rules = page.get_by_role("region", name="営業日と営業時間")
    expect(rules).to_contain_text("土・日")
    expect(rules).to_contain_text("09:00〜12:00、13:00〜18:00")
    expect(rules).to_contain_text("変更できるのは管理者だけです。")
    go_to_year(page, 2026)
    expect(page.get_by_role("region", name="1年の営業日")).to_contain_text("元日")
    expect(page.get_by_role("button", name="日を追加する")).to_have_count(0)
    picture(page, "calendar")
