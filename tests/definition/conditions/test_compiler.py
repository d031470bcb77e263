"""Tests of what conditions find, on PostgreSQL: every row of kintone-api §3.2, §3.3 and §3.5."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.definition.conditions.ledger import (
    MASTER,
    REQUESTS,
    SUZUKI,
    a_schema,
    an_env,
    put,
)
from urakata.definition.conditions import compile_condition, parse_condition
from urakata.definition.sql import Fragment
from urakata.kernel.errors import Invalid

FULL = {
    "件名": "ＡＢＣ備品の購入", "金額": "1200.5", "税": "120", "理由": "古い\nため", "説明": "<b>見積</b>書 &amp; 請求書",
    "参照": "https://example.com/a_b", "区分": ["新規", "更新"], "緊急度": "高", "部署": "総務", "対象": ["A"],
    "期限": "2026-04-01", "開始": "09:30", "会議": "2026-04-01T00:30:00Z", "担当": [1, 2], "組織": [10],
    "グループ": [20], "ステータス": "未処理", "作業者": [1],
    "作成日時": "2026-03-31T23:30:45Z", "更新日時": "2026-03-31T23:30:00Z",
}  # fmt: skip


@pytest.fixture
def full_and_empty(ledgers):
    """Record 1 has a value in every field, record 2 in none."""
    put(REQUESTS, **FULL)
    put(REQUESTS, 作成者=2, 作成日時="2026-01-01T00:00:00Z", 更新日時="2026-01-01T00:00:00Z")


BOTH, FIRST, SECOND, NONE = [2, 1], [1], [2], []


@pytest.mark.parametrize(
    ("condition", "ids"),
    [
        # text: exact, "" is unset
        ('件名 = "ＡＢＣ備品の購入"', FIRST), ('件名 = "ABC備品の購入"', NONE), ('件名 = "備品"', NONE),
        ('件名 = ""', SECOND), ('件名 != ""', FIRST), ('件名 != "x"', BOTH), ('件名 != "ＡＢＣ備品の購入"', SECOND),
        ('件名 in ("x", "ＡＢＣ備品の購入")', FIRST), ('件名 in ("")', SECOND), ('件名 in ("", "x")', SECOND),
        ('件名 not in ("x")', BOTH), ('件名 not in ("")', FIRST), ('件名 not in ("", "x")', FIRST),
        ('参照 = "https://example.com/a_b"', FIRST), ('参照 like "a_b"', FIRST), ('参照 like "a%b"', NONE),
        # like: folded, anywhere, its own % and _ taken literally
        ('件名 like "備品"', FIRST), ('件名 like "ａbc"', FIRST), ('件名 like "abc備"', FIRST), ('件名 like "備 品"', NONE),
        ('件名 like ""', BOTH), ('件名 not like ""', NONE), ('件名 not like "備品"', SECOND), ('件名 not like "x"', BOTH),
        ('件名 like "%"', NONE), ('件名 like "_"', NONE), ('参照 like "＿"', FIRST), (r'件名 like "\\"', NONE),
        # lines and rich text
        ('理由 like "古い"', FIRST), ('理由 not like "古い"', SECOND), ("理由 is empty", SECOND), ("理由 is not empty", FIRST),
        ('説明 like "見積書"', FIRST), ('説明 like "書 & 請"', FIRST), ('説明 like "<b>"', NONE), ('説明 not like "x"', BOTH),
        # numbers
        ("金額 = 1200.5", FIRST), ('金額 = "1200.50"', FIRST), ("金額 = 1.2005e3", FIRST), ('金額 = ""', SECOND), ('金額 != ""', FIRST),
        ("金額 != 1200.5", SECOND), ("金額 != 1", BOTH), ("金額 > 1200", FIRST), ("金額 > 1200.5", NONE), ("金額 >= 1200.5", FIRST),
        ("金額 < 1201", FIRST), ("金額 <= 1200.5", FIRST), ("金額 < -1", NONE), ("金額 in (1, 1200.5)", FIRST), ("金額 not in (1)", BOTH),
        ('金額 in ("")', SECOND), ('金額 > ""', NONE), ("税 = 120", FIRST), ("税 >= 0", FIRST), ("税 not in (120)", SECOND),
        ("金額 < 99999999999999999999999999999999999999999999", FIRST), ("金額 = 1e4000", NONE),
        # record numbers
        ("$id = 1", FIRST), ('$id = "2"', SECOND), ("$id != 1", SECOND), ("$id > 1", SECOND), ("$id in (1, 3)", FIRST),
        ("レコード番号 <= 1", FIRST), ('レコード番号 = "RINGI-1"', FIRST), ("レコード番号 not in (1)", SECOND), ('$id = ""', NONE), ('$id != ""', BOTH),
        ("$id = 9223372036854775808", NONE), ("$id != 9223372036854775808", BOTH), ("$id < 9223372036854775808", BOTH),
        ("$id > 99999999999999999999999999999", NONE), ("$id >= -9223372036854775809", BOTH), ("$id <= -99999999999999999999999", NONE),
        ("$id in (1, 9223372036854775808)", FIRST), ("$id not in (9223372036854775808)", BOTH), ("$id = -1", NONE),
        # choices
        ('区分 in ("新規")', FIRST), ('区分 in ("解約")', NONE), ('区分 in ("解約", "更新")', FIRST), ('区分 in ("")', SECOND),
        ('区分 not in ("解約")', BOTH), ('区分 not in ("新規")', SECOND), ('区分 not in ("")', FIRST), ('対象 in ("A", "")', BOTH),
        ('緊急度 in ("高")', FIRST), ('緊急度 not in ("高")', SECOND), ('部署 in ("経理", "総務")', FIRST), ('部署 in ("")', SECOND), ('部署 not in ("")', FIRST),
        # dates and times
        ('期限 = "2026-04-01"', FIRST), ('期限 = "2026-4-1"', FIRST), ('期限 != "2026-04-01"', SECOND), ('期限 > "2026-03"', FIRST), ('期限 < "2026-04-01"', NONE),
        ('期限 >= "2026-04-01"', FIRST), ('期限 <= "2026-04-01"', FIRST), ('期限 = ""', SECOND), ('期限 != ""', FIRST), ('期限 > ""', NONE),
        ('開始 = "9:30"', FIRST), ('開始 > "09:29"', FIRST), ('開始 < "09:30"', NONE), ('開始 <= "09:30"', FIRST), ('開始 = ""', SECOND), ('開始 != "10:00"', BOTH),
        ('会議 = "2026-04-01T09:30:59+09:00"', FIRST), ('会議 = "2026-04-01T00:30:00Z"', FIRST), ('会議 = "2026-04-01T09:30+0900"', FIRST),
        ('会議 > "2026-04-01"', FIRST), ('会議 >= "2026-04-01T00:30:00Z"', FIRST), ('会議 > "2026-04-01T00:30:59Z"', NONE), ('会議 < "2026-04-01T00:30:00Z"', NONE),
        ('会議 <= "2026-04-01T00:30:00Z"', FIRST), ('会議 != "2026-04-01T00:30:00Z"', SECOND), ('会議 = ""', SECOND), ('会議 <= "9999-12-31T23:59:00Z"', FIRST),
        # the record's own times have seconds and are compared to the minute
        ('作成日時 = "2026-03-31T23:30:00Z"', FIRST), ('作成日時 > "2026-03-31T23:30:00Z"', NONE), ('作成日時 >= "2026-03-31T23:30:00Z"', FIRST),
        ('作成日時 <= "2026-03-31T23:30:00Z"', BOTH), ('作成日時 < "2026-03-31T23:31:00Z"', BOTH), ('更新日時 != "2026-01-01T00:00:00Z"', FIRST),
        # people
        ('担当 in ("sato")', FIRST), ('担当 in ("tanaka")', NONE), ('担当 in ("tanaka", "suzuki")', FIRST), ('担当 in ("")', SECOND), ('担当 not in ("tanaka")', BOTH),
        ('担当 not in ("sato")', SECOND), ('担当 not in ("")', FIRST), ("担当 in (LOGINUSER())", FIRST), ('担当 in ("tanaka", LOGINUSER())', FIRST),
        ("担当 not in (LOGINUSER())", SECOND), ('組織 in ("soumu")', FIRST), ('組織 in ("keiri")', NONE), ("組織 in (PRIMARY_ORGANIZATION())", FIRST),
        ("組織 not in (PRIMARY_ORGANIZATION())", SECOND), ('グループ in ("everyone")', FIRST), ('グループ in ("")', SECOND),
        ('作成者 in ("suzuki")', SECOND), ('作成者 not in ("suzuki")', FIRST), ("更新者 in (LOGINUSER())", BOTH), ('作成者 in ("")', NONE),
        # process
        ('ステータス = "未処理"', FIRST), ('ステータス != "未処理"', SECOND), ('ステータス in ("完了", "未処理")', FIRST), ('ステータス not in ("未処理")', SECOND),
        ('作業者 in ("sato")', FIRST), ("作業者 in (LOGINUSER())", FIRST), ('作業者 in ("")', SECOND),
        # and, or
        ("金額 > 1 and $id = 1", FIRST), ("金額 > 1 or $id = 2", BOTH), ("$id = 2 or $id = 1 and 金額 > 9999", SECOND), ("($id = 2 or $id = 1) and 金額 > 1", FIRST),
        ('件名 != "x" and (金額 = "" or 金額 = 5)', SECOND), ("", BOTH),
    ],
)  # fmt: skip
def test_what_a_condition_finds(full_and_empty, found, condition, ids):
    assert found(condition) == ids


@pytest.mark.parametrize("blank", ["", " ", "\t", "\n \r\n", "　", "\u00a0　 "])
def test_white_space_alone_is_empty(ledgers, found, blank):
    put(REQUESTS, 理由=blank)

    assert found("理由 is empty") == [1]
    assert found("理由 is not empty") == []


def test_a_file_is_found_by_its_name(full_and_empty, found):
    put(REQUESTS, 添付=[a_file("見積書_2026.pdf")])

    assert found('添付 like "見積"') == [3]
    assert found('添付 not like "見積"') == BOTH
    assert found("添付 is not empty") == [3]
    assert found("添付 is empty") == BOTH


def a_file(name):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_file (id, sha256, name, content_type, size, uploader_id, uploaded_at)"
            " VALUES (gen_random_uuid(), '', %s, '', 0, 1, now()) RETURNING id::text",
            [name],
        )
        return cursor.fetchone()[0]


# --- tables


@pytest.fixture
def with_rows(ledgers):
    """Record 1: two rows; 2: one row; 3: one empty row; 4: no row."""
    both = {
        "品名": "紙",
        "単価": "100",
        "種別": "物品",
        "納期": "2026-04-01",
        "印": ["済"],
        "備考": "至急",
        "予定": "2026-04-01T00:00:00Z",
    }
    put(REQUESTS, 明細=[both, {"品名": "筆", "単価": "300", "種別": "物品"}])
    put(REQUESTS, 明細=[{"品名": "紙", "単価": "300", "種別": "役務", "印": ["済", "急"]}])
    put(REQUESTS, 明細=[{"品名": None}])
    put(REQUESTS)  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "ids"),
    [
        # positive: some row
        ('品名 in ("紙")', [2, 1]), ('品名 in ("筆", "墨")', [1]), ('品名 in ("")', [3]), ('品名 like "紙"', [2, 1]), ("単価 > 200", [2, 1]), ("単価 < 200", [1]),
        ("単価 in (100)", [1]), ('種別 in ("役務")', [2]), ('印 in ("急")', [2]), ('納期 in ("2026-04-01", TOMORROW())', [1]), ('納期 > "2026-03-31"', [1]),
        ('予定 in ("2026-04-01T09:00:00+09:00")', [1]), ("予定 in (TODAY())", [1]), ("備考 is empty", [3, 2, 1]),
        # negative: at least one row, and every row
        ('品名 not in ("墨")', [3, 2, 1]), ('品名 not in ("紙")', [3]), ('品名 not in ("")', [2, 1]), ('品名 not like "筆"', [3, 2]), ("単価 not in (100)", [3, 2]),
        ('種別 not in ("物品")', [3, 2]), ('印 not in ("急")', [3, 1]), ("備考 is not empty", []), ('備考 not like "至急"', [3, 2]),
        # and: the same row
        ('品名 in ("紙") and 単価 > 200', [2]), ('単価 > 200 and $id < 9 and 品名 in ("筆")', [1]), ('品名 in ("紙") and 種別 not in ("役務")', [1]),
        ('品名 in ("筆") and 印 in ("済")', []), ('(品名 in ("筆") or 品名 in ("墨")) and 単価 > 200', [1]), ('(品名 in ("紙") or 単価 > 200) and 種別 in ("物品")', [1]),
        ('品名 in ("紙") or 単価 in (300)', [2, 1]), ('品名 in ("筆") or $id = 4', [4, 1]), ('(品名 in ("筆") or $id = 4) and 単価 > 200', [1]),
    ],
)  # fmt: skip
def test_what_a_condition_about_rows_finds(with_rows, found, condition, ids):
    assert found(condition) == ids


# --- related records and live look-ups


@pytest.fixture
def with_master(ledgers):
    put(MASTER, コード="T1", 名称="東西商事", 限度="500", 契約日="2026-04-01")
    put(MASTER, コード="T2", 名称="南北物産", 限度="2000")
    for code, number in (("T1", "2"), ("T2", "1"), ("T9", "1.5"), (None, None), ("T1", "9" * 30)):
        put(REQUESTS, 取引先=code, 先番号=number, 金額="100")


@pytest.mark.parametrize(
    ("condition", "ids"),
    [
        ('関連.名称 in ("東西商事")', [5, 1]), ('関連.名称 like "物産"', [2]), ("関連.限度 > 100", [5, 2, 1]), ("関連.限度 > 1000", [2]), ("関連.$id in (1)", [5, 1]),
        ('関連.名称 not in ("東西商事")', [2]), ('関連.名称 not like "商"', [2]), ("大口.限度 > 1", [2]), ('大口.名称 in ("東西商事")', []), ('大口.契約日 in ("")', [2]),
        ('関連.契約日 in ("2026-04-01")', [5, 1]), ('関連.名称 like "商事" and 関連.限度 > 1000', []), ("関連.契約日 in (TODAY())", [5, 1]),
        ('取引先名 = "東西商事"', [5, 1]), ('取引先名 like "南北"', [2]), ('取引先名 = ""', [4, 3]), ("与信 >= 2000", [2]), ('番号 = "2"', [2]), ('番号 in ("1")', [5, 1]),
        ('先名称 = "南北物産"', [1]), ('先名称 = "東西商事"', [2]), ('先名称 = ""', [5, 4, 3]),
    ],
)  # fmt: skip
def test_what_a_condition_about_other_apps_finds(with_master, found, condition, ids):
    assert found(condition) == ids


def test_records_may_be_related_through_a_column_of_a_table(ledgers, found):
    put(REQUESTS, 金額="100")
    put(REQUESTS, 明細=[{"単価": "100"}, {"単価": "200"}])

    assert found("同額.$id > 0") == [1]
    assert found('同額.品名 in ("")') == [1]


# --- whose and when


def test_login_user_is_whoever_asks(full_and_empty, found):
    assert found("作成者 in (LOGINUSER())", env=an_env(SUZUKI)) == [2]


@pytest.mark.parametrize(
    ("condition", "ids"),
    [
        ("組織 in (PRIMARY_ORGANIZATION())", BOTH), ("組織 not in (PRIMARY_ORGANIZATION())", BOTH), ('組織 in ("keiri", PRIMARY_ORGANIZATION())', BOTH),
        ("組織 in (PRIMARY_ORGANIZATION()) and $id = 1", FIRST), ("組織 in (PRIMARY_ORGANIZATION()) or $id = 1", BOTH),
        ("(組織 in (PRIMARY_ORGANIZATION()) or $id = 1) and $id = 2", SECOND), ("$id = 1 or (組織 in (PRIMARY_ORGANIZATION()) and $id = 2)", BOTH),
    ],
)  # fmt: skip
def test_who_has_no_primary_organization_is_not_asked_for_it(full_and_empty, found, condition, ids):
    assert found(condition, env=an_env(SUZUKI)) == ids


@pytest.mark.parametrize(
    ("condition", "tokyo", "new_york"),
    [
        ("期限 = TODAY()", FIRST, NONE),
        ("期限 = TOMORROW()", NONE, FIRST),
        ("作成日時 = TODAY()", FIRST, FIRST),
        ("会議 = TODAY()", FIRST, FIRST),
        ("会議 < TODAY()", NONE, NONE),
        ("会議 >= TOMORROW()", NONE, NONE),
        ("作成日時 = NOW()", FIRST, FIRST),
        ("作成日時 < NOW()", SECOND, SECOND),
        ("期限 = THIS_MONTH()", FIRST, NONE),
        ("期限 = NEXT_MONTH(1)", NONE, FIRST),
        ("会議 > LAST_MONTH()", FIRST, FIRST),
    ],
)
def test_days_are_those_of_whoever_asks(full_and_empty, found, condition, tokyo, new_york):
    assert found(condition) == tokyo
    assert found(condition, env=an_env(SUZUKI)) == new_york


# --- refusals


@pytest.mark.parametrize(
    ("condition", "code", "sentence"),
    [
        ("無い = 1", "GAIA_IQ11", "指定されたフィールド（無い）が見つかりません。"),
        ("$revision = 1", "GAIA_IQ11", "指定されたフィールド（$revision）が見つかりません。"),
        ("関連.無い > 1", "GAIA_IQ11", "指定されたフィールド（関連.無い）が見つかりません。"),
        ("無い.金額 > 1", "GAIA_IQ11", "指定されたフィールド（無い.金額）が見つかりません。"),
        ("消えた.名称 > 1", "GAIA_IQ11", "指定されたフィールド（消えた）が見つかりません。"),
        ("絶えた.限度 > 1", "GAIA_IQ11", "指定されたフィールド（絶えた）が見つかりません。"),
        ("明細.単価 > 1", "GAIA_IR02", "関連レコード一覧ではないフィールド（明細）に「.」は使用できません。"),
        ("金額 like 1", "GAIA_IQ03", "金額フィールドのフィールドタイプには演算子likeを使用できません。"),
        ("件名 > 1", "GAIA_IQ03", "件名フィールドのフィールドタイプには演算子>を使用できません。"),
        ('理由 = "x"', "GAIA_IQ03", None), ('説明 in ("x")', "GAIA_IQ03", None), ("説明 is empty", "GAIA_IQ03", None),
        ('区分 = "新規"', "GAIA_IQ03", None), ('部署 like "x"', "GAIA_IQ03", None), ('期限 in ("2026-04-01")', "GAIA_IQ03", None),
        ('会議 like "x"', "GAIA_IQ03", None), ('開始 in ("09:00")', "GAIA_IQ03", None), ('担当 = "sato"', "GAIA_IQ03", None),
        ('添付 = "x"', "GAIA_IQ03", None), ("明細 is empty", "GAIA_IQ03", None), ('カテゴリー in ("x")', "GAIA_IQ03", None),
        ("詳細 is empty", "GAIA_IQ03", None), ("関連 is empty", "GAIA_IQ03", None), ("金額 is empty", "GAIA_IQ03", None),
        ("単価 = 1", "GAIA_IQ07", "テーブルに設定している場合、単価フィールドのフィールドタイプには、演算子=を使用できません。"),
        ('品名 != "x"', "GAIA_IQ07", None), ('種別 = "物品"', "GAIA_IQ07", None), ("単価 like 1", "GAIA_IQ03", None),
        ('関連.名称 = "x"', "GAIA_IQ03", None), ("関連.限度 != 1", "GAIA_IQ03", None), ('関連.限度 like "1"', "GAIA_IQ03", None),
        ('区分 in ("無い")', "GAIA_IQ10", "区分フィールドに、選択肢にない値「無い」が指定されています。"), ('部署 not in ("x")', "GAIA_IQ10", None),
        ('種別 in ("x")', "GAIA_IQ10", None), ('ステータス = "承認"', "GAIA_IQ10", None), ('ステータス in ("完了", "x")', "GAIA_IQ10", None),
        ('担当 in ("nobody")', "GAIA_IL26", "指定したユーザー（code：nobody）が見つかりません。"), ('作成者 in ("x")', "GAIA_IL26", None),
        ('グループ in ("x")', "GAIA_IL27", None), ('組織 in ("x")', "GAIA_IL28", "指定した組織（code：x）が見つかりません。"),
        ("期限 = TODAY(1)", "GAIA_IL08", "TODAY関数の引数の数が正しくありません。"), ("期限 = FROM_TODAY(1)", "GAIA_IL08", None),
        ("担当 in (LOGINUSER(1))", "GAIA_IL08", None), ("会議 = NOW(1)", "GAIA_IL08", None), ("期限 = THIS_WEEK(SUNDAY,1)", "GAIA_IL08", None),
        ("期限 = THIS_MONTH(32)", "GAIA_IQ23", "THIS_MONTH関数の日の指定（32）が正しくありません。"), ("期限 = THIS_WEEK(日曜)", "GAIA_IQ23", None),
        ("期限 = FROM_TODAY(1, HOURS)", "GAIA_IQ25", "FROM_TODAY関数の単位（HOURS）が正しくありません。"),
        ('金額 > "abc"', "CB_VA01", None), ('金額 = "NaN"', "CB_VA01", None), ('期限 = "2026-02-30"', "CB_VA01", None), ('会議 > "昨日"', "CB_VA01", None),
        ('開始 = "25:00"', "CB_VA01", None), ("$id = 1.5", "CB_VA01", None), ("期限 = NOW()", "CB_VA01", None), ("期限 = UNKNOWN()", "CB_VA01", None),
        ("金額 = TODAY()", "CB_VA01", None), ('件名 = LOGINUSER()', "CB_VA01", None), ("組織 in (LOGINUSER())", "CB_VA01", None), ("期限 = LOGINUSER()", "CB_VA01", None),
        ("期限 = FROM_TODAY(1.5, DAYS)", "CB_VA01", None), ("期限 = FROM_TODAY(9999, YEARS)", "CB_VA01", None), ('輪.件名 in ("x")', "CB_VA01", None),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(condition, code, sentence):
    with pytest.raises(Invalid) as caught:
        compile_condition(parse_condition(condition), REQUESTS, an_env())

    assert caught.value.code == code
    assert sentence is None or caught.value.text.ja == sentence


@pytest.mark.parametrize("condition", ['ステータス = "未処理"', "作業者 in (LOGINUSER())"])
def test_without_a_process_there_is_no_status(condition):
    schema = a_schema(1, (), process=False)

    with pytest.raises(Invalid, match="GAIA_ST02"):
        compile_condition(parse_condition(condition), schema, an_env())


def test_what_is_ignored_must_be_right_all_the_same():
    with pytest.raises(Invalid, match="GAIA_IQ11"):
        compile_condition(
            parse_condition("無い in (PRIMARY_ORGANIZATION())"), REQUESTS, an_env(SUZUKI)
        )


# --- shape


def test_every_outside_value_is_bound():
    where = compile_condition(
        parse_condition('件名 = "\'; drop table x; --" and 金額 > 5 and 件名 like "%s"'),
        REQUESTS,
        an_env(),
    )

    assert where.text == (
        "t.f1 = %s::text AND t.f2 > %s::numeric AND ledger.fold(t.f1) LIKE lower(%s::text)"
    )
    assert where.params == ("'; drop table x; --", "5", "%\\%s%")


def test_the_search_index_narrows_a_positive_like_of_the_record_itself():
    env = an_env(
        candidates=lambda schema, field, needle: Fragment("t.id = ANY(%s)", ([len(needle)],))
    )

    def where(text):
        return compile_condition(parse_condition(text), REQUESTS, env).text

    assert where('件名 like "備品"') == "t.id = ANY(%s) AND ledger.fold(t.f1) LIKE lower(%s::text)"
    assert [
        "ANY" in where(text)
        for text in ('件名 not like "x"', '件名 like ""', '品名 like "x"', '取引先名 like "x"', '添付 like "x"', '関連.名称 like "x"')
    ] == [False, False, False, False, True, False]  # fmt: skip


def test_a_slow_word_may_have_no_candidates():
    env = an_env(candidates=lambda schema, field, needle: None)

    assert "ANY" not in compile_condition(parse_condition('件名 like "x"'), REQUESTS, env).text


def test_the_widest_condition_still_runs(with_rows, found):
    assert found(" and ".join(['(品名 in ("紙") or $id > 0)'] * 250)) == [4, 3, 2, 1]
    assert found(f"$id in ({','.join(map(str, range(1, 20_000)))})") == [4, 3, 2, 1]
