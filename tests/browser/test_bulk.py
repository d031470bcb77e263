"""一括編集: rows chosen, one field set in all of them, and undone."""

from __future__ import annotations

from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.browser.company import add_request, stored
from tests.browser.conftest import Picture, Stage


def test_all_that_a_condition_finds_is_edited_at_once_and_undone(
    desk: Page, stage: Stage, picture: Picture
):
    subject = "一括で変える稟議"
    ids = [add_request(stage.server, stage.requests, 件名=subject, 取引先=None) for _ in range(3)]
    kept = [stored(stage.server, stage.requests, one)["重要度"] for one in ids]
    condition = quote(f'件名 = "{subject}"')
    desk.goto(f"{stage.list_url}?filter={condition}")
    desk.get_by_role("checkbox", name=f"{ids[0]} を選ぶ").check()
    desk.get_by_role("button", name="条件に合う3件すべてを選ぶ").click()
    desk.get_by_role("button", name="一括編集").click()
    dialog = desk.get_by_role("dialog", name="3件の一括編集")
    dialog.get_by_label("変更する項目").click()
    desk.get_by_role("option", name="重要度").click()
    dialog.get_by_role("radio", name="低").check()
    picture(desk, "bulk-edit")
    dialog.get_by_role("button", name="3件を変更する").click()
    expect(dialog.get_by_role("status")).to_have_text("3件を変更しました。")
    changed = [stored(stage.server, stage.requests, one)["重要度"] for one in ids]
    assert changed == ["低", "低", "低"]

    dialog.get_by_role("button", name="元に戻す").click()
    expect(dialog.get_by_role("status")).to_have_text("3件を元に戻しました。")

    assert [stored(stage.server, stage.requests, one)["重要度"] for one in ids] == kept
