"""ボード: a card is dragged where the process allows it, and refused elsewhere with the reason."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, StorageState, expect

from tests.browser.company import add_request, stored
from tests.browser.conftest import Open, Picture, Stage


@pytest.fixture(params=["desk", "phone"])
def size(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def page(size: str, open_page: Open, cookies: StorageState) -> Page:
    return open_page(size, cookies)


def _board(page: Page, stage: Stage, name: str, **more: str) -> Locator:
    """The board of the records of one name, which is on it once."""
    search = "".join(f"&{key}={quote(value)}" for key, value in more.items())
    condition = quote(f'件名 = "{name}"')
    page.goto(f"{stage.list_url}?as=board&filter={condition}{search}")
    board = page.get_by_role("region", name="ごとのボード")
    expect(board.get_by_role("link", name=name)).to_be_visible()
    return board


def _drag(page: Page, card: Locator, lane: Locator) -> None:
    """A real drag: pressed, moved in steps, let go over the lane."""
    box = card.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] - 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 40, box["y"] + box["height"] - 6, steps=3)
    page.wait_for_timeout(300)  # what may be done is asked for when the card is lifted
    target = lane.bounding_box()
    assert target
    page.mouse.move(target["x"] + target["width"] / 2, target["y"] + 100, steps=8)
    page.wait_for_timeout(300)


def test_a_card_is_dragged_where_an_action_leads_and_refused_elsewhere(
    desk: Page, stage: Stage, picture: Picture
):
    record = add_request(stage.server, stage.requests, 件名="ドラッグする稟議")
    board = _board(desk, stage, "ドラッグする稟議", group="ステータス")
    card = board.get_by_role("listitem").filter(has_text="ドラッグする稟議")

    refused = board.get_by_role("region", name="承認済み")
    _drag(desk, card, refused)
    expect(refused).to_contain_text("ここへ進めるアクションはありません")
    picture(desk, "board-refused")
    desk.mouse.up()
    told = "「下書き」から「承認済み」へ進めるアクションはありません。"
    expect(desk.get_by_role("alert").filter(has_text=told)).to_be_visible()
    assert stored(stage.server, stage.requests, record)["ステータス"] == "下書き"

    allowed = board.get_by_role("region", name="承認待ち")
    _drag(desk, card, allowed)
    expect(allowed).to_contain_text("申請する")
    desk.mouse.up()
    dialog = desk.get_by_role("dialog", name="「承認待ち」へ移動")
    dialog.get_by_label("次の作業者").click()
    desk.get_by_role("option", name="管理者").click()
    picture(desk, "board-dialog")
    dialog.get_by_role("button", name="申請する").click()
    expect(allowed.get_by_role("link", name="ドラッグする稟議")).to_be_visible()

    assert stored(stage.server, stage.requests, record)["ステータス"] == "承認待ち"


def test_a_card_goes_from_lane_to_lane_by_keyboard(desk: Page, stage: Stage):
    record = add_request(stage.server, stage.requests, 件名="キーで動かす稟議", 区分="購入")
    board = _board(desk, stage, "キーで動かす稟議", group="区分")
    desk.get_by_role("button", name="「キーで動かす稟議」をつかむ").focus()
    desk.keyboard.press("Space")
    desk.wait_for_timeout(300)
    desk.keyboard.press("ArrowRight")
    desk.wait_for_timeout(300)
    desk.keyboard.press("Space")

    lane = board.get_by_role("region", name="契約")
    expect(lane.get_by_role("link", name="キーで動かす稟議")).to_be_visible()
    assert stored(stage.server, stage.requests, record)["区分"] == "契約"


def test_a_card_is_moved_by_its_menu_which_says_why_not(
    size: str, page: Page, stage: Stage, picture: Picture
):
    name = f"メニューの稟議 {size}"
    record = add_request(stage.server, stage.requests, 件名=name)
    _board(page, stage, name, group="ステータス")
    page.get_by_role("button", name=f"「{name}」を移動…").click()
    ways = page.get_by_role("dialog", name=f"「{name}」を移動…")
    refused = ways.get_by_role("button", name="承認済み")
    expect(refused).to_contain_text("ここへ進めるアクションはありません")
    expect(refused).to_be_disabled()
    picture(page, "board-menu")

    ways.get_by_role("button", name="承認待ち").click()
    dialog = page.get_by_role("dialog", name="「承認待ち」へ移動")
    dialog.get_by_label("次の作業者").click()
    page.get_by_role("option", name="管理者").click()
    dialog.get_by_role("button", name="申請する").click()
    expect(dialog).to_have_count(0)

    assert stored(stage.server, stage.requests, record)["ステータス"] == "承認待ち"


def test_the_board_and_the_cards(page: Page, stage: Stage, picture: Picture):
    page.goto(f"{stage.list_url}?as=board")
    lane = page.get_by_role("region", name="下書き")
    expect(lane.get_by_role("link").first).to_be_visible()
    picture(page, "board")
    page.goto(f"{stage.list_url}?as=cards")
    expect(page.get_by_role("link", name="社内研修の講師依頼").first).to_be_visible()
    picture(page, "cards")
