from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.record.asking import add, add_one, change, count, line, lines, problems, read, refusal
from urakata.definition.fields.base import WriteContext
from urakata.kernel.errors import Invalid
from urakata.record.parsing import Parser
from urakata.record.problems import Problems
from urakata.record.write import add_records

TABLE = {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT", "数": "NUMBER"}}
OPTIONS = {name: {"label": name, "index": n} for n, name in enumerate(("甲", "乙"))}


def send(actor, app, row):
    return add_records(actor=actor, app=app, rows=[row], prefix="record")


def test_unknown_codes_and_cells_without_a_value_are_passed_over(an_app, suzuki):
    app = an_app({"金額": {"type": "NUMBER", "defaultValue": "5"}})

    [saved] = send(
        suzuki, app, {"無": {"value": "x"}, "金額": {"type": "NUMBER"}, "$id": {"value": "7"}}
    )

    assert read(suzuki, app, saved.id)["金額"] == "5"


@pytest.mark.parametrize(
    "row", [{"件名": "机"}, {"件名": {"value": {}}}, {"明細": {"value": "x"}}, {"明細": {"value": [1]}},
            {"明細": {"value": [{"value": 1}]}}, {"明細": {"value": [{"id": "x"}]}}, {"明細": {"value": [{"id": True}]}},
            {"担当": {"value": "suzuki"}}, [], None, "x"],
)  # fmt: skip
def test_json_of_the_wrong_shape_is_refused_whole(an_app, suzuki, row):
    app = an_app({"件名": "SINGLE_LINE_TEXT", "担当": "USER_SELECT", "明細": TABLE})

    assert refusal(lambda: send(suzuki, app, row)) == "CB_IJ01"
    assert count(app) == 0


def test_what_is_no_number_has_a_path_with_brackets_in_single_records(an_app, suzuki):
    app = an_app({"金額": {"type": "NUMBER", "required": True}})

    assert problems(lambda: add_one(suzuki, app, 金額="千")) == {
        "record[金額].value": ["数字でなければなりません。"],
        "record.金額.value": ["必須です。"],
    }
    assert problems(lambda: add(suzuki, app, {"金額": "千"})) == {
        "records[0].金額.value": ["数字でなければなりません。", "必須です。"]
    }


def test_what_is_no_number_is_empty_in_a_table(an_app, suzuki):
    app = an_app({"明細": TABLE})

    id_ = add_one(suzuki, app, 明細=[line(品名="机", 数="千")])

    assert lines(read(suzuki, app, id_), "明細") == [{"品名": "机", "数": ""}]


def test_more_digits_than_the_app_calculates_with_are_refused(an_app, suzuki):
    app = an_app(
        {"金額": "NUMBER"},
        numberPrecision={"digits": "5", "decimalPlaces": "2", "roundingMode": "UP"},
    )

    assert problems(lambda: add_one(suzuki, app, 金額="123.456")) == {
        "record.金額.value": ["全体の桁数が5桁を超えています。"]
    }
    assert read(suzuki, app, add_one(suzuki, app, 金額="-0.00012345"))["金額"] == "-0.00012345"


def test_every_wrong_choice_has_its_place(an_app, suzuki):
    app = an_app(
        {
            "印": {"type": "CHECK_BOX", "options": OPTIONS},
            "区分": {"type": "DROP_DOWN", "options": OPTIONS},
        }
    )

    assert problems(lambda: add_one(suzuki, app, 印=["丙", "甲", "丁"], 区分="戊")) == {
        "record.印.values[0].value": ['"丙"は選択肢にありません。'],
        "record.印.values[2].value": ['"丁"は選択肢にありません。'],
        "record.区分.value": ['"戊"は選択肢にありません。'],
    }


@pytest.mark.parametrize(
    ("type_", "code"),
    [
        ("USER_SELECT", "GAIA_IL26"),
        ("GROUP_SELECT", "GAIA_IL27"),
        ("ORGANIZATION_SELECT", "GAIA_IL28"),
    ],
)
def test_an_unknown_person_ends_the_request(an_app, suzuki, type_, code):
    app = an_app({"担当": type_})

    assert refusal(lambda: add_one(suzuki, app, 担当=[{"code": "nobody"}])) == code
    assert count(app) == 0


@pytest.mark.parametrize("value", ["a\x00b", "\x00"])
def test_a_nul_is_refused(an_app, suzuki, value):
    app = an_app({"件名": "SINGLE_LINE_TEXT", "明細": TABLE})

    found = problems(lambda: add_one(suzuki, app, 件名=value, 明細=[line(品名=value)]))

    assert list(found) == ["record.件名.value", "record.明細.value[0].value.品名.value"]


def test_the_record_number_is_ignored_in_new_records_and_refused_in_old_ones(an_app, suzuki):
    app = an_app()
    id_ = add_one(suzuki, app, レコード番号="999")

    assert read(suzuki, app, id_)["レコード番号"] == str(id_)
    with pytest.raises(Invalid, match="RECORD_ID"):
        change(suzuki, app, id_, レコード番号="1")


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("作成者", "CREATOR"),
        ("更新者", "MODIFIER"),
        ("作成日時", "CREATED_AT"),
        ("更新日時", "MODIFIED_AT"),
    ],
)
def test_who_and_when_cannot_be_changed(an_app, sato, field, name):
    app = an_app()
    id_ = add_one(sato, app)

    with pytest.raises(Invalid, match=f"GAIA_UN10.*{name}"):
        change(sato, app, id_, **{field: "x"})


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("ステータス", "GAIA_UN10"),
        ("作業者", "GAIA_UN10"),
        ("カテゴリー", "GA_UO01"),
        ("枠", "GAIA_UN10"),
        ("関連", "CB_IJ01"),
    ],
)
def test_what_is_not_for_writing_is_refused(an_app, suzuki, field, code):
    other = an_app({"名": "SINGLE_LINE_TEXT"})
    related = {
        "relatedApp": {"app": str(other.app_id)},
        "condition": {"field": "名", "relatedField": "名"},
        "displayFields": ["名"],
        "size": "5",
    }
    app = an_app(
        {
            "名": "SINGLE_LINE_TEXT",
            "枠": "GROUP",
            "関連": {"type": "REFERENCE_TABLE", "referenceTable": related},
        }
    )

    assert refusal(lambda: add_one(suzuki, app, **{field: "x"})) == code
    assert count(app) == 0


def test_only_who_manages_the_app_says_who_wrote_a_record_and_when(an_app, sato, suzuki):
    app = an_app()
    values = {
        "作成者": {"code": "suzuki"},
        "作成日時": "2020-04-01T09:00:30Z",
        "更新者": {"code": ""},
        "更新日時": "",
    }

    record = read(sato, app, add_one(sato, app, **values))

    assert (record["作成者"]["code"], record["作成日時"]) == ("suzuki", "2020-04-01T09:00:00Z")
    assert record["更新者"]["code"] == "sato"
    assert refusal(lambda: add_one(suzuki, app, **values)) == "GAIA_BF02"
    assert count(app) == 1


def test_nothing_is_written_in_the_future(an_app, sato):
    app = an_app()
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="minutes")

    assert list(problems(lambda: add_one(sato, app, 作成日時=tomorrow))) == [
        "record.作成日時.value"
    ]


def test_computed_and_numbered_values_are_ignored(an_app, suzuki):
    app = an_app({"金額": "NUMBER", "税込": {"type": "CALC", "expression": "金額 * 2"}})

    record = read(suzuki, app, add_one(suzuki, app, 金額="3", 税込="99"))

    assert record["税込"] == "6"


def test_rows_of_a_table_have_different_ids(an_app, suzuki):
    app = an_app({"明細": TABLE})

    assert refusal(lambda: add_one(suzuki, app, 明細=[line(1), line("1")])) == "GAIA_SI01"


class Nobody:
    def find(self, kind, code):
        return None

    def show(self, kind, id_):
        return {}


def test_a_value_is_parsed_once_however_often_it_comes(an_app, suzuki):
    app = an_app({"日": "DATE"})
    context = WriteContext(Nobody(), datetime.now(UTC), ZoneInfo("Asia/Tokyo"), 1)
    parser = Parser(app, context, Problems(), check_manager=lambda field: None)

    rows = [parser.read({"日": {"value": "2026-4"}}, "record", is_new=True) for _ in range(3)]

    assert [row.sent for row in rows] == [{"日": "2026-04-01"}] * 3
    assert rows[0].sent["日"] is rows[2].sent["日"]
