"""The list on a desk as a sheet: moved about in, copied from, arranged."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Picture, Stage


@pytest.fixture
def grid(desk: Page, stage: Stage) -> Locator:
    desk.goto(stage.list_url)
    found = desk.get_by_role("grid", name="レコードの一覧")
    expect(found.get_by_role("row").nth(1)).to_be_visible()
    return found


def active(page: Page) -> tuple[str | None, str | None]:
    """The row and the column of the cell that has the focus."""
    cell = "document.activeElement.closest('[role=gridcell],[role=rowheader]')"
    return (
        page.evaluate(f"{cell}?.dataset.row ?? null"),
        page.evaluate(f"{cell}?.dataset.col ?? null"),
    )


def test_the_arrows_move_the_focus_and_the_last_row_is_one_key_away(
    grid: Locator, desk: Page, picture: Picture
):
    grid.get_by_role("gridcell").first.click()
    assert active(desk) == ("0", "1")

    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("ArrowDown")
    assert active(desk) == ("1", "2")
    picture(desk, "grid")
    desk.keyboard.press("Control+End")

    expect(grid.get_by_role("row").last).to_contain_text("1")
    assert active(desk)[0] == str(int(grid.get_attribute("aria-rowcount") or 0) - 2)


def test_a_range_is_copied_as_excel_would(grid: Locator, desk: Page):
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    grid.get_by_role("gridcell").first.click()
    desk.keyboard.press("Shift+ArrowDown")
    desk.keyboard.press("Shift+ArrowRight")
    desk.keyboard.press("Control+c")

    copied = desk.evaluate("navigator.clipboard.readText()")
    rows = [line.split("\t") for line in copied.split("\r\n")]
    assert [len(row) for row in rows] == [2, 2]
    assert all(row[1] in {"購入", "契約", "採用", "広告"} for row in rows)


def test_columns_are_sorted_frozen_moved_and_hidden_by_their_menu(
    grid: Locator, desk: Page, picture: Picture
):
    head = grid.get_by_role("columnheader", name="金額")
    head.hover()
    head.get_by_role("button", name="「金額」の列の操作").click()
    picture(desk, "grid-column")
    desk.get_by_role("button", name="降順に並べる").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(desk).to_have_url(re.compile("sort="))

    head.get_by_role("button", name="「金額」の列の操作").click()
    desk.get_by_role("button", name="列を隠す").click()
    expect(head).to_have_count(0)


def test_the_heads_are_reached_and_worked_by_keys_alone(grid: Locator, desk: Page):
    grid.get_by_role("gridcell").first.click()
    desk.keyboard.press("ArrowUp")
    head = grid.get_by_role("columnheader", name="件名")
    before = head.bounding_box()
    desk.keyboard.press("Shift+ArrowRight")
    after = head.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] == before["width"] + 16

    desk.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    desk.keyboard.press("Alt+ArrowRight")
    expect(grid.get_by_role("columnheader").nth(1)).to_contain_text("区分")


def test_a_cell_is_typed_over_and_saved_and_taken_back(
    grid: Locator, desk: Page, stage: Stage, picture: Picture
):
    cell = grid.get_by_role("gridcell").first
    before = cell.text_content() or ""
    cell.click()
    desk.keyboard.type("机の入れ替え")
    picture(desk, "grid-typing")
    desk.keyboard.press("Enter")

    expect(cell).to_have_text("机の入れ替え")
    assert active(desk) == ("1", "1")
    expect(desk.get_by_text("保存しました")).to_be_visible()
    newest = stage.server.call(
        "GET", f"/k/v1/records.json?app={stage.requests}&query=limit+1", None
    )
    assert newest["records"][0]["件名"]["value"] == "机の入れ替え"

    desk.keyboard.press("Control+z")
    expect(cell).to_have_text(before)


def test_a_composing_enter_writes_nothing(grid: Locator, desk: Page):
    cell = grid.get_by_role("gridcell").first
    before = cell.text_content() or ""
    cell.click()
    client = desk.context.new_cdp_session(desk)
    client.send("Input.imeSetComposition", {"text": "つく", "selectionStart": 2, "selectionEnd": 2})
    composing = {"key": "Enter", "isComposing": True, "keyCode": 229, "bubbles": True}
    desk.evaluate(
        "init => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', init))",
        composing,
    )
    expect(grid.get_by_role("textbox")).to_have_value("つく")
    client.send("Input.insertText", {"text": "机"})
    expect(grid.get_by_role("textbox")).to_have_value("机")
    desk.keyboard.press("Escape")

    expect(cell).to_have_text(before)


def test_what_cannot_be_saved_stays_at_its_cell(grid: Locator, desk: Page, picture: Picture):
    cell = grid.locator("[data-row='2'][data-col='3']")
    cell.click()
    desk.keyboard.type("約百円")
    desk.keyboard.press("Enter")
    expect(cell).to_have_attribute("aria-invalid", "true")
    desk.keyboard.press("ArrowUp")

    expect(cell).to_contain_text("約百")
    expect(cell).to_contain_text("数字でなければなりません。")
    picture(desk, "grid-refused")
    desk.keyboard.press("F2")
    expect(grid.get_by_role("textbox")).to_have_value("約百円")
    desk.keyboard.press("Control+a")
    desk.keyboard.type("￥１２，０００")
    desk.keyboard.press("Enter")

    expect(cell).to_have_text("12,000円")


def test_a_choice_is_found_by_typing(grid: Locator, desk: Page, picture: Picture):
    cell = grid.locator("[data-row='1'][data-col='2']")
    cell.click()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("listbox", name="区分")).to_be_visible()
    picture(desk, "grid-choice")
    desk.keyboard.type("広")
    desk.keyboard.press("Enter")

    expect(cell).to_have_text("広告")
    assert active(desk) == ("2", "2")
