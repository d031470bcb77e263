"""Every screen at both sizes: pictured, free of axe's findings, never wider than the window."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.company import add_request
from tests.browser.conftest import Open, Picture, Stage


@pytest.fixture(params=["desk", "phone"])
def size(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def inside(size: str, open_page: Open, cookies: StorageState) -> Page:
    return open_page(size, cookies)


def test_sign_in(size: str, open_page: Open, picture: Picture, stage: Stage):
    page = open_page(size)
    page.goto(stage.server.url)
    page.get_by_role("button", name="ログイン", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()

    picture(page, "sign-in")


def test_apps(inside: Page, picture: Picture, stage: Stage):
    inside.goto(f"{stage.server.url}/apps")
    expect(inside.get_by_role("link", name="稟議")).to_be_visible()

    picture(inside, "apps")


def test_user_menu(inside: Page, picture: Picture, stage: Stage):
    inside.goto(stage.server.url)
    inside.get_by_role("button", name="さんのメニュー").click()
    expect(inside.get_by_role("button", name="ログアウト")).to_be_visible()

    picture(inside, "user-menu")


def test_list(inside: Page, picture: Picture, stage: Stage):
    inside.goto(stage.list_url)
    expect(inside.get_by_text("件中")).to_be_visible()

    picture(inside, "list")


def test_list_without_results(inside: Page, picture: Picture, stage: Stage):
    inside.goto(f"{stage.list_url}?q=どこにもない言葉")
    expect(inside.get_by_text("条件に合うレコードはありません")).to_be_visible()

    picture(inside, "list-empty")


def test_record(inside: Page, picture: Picture, stage: Stage):
    record = add_request(stage.server, stage.requests)
    comment = {"app": stage.requests, "record": record, "comment": {"text": "確認しました。"}}
    stage.server.call("POST", "/k/v1/record/comment.json", comment)
    inside.goto(stage.record_url(record))
    tab = inside.get_by_role("tab", name="コメント")
    expect(tab).to_be_visible()
    tab.click()
    expect(inside.get_by_text("確認しました。")).to_be_visible()

    picture(inside, "record")


def test_add(inside: Page, picture: Picture, stage: Stage):
    inside.goto(f"{stage.list_url}/new")
    expect(inside.get_by_role("textbox", name="件名")).to_be_visible()

    picture(inside, "add")


def test_edit(inside: Page, picture: Picture, stage: Stage):
    inside.goto(f"{stage.record_url(add_request(stage.server, stage.requests))}/edit")
    expect(inside.get_by_role("textbox", name="件名")).to_be_visible()

    picture(inside, "edit")


def test_problems(inside: Page, picture: Picture, stage: Stage):
    inside.goto(f"{stage.list_url}/new")
    inside.get_by_role("button", name="追加する").click()
    expect(inside.get_by_role("alert").first).to_be_visible()

    picture(inside, "problems")


def test_look_up(inside: Page, picture: Picture, stage: Stage):
    inside.goto(f"{stage.list_url}/new")
    inside.get_by_role("button", name="取引先を一覧から選ぶ").click()
    expect(inside.get_by_role("button", name="C0005")).to_be_visible()

    picture(inside, "look-up")


def test_a_missing_record(inside: Page, picture: Picture, stage: Stage):
    inside.goto(stage.record_url("999999"))
    expect(inside.get_by_role("alert")).to_contain_text("999999")

    picture(inside, "missing")
