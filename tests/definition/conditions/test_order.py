"""Tests of ``order by``."""

from __future__ import annotations

import pytest

from tests.definition.conditions.ledger import MASTER, REQUESTS, an_env, put
from urakata.definition.conditions import compile_order, parse_query
from urakata.kernel.errors import Invalid


def order(text):
    return compile_order(parse_query(text).order, REQUESTS, an_env()).text


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", "t.id DESC"),
        ("order by $id asc", "t.id ASC"),
        ("order by レコード番号 desc, 金額", "t.id DESC"),
        ("order by 金額", "t.f2 ASC NULLS FIRST, t.id DESC"),
        ("order by 金額 desc", "t.f2 DESC NULLS LAST, t.id DESC"),
        (
            "order by 金額 desc, 件名, $id",
            "t.f2 DESC NULLS LAST, t.f1 ASC NULLS FIRST, t.id ASC",
        ),
        ("order by 金額 desc, 金額 asc", "t.f2 DESC NULLS LAST, t.id DESC"),
        ("order by 作成日時 desc", "t.created_at DESC NULLS LAST, t.id DESC"),
    ],
)
def test_keys_are_columns_and_ties_go_by_record_number(text, keys):
    assert order(text) == keys


@pytest.mark.parametrize(
    "code",
    [
        "レコード番号",
        "$id",
        "作成者",
        "更新者",
        "作成日時",
        "更新日時",
        "件名",
        "金額",
        "税",
        "参照",
        "緊急度",
        "部署",
        "期限",
        "開始",
        "会議",
        "ステータス",
        "取引先",
        "取引先名",
    ],
)
def test_this_can_be_sorted(found, code):
    put(REQUESTS)

    assert found(f"order by {code} desc") == [1]


@pytest.mark.parametrize(
    ("code", "error"),
    [(c, "GAIA_IQ03") for c in ["理由", "説明", "区分", "対象", "担当", "組織", "グループ", "添付", "作業者", "明細", "関連", "関連.名称", "カテゴリー"]]
    + [("単価", "GAIA_IQ07"), ("無い", "GAIA_IQ11"), ("明細.単価", "GAIA_IR02")],
)  # fmt: skip
def test_this_cannot_be_sorted(code, error):
    with pytest.raises(Invalid, match=error):
        order(f"order by {code}")


def test_empty_comes_first_going_up_and_last_going_down(found):
    for amount in ("5", None, "10", "5"):
        put(REQUESTS, 金額=amount)

    assert found("order by 金額 asc") == [2, 4, 1, 3]
    assert found("order by 金額 desc") == [3, 4, 1, 2]


def test_a_live_value_sorts_by_what_the_master_says_now(found):
    put(MASTER, コード="T1", 名称="い")
    put(MASTER, コード="T2", 名称="あ")
    for code in ("T1", "T2", None):
        put(REQUESTS, 取引先=code)

    assert found("order by 取引先名 asc") == [3, 2, 1]
