"""発令と組織改編 on the screen: prepared ahead, refused where they contradict, taken back (B8)."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Picture, Stage


@pytest.fixture(params=["desk", "phone"])
def page(request: pytest.FixtureRequest, stage: Stage) -> Page:
    opened: Page = request.getfixturevalue(str(request.param))
    opened.goto(f"{stage.server.url}/personnel")
    expect(opened.get_by_role("heading", level=1)).to_have_text("発令と組織改編")
    return opened


def choose_day(dialog: Locator, label: str, day: str) -> None:
    dialog.get_by_role("textbox", name=label).fill(day)


def prepared(stage: Stage, kind: str, organization: str) -> list[dict[str, Any]]:
    found = stage.server.call("GET", f"/api/v1/{kind}")
    rows = next(iter(found.values()))
    return [row for row in rows if row["organization"] == organization]


def test_a_reorganization_and_a_transfer_into_it_are_prepared_and_taken_back(
    page: Page, stage: Stage, picture: Picture
):
    unit = f"dx{secrets.token_hex(3)}"
    person = stage.server.hire(f"p{secrets.token_hex(4)}", f"小林 {secrets.token_hex(2)}")
    found = stage.server.call("GET", f"/v1/users.json?codes[0]={person.code}")
    name = found["users"][0]["name"]

    page.get_by_role("button", name="組織改編を準備する").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="準備する").click()
    expect(dialog.get_by_text("入力してください。").first).to_be_visible()
    choose_day(dialog, "実施日", "2031-04-01")
    dialog.get_by_label("組織のコード", exact=True).fill(unit)
    dialog.get_by_label("組織の名前").fill("DX推進部")
    dialog.get_by_role("button", name="準備する").click()
    expect(dialog).to_have_count(0)

    page.get_by_role("button", name="発令を準備する").click()
    dialog = page.get_by_role("dialog")
    choose_day(dialog, "実施日", "2031-04-01")
    dialog.get_by_role("combobox", name="対象の人").fill(name)
    page.get_by_role("option", name=name).click()
    dialog.get_by_label("組織のコード", exact=True).fill(unit)
    dialog.get_by_label("備考").fill("新規事業のため")
    picture(page, "personnel-order")
    dialog.get_by_role("button", name="準備する").click()
    expect(dialog).to_have_count(0)

    day = page.get_by_role("region", name="2031/04/01")
    opening = day.get_by_role("listitem").filter(has_text=f"DX推進部（{unit}）を新設")
    transfer = day.get_by_role("listitem").filter(has_text=f"{name}さん: {unit}へ異動")
    expect(opening).to_contain_text("予定")
    expect(transfer).to_contain_text("新規事業のため")
    picture(page, "personnel")

    opening.get_by_role("button", name="取り消す").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="取り消す").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    assert len(prepared(stage, "organization-changes", unit)) == 1
    dialog.get_by_role("button", name="キャンセル").click()

    for line in (transfer, opening):
        line.get_by_role("button", name="取り消す").click()
        page.get_by_role("dialog").get_by_role("button", name="取り消す").click()
        expect(line).to_have_count(0)
    assert prepared(stage, "organization-changes", unit) == []
    assert prepared(stage, "personnel-orders", unit) == []

    page.get_by_role("switch", name="済んだもの・取り消したものも表示").click()
    expect(transfer).to_contain_text("取り消し")


def test_what_cannot_be_on_its_day_is_told(page: Page, stage: Stage):
    page.get_by_role("button", name="組織改編を準備する").click()
    dialog = page.get_by_role("dialog")
    choose_day(dialog, "実施日", "2031-04-01")
    dialog.get_by_role("combobox", name="種類").click()
    page.get_by_role("option", name="組織の閉鎖").click()
    unit = f"nowhere{secrets.token_hex(3)}"
    dialog.get_by_label("組織のコード", exact=True).fill(unit)

    dialog.get_by_role("button", name="準備する").click()

    expect(dialog.get_by_role("alert")).to_be_visible()
    assert prepared(stage, "organization-changes", unit) == []
