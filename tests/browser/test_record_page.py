"""A record's page on a desk and on a phone: comments that address people, neighbours, paper."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
import pytest
from playwright.sync_api import Browser, Locator, Page, StorageState, expect

from tests.browser.approvals import Office, Ringi
from tests.browser.company import build_app, field, properties, row
from tests.browser.conftest import PATIENCE, Open, Picture, Stage, sign_in
from tests.browser.running import Running

As = Callable[[str], Page]


@pytest.fixture(scope="module")
def ringi(office: Office) -> Ringi:
    return office.build()


@pytest.fixture(scope="module")
def remembered() -> dict[str, StorageState]:
    return {}


@pytest.fixture(params=["desk", "phone"])
def as_(
    request: pytest.FixtureRequest,
    open_page: Open,
    browser: Browser,
    office: Office,
    remembered: dict[str, StorageState],
) -> As:
    """A window of somebody who signed in once."""

    def opened(code: str) -> Page:
        if code not in remembered:
            with browser.new_context(locale="ja-JP") as context:
                page = context.new_page()
                page.set_default_timeout(PATIENCE)
                page.goto(office.server.url)
                sign_in(page, office.people[code])
                remembered[code] = context.storage_state()
        return open_page(str(request.param), remembered[code])

    return opened


def talk(page: Page) -> Locator:
    page.get_by_role("tab", name="コメント").click()
    return page.get_by_role("region", name="コメント")


def said(ringi: Ringi) -> list[dict[str, object]]:
    """The record's comments as kintone's API tells them, newest first."""
    path = f"/k/v1/record/comments.json?app={ringi.app}&record={ringi.record}"
    found: list[dict[str, object]] = ringi.office.server.call("GET", path)["comments"]
    return found


def test_a_comment_addresses_people_by_keyboard(ringi: Ringi, as_: As, picture: Picture):
    one = ringi.add("宛先のある相談").run("r-suzuki", "申請する")
    page = as_("r-suzuki")
    page.goto(one.url)
    comments = talk(page)
    box = comments.get_by_role("textbox", name="コメントを書く")
    box.press_sequentially("ご確認ください https://example.com/見積 @")
    choices = comments.get_by_role("option")
    expect(choices.first).to_contain_text("佐藤 花子")  # whose turn it is comes first
    expect(choices.first).to_contain_text("関係者")
    picture(page, "record-mention")
    box.press("Enter")
    box.press_sequentially("@r-ta")
    expect(choices).to_have_count(2)
    box.press("ArrowDown")
    box.press("Enter")
    expect(comments.get_by_role("list", name="宛先")).to_contain_text("佐藤 花子")
    box.press("Control+Enter")

    item = comments.get_by_role("listitem").first
    expect(item).to_contain_text("佐藤 花子")
    expect(item.get_by_role("link")).to_have_attribute("href", "https://example.com/見積")
    expect(box).to_have_value("")
    picture(page, "record-comments")
    (kept,) = said(one)
    mentions = kept["mentions"]
    assert isinstance(mentions, list)
    assert [mention["code"] for mention in mentions] == ["r-sato", "r-tanaka"]


def test_what_an_input_method_is_composing_chooses_nobody(ringi: Ringi, as_: As):
    one = ringi.add("変換中の相談")
    page = as_("r-suzuki")
    page.goto(one.url)
    box = talk(page).get_by_role("textbox", name="コメントを書く")
    box.press_sequentially("@")
    expect(page.get_by_role("option").first).to_be_visible()
    box.evaluate(
        """box => box.dispatchEvent(new KeyboardEvent('keydown',
        { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true }))"""
    )

    expect(page.get_by_role("list", name="宛先")).to_have_count(0)
    assert said(one) == []


def test_a_comment_is_answered_and_taken_back(ringi: Ringi, as_: As):
    one = ringi.add("返信する相談")
    path = "/k/v1/record/comment.json"
    body = {"app": one.app, "record": one.record, "comment": {"text": "金額は税込ですか。"}}
    ringi.office.people["r-sato"].call("POST", path, body)
    page = as_("r-suzuki")
    page.goto(one.url)
    comments = talk(page)
    comments.get_by_role("button", name="佐藤 花子さんに返信").click()
    box = comments.get_by_role("textbox", name="コメントを書く")
    expect(box).to_be_focused()
    box.fill("税込です。")
    comments.get_by_role("button", name="コメントする").click()
    expect(comments.locator('li[id^="comment-"]')).to_have_count(2)
    assert said(one)[0]["text"] == "佐藤 花子 \n税込です。"

    comments.get_by_role("button", name="このコメントを削除").click()
    page.get_by_role("dialog").get_by_role("button", name="削除する").click()

    expect(comments.get_by_role("listitem")).to_have_count(1)
    assert [each["text"] for each in said(one)] == ["金額は税込ですか。"]


def test_what_could_not_be_sent_is_not_lost(ringi: Ringi, as_: As):
    one = ringi.add("つながらない相談")
    page = as_("r-suzuki")
    page.goto(one.url)
    comments = talk(page)
    box = comments.get_by_role("textbox", name="コメントを書く")
    box.fill("電車の中から書いています。")
    page.route("**/k/v1/record/comment.json", lambda route: route.abort())
    comments.get_by_role("button", name="コメントする").click()

    expect(comments.get_by_role("alert")).to_contain_text("書きかけのコメントは残っています")
    page.unroute("**/k/v1/record/comment.json")
    page.reload()
    expect(talk(page).get_by_role("textbox", name="コメントを書く")).to_have_value(
        "電車の中から書いています。"
    )
    assert said(one) == []


def test_a_link_leads_to_an_old_comment(ringi: Ringi, as_: As):
    one = ringi.add("長い相談")
    body = {"app": one.app, "record": one.record}
    ids = [
        one.office.server.call(
            "POST", "/k/v1/record/comment.json", {**body, "comment": {"text": f"{n}番目"}}
        )["id"]
        for n in range(1, 14)
    ]
    page = as_("r-suzuki")
    page.goto(f"{one.url}#comment-{ids[0]}")

    expect(page.locator(f"#comment-{ids[0]}")).to_be_focused()
    expect(page.locator(f"#comment-{ids[0]}")).to_contain_text("1番目")


def test_neighbours_follow_the_list_and_lead_back_to_it(ringi: Ringi, as_: As, picture: Picture):
    page = as_("r-suzuki")
    width = (
        page.viewport_size["width"] if page.viewport_size else 0
    )  # each size has amounts of its own
    first = ringi.add("棚の購入 一", 金額=str(width))
    second = ringi.add("棚の購入 二", 金額=str(width + 1))
    address = f"/apps/{ringi.app}?view=all&sort=%E9%87%91%E9%A1%8D%20asc"
    page.goto(f"{ringi.office.server.url}{address}")
    page.locator(f'a[href="/apps/{first.app}/records/{first.record}"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("棚の購入 一")
    expect(page.get_by_role("link", name="次のレコード")).to_be_visible()
    picture(page, "record")
    page.get_by_role("link", name="次のレコード").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("棚の購入 二")
    assert page.url.endswith(f"/records/{second.record}")

    page.get_by_role("navigation").get_by_role("link", name="備品購入申請").click()

    page.wait_for_url("**/apps/*?*sort=*")


def test_a_history_is_sifted_by_field_and_person(ringi: Ringi, as_: As, picture: Picture):
    one = ringi.add("金額の変わる申請")
    change = {"app": one.app, "id": one.record}
    server = ringi.office.server
    server.call("PUT", "/k/v1/record.json", {**change, "record": {"金額": {"value": "120000"}}})
    ringi.office.people["r-suzuki"].call(
        "PUT", "/k/v1/record.json", {**change, "record": {"目的": {"value": "増員のため"}}}
    )
    page = as_("r-suzuki")
    page.goto(one.url)
    page.get_by_role("tab", name="履歴").click()
    panel = page.get_by_role("region", name="変更履歴")
    expect(panel.get_by_text("第3版", exact=False).first).to_be_visible()
    picture(page, "record-history")
    panel.get_by_role("combobox", name="フィールドで絞る").click()
    page.get_by_role("option", name="金額").click()
    expect(panel).to_contain_text("120,000")
    expect(panel).not_to_contain_text("増員のため")

    panel.get_by_role("combobox", name="人で絞る").click()
    page.get_by_role("option", name="鈴木 一郎").click()

    expect(panel).to_contain_text("98,000")
    expect(panel).not_to_contain_text("120,000")


def test_a_record_is_printed_with_the_seals_of_its_route(ringi: Ringi, as_: As, picture: Picture):
    one = ringi.add("応接椅子の購入").run("r-suzuki", "申請する").run("r-sato", "承認する")
    page = as_("r-suzuki")
    page.goto(one.url)
    page.get_by_role("button", name="その他の操作").click()
    page.get_by_role("menuitem", name="印刷").click()
    seals = page.get_by_role("region", name="決裁欄")
    expect(seals).to_contain_text("佐藤 花子")
    expect(seals).to_contain_text("合議 法務")
    picture(page, "record-print")

    (text,) = pages_of(page)

    for word in ("備品購入申請", "応接椅子の購入", "98,000円", "課長", "佐藤 花子", "承認する"):
        assert word in text
    assert "印刷する" not in text


def test_a_long_table_goes_over_pages_with_its_head_on_each(
    open_page: Open, cookies: StorageState, stage: Stage
):
    app = long_app(stage.server)
    rows = [{"value": {"品名": {"value": f"品目{n:03d}"}}} for n in range(1, 121)]
    record = {"件名": {"value": "長い明細"}, "明細": {"value": rows}}
    id_ = stage.server.call("POST", "/k/v1/record.json", {"app": app, "record": record})["id"]
    page = open_page("desk", cookies)
    page.goto(f"{stage.server.url}/apps/{app}/records/{id_}/print")
    expect(page.get_by_text("品目120")).to_be_visible()

    texts = pages_of(page)

    with_rows = [text for text in texts if "品目" in text]
    assert len(with_rows) >= 3
    assert all("品名" in text for text in with_rows)
    assert sum(text.count("品目") for text in texts) == 120


def pages_of(page: Page) -> list[str]:
    """The words of each page as it would be on paper."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    return [sheet.get_textpage().get_text_bounded() for sheet in document]


def long_app(server: Running) -> str:
    fields = properties(
        field("SINGLE_LINE_TEXT", "件名", required=True),
        field("SUBTABLE", "明細", fields=properties(field("SINGLE_LINE_TEXT", "品名"))),
    )
    columns = [{"type": "SINGLE_LINE_TEXT", "code": "品名"}]
    layout = [
        row(("SINGLE_LINE_TEXT", "件名", 300)),
        {"type": "SUBTABLE", "code": "明細", "fields": columns},
    ]
    return build_app(server, "長い明細の申請", fields, layout)
