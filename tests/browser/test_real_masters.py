"""Real masters on the screen: two characters find one branch in 30,000, one code in 120,000."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Picture, sign_in
from tests.browser.running import Running
from tests.journeys import office as place
from tests.journeys.masters import Row, banks, branches, postal_codes
from tests.journeys.office import PASSWORD, Office

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """The office of the journeys, with its masters."""
    try:
        assert all(master.said.status == 200 for master in place.office().masters.values())
        yield place.office()
    finally:
        place.close_office()


@pytest.fixture(params=["desk", "phone"])
def page(request: pytest.FixtureRequest, open_page: Open, office: Office) -> Page:
    """鈴木's window, before the list of apps."""
    opened = open_page(request.param)
    opened.goto(office.url)
    sign_in(opened, Running(office.url, "suzuki", PASSWORD))
    return opened


def search(page: Page, app: str, words: str) -> None:
    apps = page.get_by_role("region", name="アプリ")
    apps.get_by_role("link", name=app, exact=True).click()
    page.get_by_label("レコードを検索").fill(words)
    expect(page).to_have_url(re.compile("q="))


def found(count: int) -> re.Pattern[str]:
    return re.compile(f"^{count}件中")


def having(word: str, rows: Iterable[Row]) -> int:
    """How many rows have a word anywhere, counted plainly."""
    return sum(any(word in text for text in row.values()) for row in rows)


def open_record(page: Page, name: str) -> None:
    """On a phone a card is a link by its name; on a desk a line has its number as a link."""
    card = page.get_by_role("link", name=name, exact=True)
    line = page.get_by_role("row").filter(has_text=name).first
    card.first.or_(line.get_by_role("link").first).click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def test_a_branch_is_found_by_two_characters(page: Page, picture: Picture):
    names = {row["銀行コード"]: row["銀行名"] for row in banks()}
    rows = [{**row, "銀行名": names[row["銀行コード"]]} for row in branches()]
    search(page, "支店マスタ", "千代")
    expect(page.get_by_role("status").filter(has_text="件中")).to_have_text(
        found(having("千代", rows))
    )
    picture(page, "masters-branches")

    open_record(page, "八千代緑が丘")

    expect(page.get_by_role("main")).to_contain_text("0001754")
    expect(page.get_by_role("main")).to_contain_text("みずほ")
    picture(page, "masters-branch")


def test_a_postal_code_is_found_by_two_characters(page: Page, picture: Picture):
    rows = ({**r, "住所": r["都道府県"] + r["市区町村"] + r["町域"]} for r in postal_codes())
    search(page, "郵便番号マスタ", "銀座")
    expect(page.get_by_role("status").filter(has_text="件中")).to_have_text(
        found(having("銀座", rows))
    )
    picture(page, "masters-codes")

    open_record(page, "東京都中央区銀座")

    expect(page.get_by_role("main")).to_contain_text("104-0061")
    picture(page, "masters-code")
