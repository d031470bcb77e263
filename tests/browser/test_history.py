"""変更履歴 and ごみ箱 on the screen, on a desk and on a phone (A11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.company import build_app, field, properties, row
from tests.browser.conftest import Open, Picture, Stage


@dataclass(frozen=True)
class Store:
    """備品台帳, and ways to fill it."""

    stage: Stage
    app: str

    @property
    def url(self) -> str:
        return f"{self.stage.server.url}/apps/{self.app}"

    def add(self, **values: Any) -> str:
        body = {"app": self.app, "record": _wire(values)}
        return str(self.stage.server.call("POST", "/k/v1/record.json", body)["id"])

    def change(self, id_: str, **values: Any) -> None:
        body = {"app": self.app, "id": id_, "record": _wire(values)}
        self.stage.server.call("PUT", "/k/v1/record.json", body)

    def delete(self, *ids: str) -> None:
        body = {"app": self.app, "ids": list(ids)}
        self.stage.server.call("DELETE", "/k/v1/records.json", body)

    def read(self, id_: str) -> dict[str, Any]:
        address = f"/k/v1/record.json?app={self.app}&id={id_}"
        record = self.stage.server.call("GET", address)["record"]
        return {code: cell["value"] for code, cell in record.items()}


def _wire(values: dict[str, Any]) -> dict[str, Any]:
    return {code: {"value": value} for code, value in values.items()}


def line(**values: Any) -> dict[str, Any]:
    return {"value": _wire(values)}


@pytest.fixture(scope="module")
def store(stage: Stage) -> Store:
    fields = properties(
        field("SINGLE_LINE_TEXT", "件名", required=True),
        field("SINGLE_LINE_TEXT", "管理番号", unique=True),
        field("NUMBER", "金額", unit="円", unitPosition="AFTER", digit=True),
        field("USER_SELECT", "担当者"),
        field("SUBTABLE", "明細", fields=properties(field("SINGLE_LINE_TEXT", "品名"))),
    )
    layout = [
        row(("SINGLE_LINE_TEXT", "件名", 300), ("SINGLE_LINE_TEXT", "管理番号", 160)),
        row(("NUMBER", "金額", 160), ("USER_SELECT", "担当者", 240)),
        {
            "type": "SUBTABLE",
            "code": "明細",
            "fields": [{"type": "SINGLE_LINE_TEXT", "code": "品名"}],
        },
    ]
    return Store(stage, build_app(stage.server, "備品台帳", fields, layout))


@pytest.fixture(params=["desk", "phone"])
def page(request: pytest.FixtureRequest, open_page: Open, cookies: StorageState) -> Page:
    return open_page(str(request.param), cookies)


def test_a_former_revision_is_found_and_restored(store: Store, page: Page, picture: Picture):
    id_ = store.add(件名="会議室の机", 金額="120000", 明細=[line(品名="天板"), line(品名="脚")])
    people = [{"code": store.stage.server.code}]
    store.change(id_, 件名="応接室の机", 金額="98000", 担当者=people, 明細=[line(品名="天板")])
    page.goto(f"{store.url}/records/{id_}")
    page.get_by_role("tab", name="履歴").click()

    panel = page.get_by_role("region", name="変更履歴")
    expect(panel.get_by_text("第2版", exact=False).first).to_be_visible()
    edit = panel.get_by_role("listitem").filter(has_text="編集").first
    for text in ("120,000", "98,000", "会議室の机", "応接室の机", "行を削除"):
        expect(edit).to_contain_text(text)
    picture(page, "history")
    panel.get_by_role("button", name="この版に戻す（第1版）").click()
    expect(page.get_by_role("dialog")).to_contain_text("第1版に戻しますか")
    picture(page, "history-restore")
    page.get_by_role("dialog").get_by_role("button", name="この版に戻す").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("会議室の机")
    expect(panel).to_contain_text("第1版から戻した内容です")
    record = store.read(id_)
    assert (record["金額"], record["担当者"], record["$revision"]) == ("120000", [], "3")
    assert [each["value"]["品名"]["value"] for each in record["明細"]] == ["天板", "脚"]


def test_what_keeps_a_revision_from_coming_back_is_told(store: Store, page: Page):
    id_ = store.add(件名="椅子", 管理番号="K-1")
    store.change(id_, 管理番号="K-2")
    other = store.add(件名="別の椅子", 管理番号="K-1")
    page.goto(f"{store.url}/records/{id_}")
    page.get_by_role("tab", name="履歴").click()
    page.get_by_role("button", name="この版に戻す（第1版）").click()
    page.get_by_role("dialog").get_by_role("button", name="この版に戻す").click()

    alert = page.get_by_role("dialog").get_by_role("alert")
    expect(alert).to_contain_text("管理番号")
    expect(alert).to_contain_text("重複しています")
    assert store.read(id_)["管理番号"] == "K-2"
    store.delete(id_, other)


def test_a_deleted_record_comes_back_from_the_trash(store: Store, page: Page, picture: Picture):
    width = page.viewport_size["width"] if page.viewport_size else 0
    name = f"{width}センチの棚"
    id_ = store.add(件名=name, 金額="3000")
    page.goto(f"{store.url}/records/{id_}")
    page.get_by_role("button", name="その他の操作").click()
    page.get_by_role("menuitem", name="削除").click()
    picture(page, "record-delete")
    page.get_by_role("dialog").get_by_role("button", name="削除する").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("備品台帳")
    page.get_by_role("link", name="ごみ箱").click()

    item = page.get_by_role("listitem").filter(has_text=name)
    expect(item).to_contain_text("に削除")
    picture(page, "trash")
    item.get_by_role("button", name=f"{name}を元に戻す").click()

    expect(item).to_have_count(0)
    record = store.read(id_)
    assert (record["件名"], record["金額"], record["$revision"]) == (name, "3000", "2")


def test_a_number_that_was_given_again_keeps_a_record_in_the_trash(store: Store, page: Page):
    id_ = store.add(件名="古い鏡", 管理番号="K-9")
    store.delete(id_)
    other = store.add(件名="新しい鏡", 管理番号="K-9")
    page.goto(f"{store.url}/trash")
    page.get_by_role("button", name="古い鏡を元に戻す").first.click()

    expect(page.get_by_role("alert")).to_contain_text("管理番号")
    store.delete(other)
