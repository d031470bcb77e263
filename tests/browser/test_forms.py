"""Forms as a clerk fills them: tables like a sheet, addresses, photos, what is known while typing."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Locator, Page, StorageState, expect

from tests.browser.company import add_request, build_app, field, properties, row, stored
from tests.browser.conftest import Open, Picture, Stage

PHOTO = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 44>>stream
BT /F 24 Tf 40 100 Td (Urakata 1,200) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
"""


@pytest.fixture(params=["desk", "phone"])
def page(request: pytest.FixtureRequest, open_page: Open, cookies: StorageState) -> Page:
    return open_page(request.param, cookies)


@pytest.fixture
def wide_app(stage: Stage) -> str:
    """Two hundred fields, a table of five hundred rows, an address."""
    names = ("郵便番号", "都道府県", "市区町村", "番地")
    address = [field("SINGLE_LINE_TEXT", code) for code in names]
    kinds = ("SINGLE_LINE_TEXT", "NUMBER", "DATE", "DROP_DOWN")
    options = {"options": {"甲": {"label": "甲", "index": "0"}}}
    many = [field(kinds[n % 4], f"項目{n}", **(options if n % 4 == 3 else {})) for n in range(196)]
    columns = properties(
        field("SINGLE_LINE_TEXT", "品名"),
        field("NUMBER", "数量", digit=True),
        field("NUMBER", "単価", digit=True),
        field("CALC", "金額", expression="数量 * 単価", format="NUMBER_DIGIT"),
    )
    table = field("SUBTABLE", "明細", fields=columns)
    layout = [
        *(
            row(*((one["type"], one["code"], 200) for one in part))
            for part in (address, *(many[n : n + 4] for n in range(0, 196, 4)))
        ),
        {
            "type": "SUBTABLE",
            "code": "明細",
            "fields": [{"type": one["type"], "code": code} for code, one in columns.items()],
        },
    ]
    return build_app(stage.server, "大きな帳票", properties(*address, *many, table), layout)


def table_of(page: Page) -> Locator:
    return page.get_by_role("group", name="明細")


def paste(target: Locator, text: str) -> None:
    """As Excel's block arrives from the clipboard."""
    target.evaluate(
        """(element, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const how = { clipboardData: data, bubbles: true, cancelable: true };
            element.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        text,
    )


def test_a_table_is_typed_like_a_sheet(page: Page, stage: Stage, picture: Picture):
    record = add_request(stage.server, stage.requests)
    page.goto(f"{stage.record_url(record)}/edit")
    page.get_by_label("品名（1行目）").fill("机")
    page.get_by_label("品名（1行目）").press("Enter")
    expect(page.get_by_label("品名（2行目）")).to_be_focused()
    page.keyboard.type("椅子")
    page.keyboard.press("Tab")
    page.keyboard.type("２")
    page.keyboard.press("Tab")
    page.keyboard.type("￥1,500")
    page.keyboard.press("Tab")
    paste(page.get_by_label("品名（2行目）"), "椅子\t4\t1,500\n棚\t△1\t800\n")
    expect(page.get_by_label("単価（3行目）")).to_have_value("800")
    expect(table_of(page)).to_contain_text("6,000円")
    picture(page, "form-table")
    page.get_by_role("button", name="3行目の操作").click()
    page.get_by_role("menuitem", name="3行目を削除").click()
    expect(page.get_by_label("品名（3行目）")).to_have_count(0)
    page.get_by_role("button", name="保存する").click()
    expect(page.get_by_role("link", name="編集")).to_be_visible()

    lines = stored(stage.server, stage.requests, record)["明細"]
    assert [[line["value"][code]["value"] for code in ("品名", "数量", "小計")] for line in lines][
        1:
    ] == [["椅子", "4", "6000"]]


def test_a_photo_is_taken_and_looked_at_on_the_phone(phone: Page, stage: Stage, picture: Picture):
    record = add_request(stage.server, stage.requests)
    phone.goto(f"{stage.record_url(record)}/edit")
    with phone.expect_file_chooser() as chosen:
        phone.get_by_role("button", name="写真を撮る").tap()
    assert chosen.value.element.get_attribute("capture") == "environment"
    files = [("領収書.png", "image/png", PHOTO), ("見積書.pdf", "application/pdf", PDF)]
    chosen.value.set_files(
        [{"name": name, "mimeType": kind, "buffer": data} for name, kind, data in files]
    )
    expect(phone.get_by_role("button", name="見積書.pdfを外す")).to_be_visible()
    phone.get_by_role("button", name="見積書.pdfをプレビュー").tap()
    dialog = phone.get_by_role("dialog", name="ファイルのプレビュー")
    expect(dialog.get_by_role("img", name="1ページ中 1ページ目")).to_be_visible()
    picture(phone, "preview")
    phone.keyboard.press("ArrowLeft")
    expect(dialog.get_by_role("img", name="領収書.png")).to_be_visible()
    dialog.get_by_role("button", name="閉じる").tap()
    phone.get_by_role("button", name="保存する").tap()
    expect(phone.get_by_role("link", name="編集")).to_be_visible()

    kept = stored(stage.server, stage.requests, record)["添付"]
    assert [one["name"] for one in kept] == ["領収書.png", "見積書.pdf"]


def test_a_postal_code_fills_the_address(page: Page, stage: Stage, wide_app: str, picture: Picture):
    page.goto(f"{stage.server.url}/apps/{wide_app}/new")
    page.get_by_label("郵便番号").fill("１００ー０００１")
    page.get_by_role("button", name="東京都千代田区千代田 を入力").click()

    expect(page.get_by_label("都道府県")).to_have_value("東京都")
    expect(page.get_by_label("市区町村")).to_have_value("千代田区")
    expect(page.get_by_label("番地")).to_have_value("千代田")
    page.get_by_label("郵便番号").fill("4520961")
    expect(page.get_by_role("button", name=re.compile("清須市春日.* を入力"))).not_to_have_count(1)
    picture(page, "form-postal")


def test_two_hundred_fields_and_five_hundred_rows_keep_up_with_the_keys(
    desk: Page, stage: Stage, wide_app: str
):
    desk.goto(f"{stage.server.url}/apps/{wide_app}/new")
    expect(desk.get_by_label("品名（1行目）")).to_be_visible()
    block = "\n".join(f"品{n}\t{n}\t100" for n in range(500))
    paste(desk.get_by_label("品名（1行目）"), block)
    expect(desk.get_by_label("品名（2行目）")).to_have_value("品1")
    amount = desk.get_by_label("数量（2行目）")
    amount.click()

    took = []
    for digit in "12345678":
        start = time.perf_counter()
        desk.keyboard.type(digit)
        took.append(time.perf_counter() - start)

    assert sorted(took)[len(took) // 2] < 0.2
    assert desk.get_by_role("row").count() < 80


def test_a_record_made_for_a_look_up_comes_back_chosen(desk: Page, stage: Stage, picture: Picture):
    desk.goto(f"{stage.list_url}/new")
    desk.get_by_role("button", name="取引先を一覧から選ぶ").click()
    dialog = desk.get_by_role("dialog", name="取引先を選ぶ")
    expect(dialog.get_by_role("row").nth(1)).to_be_visible()
    picture(desk, "lookup")
    with desk.context.expect_page() as opened:
        dialog.get_by_role("button", name="新規作成").click()
    other = opened.value
    other.get_by_label("取引先コード").fill("C9001")
    other.get_by_label("取引先名").fill("新しい商店")
    other.get_by_role("button", name="追加する").click()

    expect(dialog).to_have_count(0)
    expect(desk.get_by_role("textbox", name="取引先", exact=True)).to_have_value("C9001")
    expect(desk.get_by_text("新しい商店")).to_be_visible()


def test_calculations_are_shown_while_one_types(desk: Page, stage: Stage):
    desk.goto(f"{stage.list_url}/new")
    desk.get_by_label("数量（1行目）").fill("3")
    desk.get_by_label("単価（1行目）").fill("1200")

    expect(table_of(desk)).to_contain_text("3,600円")


def test_a_name_of_five_thousand_characters_is_told_and_stays(desk: Page, stage: Stage):
    desk.goto(f"{stage.list_url}/new")
    name = desk.get_by_role("textbox", name="件名")
    name.fill("長🏢שם" * 1250)
    name.blur()

    expect(desk.get_by_text("65文字より短く")).to_be_visible()
    assert name.input_value() == "長🏢שם" * 1250
