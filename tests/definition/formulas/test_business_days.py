"""Business days in formulas, over a company that is closed on June 1 besides."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.definition.formulas.conftest import CALENDARS, an_app, auto_text, calc, evaluate
from urakata.definition.formulas import compile_formulas
from urakata.kernel.errors import Invalid

DAYS = {"日": "2026-05-29"}
SHOWN = 'DATE_FORMAT({}, "YYYY-MM-dd", "Etc/GMT")'


@pytest.mark.parametrize(
    ("expression", "day"),
    [
        ("BIZDAY(日, 1)", "2026-06-02"),
        ('BIZDAY(日, 1, "public")', "2026-06-01"),
        ('BIZDAY(日, 1, "jp_bank")', "2026-06-01"),
        ("BIZDAY(日, -1)", "2026-05-28"),
        ("BIZDAY(日 + 86400, 0)", "2026-06-02"),
        ("BIZDAY(日 + 86400 * 2, -1)", "2026-05-29"),
        ("bizday(日, 1.9)", "2026-06-02"),
        ('BIZDAY(日 + 86400 * 215, 1, "bank")', "2027-01-04"),
        ('BIZDAY(日 + 86400 * 213, 1, "office")', "2027-01-04"),
        ("NTHBIZDAY(日, 1)", "2026-05-01"),
        ("NTHBIZDAY(日, -1)", "2026-05-29"),
        ("NTHBIZDAY(日, 2)", "2026-05-07"),
        ('PAYDUE(日, 20, 1, "末")', "2026-07-31"),
        ('PAYDUE(日, "末", "翌月", 10)', "2026-06-10"),
        ('PAYDUE(日, "末", "翌々月", "末", "前営業日")', "2026-07-31"),
        ('PAYDUE(日, "25日", "当月", "末", "前営業日")', "2026-06-30"),
        ('PAYDUE(日, "末", "翌月", 27, "翌営業日")', "2026-06-29"),
        ('PAYDUE(日, "末", "翌月", 27, "前営業日")', "2026-06-26"),
        ('PAYDUE(日, "末", "翌月", 27)', "2026-06-27"),
        ('PAYDUE(日, "末", "翌月", 1, "翌営業日", "bank")', "2026-06-01"),
        ('PAYDUE(日, "末", "翌月", 1, "翌営業日")', "2026-06-02"),
    ],
)
def test_what_a_day_is(gives, expression, day):
    assert gives(SHOWN.format(expression), DAYS, text=True) == day


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("BIZDAYS(日, 日 + 86400 * 7)", "4"),
        ('BIZDAYS(日, 日 + 86400 * 7, "bank")', "5"),
        ("BIZDAYS(日 + 86400 * 7, 日)", "-4"),
        ("FISCALYEAR(日)", "2026"),
        ("FISCALYEAR(日 - 86400 * 60)", "2025"),
        ("ISBIZDAY(日)", "1"),
        ("ISBIZDAY(日 + 86400 * 3)", "0"),
        ('IF(ISBIZDAY(日 + 86400 * 3, "bank"), 1, 2)', "1"),
        ("IF(BIZDAY(日, 1) > 日, 1, 2)", "1"),
    ],
)
def test_what_a_number_is(gives, expression, value):
    assert gives(expression, DAYS) == value


@pytest.mark.parametrize(
    "expression",
    [
        "BIZDAY(空, 1)",
        "BIZDAY(日, 100000000)",
        "BIZDAY(日 - 86400 * 365 * 100, 1)",
        "NTHBIZDAY(日, 30)",
        "NTHBIZDAY(日, 0)",
        'BIZDAY(日, 1, 文 & "")',
        'PAYDUE(日, 文, "翌月", "末")',
        'PAYDUE(日, 空, "翌月", "末")',
        "PAYDUE(日, 20 + 0, 0, 10 + 0)",
        'PAYDUE(日, 20, 0, 31, 文 & "")',
    ],
)
def test_nothing_is_given_rather_than_something_wrong(gives, expression):
    assert gives(expression, DAYS | {"文": "いつか"}) is None


def test_the_terms_may_come_from_fields(gives):
    partner = {"選": "20", "丸": "翌月", "文": "末"}
    given_ = gives(SHOWN.format("PAYDUE(日, 選, 丸, 文)"), DAYS | partner, text=True)

    assert given_ == "2026-07-31"


def test_a_moment_is_on_the_day_that_it_is_where_the_company_is(gives):
    assert gives(SHOWN.format("BIZDAY(作成日時, 0)"), text=True) == "2026-04-01"
    late = {"日時": "2026-04-02T15:30:00Z"}
    assert gives(SHOWN.format("BIZDAY(日時, 0)"), late, text=True) == "2026-04-03"


@pytest.mark.parametrize(
    ("expression", "ja"),
    [
        ("BIZDAY(日)", "BIZDAY関数には2個以上の引数が必要です。"),
        ('BIZDAY(日, 1, "bank", 1)', "BIZDAY関数に指定できる引数は3個までです。"),
        ('BIZDAY("2026-04-01", 1)', "BIZDAY関数の1番目の引数には数値を指定してください。"),
        ("BIZDAY(日, 1, 2)", "BIZDAY関数の3番目の引数には文字列を指定してください。"),
        (
            'BIZDAY(日, 1, "moon")',
            "カレンダー「moon」はありません。company、public、bank、officeのいずれかを指定してください。",
        ),
        ('PAYDUE(日, "32", 1, 1)', "PAYDUE関数の2番目の引数（32）が正しくありません。"),
        ('PAYDUE(日, 20, "来世", 1)', "PAYDUE関数の3番目の引数（来世）が正しくありません。"),
        ('PAYDUE(日, 20, 1, 10, "適当")', "PAYDUE関数の5番目の引数（適当）が正しくありません。"),
        ("PAYDUE(日, 箱, 1, 1)", "PAYDUE関数の2番目の引数には数値または文字列を指定してください。"),
        ("PAYDUE(日, 20, 0, 10)", "PAYDUE関数の支払日が締日より前になっています。"),
    ],
)
def test_what_makes_no_sense_is_not_deployed(expression, ja):
    with pytest.raises(Invalid) as refused:
        compile_formulas(an_app(calc("結果", expression)))

    assert (refused.value.code, refused.value.values["ja"]) == ("GAIA_IL01", ja)


@given(st.dates(date(1960, 1, 1), date(2090, 1, 1)), st.integers(-200, 200))
def test_a_formula_counts_as_the_calendar_does(day, n):
    record, _ = evaluate(
        an_app(auto_text("後", SHOWN.format(f"BIZDAY(日, {n})")), calc("数え", f"BIZDAYS(日, BIZDAY(日, {n}))")),
        {"日": day.isoformat()},
    )  # fmt: skip
    expected = CALENDARS["company"].add_business_days(day, n, "next")

    assert record["後"] == expected.isoformat()
    assert record["数え"] == str(n or (expected > day) * 1)
    assert abs(expected - day) < timedelta(days=600)
