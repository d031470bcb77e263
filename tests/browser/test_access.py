"""だれが何を見られるか on the screen, and a form that knows what its user may not write."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.company import build_app, field, properties, row, stored
from tests.browser.conftest import PATIENCE, Open, Picture, Stage, sign_in
from tests.browser.running import Running

EVERYONE = {"type": "GROUP", "code": "everyone"}
STAFF = (("佐藤 花子", "総務", 420), ("鈴木 一郎", "営業", 380), ("高橋 誠", "営業", 510))


@dataclass(frozen=True)
class Register:
    """社員名簿 with its rules, and somebody whom they are about."""

    stage: Stage
    app: str
    records: list[str]
    clerk: Running
    cookies: StorageState

    @property
    def url(self) -> str:
        return f"{self.stage.server.url}/apps/{self.app}"


@pytest.fixture(scope="module")
def register(stage: Stage, browser: Browser) -> Register:
    server = stage.server
    clerk = server.hire("tantou", "担当 太郎")
    fields = properties(
        field("SINGLE_LINE_TEXT", "氏名", required=True),
        field("SINGLE_LINE_TEXT", "部署"),
        field("NUMBER", "給与", label="月給", unit="千円", unitPosition="AFTER"),
        field("MULTI_LINE_TEXT", "備考"),
        field(
            "SUBTABLE",
            "経歴",
            fields=properties(
                field("SINGLE_LINE_TEXT", "会社"),
                field("NUMBER", "評価"),
                field("NUMBER", "年収"),
            ),
        ),
    )
    layout = [
        row(("SINGLE_LINE_TEXT", "氏名", 240), ("SINGLE_LINE_TEXT", "部署", 200)),
        row(("NUMBER", "給与", 160)),
        row(("MULTI_LINE_TEXT", "備考", 420)),
        {
            "type": "SUBTABLE",
            "code": "経歴",
            "fields": [
                {"type": "SINGLE_LINE_TEXT", "code": "会社"},
                {"type": "NUMBER", "code": "評価"},
                {"type": "NUMBER", "code": "年収"},
            ],
        },
    ]
    app = build_app(server, "社員名簿", fields, layout)
    past = {"会社": "甲社", "評価": "4", "年収": "7000000"}
    rows = [
        {
            "氏名": {"value": name},
            "部署": {"value": unit},
            "給与": {"value": pay},
            "備考": {"value": "入社時の書類は総務部にあります。"},
            "経歴": {"value": [{"value": {code: {"value": v} for code, v in past.items()}}]},
        }
        for name, unit, pay in STAFF
    ]
    records = server.call("POST", "/k/v1/records.json", {"app": app, "records": rows})["ids"]
    _set_rules(server, app)
    return Register(stage, app, records, clerk, _signed_in(browser, clerk))


def _set_rules(server: Running, app: str) -> None:
    def rule(code: str, level: str) -> dict[str, object]:
        own = {"entity": {"type": "USER", "code": "admin"}, "accessibility": "WRITE"}
        return {"code": code, "entities": [own, {"entity": EVERYONE, "accessibility": level}]}

    fields = [
        rule("給与", "NONE"),
        rule("部署", "READ"),
        rule("評価", "READ"),
        rule("年収", "NONE"),
    ]
    server.call("PUT", "/k/v1/field/acl.json", {"app": app, "rights": fields})
    records = [
        {
            "filterCond": '部署 = "総務"',
            "entities": [{"entity": EVERYONE, "viewable": True, "editable": False}],
        }
    ]
    server.call("PUT", "/k/v1/record/acl.json", {"app": app, "rights": records})


def _signed_in(browser: Browser, who: Running) -> StorageState:
    with browser.new_context(locale="ja-JP") as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(who.url)
        sign_in(page, who)
        return context.storage_state()


@pytest.fixture(params=["desk", "phone"])
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def manager(size: str, open_page: Open, cookies: StorageState) -> Page:
    return open_page(size, cookies)


@pytest.fixture
def clerk(size: str, open_page: Open, register: Register) -> Page:
    return open_page(size, register.cookies)


def test_an_app_tells_who_sees_what_and_why(manager: Page, register: Register, picture: Picture):
    manager.goto(register.url)
    manager.get_by_role("link", name="だれが何を見られるか").click()

    expect(manager.get_by_role("heading", name="「社員名簿」でできること")).to_be_visible()
    manager.get_by_role("searchbox", name="名前で絞り込む").fill(
        "担当 太郎"
    )  # alike people are one line
    line = manager.get_by_role("row").filter(has=manager.get_by_role("rowheader", name="担当 太郎"))
    expect(line).to_contain_text("アクセス権の初期設定（全員）")
    expect(line).to_contain_text("見えない")
    expect(line).to_contain_text("月給")
    line.get_by_text("フィールドの理由 4件").click()
    expect(line).to_contain_text("フィールド「月給」のアクセス権の2行目（全員）")
    line.get_by_text("レコードごとの条件 1件").click()
    expect(line).to_contain_text("レコードのアクセス権の1番目（部署が「総務」）の1行目（全員）")
    picture(manager, "access-app")

    with manager.expect_download() as file:
        manager.get_by_role("link", name="CSVで書き出す", exact=True).click()
    text = file.value.path().read_text(encoding="utf-8-sig")
    assert "tantou,担当 太郎,○" in text


def test_a_record_tells_who_changes_it(manager: Page, register: Register, picture: Picture):
    manager.goto(f"{register.url}/records/{register.records[0]}")
    manager.get_by_role("button", name="その他の操作").click()
    manager.get_by_role("menuitem", name="だれが何を見られるか").click()

    title = f"「社員名簿」のレコード {register.records[0]} でできること"
    expect(manager.get_by_role("heading", name=title)).to_be_visible()
    manager.get_by_label("名前で絞り込む").fill("担当")
    line = manager.get_by_role("row").filter(has=manager.get_by_role("rowheader", name="担当 太郎"))
    expect(line).to_contain_text("閲覧")
    expect(line).not_to_contain_text("編集")
    picture(manager, "access-record")


def test_a_person_is_chosen_and_told_in_all_apps(
    manager: Page, register: Register, picture: Picture
):
    manager.goto(f"{register.stage.server.url}/access")
    manager.get_by_label("人", exact=True).first.fill("担当")
    manager.get_by_role("option", name="担当 太郎").click()

    expect(manager.get_by_role("heading", name="担当 太郎さんにできること")).to_be_visible()
    line = manager.get_by_role("row").filter(has_text="社員名簿")
    expect(line).to_contain_text("閲覧")
    picture(manager, "access-person")


def test_it_is_asked_with_the_keyboard_alone(
    open_page: Open, cookies: StorageState, register: Register
):
    desk = open_page("desk", cookies)
    desk.goto(f"{register.stage.server.url}/access?app={register.app}")
    expect(desk.get_by_role("heading", name="「社員名簿」でできること")).to_be_visible()
    desk.get_by_role("radio", name="アプリから").focus()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    desk.keyboard.type(register.records[1])
    desk.keyboard.press("Enter")

    title = f"レコード {register.records[1]} でできること"
    expect(desk.get_by_role("heading", name=title)).to_be_visible()


def test_everybody_else_asks_about_himself(clerk: Page, register: Register, picture: Picture):
    clerk.goto(register.stage.server.url)
    clerk.get_by_role("button", name="さんのメニュー").click()
    clerk.get_by_role("link", name="自分に何が見られるか").click()

    expect(clerk.get_by_role("heading", name="担当 太郎さんにできること")).to_be_visible()
    line = clerk.get_by_role("row").filter(has_text="社員名簿")
    expect(line).to_contain_text("閲覧のみ")
    expect(line).not_to_contain_text("月給")
    picture(clerk, "access-own")


def test_the_form_shows_what_is_only_to_be_read_and_hides_the_rest(
    clerk: Page, register: Register, picture: Picture
):
    record = register.records[1]
    clerk.goto(f"{register.url}/records/{record}/edit")
    expect(clerk.get_by_role("textbox", name="備考")).to_be_visible()
    expect(clerk.get_by_role("textbox", name="部署")).to_have_count(0)
    expect(clerk.get_by_text("部署閲覧のみ")).to_be_visible()
    for hidden in ("月給", "年収", "380", "7000000"):
        expect(clerk.get_by_text(hidden)).to_have_count(0)
    picture(clerk, "form-with-rules")

    clerk.get_by_role("textbox", name="備考").fill("書類を確かめました。")
    clerk.get_by_role("textbox", name="会社（1行目）").fill("乙社")
    clerk.get_by_role("button", name="保存する").click()
    expect(clerk.get_by_role("link", name="編集")).to_be_visible()

    kept = stored(register.stage.server, register.app, record)
    cells = {code: cell["value"] for code, cell in kept["経歴"][0]["value"].items()}
    assert cells == {"会社": "乙社", "評価": "4", "年収": "7000000"}
    assert (kept["部署"], kept["給与"]) == ("営業", "380")


def test_a_record_that_one_may_only_read_offers_no_editing(clerk: Page, register: Register):
    clerk.goto(f"{register.url}/records/{register.records[0]}")
    expect(clerk.get_by_role("heading", name="佐藤 花子")).to_be_visible()

    expect(clerk.get_by_role("link", name="編集")).to_have_count(0)
    clerk.get_by_role("button", name="その他の操作").click()
    copying = clerk.get_by_role("link", name="複製して追加")  # on a phone, in the menu
    expect(copying.or_(clerk.get_by_role("menuitem", name="複製して追加"))).to_be_visible()
    expect(clerk.get_by_role("menuitem", name="リンクをコピー")).to_be_visible()
    expect(clerk.get_by_role("menuitem", name="だれが何を見られるか")).to_have_count(0)


def test_a_new_record_is_filed_without_what_one_may_not_write(clerk: Page, register: Register):
    clerk.goto(f"{register.url}/new")
    clerk.get_by_role("textbox", name="氏名").fill("田中 実")
    clerk.get_by_role("textbox", name="会社（1行目）").fill("丙社")
    clerk.get_by_role("button", name="追加する").click()
    expect(clerk.get_by_role("heading", name="田中 実")).to_be_visible()

    kept = stored(register.stage.server, register.app, clerk.url.rpartition("/")[2])
    assert (kept["氏名"], kept["給与"], kept["経歴"][0]["value"]["会社"]["value"]) == (
        "田中 実",
        "",
        "丙社",
    )


def test_an_auditor_reads_everything_and_is_offered_no_change(
    open_page: Open, browser: Browser, register: Register
):
    server = register.stage.server
    auditor = server.hire("kansa", "監査 人", "--auditor")
    desk = open_page("desk", _signed_in(browser, auditor))
    desk.goto(f"{register.url}/records/{register.records[2]}")
    expect(desk.get_by_text("510")).to_be_visible()
    desk.get_by_role("button", name="その他の操作").click()
    expect(desk.get_by_role("menuitem", name="だれが何を見られるか")).to_be_visible()

    for button in ("編集", "複製して追加", "削除", "コメントする"):
        expect(desk.get_by_text(button, exact=True)).to_have_count(0)
    desk.goto(register.url)
    expect(desk.get_by_text("件中")).to_be_visible()
    expect(desk.get_by_role("link", name="レコードを追加")).to_have_count(0)
