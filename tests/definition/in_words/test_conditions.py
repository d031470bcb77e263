from __future__ import annotations

import pytest

from urakata.definition.conditions import parse_condition
from urakata.definition.in_words.conditions import describe_condition
from urakata.directory.people import snapshot

FIELDS = {
    "kubun": {
        "type": "DROP_DOWN",
        "label": "区分",
        "options": {"甲": {"label": "甲", "index": "0"}, "乙": {"label": "乙", "index": "1"}},
    },
    "金額": "NUMBER",
    "期限": "DATE",
    "担当": "USER_SELECT",
    "件名": "SINGLE_LINE_TEXT",
}


@pytest.fixture
def app(an_app, suzuki):
    return an_app(FIELDS)


@pytest.mark.parametrize(
    ("condition", "japanese", "english"),
    [
        ("", "すべてのレコード", "all records"),
        ("期限 <= BIZDAY(TODAY(), 3)", "期限が今日の3営業日後以前", "期限 is 3 business day(s) after today or earlier"),
        ("期限 < BIZDAY(TODAY(), -1, bank)", "期限が今日の1営業日前（銀行の営業日）より前", "期限 is before 1 business day(s) before today (of banks)"),
        ("期限 = NTHBIZDAY(THIS_MONTH(), -1)", "期限が今月の最終営業日", "期限 is the last business day of this month"),
        ("期限 = THIS_FISCAL_YEAR()", "期限が今年度", "期限 is this fiscal year"),
        ("期限 = BIZDAY(TODAY(), x)", "期限がBIZDAY(TODAY(), x)", "期限 is BIZDAY(TODAY(), x)"),
        ('kubun in ("甲")', "区分が「甲」", '区分 is "甲"'),
        ('kubun not in ("甲", "乙")', "区分が「甲」、「乙」のいずれでもない", '区分 is none of "甲", "乙"'),
        ("金額 >= 1000", "金額が1000以上", "金額 is 1000 or more"),
        ('期限 < "2026-04-01"', "期限が2026-04-01より前", "期限 is before 2026-04-01"),
        ('担当 in ("suzuki")', "担当が「鈴木 一郎」", '担当 is "鈴木 一郎"'),
        ('件名 = ""', "件名が（空）", "件名 is (empty)"),
        ('件名 != "x" and $id > 3', "件名が「x」以外、かつ$idが「3」より大きい", '件名 is not "x" and $id is greater than "3"'),
        (
            '金額 < 5 and (件名 = "a" or 件名 = "b")',
            "金額が5より小さい、かつ（件名が「a」、または件名が「b」）",
            '金額 is less than 5 and (件名 is "a", or 件名 is "b")',
        ),
        (
            "担当 in (LOGINUSER())",
            "担当がログインしている人",
            "担当 is the person who is signed in",
        ),
    ],
)  # fmt: skip
def test_a_condition_reads_as_a_sentence(app, condition, japanese, english):
    found = describe_condition(parse_condition(condition), app, snapshot())

    assert (found.ja, found.en) == (japanese, english)
