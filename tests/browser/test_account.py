"""One's own account on the screen: password, authenticator app, passkeys, sessions."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.conftest import Open, Picture, Stage
from tests.browser.running import Running
from tests.directory.devices import totp

SECRET = re.compile(r"^([A-Z2-7]{4} ?){8}$")
NEW = "another good one"


@pytest.fixture
def person(stage: Stage) -> Running:
    """Somebody with a password of their own, and nothing else yet."""
    return stage.server.hire(f"p{secrets.token_hex(4)}", "鈴木 一郎")


def go_in(page: Page, person: Running, password: str | None = None) -> None:
    page.goto(person.url)
    page.get_by_label("ログイン名").fill(person.code)
    page.get_by_role("textbox", name="パスワード").fill(password or person.password)
    page.get_by_role("button", name="ログイン", exact=True).click()


@pytest.fixture(params=["desk", "phone"])
def size(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def page(open_page: Open, size: str, person: Running) -> Page:
    """The account page, of somebody who just signed in."""
    opened = open_page(size)
    go_in(opened, person)
    opened.get_by_role("button", name="さんのメニュー").click()
    opened.get_by_role("link", name="アカウントとセキュリティ").click()
    expect(opened.get_by_role("heading", name="ログイン中の端末")).to_be_visible()
    return opened


@pytest.fixture
def authenticator() -> Callable[[Page], CDPSession]:
    """A device that makes passkeys and whose owner always agrees."""

    def plug_in(page: Page) -> CDPSession:
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return session

    return plug_in


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="さんのメニュー").click()
    page.get_by_role("button", name="ログアウト", exact=True).click()
    expect(page.get_by_role("heading", name="ログイン", exact=True)).to_be_visible()


def set_up_app(page: Page, picture: Picture | None = None) -> tuple[str, list[str]]:
    page.get_by_role("button", name="認証アプリを設定").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("img", name="認証アプリ用のQRコード")).to_be_visible()
    key = dialog.get_by_text(SECRET).inner_text().replace(" ", "")
    if picture:
        picture(page, "account-totp")
    dialog.get_by_label("アプリに表示された6桁のコード").fill(totp(key, -1))
    dialog.get_by_role("button", name="確認").click()
    codes = dialog.get_by_role("list", name="リカバリーコード").get_by_role("listitem")
    expect(codes).to_have_count(10)
    return key, [code.replace(" ", "") for code in codes.all_inner_texts()]


def test_the_account_page(page: Page, picture: Picture):
    expect(page.get_by_text("この端末")).to_be_visible()
    expect(page.get_by_text("まだ設定していません。")).to_be_visible()

    picture(page, "account")


def test_an_app_is_set_up_and_asked_for_at_the_next_sign_in(
    page: Page, person: Running, picture: Picture, tmp_path: Path
):
    secret, codes = set_up_app(page, picture)
    picture(page, "account-codes")
    with page.expect_download() as download:
        page.get_by_role("button", name="ファイルに保存").click()
    download.value.save_as(tmp_path / "codes.txt")
    saved = (tmp_path / "codes.txt").read_text("utf-8").replace(" ", "").split()
    assert saved == codes
    page.get_by_role("button", name="コードを保存しました").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("残り10個")).to_be_visible()
    picture(page, "account-with-app")

    sign_out(page)
    go_in(page, person)
    picture(page, "second-step")
    page.get_by_label("認証コード").fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("コードが違うか")
    page.get_by_label("認証コード").fill(totp(secret))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="さんのメニュー")).to_be_visible()

    sign_out(page)
    go_in(page, person)
    page.get_by_role("button", name="リカバリーコードを使う").click()
    page.get_by_label("リカバリーコード").fill(codes[0])
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="さんのメニュー")).to_be_visible()


def test_a_passkey_is_added_and_signs_in_alone(
    page: Page, person: Running, picture: Picture, authenticator
):
    authenticator(page)
    page.get_by_role("button", name="パスキーを追加").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("パスキーの名前").fill("会社のノートPC")
    picture(page, "account-passkey")
    dialog.get_by_role("button", name="パスキーを追加").click()
    page.get_by_role("button", name="コードを保存しました").click()
    expect(page.get_by_text("会社のノートPC", exact=True)).to_be_visible()

    sign_out(page)
    page.get_by_role("button", name="パスキーでログイン").click()
    expect(page.get_by_role("button", name="さんのメニュー")).to_be_visible()

    sign_out(page)
    go_in(page, person)
    picture(page, "second-step-passkey")
    page.get_by_role("button", name="パスキーで確認").click()
    expect(page.get_by_role("button", name="さんのメニュー")).to_be_visible()


def test_a_password_is_changed_and_the_page_goes_on(
    page: Page, person: Running, open_page: Open, picture: Picture
):
    page.get_by_label("現在のパスワード").fill("wrong")
    page.get_by_label("新しいパスワード", exact=True).fill("short")
    page.get_by_label("新しいパスワード（確認）").fill("short")
    page.get_by_role("button", name="パスワードを変更").click()
    expect(page.get_by_text("パスワードが違います。")).to_be_visible()
    picture(page, "account-password-wrong")

    page.get_by_label("現在のパスワード").fill(person.password)
    page.get_by_label("新しいパスワード", exact=True).fill(NEW)
    page.get_by_label("新しいパスワード（確認）").fill(NEW)
    page.get_by_role("button", name="パスワードを変更").click()
    expect(page.get_by_text("パスワードを変更しました。")).to_be_visible()

    page.reload()
    expect(page.get_by_text("この端末")).to_be_visible()
    other = open_page("desk")
    go_in(other, person)
    expect(other.get_by_role("alert")).to_be_visible()
    go_in(other, person, NEW)
    expect(other.get_by_role("button", name="さんのメニュー")).to_be_visible()


def test_another_session_is_ended_from_here(page: Page, person: Running, open_page: Open):
    other = open_page("desk")
    go_in(other, person)
    expect(other.get_by_role("button", name="さんのメニュー")).to_be_visible()
    page.reload()

    page.get_by_role("button", name="をログアウト").first.click()

    expect(page.get_by_text("ログアウトしました。")).to_be_visible()
    expect(page.get_by_role("button", name="をログアウト")).to_have_count(0)
    other.reload()
    expect(other.get_by_role("heading", name="ログイン", exact=True)).to_be_visible()


def test_after_a_while_the_page_asks_again_who_it_is_and_goes_on(
    page: Page, person: Running, picture: Picture
):
    refusal = {"code": "UR_RA01", "id": "x", "message": "本人確認が必要です。", "errors": {}}
    page.route(
        "**/account/totp/offer",
        lambda route: route.fulfill(status=403, body=json.dumps(refusal)),
        times=1,
    )
    page.get_by_role("button", name="認証アプリを設定").click()
    proof = page.get_by_role("dialog", name="本人確認")
    proof.get_by_role("textbox", name="パスワード").fill("wrong")
    proof.get_by_role("button", name="確認").click()
    expect(proof.get_by_role("alert")).to_have_text("パスワードが違います。")
    picture(page, "proof")
    proof.get_by_role("textbox", name="パスワード").fill(person.password)
    proof.get_by_role("button", name="確認").click()

    expect(page.get_by_role("img", name="認証アプリ用のQRコード")).to_be_visible()


@pytest.fixture
def demanding(stage: Stage) -> Iterator[None]:
    """A second factor is demanded of everyone."""
    stage.server.command("policy", "--second-factor", "everyone")
    yield
    stage.server.command("policy", "--second-factor", "optional")


@pytest.mark.usefixtures("demanding")
def test_where_a_second_factor_is_demanded_signing_in_leads_to_it(
    open_page: Open, size: str, person: Running, picture: Picture
):
    page = open_page(size)
    go_in(page, person)
    expect(page.get_by_role("heading", name="2要素認証の設定")).to_be_visible()
    picture(page, "set-up-on-the-way-in")

    page.get_by_role("button", name="認証アプリを設定").click()
    key = page.get_by_text(SECRET).inner_text().replace(" ", "")
    page.get_by_label("アプリに表示された6桁のコード").fill(totp(key))
    page.keyboard.press("Enter")
    page.get_by_role("button", name="コードを保存しました").click()

    expect(page.get_by_role("button", name="さんのメニュー")).to_be_visible()
