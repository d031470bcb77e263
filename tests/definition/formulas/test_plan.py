"""Tests of what formulas give: every row of kintone-api §4."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from tests.definition.formulas.conftest import TABLE, an_app, auto_text, calc, evaluate
from urakata.definition.formulas import compile_formulas
from urakata.definition.schema import NumberPrecision
from urakata.directory.models import User
from urakata.kernel.errors import Invalid

RECORD = {
    "数": "7", "数2": "-2.5", "文": "あ", "選": "A", "丸": "B", "箱": ["A", "B"], "複": ["B"],
    "日": "2026-04-01", "時": "09:30", "日時": "2026-04-01T00:30:00Z",
}  # fmt: skip
ROWS = [
    {"単価": "100", "個数": "3", "品名": "紙", "種別": "A"},
    {"単価": None, "個数": "2", "品名": None, "種別": None},
    {"単価": "0.5", "個数": "10", "品名": "筆", "種別": "B"},
]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        # precedence, from weak to strong, and from left to right
        ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("2 * 3 ^ 2", "18"), ("-2 ^ 2", "4"), ("2 ^ -1", "0.5"), ("2 ^ 3 ^ 2", "64"), ("10 - 3 - 2", "5"),
        ("16 / 4 / 2", "2"), ("--3", "3"), ("+-+3", "-3"), ("-(-3)", "3"), ("1 + 1 = 2", "1"), ("=1+1", "2"), ("　=　1 + 1", "2"), (".5 + 1.", "1.5"),
        ("1 & 2 = 12 & \"\"", "1"),
        # decimals
        ("7 * 0.1", "0.7"), ("0.1 + 0.2", "0.3"), ("1 / 3", "0.3333"), ("1 / 7", "0.1429"), ("1 / 3 * 3", "0.9999"), ("2 / 3", "0.6667"), ("1.00000 * 2", "2"),
        ("0 * -1", "0"), ("100 * 100", "10000"), ("1 / 8 * 1", "0.125"), ("0.00004", "0"), ("0.00005", "0"), ("0.00015", "0.0002"), ("123456789012 * 1", "123456789012"),
        # fields
        ("数", "7"), ("数 + 数2", "4.5"), ("空", "0"), ("空 + 1", "1"), ("数 * 空", "0"), ("-空", "0"), ("数=7", "1"), ("空 = 0", "1"), ('空 = ""', "0"), ('空 & "" = ""', "1"),
        # power
        ("2 ^ 10", "1024"), ("2 ^ 2.9", "4"), ("2 ^ -2.9", "0.25"), ("4 ^ 0.5", "1"), ("0 ^ 0", "1"), ("1 ^ 100", "1"), ("(-2) ^ 3", "-8"), ("0.5 ^ 2", "0.25"), ("3 ^ -1", "0.3333"),
        # comparisons give 1 and 0
        ("1 < 2", "1"), ("2 <= 2", "1"), ("1 > 2", "0"), ("2 >= 3", "0"), ("1 <> 2", "1"), ("1 != 1", "0"), ('"a" = "a"', "1"), ('"a" = "A"', "0"), ("1 = 1.0", "1"),
        ('1 = "1"', "0"), ('1 != "1"', "1"), ('文 = "あ"', "1"), ('空文 = ""', "1"), ('選 = "A"', "1"), ("(1 = 1) = (2 = 2)", "1"), ('箱 = "A"', "0"),
        # SUM
        ("SUM(1, 2, 数)", "10"), ("SUM(空)", "0"), ("sum(単価)", "100.5"), ("SUM(単価, 個数, 1)", "116.5"), ("Sum(1)", "1"),
        # IF, AND, OR, NOT
        ("IF(数 > 5, 1, 2)", "1"), ("IF(数 > 9, 1, IF(数 > 6, 2, 3))", "2"), ("IF(1 = 1, 1, 1 / 0)", "1"), ("IF(空 = 0, 空, 1)", "0"), ("IF(1 = 1, 1 = 2, 1 = 1)", "0"),
        ("AND(1 = 1, 2 = 2)", "1"), ("AND(1 = 1, 1 = 2)", "0"), ("OR(1 = 2, 1 = 1)", "1"), ("OR(1 = 2)", "0"), ("NOT(1 = 2)", "1"), ("not(1=1)", "0"),
        # ROUND
        ("ROUND(2.5, 0)", "3"), ("ROUND(-2.5, 0)", "-3"), ("ROUND(1234.567, 2)", "1234.57"), ("ROUND(1250, -2)", "1300"), ("ROUND(2.4)", "2"), ("ROUND(1.25, 1.9)", "1.3"),
        ("ROUNDUP(2.1, 0)", "3"), ("ROUNDUP(-2.1, 0)", "-3"), ("ROUNDUP(1201, -2)", "1300"), ("ROUNDUP(2, 0)", "2"), ("ROUNDDOWN(2.9, 0)", "2"), ("ROUNDDOWN(-2.9, 0)", "-2"),
        ("ROUNDDOWN(1299, -2)", "1200"), ("ROUND(5, 999999)", "5"), ("ROUND(5, -999999)", "0"), ("ROUND(空, 1)", "0"),
        # CONTAINS
        ('CONTAINS(箱, "A")', "1"), ('CONTAINS(複, "A")', "0"), ('IF(CONTAINS(複, "B"), 1, 2)', "1"), ('CONTAINS(品名, "紙")', "1"), ('CONTAINS(品名, "墨")', "0"),
        ('CONTAINS(種別, "B")', "1"), ('CONTAINS(箱, 選)', "1"), ('CONTAINS(品名, "")', "1"),
        # dates are UNIX seconds
        ("日", "1775001600"), ("日時", "1775003400"), ("時", "34200"), ("日時 - 日", "1800"), ("日 + 86400", "1775088000"), ("作成日時", "1774999800"), ("更新日時", "1775001600"),
    ],
)  # fmt: skip
def test_what_a_calculation_gives(gives, expression, value):
    assert gives(expression, RECORD, ROWS) == value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('文 & "い"', "あい"), ('"a" & 1.50 & "b"', "a1.5b"), ("数 & 空", "7"), ('空文 & ""', None), ('""', None), ("文", "あ"), ("選 & 丸", "AB"), ("数", "7"), ("空", None),
        ("1 + 1", "2"), ("1 = 1", "1"), ('"say ""hi"""', 'say "hi"'), (r'"a\"b"', 'a"b'), (r'"C:\docs"', r"C:\docs"), (r'"\\"', "\\"), ("1 / 3 & \"\"", "0.3333"),
        ("作成者", "sato"), ('更新者 & "さん"', "suzukiさん"), ("日 & 文", "1775001600あ"), ('IF(数 > 5, "大", "小")', "大"), ("7 * 0.1 & \"円\"", "0.7円"),
        # YEN
        ("YEN(1234.5, 0)", "¥1,235"), ("YEN(1132.85, 1)", "¥1,132.9"), ("YEN(1234567, -2)", "¥1,234,600"), ("YEN(-1234, 0)", "-¥1,234"), ("YEN(空, 0)", "¥0"), ("YEN(1, 2)", "¥1.00"),
        ("YEN(999.5, 0)", "¥1,000"), ("YEN(-0.4, 0)", "¥0"), ("YEN(12, 0)", "¥12"),
        # DATE_FORMAT
        ('DATE_FORMAT(日, "YYYY年M月d日", "Etc/GMT")', "2026年4月1日"), ('DATE_FORMAT(日 + 86400, "YYYY/MM/dd", "Etc/GMT")', "2026/04/02"), ('DATE_FORMAT(時, "HH:mm:ss", "Etc/GMT")', "09:30:00"),
        ('DATE_FORMAT(日時, "H:mm", "Asia/Tokyo")', "9:30"), ('DATE_FORMAT(日時, "HH", "America/New_York")', "20"), ('DATE_FORMAT(日時, "HH", "system")', "09"), ('date_format(0, "YYYY", "UTC")', "1970"),
        ('DATE_FORMAT(作成日時, "HH:mm:ss", "UTC")', "23:30:00"), ('DATE_FORMAT(更新日時, "mm:ss", "UTC")', "00:00"), ('DATE_FORMAT(0.9, "s", "UTC")', "0"), ('DATE_FORMAT(数, "s", "UTC")', "7"),
        ('DATE_FORMAT(空, "YYYY-MM-dd", "UTC")', "1970-01-01"), ('DATE_FORMAT(0, 文 & "YY", "UTC")', "あYY"), ('DATE_FORMAT(-30610224000, "YYYY", "UTC")', "1000"),
        ('DATE_FORMAT(253402300799, "YYYY-MM-dd", "UTC")', "9999-12-31"),
    ],
)  # fmt: skip
def test_what_a_text_formula_gives(gives, expression, value):
    assert gives(expression, RECORD, ROWS, text=True) == value


@pytest.mark.parametrize(
    "expression",
    [
        "1 / 0", "1 / 空", "0 / 0", "0 ^ -1", "2 ^ 101", "2 ^ -101", "10 ^ 12", "1234567890123", "10 ^ 100 ^ 100", "ROUNDUP(1, -999)", "SUM(1 / 0, 1)",
        '"文字"', '文 & "x"', "YEN(1, 0)", 'CONTAINS(文, "あ")', 'CONTAINS(選, "A")', "IF(1 / 0 = 1, 1, 2)", 'DATE_FORMAT(0, "YYYY", "UTC")',
    ],
)  # fmt: skip
def test_a_calculation_without_a_value_is_empty(gives, expression):
    assert gives(expression, RECORD, ROWS) is None


@pytest.mark.parametrize(
    "expression",
    [
        'DATE_FORMAT(-30610224001, "YYYY", "UTC")', 'DATE_FORMAT(253402300800, "YYYY", "UTC")', 'DATE_FORMAT(253402300799, "YYYY", "Asia/Tokyo")', 'DATE_FORMAT(0, "YYYY", 文)',
        'DATE_FORMAT(0, "YYYY", "../" & "etc/passwd")', 'DATE_FORMAT(0, "YYYY", "Asia" & "")', 'DATE_FORMAT(0, "YYYY", 空文)', "1 / 0 & \"\"", "1 / 0",
    ],
)  # fmt: skip
def test_a_text_formula_without_a_value_is_empty(gives, expression):
    assert gives(expression, RECORD, ROWS, text=True) is None


@pytest.mark.parametrize(
    ("precision", "expression", "value"),
    [
        (NumberPrecision(16, 4, "HALF_EVEN"), "0.00025", "0.0002"),
        (NumberPrecision(16, 4, "UP"), "0.00021", "0.0003"),
        (NumberPrecision(16, 4, "UP"), "-0.00021", "-0.0003"),
        (NumberPrecision(16, 4, "DOWN"), "0.00029", "0.0002"),
        (NumberPrecision(16, 4, "UP"), "1 / 3", "0.3334"),
        (NumberPrecision(16, 4, "DOWN"), "2 / 3", "0.6666"),
        (NumberPrecision(16, 0), "1 / 3", "0"),
        (NumberPrecision(16, 0), "5 / 2", "2"),
        (NumberPrecision(30, 10), "1 / 3", "0.3333333333"),
        (NumberPrecision(30, 10), "12345678901234567890 + 0.0000000001", "12345678901234567890.0000000001"),
        (NumberPrecision(30, 0), "123456789012345678901234567890 * 1", "123456789012345678901234567890"),
        (NumberPrecision(30, 0), "999999999999999999999999999999 + 1", None),
        (NumberPrecision(5, 2), "999.994", "999.99"),
        (NumberPrecision(5, 2), "999.996", None),
        (NumberPrecision(5, 2), "1000", None),
        (NumberPrecision(5, 2), "1000 * 10 / 100", "100"),
        (NumberPrecision(2, 4), "0.25", "0.25"),
        (NumberPrecision(2, 4), "1", None),
    ],
)  # fmt: skip
def test_an_app_calculates_with_its_own_precision(gives, precision, expression, value):
    assert gives(expression, precision=precision) == value


@pytest.mark.parametrize("format_", ["DATETIME", "DATE", "TIME", "HOUR_MINUTE", "DAY_HOUR_MINUTE"])
def test_a_moment_is_kept_whatever_the_number_of_digits(format_):
    app = an_app(calc("結果", "日 + 0", format_=format_), precision=NumberPrecision(5, 2))

    assert evaluate(app, RECORD)[0]["結果"] == "1775001600"


def test_a_formula_may_use_others_in_any_order():
    app = an_app(calc("合計", "小計 + 税"), calc("税", "ROUNDDOWN(小計 * 0.1, 0)"), calc("小計", "数 * 15"), auto_text("文面", 'YEN(合計, 0) & "也"'))  # fmt: skip

    assert evaluate(app, RECORD)[0] | RECORD == RECORD | {
        "小計": "105", "税": "10", "合計": "115", "文面": "¥115也",
    }  # fmt: skip


def test_a_column_is_calculated_in_every_row_and_summed():
    app = an_app(calc("合計", "SUM(金額)"), calc("金額", "単価 * 個数 + 数", table=TABLE), auto_text("札", '品名 & "×" & 個数', table=TABLE))  # fmt: skip
    record, rows = evaluate(app, RECORD, ROWS)

    assert [row["金額"] for row in rows] == ["307", "7", "12"]
    assert [row["札"] for row in rows] == ["紙×3", "×2", "筆×10"]
    assert record["合計"] == "326"


def test_a_column_may_use_the_record_s_total():
    app = an_app(calc("割合", "単価 / 計", table=TABLE), calc("計", "SUM(単価)"))

    assert [row["割合"] for row in evaluate(app, RECORD, ROWS)[1]] == ["0.995", "0", "0.005"]


def test_without_rows_a_sum_is_zero():
    assert evaluate(an_app(calc("計", "SUM(単価)")), RECORD)[0]["計"] == "0"
    assert compile_formulas(an_app(calc("計", "SUM(単価)"))).steps[0].code == "計"


def test_a_failure_spreads_to_whoever_needs_the_value():
    app = an_app(calc("誤", "1 / 空"), calc("先", "誤 + 1"), auto_text("文面", '"計" & 誤'), calc("別", "1"), auto_text("選択", 'IF(数 = 7, "可", "" & 誤)'))  # fmt: skip
    record, _ = evaluate(app, RECORD | {"誤": "5"})

    assert {code: record[code] for code in ("誤", "先", "文面", "別", "選択")} == {
        "誤": None, "先": None, "文面": None, "別": "1", "選択": "可",
    }  # fmt: skip


def test_a_failure_in_a_row_spreads_within_the_row_and_to_the_sum():
    app = an_app(calc("比", "個数 / 単価", table=TABLE), calc("倍", "比 * 2", table=TABLE), calc("計", "SUM(倍)"))  # fmt: skip
    record, rows = evaluate(app, RECORD, ROWS)

    assert [row["倍"] for row in rows] == ["0.06", None, "40"]
    assert record["計"] is None


def test_an_empty_formula_gives_nothing():
    app = an_app(calc("無", ""), calc("先", "無 + 1"))
    record, _ = evaluate(app, {"無": "5"})

    assert record["無"] is None


def test_a_creator_may_be_given_by_id(db):
    user = User.objects.create(code="tanaka", name="田中")
    app = an_app(auto_text("人名", "作成者"))
    record = {}
    compile_formulas(app).evaluate(record, {}, system={"作成者": user.pk}, timezone=None)

    assert record["人名"] == "tanaka"


def test_a_text_longer_than_its_field_is_no_value(gives):
    long = {"文": "あ" * 60_000}

    assert gives("文 & 文", long, text=True) is None
    assert gives(" & ".join(["文"] * 1_000), long, text=True) is None


def test_the_plan_is_made_once_for_a_schema():
    app = an_app(calc("計", "数 + 1"))

    assert compile_formulas(app) is compile_formulas(app)
    assert compile_formulas(app) is not compile_formulas(replace(app))


@pytest.mark.parametrize("expression", ["9" * 9_999, "9^100^100^100^100", "99999999999 ^ 100 * 99999999999 ^ 100", "1" + "+1" * 4_990, "-" * 9_999 + "1"])  # fmt: skip
def test_huge_calculations_end_at_once(gives, expression):
    started = time.process_time()
    gives(expression)

    assert time.process_time() - started < 1


def test_three_formulas_take_microseconds():
    app = an_app(calc("小計", "数 * 100"), calc("税", "ROUNDDOWN(小計 * 0.1, 0)"), calc("合計", "小計 + 税"))  # fmt: skip
    started = time.process_time()
    for _ in range(1_000):
        evaluate(app, RECORD)

    assert time.process_time() - started < 0.1


@pytest.mark.parametrize(
    ("expression", "ja"),
    [
        ("無い + 1", "計算式に含まれるフィールドコード（無い）が存在しません。"),
        ("TODAY()", "TODAY関数は使用できません。"),
        ("1 +", "計算式の文法が正しくありません。"), ("(1", "計算式の文法が正しくありません。"), ("1 < 2 < 3", "計算式の文法が正しくありません。"),
        ('"a', "計算式の文法が正しくありません。"), ("1 2", "計算式の文法が正しくありません。"), ("SUM(1,)", "計算式の文法が正しくありません。"), ("'a'", "計算式の文法が正しくありません。"),
        ("結果 + 1", "フィールドの参照が循環しています。"),
        ("IF(1 = 1, 2)", "IF関数には3個の引数が必要です。"), ("NOT()", "NOT関数には1個の引数が必要です。"), ("YEN(1)", "YEN関数には2個の引数が必要です。"),
        ("SUM()", "SUM関数には1個以上の引数が必要です。"), ("ROUND()", "ROUND関数には1個以上の引数が必要です。"), ("ROUND(1, 2, 3)", "ROUND関数に指定できる引数は2個までです。"),
        (f"AND({','.join(['1=1'] * 33)})", "AND関数に指定できる引数は32個までです。"), ('DATE_FORMAT(日, "YYYY")', "DATE_FORMAT関数には3個の引数が必要です。"),
        ("1 ＋ 2", "全角記号「＋」が入力されています。半角記号「+」を入力してください。"), ("（1)", "全角記号「（」が入力されています。半角記号「(」を入力してください。"),
        ("1 × 2", "全角記号「×」が入力されています。半角記号「*」を入力してください。"), ("１ + 2", "全角記号「１」が入力されています。半角記号「1」を入力してください。"),
        ('"a" + 1', "演算子「+」には数値を指定してください。"), ("-文", "演算子「-」には数値を指定してください。"), ("(1 = 1) * 2", "演算子「*」には数値を指定してください。"),
        ('"a" < "b"', "演算子「<」には数値を指定してください。"), ("箱 & \"\"", "演算子「&」には数値または文字列を指定してください。"), ("IF(1, 2, 3)", "IF関数の1番目の引数には条件式を指定してください。"),
        ('IF(1 = 1, 2, "a")', "IF関数の2番目と3番目の引数には、同じ型の値を指定してください。"), ("SUM(文)", "SUM関数の1番目の引数には数値を指定してください。"),
        ("SUM(1, 品名)", "SUM関数の2番目の引数には数値を指定してください。"), ("AND(1)", "AND関数の1番目の引数には条件式を指定してください。"),
        ("単価 + 1", "テーブルのフィールド（単価）は、SUM関数またはCONTAINS関数の引数にのみ使用できます。"), ("SUM(単価 * 2)", "テーブルのフィールド（単価）は、SUM関数またはCONTAINS関数の引数にのみ使用できます。"),
        ('CONTAINS(単価, "1")', "CONTAINS関数の1番目の引数にはチェックボックスか複数選択のフィールド、またはテーブルの文字列のフィールドを指定してください。"),
        ('CONTAINS(印, "A")', None), ('CONTAINS("a", "a")', None), ("CONTAINS(箱, 1)", "CONTAINS関数の2番目の引数には文字列を指定してください。"),
        ('DATE_FORMAT(文, "YYYY", "UTC")', None), ('DATE_FORMAT(0, "YYYY", "Asia/Nowhere")', "タイムゾーン「Asia/Nowhere」は使用できません。"), ('DATE_FORMAT(0, "YYYY", "../x")', None),
        *((code, f"フィールド（{code}）は計算式に使用できません。") for code in "行 富 リンク 人 部 組 添付 塊 明細 レコード番号 ステータス 作業者 カテゴリー".split()),  # noqa: SIM905
        ("\ud800", "計算式の文法が正しくありません。"), ("(" * 101 + "1" + ")" * 101, "計算式の文法が正しくありません。"),
    ],
)  # fmt: skip
def test_a_formula_that_makes_no_sense_is_not_deployed(expression, ja):
    with pytest.raises(Invalid) as caught:
        compile_formulas(an_app(calc("結果", expression)))

    assert caught.value.code == "GAIA_IL01"
    assert ja is None or caught.value.text.ja == (
        f"フィールド「結果の名」の計算式が正しくありません。(エラーの内容：{ja})"
    )


def test_the_refusal_is_told_in_english_too():
    with pytest.raises(Invalid) as caught:
        compile_formulas(an_app(calc("結果", '"a" + 1')))

    assert caught.value.text.en == (
        'The formula of the field "結果の名" is not correct. '
        '(Details: The operator "+" takes a number only.)'
    )


def test_fields_must_not_go_round_in_a_circle():
    app = an_app(calc("甲", "乙 + 1"), calc("乙", "SUM(丙)"), calc("丙", "甲 + 単価", table=TABLE))

    with pytest.raises(Invalid, match="refer to each other in a circle"):
        compile_formulas(app)


def test_a_live_field_is_not_for_formulas():
    app = an_app(calc("結果", "写 + 1"))
    live = replace(app.by_code["数"], id=999, code="写", live_source=(1, "x"))

    with pytest.raises(Invalid, match="read from its look-up"):
        compile_formulas(replace(app, fields=(*app.fields, live)))


def test_a_long_chain_of_fields_is_no_problem():
    fields = [calc(f"段{n}", f"段{n + 1} + 1") for n in range(2_000)]
    app = an_app(*fields, calc("段2000", "1"))

    assert evaluate(app)[0]["段0"] == "2001"
