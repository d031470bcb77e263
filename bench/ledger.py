"""The ledger that is measured: 20 columns of a Japanese request ledger, and rows for it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

STATES = ("受付", "審査中", "決裁待ち", "承認", "差戻し", "却下", "完了", "取下げ")
DEPARTMENTS = ("総務部", "経理部", "人事労務部", "法務部", "情報システム部", "購買部", "営業部")
KINDS = ("購買", "契約", "人事", "設備", "出張", "交際", "システム", "その他")
TAGS = ("至急", "予算内", "新規", "継続", "要相談")
WORDS = [
    "複合機",
    "更新",
    "会議室",
    "備品",
    "購入",
    "見積",
    "比較",
    "保守",
    "契約",
    "延長",
    "社員",
    "研修",
    "受講",
    "費用",
    "出張",
    "旅費",
    "精算",
    "展示会",
    "出展",
    "広告",
    "掲載",
    "名刺",
    "印刷",
    "封筒",
    "発送",
    "書類",
    "保管",
    "倉庫",
    "賃貸",
    "更改",
    "電話",
    "回線",
    "増設",
    "端末",
    "入替",
    "権限",
    "申請",
    "規程",
    "改定",
    "監査",
    "対応",
    "健康",
    "診断",
    "予約",
    "制服",
    "貸与",
    "車両",
    "点検",
    "保険",
    "加入",
    "寄付",
    "協賛",
    "採用",
    "求人",
    "面接",
    "内定",
    "入社",
    "手続",
]
RARE = "蒟蒻"  #: in `RARE_ROWS` rows, however many there are
RARE_ROWS = 20
COMMON = "契約"

CODES = [
    "申請番号",
    "件名",
    "部署",
    "区分",
    "状態",
    "重要度",
    "金額",
    "税率",
    "申請日",
    "希望日",
    "受付時刻",
    "期限",
    "取引先コード",
    "取引先名",
    "担当者",
    "タグ",
    "電話",
    "内容",
    "備考",
]


def options(names: tuple[str, ...]) -> dict[str, Any]:
    return {name: {"label": name, "index": str(n)} for n, name in enumerate(names)}


def properties() -> dict[str, Any]:
    """The form: 19 columns that are written and one that is computed."""
    text, lines = {"type": "SINGLE_LINE_TEXT"}, {"type": "MULTI_LINE_TEXT"}
    fields: dict[str, dict[str, Any]] = {
        "申請番号": text | {"unique": True, "required": True},
        "件名": text | {"required": True},
        "部署": {"type": "DROP_DOWN", "options": options(DEPARTMENTS)},
        "区分": {"type": "DROP_DOWN", "options": options(KINDS)},
        "状態": {"type": "DROP_DOWN", "options": options(STATES), "required": True},
        "重要度": {"type": "RADIO_BUTTON", "options": options(("低", "中", "高"))},
        "金額": {"type": "NUMBER", "minValue": "0", "required": True},
        "税率": {"type": "NUMBER"},
        "税込": {"type": "CALC", "expression": "ROUNDDOWN(金額 * (1 + 税率), 0)"},
        "申請日": {"type": "DATE", "required": True},
        "希望日": {"type": "DATE"},
        "受付時刻": {"type": "TIME"},
        "期限": {"type": "DATETIME"},
        "取引先コード": text,
        "取引先名": text,
        "担当者": {"type": "USER_SELECT"},
        "タグ": {"type": "CHECK_BOX", "options": options(TAGS)},
        "電話": {"type": "LINK", "protocol": "CALL"},
        "内容": lines,
        "備考": lines,
    }
    return {code: {"code": code, "label": code, **rest} for code, rest in fields.items()}


VIEWS = {
    "審査中の申請": {
        "type": "LIST",
        "name": "審査中の申請",
        "index": "0",
        "fields": ["申請番号", "件名", "状態", "金額", "申請日"],
        "filterCond": '状態 in ("審査中")',
        "sort": "申請日 desc",
    }
}


def rows(count: int, *, users: tuple[str, ...], first: int = 0) -> Iterator[list[str]]:
    """Rows as text, the same for the same numbers."""
    roll = Random(f"bench {first}")
    rare = set(roll.sample(range(count), min(RARE_ROWS, count))) if first == 0 else set()
    start = date(2022, 4, 1)
    for n in range(count):
        day = start + timedelta(days=roll.randrange(1600))
        subject = "".join(roll.choices(WORDS, k=3))
        body = "。".join("の".join(roll.choices(WORDS, k=4)) for _ in range(9))
        partner = roll.randrange(5000)
        yield [
            f"REQ-{first + n:08}",
            f"{subject}の件",
            roll.choice(DEPARTMENTS),
            roll.choice(KINDS),
            roll.choice(STATES),
            roll.choice(("低", "中", "高")),
            str(roll.randrange(1, 5000) * 1000),
            roll.choice(("0.1", "0.08")),
            day.isoformat(),
            (day + timedelta(days=roll.randrange(60))).isoformat(),
            f"{roll.randrange(8, 19):02}:{roll.randrange(60):02}",
            f"{day + timedelta(days=14)}T{roll.randrange(24):02}:00:00Z",
            f"C{partner:06}",
            f"取引先{partner}株式会社",
            roll.choice(users),
            "\n".join(sorted(roll.sample(TAGS, 2), key=TAGS.index)),
            f"03-{roll.randrange(1000, 9999)}-{roll.randrange(10000):04}",
            f"{RARE}{body}" if n in rare else body,
            "" if n % 3 else subject,
        ]


def as_csv(count: int, *, users: tuple[str, ...], first: int = 0) -> Iterator[bytes]:
    """The same as a CSV, a piece at a time."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(CODES)
    for n, row in enumerate(rows(count, users=users, first=first)):
        writer.writerow(row)
        if n % 2000 == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def as_record(row: list[str]) -> dict[str, Any]:
    """One row as kintone's API takes it."""
    record: dict[str, Any] = {
        code: {"value": value} for code, value in zip(CODES, row, strict=True)
    }
    record["担当者"]["value"] = [{"code": record["担当者"]["value"]}]
    record["タグ"]["value"] = record["タグ"]["value"].split("\n")
    return record
