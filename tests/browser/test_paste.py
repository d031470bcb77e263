"""Blocks pasted from Excel into the list: tried first, put right, written, taken back as one."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.company import build_app, field, options, properties, row
from tests.browser.conftest import Picture, Stage
from tests.browser.running import Running

PASTE = """text => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    const paste = { clipboardData: data, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', paste));
}"""
EXISTING = 100


@pytest.fixture
def goods(stage: Stage) -> str:
    """仕入, with a hundred records."""
    fields = properties(
        field("SINGLE_LINE_TEXT", "品名", required=True),
        field("NUMBER", "数量", digit=True),
        field("DROP_DOWN", "区分", options=options("新品", "中古")),
        field("DATE", "納期"),
        field("CALC", "倍", expression="数量 * 2"),
    )
    kinds = [(one["type"], code, 160) for code, one in fields.items()]
    app = build_app(stage.server, "仕入", fields, [row(*kinds)])
    rows = [{"品名": {"value": f"品{n}"}, "数量": {"value": "1"}} for n in range(EXISTING)]
    stage.server.call("POST", "/k/v1/records.json", {"app": app, "records": rows})
    return app


def count(server: Running, app: str, condition: str = "") -> int:
    found: dict[str, Any] = server.call(
        "GET",
        "/k/v1/records.json",
        {"app": app, "query": f"{condition} limit 1", "totalCount": True},
    )
    return int(found["totalCount"])


def paste(page: Page, stage: Stage, app: str, lines: list[list[str]]) -> None:
    page.goto(f"{stage.server.url}/apps/{app}")
    page.get_by_role("gridcell").first.click()
    page.evaluate(PASTE, "\r\n".join("\t".join(cells) for cells in lines))


def test_two_hundred_rows_are_pasted_over_records_and_below_them_and_taken_back(
    desk: Page, stage: Stage, goods: str
):
    lines = [[f"机{n}", f"¥{n + 1},000", "中古", "R8.11.25"] for n in range(200)]

    paste(desk, stage, goods, lines)
    drawer = desk.get_by_role("dialog", name="貼り付けの確認")
    expect(drawer.get_by_role("status")).to_have_text("800 件を書き込めます。")
    expect(drawer).to_contain_text("100件のレコードを変更し、100件を追加します。")
    drawer.get_by_role("button", name="すべて書き込む").click()

    expect(desk.get_by_text("800件を書き込みました。")).to_be_visible()
    assert count(stage.server, goods, '納期 = "2026-11-25" and 数量 >= 1000') == 200
    desk.get_by_role("button", name="元に戻す").click()
    expect(desk.get_by_text("保存しました")).to_be_visible()
    assert count(stage.server, goods) == EXISTING
    assert count(stage.server, goods, '品名 like "品"') == EXISTING


def test_ten_thousand_cells_with_37_bad_ones_lose_nothing(
    desk: Page, stage: Stage, goods: str, picture: Picture
):
    lines = [[f"机{n}", str(n), "新品", "2026/11/25"] for n in range(2500)]
    for n in range(37):
        lines[n * 60][n % 3 + 1] = ("約百", "不明", "きのうごろ")[n % 3]

    paste(desk, stage, goods, lines)
    drawer = desk.get_by_role("dialog", name="貼り付けの確認")
    expect(drawer.get_by_role("status")).to_have_text(
        "9,963 件を書き込めます。37 件に問題があります。", timeout=60_000
    )
    expect(drawer.get_by_role("row")).to_have_count(1 + 37)
    picture(desk, "paste")
    assert count(stage.server, goods) == EXISTING

    drawer.get_by_role("textbox").first.fill("５０")
    drawer.get_by_role("button", name="もう一度確かめる").click()
    expect(drawer.get_by_role("status")).to_have_text(
        "9,964 件を書き込めます。36 件に問題があります。", timeout=60_000
    )
    drawer.get_by_role("button", name="問題のないものだけ書き込む").click()

    expect(drawer).to_contain_text("書き込めなかったものが残っています。", timeout=60_000)
    expect(drawer.get_by_role("row")).to_have_count(1 + 36)
    assert count(stage.server, goods) == 2500
    assert count(stage.server, goods, "数量 = 50") == 2
