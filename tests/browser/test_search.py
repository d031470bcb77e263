"""The search over everything, from the bar and on its own page (A12)."""

from __future__ import annotations

import base64
import json
import secrets
import time
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Picture, Stage
from tests.browser.running import Running
from tests.record.file_texts.making import pdf


def upload(server: Running, name: str, content: bytes) -> str:
    """A file of the administrator's, by kintone's API."""
    edge = secrets.token_hex(8)
    head = (
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    pair = base64.b64encode(f"{server.code}:{server.password}".encode()).decode()
    request = urllib.request.Request(
        f"{server.url}/k/v1/file.json",
        method="POST",
        data=head.encode() + content + f"\r\n--{edge}--\r\n".encode(),
        headers={
            "X-Cybozu-Authorization": pair,
            "Content-Type": f"multipart/form-data; boundary={edge}",
        },
    )
    with urllib.request.urlopen(request) as answer:
        return str(json.loads(answer.read())["fileKey"])


@pytest.fixture(scope="module")
def contract(stage: Stage) -> dict[str, Any]:
    """A record with a PDF of two pages, which was read, and a comment."""
    key = upload(
        stage.server, "基本契約.pdf", pdf("取引基本契約書", "第八条 瑕疵担保の期間は一年とする")
    )
    record = {
        "件名": {"value": "瑕疵のある机の交換"},
        "区分": {"value": "購入"},
        "金額": {"value": "38000"},
        "添付": {"value": [{"fileKey": key}]},
    }
    server = stage.server
    id_ = server.call("POST", "/k/v1/record.json", {"app": stage.requests, "record": record})["id"]
    server.call(
        "POST",
        "/k/v1/record/comment.json",
        {"app": stage.requests, "record": id_, "comment": {"text": "瑕疵の写真を送りました"}},
    )
    path = "/api/v1/search?q=%E6%8B%85%E4%BF%9D&kinds=file"
    for _ in range(100):
        if server.call("GET", path)["groups"][0]["hits"]:
            return {"id": id_, "key": key}
        time.sleep(0.3)
    raise AssertionError("the PDF was not read")


def field(page: Page) -> Locator:
    return page.get_by_role("dialog", name="すべてから検索").get_by_role(
        "combobox", name="検索することば"
    )


def option(page: Page, name: str) -> Locator:
    return page.get_by_role("option", name=name)


def test_a_word_inside_a_pdf_leads_to_its_record(
    desk: Page, stage: Stage, contract: dict[str, Any], picture: Picture
) -> None:
    desk.goto(stage.server.url)
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    desk.keyboard.press("Control+k")
    expect(field(desk)).to_be_focused()
    desk.keyboard.type("担保")
    expect(option(desk, "基本契約.pdf")).to_contain_text("第八条 瑕疵担保の期間")
    expect(option(desk, "基本契約.pdf")).to_contain_text("2ページ目")
    expect(desk.locator("mark")).to_have_text(["担保"])

    field(desk).fill("瑕疵")
    expect(desk.get_by_role("group")).to_have_count(4)
    picture(desk, "search-dialog")
    desk.keyboard.press("ArrowDown")
    expect(option(desk, "瑕疵のある机の交換").first).to_have_attribute("aria-selected", "true")
    desk.keyboard.press("Enter")

    expect(desk).to_have_url(stage.record_url(contract["id"]))
    expect(desk.get_by_role("dialog")).to_have_count(0)


def test_the_slash_opens_the_search_but_not_for_who_is_writing(desk: Page, stage: Stage) -> None:
    desk.goto(stage.list_url)
    desk.get_by_role("searchbox").first.press("/")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    desk.get_by_role("heading", level=1).click()
    desk.keyboard.press("/")
    expect(field(desk)).to_have_value("")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)


def test_while_an_ime_composes_nothing_is_searched_or_chosen(
    desk: Page, stage: Stage, contract: dict[str, Any]
) -> None:
    asked: list[str] = []
    desk.on("request", lambda one: asked.append(one.url) if "/v1/search" in one.url else None)
    desk.goto(stage.server.url)
    desk.get_by_role("button", name="すべてから検索").click()
    typing = desk.context.new_cdp_session(desk)
    for text in ("か", "かし", "瑕疵"):
        typing.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": 0, "selectionEnd": 2}
        )
        desk.wait_for_timeout(300)
    assert asked == []
    typing.send("Input.insertText", {"text": "瑕疵"})

    expect(option(desk, "瑕疵のある机の交換").first).to_be_visible()
    assert len(asked) == 1


def test_what_was_looked_for_is_offered_again(
    desk: Page, stage: Stage, contract: dict[str, Any]
) -> None:
    desk.goto(stage.server.url)
    expect(desk.get_by_role("button", name="すべてから検索")).to_be_visible()
    desk.keyboard.press("Control+k")
    field(desk).fill("瑕疵")
    option(desk, "すべての結果を見る").click()
    expect(desk).to_have_url(f"{stage.server.url}/search?q=%E7%91%95%E7%96%B5")

    desk.keyboard.press("Control+k")
    option(desk, "瑕疵").click()
    expect(field(desk)).to_have_value("瑕疵")
    field(desk).fill("")
    desk.get_by_role("button", name="最近の検索を消す").click()
    expect(desk.get_by_role("option")).to_have_count(0)


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_the_page_shows_kinds_apps_and_what_follows(
    size: str,
    request: pytest.FixtureRequest,
    stage: Stage,
    contract: dict[str, Any],
    picture: Picture,
) -> None:
    page: Page = request.getfixturevalue(size)
    page.goto(f"{stage.server.url}/search?q=%E7%91%95%E7%96%B5")
    expect(page.get_by_role("region", name="ファイル")).to_contain_text("基本契約.pdf")
    expect(page.get_by_role("region", name="コメント")).to_contain_text("さんのコメント")
    picture(page, "search")

    page.get_by_role("searchbox").fill("購入")
    page.get_by_role("link", name="レコード", exact=True).click()
    hits = page.get_by_role("region", name="レコード").get_by_role("listitem")
    expect(hits).to_have_count(20)
    page.get_by_role("button", name="続きを見る").click()
    expect(hits.nth(21)).to_be_visible()

    page.get_by_role("link", name="「稟議」の一覧で絞り込む").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("稟議")
    expect(page.get_by_role("searchbox").first).to_have_value("購入")


def test_nothing_found_says_what_to_do(phone: Page, stage: Stage, picture: Picture) -> None:
    phone.goto(f"{stage.server.url}/search")
    expect(phone.get_by_text("検索することばを入力してください")).to_be_visible()
    phone.get_by_role("searchbox").fill("鰻重の特上")
    expect(phone.get_by_text("「鰻重の特上」は見つかりませんでした")).to_be_visible()
    picture(phone, "search-nothing")
    phone.get_by_role("searchbox").fill("鰻")
    expect(phone.get_by_text("2文字以上のことばを入力してください")).to_be_visible()


def test_the_dialog_fits_a_phone(
    phone: Page, stage: Stage, contract: dict[str, Any], picture: Picture
) -> None:
    phone.goto(stage.server.url)
    phone.get_by_role("button", name="すべてから検索").click()
    field(phone).fill("瑕疵")
    expect(option(phone, "基本契約.pdf")).to_be_visible()
    picture(phone, "search-dialog")
