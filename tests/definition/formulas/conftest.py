"""One-line apps of formulas, and the question all of these tests ask: what does it give?"""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from urakata.definition.fields.registry import FIELD_TYPES
from urakata.definition.formulas import compile_formulas
from urakata.definition.schema import AppSchema, Field, NumberPrecision, Process
from urakata.directory.company_days import CompanyDays, SpecialDays

SYSTEM = {
    "作成者": "sato",
    "更新者": "suzuki",
    "作成日時": "2026-03-31T23:30:00Z",
    "更新日時": "2026-04-01T00:00:45Z",
}
OPTIONS = {name: {"label": name, "index": str(n)} for n, name in enumerate(("A", "B"))}
TYPES = {
    "作成者": "CREATOR", "更新者": "MODIFIER", "作成日時": "CREATED_TIME", "更新日時": "UPDATED_TIME",
    "レコード番号": "RECORD_NUMBER", "ステータス": "STATUS", "作業者": "STATUS_ASSIGNEE", "カテゴリー": "CATEGORY",
    "数": "NUMBER", "数2": "NUMBER", "空": "NUMBER", "文": "SINGLE_LINE_TEXT", "空文": "SINGLE_LINE_TEXT",
    "選": "DROP_DOWN", "丸": "RADIO_BUTTON", "箱": "CHECK_BOX", "複": "MULTI_SELECT",
    "日": "DATE", "時": "TIME", "日時": "DATETIME", "行": "MULTI_LINE_TEXT", "富": "RICH_TEXT", "リンク": "LINK",
    "人": "USER_SELECT", "部": "ORGANIZATION_SELECT", "組": "GROUP_SELECT", "添付": "FILE", "塊": "GROUP", "明細": "SUBTABLE",
}  # fmt: skip
COLUMN_TYPES = {
    "単価": "NUMBER", "個数": "NUMBER", "品名": "SINGLE_LINE_TEXT", "種別": "DROP_DOWN", "印": "CHECK_BOX", "納期": "DATE",
}  # fmt: skip
TABLE = 100


def a_field(id_, type_, code, *, table=None, **raw):
    field_type = FIELD_TYPES[type_]
    config = field_type.configure(raw, f"fields[{code}]")
    return Field(id_, code, f"{code}の名", field_type, config, table_id=table)


def base_fields():
    for n, (code, type_) in enumerate(TYPES.items()):
        options = {"options": OPTIONS} if type_ in CHOICES else {}
        yield a_field(TABLE if code == "明細" else n, type_, code, **options)
    for n, (code, type_) in enumerate(COLUMN_TYPES.items()):
        options = {"options": OPTIONS} if type_ in CHOICES else {}
        yield a_field(200 + n, type_, code, table=TABLE, **options)


CHOICES = {"DROP_DOWN", "RADIO_BUTTON", "CHECK_BOX", "MULTI_SELECT"}
BASE = tuple(base_fields())


FOUNDED = SpecialDays("創立記念日", "holiday", date(2026, 6, 1), date(2026, 6, 1), is_yearly=True)
CALENDARS = {
    "company": CompanyDays(days=(FOUNDED,)).calendar(),
    "jp_public": CompanyDays().calendar(),
    "jp_bank": CompanyDays(base="jp_bank").calendar(),
    "jp_office": CompanyDays(base="jp_office").calendar(),
}


def an_app(*fields, precision=NumberPrecision()):  # noqa: B008
    return AppSchema(
        1, 1, "申請", "", 1, (*BASE, *fields), precision, 4, Process(is_enabled=False), {}, [], {}
    )


def calc(code, expression, *, table=None, format_="NUMBER"):
    return a_field(hash(code), "CALC", code, table=table, expression=expression, format=format_)


def auto_text(code, expression, *, table=None):
    return a_field(hash(code), "SINGLE_LINE_TEXT", code, table=table, expression=expression)


def evaluate(app, record=None, rows=(), timezone="Asia/Tokyo"):
    """The record, and the rows of its table, with everything computed."""
    record, tables = dict(record or {}), {"明細": [dict(row) for row in rows]}
    plan = compile_formulas(app)
    zone = ZoneInfo(timezone)
    plan.evaluate(record, tables, system=SYSTEM, timezone=zone, calendar=CALENDARS.__getitem__)
    return record, tables["明細"]


@pytest.fixture
def gives():
    """The stored value of a formula, on a CALC or (``text=True``) on a text."""

    def run(expression, record=None, rows=(), *, text=False, **more):
        field = (auto_text if text else calc)("結果", expression)
        app = an_app(field, **{k: v for k, v in more.items() if k == "precision"})
        zone = more.get("timezone", "Asia/Tokyo")
        return evaluate(app, record, rows, zone)[0]["結果"]

    return run
