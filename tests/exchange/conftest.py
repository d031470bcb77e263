"""A ledger with one field of every kind that a sheet can hold, and ways to move files."""

from __future__ import annotations

import io
from zoneinfo import ZoneInfo

import pytest

from urakata.exchange.readers import READERS, Source
from urakata.exchange.services import export_records, import_records

FIELDS = {
    "番号": {"type": "SINGLE_LINE_TEXT", "unique": True},
    "件名": {"type": "SINGLE_LINE_TEXT", "required": True},
    "金額": {"type": "NUMBER", "maxValue": "1000000"},
    "申請日": "DATE",
    "期限": "DATETIME",
    "区分": {
        "type": "CHECK_BOX",
        "options": {name: {"label": name, "index": str(n)} for n, name in enumerate("甲乙丙")},
    },
    "担当": "USER_SELECT",
}
TABLE = {"明細": {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT", "数量": "NUMBER"}}}


@pytest.fixture
def ledger(an_app):
    return an_app(FIELDS)


@pytest.fixture
def ledger_with_lines(an_app):
    return an_app({**FIELDS, **TABLE})


@pytest.fixture
def read():
    """Reads a file's entries without writing them."""

    def read(app, data: bytes, format_="csv"):
        return list(READERS[format_](Source(io.BytesIO(data), app, ZoneInfo("Asia/Tokyo"))))

    return read


@pytest.fixture
def take(sato):
    """Imports a file as sato."""

    def take(app, text: str | bytes, format_="csv", **how):
        data = text.encode() if isinstance(text, str) else text
        return import_records(actor=sato, app=app, file=io.BytesIO(data), format_=format_, **how)

    return take


@pytest.fixture
def give(sato):
    """Exports a file as sato."""

    def give(app, format_="csv", **how):
        return b"".join(export_records(actor=sato, app=app, format_=format_, **how))

    return give
