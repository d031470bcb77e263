"""A server, two apps, a browser; a page of a desk and of a phone, signed in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect, sync_playwright

from tests.browser.approvals import Office, open_office
from tests.browser.company import build_partners, build_requests
from tests.browser.running import Running, running

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "tests" / "screenshots"
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
PAINTED = """scheme => document.documentElement.dataset.mantineColorScheme === scheme
  && new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"""
#: a bar at the edge of the screen covers whatever happens to be below it: no fault of that
UNSTUCK = """position => document.querySelectorAll('[data-sticks]')
  .forEach(bar => { bar.style.position = position })"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES: dict[Literal["light", "dark"], str] = {"light": "", "dark": "-dark"}
SIZES = {"desk": (1366, 900), "phone": (390, 844)}
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 20_000  #: milliseconds: a machine may be busy with other tests
expect.set_options(timeout=PATIENCE)
ASKED = {"light": RULES, "dark": ["color-contrast"]}  #: colours alone are different in the dark
ASK_AXE = """async (asked) => {
  const wanted = { runOnly: asked, resultTypes: ["violations"] };
  const found = await axe.run(document, wanted);
  return found.violations.map(({ id, nodes }) => [id, nodes[0].html]);
}"""
Picture: TypeAlias = Callable[[Page, str], None]
Open: TypeAlias = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Stage:
    """Where the tests play: the server and its apps."""

    server: Running
    requests: str
    partners: str

    @property
    def list_url(self) -> str:
        return f"{self.server.url}/apps/{self.requests}"

    def record_url(self, record: str) -> str:
        return f"{self.list_url}/records/{record}"


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    with running() as server:
        partners = build_partners(server)
        yield Stage(server, build_requests(server, partners), partners)


@pytest.fixture(scope="session")
def office(stage: Stage) -> Office:
    """The people of a 稟議, hired once."""
    return open_office(stage.server)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. Of a module, not of the session: Playwright's loop must not meet Django's tests."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.fail("There is no Chromium: install it, or leave these out with -m 'not browser'.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="module")
def cookies(browser: Browser, stage: Stage) -> StorageState:
    """One real sign-in, remembered: each test begins as if the day had begun already."""
    with browser.new_context(locale="ja-JP") as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(stage.server.url)
        sign_in(page, stage.server)
        return context.storage_state()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """A window of a size, with whoever is in the cookies; a script's error fails the test."""
    contexts = []
    complaints: list[str] = []

    def opened(size: str, cookies: StorageState | None = None) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            reduced_motion="reduce",
            has_touch=size == "phone",
            storage_state=cookies,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def sign_in(page: Page, server: Running) -> None:
    page.get_by_label("ログイン名").fill(server.code)
    page.get_by_role("textbox", name="パスワード").fill(server.password)
    page.get_by_role("button", name="ログイン", exact=True).click()
    expect(page.get_by_role("heading", name="ログイン")).to_have_count(0)


@pytest.fixture
def desk(open_page: Open, cookies: StorageState) -> Page:
    return open_page("desk", cookies)


@pytest.fixture
def phone(open_page: Open, cookies: StorageState) -> Page:
    return open_page("phone", cookies)


@pytest.fixture
def stranger(open_page: Open, stage: Stage) -> Page:
    """A window on a desk with nobody signed in."""
    page = open_page("desk")
    page.goto(stage.server.url)
    return page


@pytest.fixture
def picture() -> Picture:
    """Keeps a picture of the screen, light and dark, and asks axe whether everybody can use it."""

    def taken(page: Page, name: str) -> None:
        width = page.viewport_size["width"] if page.viewport_size else 0
        size = next(key for key, value in SIZES.items() if value[0] == width)
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.wait_for_load_state("networkidle")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        is_dialog = page.get_by_role("dialog").count() > 0
        page.evaluate(UNSTUCK, "static")
        for scheme, ending in SCHEMES.items():
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.wait_for_function(PAINTED, arg=scheme)
            page.screenshot(
                path=PICTURES / f"{size}-{name}{ending}.png",
                full_page=not is_dialog,
                style="form > div:last-child { position: static !important }",
            )
            assert page.evaluate(ASK_AXE, ASKED[scheme]) == [], scheme
        page.evaluate(UNSTUCK, "")
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    return taken
