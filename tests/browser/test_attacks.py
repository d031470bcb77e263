"""Stored XSS: scripts in everything that somebody can write, shown on every screen (ASVS 1.2.1, 3.2.2)."""

from __future__ import annotations

import base64
import json
import urllib.request

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.company import build_app, field, options, properties, row
from tests.browser.conftest import Stage
from tests.browser.running import Running

PAYLOADS = (
    "<img src=x onerror=parent.pwned=1>",
    "<svg/onload=parent.pwned=1>",
    "\"'><script>parent.pwned=1</script>",
    "javascript:parent.pwned=1//",
    "{{constructor.constructor('parent.pwned=1')()}}",
)
EVIL = "".join(PAYLOADS[:3])
HTML = (
    '<p onclick="parent.pwned=1">本文<b>太字</b></p><img src="x" onerror="parent.pwned=1">'
    '<iframe srcdoc="<script>parent.pwned=1</script>"></iframe><svg><script>parent.pwned=1</script></svg>'
    '<a href="javascript:parent.pwned=1">押してください</a><style>*{background:url(//evil.example)}</style>'
    '<math><mtext><table><mglyph><style><img src=x onerror="parent.pwned=1">'
    '<form action="//evil.example"><input name="a"></form><object data="//evil.example"></object>'
)
COUNT_SCRIPTS = """() => [...document.querySelectorAll('*')].filter(node =>
    [...node.attributes].some(a => a.name.startsWith('on')
        || (/href$|^src|action$|^data$/.test(a.name) && /^\\s*javascript:/i.test(a.value)))
    || (node.tagName === 'SCRIPT' && !node.src) || ['IFRAME', 'OBJECT'].includes(node.tagName)
).map(node => node.outerHTML.slice(0, 200))"""


def build(server: Running) -> str:
    """An app whose every name and text is an attack."""
    fields = properties(
        field("SINGLE_LINE_TEXT", "文字", label=EVIL),
        field("MULTI_LINE_TEXT", "複数行", label=PAYLOADS[0]),
        field("RICH_TEXT", "書式", label=PAYLOADS[1]),
        field("LINK", "電話", label=PAYLOADS[2], protocol="CALL"),
        field("DROP_DOWN", "選択", label=PAYLOADS[3], options=options(*PAYLOADS)),
        field("FILE", "添付", label=PAYLOADS[4]),
        field("SUBTABLE", "表", label=EVIL, fields=properties(field("SINGLE_LINE_TEXT", "中", label=EVIL))),
    )  # fmt: skip
    layout = [
        {"type": "ROW", "fields": [{"type": "LABEL", "label": HTML, "size": {"width": "300"}}]},
        *(row((one["type"], code, 240)) for code, one in fields.items() if code != "表"),
        {"type": "SUBTABLE", "code": "表", "fields": [{"type": "SINGLE_LINE_TEXT", "code": "中"}]},
    ]
    view = {
        "type": "LIST",
        "name": PAYLOADS[2],
        "index": "0",
        "fields": list(fields),
        "filterCond": "",
    }
    states = {
        name: {"name": name, "index": str(n), "assignee": {"type": "ONE", "entities": []}}
        for n, name in enumerate(PAYLOADS[:2])
    }
    action = {"name": PAYLOADS[2], "from": PAYLOADS[0], "to": PAYLOADS[1], "filterCond": ""}
    process = {"enable": True, "states": states, "actions": [action]}
    return build_app(
        server, PAYLOADS[0], fields, layout, views={PAYLOADS[2]: view}, process=process
    )


def add_record(server: Running, app: str) -> str:
    values = {
        "文字": EVIL,
        "複数行": "\n".join(PAYLOADS),
        "書式": HTML,
        "選択": PAYLOADS[0],
        "添付": [{"fileKey": upload(server, PAYLOADS[0])}],  # a name with a slash is refused
        "表": [{"value": {"中": {"value": EVIL}}}],
    }
    record = {code: {"value": value} for code, value in values.items()}
    added = server.call("POST", "/k/v1/record.json", {"app": app, "record": record})["id"]
    comment = {"app": app, "record": added, "comment": {"text": EVIL}}
    server.call("POST", "/k/v1/record/comment.json", comment)
    return str(added)


def upload(server: Running, name: str) -> str:
    """A file with this name; gives its key."""
    head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"'
    pair = base64.b64encode(f"{server.code}:{server.password}".encode()).decode()
    request = urllib.request.Request(
        f"{server.url}/k/v1/file.json",
        data=f"{head}\r\nContent-Type: image/svg+xml\r\n\r\n<svg/>\r\n--b--\r\n".encode(),
        headers={
            "X-Cybozu-Authorization": pair,
            "Content-Type": "multipart/form-data; boundary=b",
        },
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(json.load(answer)["fileKey"])


@pytest.fixture(scope="module")
def attacked(stage: Stage) -> tuple[str, str]:
    app = build(stage.server)
    return f"{stage.server.url}/apps/{app}", add_record(stage.server, app)


@pytest.mark.parametrize("screen", ["apps", "list", "search", "record", "edit", "new", "missing"])
def test_nothing_that_somebody_wrote_runs(
    desk: Page, stage: Stage, attacked: tuple[str, str], screen: str
):
    app, record = attacked
    address = {
        "apps": stage.server.url,
        "list": app,
        "search": f"{app}?q={urllib.request.quote(EVIL)}",
        "record": f"{app}/records/{record}",
        "edit": f"{app}/records/{record}/edit",
        "new": f"{app}/records/new",
        "missing": f"{app}/records/{urllib.request.quote(EVIL, safe='')}",
    }[screen]
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    desk.on("request", note)
    desk.goto(address)
    desk.wait_for_load_state("networkidle")
    expect(desk.get_by_role("main")).to_be_visible()

    assert desk.evaluate("window.pwned") is None
    assert desk.evaluate(COUNT_SCRIPTS) == []
    assert [url for url in asked if not url.startswith((stage.server.url, "data:", "blob:"))] == []


def test_an_attack_is_shown_as_the_text_that_it_is(desk: Page, attacked: tuple[str, str]):
    app, record = attacked
    desk.goto(f"{app}/records/{record}")

    expect(desk.get_by_role("main")).to_contain_text(PAYLOADS[2])
    expect(desk.get_by_text("太字").first).to_be_visible()
    for link in desk.get_by_role("link").all():
        assert not (link.get_attribute("href") or "").lower().startswith("javascript")
