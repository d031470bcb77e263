"""バージョン on the screen: what an app was, and the way back, on a desk and on a phone (A19)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.company import build_app, field, properties, row
from tests.browser.conftest import Open, Picture, Stage


@dataclass(frozen=True)
class Ledger:
    """備品台帳 with a field that came and went."""

    stage: Stage
    app: str

    @property
    def url(self) -> str:
        return f"{self.stage.server.url}/apps/{self.app}"

    @property
    def fields(self) -> set[str]:
        answer = self.stage.server.call("GET", f"/k/v1/app/form/fields.json?app={self.app}")
        return set(answer["properties"]) & {"件名", "金額"}


@pytest.fixture
def ledger(stage: Stage) -> Ledger:
    fields = properties(field("SINGLE_LINE_TEXT", "件名"), field("NUMBER", "金額", unit="円"))
    layout = [row(("SINGLE_LINE_TEXT", "件名", 300), ("NUMBER", "金額", 160))]
    app = build_app(stage.server, "備品台帳", fields, layout)
    record = {"件名": {"value": "机"}, "金額": {"value": "1200"}}
    stage.server.call("POST", "/k/v1/record.json", {"app": app, "record": record})
    gone = {"app": app, "fields": ["金額"]}
    stage.server.call("DELETE", "/k/v1/preview/app/form/fields.json", gone)
    stage.server.call("POST", "/k/v1/preview/app/deploy.json", {"apps": [{"app": app}]})
    return Ledger(stage, app)


@pytest.fixture(params=["desk", "phone"])
def page(request: pytest.FixtureRequest, open_page: Open, cookies: StorageState) -> Page:
    return open_page(str(request.param), cookies)


def test_an_earlier_version_comes_back(ledger: Ledger, page: Page, picture: Picture):
    page.goto(ledger.url)
    page.get_by_role("link", name="バージョン").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("バージョン")
    items = page.get_by_role("listitem").filter(has=page.get_by_role("heading"))
    expect(items).to_have_count(2)
    newest, first = items.nth(0), items.nth(1)
    expect(newest).to_contain_text("運用中")
    expect(newest).to_contain_text("フィールド「金額」（数値）を削除します。")
    expect(first).to_contain_text("フィールド「金額」（数値）を追加します。")
    picture(page, "versions")

    first.get_by_role("button", name="に戻す").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("フィールド「金額」の以前の値が戻ります。")
    expect(dialog).to_contain_text("(1件)")
    picture(page, "versions-back")
    dialog.get_by_role("button", name="このバージョンに戻す").click()

    expect(page.get_by_text("に戻したものです。")).to_be_visible()
    assert ledger.fields == {"件名", "金額"}


def test_what_stands_in_the_way_keeps_the_version_from_coming_back(ledger: Ledger, page: Page):
    server = ledger.stage.server
    server.call(
        "PUT",
        "/k/v1/preview/app/form/fields.json",
        {"app": ledger.app, "properties": {"件名": {"code": "件名", "unique": True}}},
    )
    server.call("POST", "/k/v1/preview/app/deploy.json", {"apps": [{"app": ledger.app}]})
    server.call(
        "PUT",
        "/k/v1/preview/app/form/fields.json",
        {"app": ledger.app, "properties": {"件名": {"code": "件名", "unique": False}}},
    )
    server.call("POST", "/k/v1/preview/app/deploy.json", {"apps": [{"app": ledger.app}]})
    record = {"app": ledger.app, "record": {"件名": {"value": "机"}}}
    server.call("POST", "/k/v1/record.json", record)
    page.goto(f"{ledger.url}/versions")

    unique = page.get_by_role("listitem").filter(has_text="値の重複を禁止します。")
    unique.filter(has=page.get_by_role("button")).first.get_by_role("button").click()

    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_contain_text("値の重複を禁止できません")
    expect(dialog.get_by_role("button", name="このバージョンに戻す")).to_be_disabled()
