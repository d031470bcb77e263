from __future__ import annotations

from dataclasses import replace

import pytest

from tests.record.asking import add, add_one, change, count, line, lines, problems, read, refusal
from urakata.definition import services
from urakata.directory import epochs
from urakata.record.adapters import ledger_cursor

KEY = {"type": "SINGLE_LINE_TEXT", "unique": True}


def lookup(master, key, mappings, mode="COPY"):
    return {
        "relatedApp": {"app": str(master.app_id)},
        "relatedKeyField": key,
        "fieldMappings": [{"field": ours, "relatedField": theirs} for ours, theirs in mappings],
        "lookupPickerFields": [],
        "filterCond": "",
        "sort": "",
        "mode": mode,
    }


@pytest.fixture
def master(an_app, sato):
    master = an_app({"コード": KEY, "名称": "SINGLE_LINE_TEXT", "単価": "NUMBER"}, name="商品")
    add(
        sato, master, {"コード": "A", "名称": "机", "単価": "1200"}, {"コード": "B", "名称": "椅子"}
    )
    return master


@pytest.fixture
def app(an_app, master):
    return an_app(
        {
            "品名": "SINGLE_LINE_TEXT",
            "価格": {"type": "NUMBER", "defaultValue": "5"},
            "商品": {
                "type": "SINGLE_LINE_TEXT",
                "lookup": lookup(master, "コード", [("品名", "名称"), ("価格", "単価")]),
            },
        }
    )


def test_a_key_brings_its_values_along_whatever_was_sent(app, suzuki):
    record = read(suzuki, app, add_one(suzuki, app, 商品="A", 品名="嘘", 価格="1"))

    assert (record["商品"], record["品名"], record["価格"]) == ("A", "机", "1200")


def test_what_the_master_has_not_is_empty_here(app, suzuki):
    assert read(suzuki, app, add_one(suzuki, app, 商品="B"))["価格"] == ""


def test_without_a_key_copies_have_their_defaults_and_what_was_sent_is_ignored(app, suzuki):
    record = read(suzuki, app, add_one(suzuki, app, 品名="嘘", 価格="1"))

    assert (record["品名"], record["価格"]) == ("", "5")


def test_an_empty_key_empties_the_copies_and_none_keeps_them(app, suzuki):
    id_ = add_one(suzuki, app, 商品="A")

    change(suzuki, app, id_, 品名="嘘")
    assert read(suzuki, app, id_)["品名"] == "机"
    change(suzuki, app, id_, 商品="")
    assert (read(suzuki, app, id_)["品名"], read(suzuki, app, id_)["価格"]) == ("", "")


def test_copies_stay_when_the_master_changes_until_the_key_is_sent_again(app, master, suzuki):
    id_ = add_one(suzuki, app, 商品="A")
    change(suzuki, master, 1, 名称="大机")

    assert read(suzuki, app, id_)["品名"] == "机"
    change(suzuki, app, id_, 商品="A")
    assert read(suzuki, app, id_)["品名"] == "大机"


def test_a_key_that_names_nothing_is_refused(app, suzuki):
    assert refusal(lambda: add(suzuki, app, {"商品": "A"}, {"商品": "Z"})) == "GAIA_LO04"
    assert count(app) == 0


def test_a_token_needs_the_right_to_view_the_master(app, master, sato):
    alone = replace(sato, via="token", tokens={app.app_id: frozenset({"add", "view"})})
    both = replace(alone, tokens={**alone.tokens, master.app_id: frozenset({"view"})})

    assert refusal(lambda: add_one(alone, app, 商品="A")) == "GAIA_LO04"
    assert count(app) == 0
    assert read(both, app, add_one(both, app, 商品="A"))["品名"] == "机"


def test_rows_of_tables_look_up_too(an_app, master, suzuki):
    column = {"type": "SINGLE_LINE_TEXT", "lookup": lookup(master, "コード", [("品名", "名称")])}
    app = an_app(
        {"明細": {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT", "商品": column}}}
    )

    id_ = add_one(suzuki, app, 明細=[line(商品="B"), line(商品="A"), line(品名="嘘")])

    assert [row["品名"] for row in lines(read(suzuki, app, id_), "明細")] == ["椅子", "机", ""]
    assert refusal(lambda: add_one(suzuki, app, 明細=[line(商品="Z")])) == "GAIA_LO04"


@pytest.mark.parametrize(
    ("key", "name"), [("1", "机"), ("MST-1", "机"), ("9" * 30, None), ("x", None)]
)
def test_a_record_number_serves_as_key(an_app, master, suzuki, key, name):
    field = {
        "type": "SINGLE_LINE_TEXT",
        "lookup": lookup(master, "レコード番号", [("品名", "名称")]),
    }
    app = an_app({"品名": "SINGLE_LINE_TEXT", "番号": field})

    if name is None:
        assert refusal(lambda: add_one(suzuki, app, 番号=key)) == "GAIA_LO04"
    else:
        assert read(suzuki, app, add_one(suzuki, app, 番号=key))["品名"] == name


def test_a_live_look_up_keeps_the_key_and_shows_the_masters_value_of_today(an_app, master, suzuki):
    live = lookup(master, "コード", [("品名", "名称"), ("価格", "単価")], mode="LIVE")
    app = an_app(
        {
            "品名": "SINGLE_LINE_TEXT",
            "価格": "NUMBER",
            "商品": {"type": "SINGLE_LINE_TEXT", "lookup": live},
        }
    )
    id_ = add_one(suzuki, app, 商品="A", 品名="嘘")
    change(suzuki, master, 1, 名称="大机", 単価="1500")

    assert (read(suzuki, app, id_)["品名"], read(suzuki, app, id_)["価格"]) == ("大机", "1500")
    assert refusal(lambda: add_one(suzuki, app, 商品="Z")) == "GAIA_LO04"


def test_many_rows_take_one_query_for_each_look_up(app, suzuki, django_assert_max_num_queries):
    epochs.begin()
    add_one(suzuki, app, 商品="A")

    with django_assert_max_num_queries(5):  # definition lock, masters, insert, search note, journal
        add(suzuki, app, *({"商品": "AB"[n % 2]} for n in range(100)))
    epochs.end()


def test_a_copy_that_does_not_fit_is_a_problem_of_its_field(an_app, master, suzuki):
    options = {"机": {"label": "机", "index": "0"}}
    field = {"type": "SINGLE_LINE_TEXT", "lookup": lookup(master, "コード", [("品名", "名称")])}
    app = an_app({"品名": {"type": "DROP_DOWN", "options": options}, "商品": field})

    assert read(suzuki, app, add_one(suzuki, app, 商品="A"))["品名"] == "机"
    assert problems(lambda: add_one(suzuki, app, 商品="B")) == {
        "record.品名.value": ['"椅子"は選択肢にありません。']
    }


def test_people_choices_and_numbers_are_copied_as_their_kind_allows(an_app, sato, suzuki):
    options = {"甲": {"label": "甲", "index": "0"}}
    fields = {
        "コード": KEY,
        "担当": "USER_SELECT",
        "印": {"type": "CHECK_BOX", "options": options},
        "単価": "NUMBER",
    }
    master = an_app(fields, name="商品")
    add_one(sato, master, コード="A", 担当=[{"code": "suzuki"}], 印=["甲"], 単価="12.5")
    pairs = [("担当", "担当"), ("印", "印"), ("額", "単価"), ("号", "レコード番号")]
    app = an_app(
        {
            **{code: fields[code] for code in ("担当", "印")},
            "額": "SINGLE_LINE_TEXT",
            "号": "NUMBER",
            "商品": {"type": "SINGLE_LINE_TEXT", "lookup": lookup(master, "コード", pairs)},
        }
    )

    record = read(suzuki, app, add_one(suzuki, app, 商品="A"))

    assert [p["code"] for p in record["担当"]] == ["suzuki"]
    assert (record["印"], record["額"], record["号"]) == (["甲"], "12.5", "1")


def test_a_key_that_names_two_records_names_none(app, master, sato, suzuki):
    column = master.by_code["コード"].column
    ledger_cursor().execute(f"DROP INDEX ledger.app_{master.app_id}_u_{column}")
    ledger_cursor().execute(f"UPDATE ledger.app_{master.app_id} SET {column} = 'A'")

    assert refusal(lambda: add_one(suzuki, app, 商品="A")) == "GAIA_LO04"


def test_a_master_that_is_gone_has_nothing(app, master, sato, suzuki):
    services.delete_app(actor=sato, app_id=master.app_id)

    assert refusal(lambda: add_one(suzuki, app, 商品="A")) == "GAIA_LO04"
    assert read(suzuki, app, add_one(suzuki, app))["品名"] == ""
