from __future__ import annotations

from dataclasses import replace

import pytest

from tests.record.asking import add, add_one, line, problems, read, refusal
from urakata.directory import epochs
from urakata.record.read import (
    count_records,
    get_record,
    list_records,
    read_records,
    select_ids,
    stream_rows,
)

TABLE = {"type": "SUBTABLE", "fields": {"品名": "SINGLE_LINE_TEXT"}}


@pytest.fixture
def app(an_app):
    return an_app({"金額": "NUMBER", "件名": "SINGLE_LINE_TEXT", "明細": TABLE})


@pytest.fixture
def filled(app, suzuki):
    rows = [{"金額": str(n), "件名": f"{n}件目", "明細": [line(品名=f"{n}")]} for n in range(1, 8)]
    add(suzuki, app, *rows)
    return app


def amounts(records):
    return [record["金額"]["value"] for record in records]


@pytest.mark.parametrize("id_", [0, -1, 999, 2**63, 2**200])
def test_a_record_that_is_not_there_is_not_found(app, suzuki, id_):
    assert refusal(lambda: get_record(actor=suzuki, app=app, record_id=id_)) == "GAIA_RE01"


def test_an_empty_record_shows_every_field_empty_in_its_types_way(an_app, suzuki):
    options = {"甲": {"label": "甲", "index": "0"}}
    app = an_app({
        **{t: t for t in ("SINGLE_LINE_TEXT", "MULTI_LINE_TEXT", "RICH_TEXT", "NUMBER", "DATE", "TIME", "DATETIME", "LINK",
                          "FILE", "USER_SELECT", "ORGANIZATION_SELECT", "GROUP_SELECT")},
        **{t: {"type": t, "options": options} for t in ("CHECK_BOX", "MULTI_SELECT", "DROP_DOWN", "RADIO_BUTTON")},
        "SUBTABLE": TABLE,
    })  # fmt: skip

    record = read(suzuki, app, add_one(suzuki, app))

    assert {t: record[t] for t in record if t.isascii() and not t.startswith("$")} == {
        "SINGLE_LINE_TEXT": "", "MULTI_LINE_TEXT": "", "RICH_TEXT": "", "NUMBER": "", "DATE": None, "TIME": None, "DATETIME": "",
        "LINK": "", "FILE": [], "USER_SELECT": [], "ORGANIZATION_SELECT": [], "GROUP_SELECT": [], "CHECK_BOX": [],
        "MULTI_SELECT": [], "DROP_DOWN": None, "RADIO_BUTTON": "甲", "SUBTABLE": [],
    }  # fmt: skip


def test_an_apps_code_stands_before_its_record_numbers(an_app, suzuki):
    app = an_app()
    id_ = add_one(suzuki, app)

    assert read(suzuki, replace(app, code="RINGI"), id_)["レコード番号"] == f"RINGI-{id_}"


def test_without_a_query_the_newest_come_first(filled, suzuki):
    assert amounts(list_records(actor=suzuki, app=filled, query="").records) == list("7654321")


@pytest.mark.parametrize(
    ("query", "found"),
    [("金額 > 5", "76"), ("order by 金額 asc limit 2", "12"), ("order by 金額 asc limit 2 offset 6", "7"), ("limit 0", ""),
     ('件名 = "3件目"', "3"), ('品名 in ("4")', "4")],
)  # fmt: skip
def test_a_query_filters_sorts_and_limits(filled, suzuki, query, found):
    assert amounts(list_records(actor=suzuki, app=filled, query=query).records) == list(found)


def test_a_hundred_come_unless_told_otherwise(an_app, suzuki):
    app = an_app({"金額": "NUMBER"})
    add(suzuki, app, *({} for _ in range(101)))

    assert len(list_records(actor=suzuki, app=app, query="").records) == 100
    assert len(list_records(actor=suzuki, app=app, query="limit 500").records) == 101


@pytest.mark.parametrize(
    ("query", "code"),
    [("limit 501", "GAIA_QU01"), ("offset 10001", "GAIA_QU02"), ("limit -1", "CB_VA01")],
)
def test_limits_have_limits(app, suzuki, query, code):
    assert refusal(lambda: list_records(actor=suzuki, app=app, query=query)) == code


def test_the_total_is_counted_only_when_asked_for_and_whatever_the_limit(filled, suzuki):
    assert list_records(actor=suzuki, app=filled, query="金額 > 2").total is None
    assert (
        list_records(actor=suzuki, app=filled, query="金額 > 2 limit 1", want_total=True).total == 5
    )
    assert count_records(actor=suzuki, app=filled, query="金額 > 2 limit 1") == 5


@pytest.mark.parametrize(
    ("fields", "keys"),
    [
        (["金額"], {"金額"}),
        (["明細", "$id"], {"明細", "$id"}),
        (["$revision", "無"], {"$revision"}),
        (["無"], set()),
    ],
)
def test_only_the_named_fields_are_answered(filled, suzuki, fields, keys):
    [record] = list_records(actor=suzuki, app=filled, query="limit 1", fields=fields).records

    assert record.keys() == keys


def test_tables_of_all_records_take_one_statement(filled, suzuki, django_assert_num_queries):
    epochs.begin()
    with django_assert_num_queries(3):  # epochs, records, rows of their tables
        page = list_records(actor=suzuki, app=filled, query="order by 金額 asc")
    epochs.end()

    assert [r["明細"]["value"][0]["value"]["品名"]["value"] for r in page.records] == list(
        "1234567"
    )


def test_records_come_in_the_order_of_the_ids_and_without_those_that_are_gone(filled, suzuki):
    ids = select_ids(actor=suzuki, app=filled, query="金額 in (2, 5, 3) order by 金額 asc")

    records = read_records(actor=suzuki, app=filled, ids=[ids[2], 999, ids[0]], fields=["金額"])

    assert (len(ids), amounts(records)) == (3, ["5", "2"])


@pytest.mark.parametrize("query", ["limit 5", "offset 5", "金額 >"])
def test_a_list_of_all_ids_has_no_limit(app, suzuki, query):
    assert problems(lambda: select_ids(actor=suzuki, app=app, query=query)) == {
        "query": ["クエリ記法が間違っています。"]
    }


def test_records_stream_in_batches(filled, suzuki):
    batches = list(
        stream_rows(
            actor=suzuki, app=filled, query="order by 金額 asc", fields=["金額", "明細"], batch=3
        )
    )

    assert [amounts(batch) for batch in batches] == [list("123"), list("456"), ["7"]]
    assert batches[2][0]["明細"]["value"][0]["value"]["品名"]["value"] == "7"


def test_what_is_wrong_with_a_stream_is_said_before_it_starts(app, suzuki):
    assert refusal(lambda: stream_rows(actor=suzuki, app=app, query="無 = 1")) == "GAIA_IQ11"


def test_whoever_may_not_view_reads_nothing(filled, sato):
    token = replace(sato, via="token", tokens={filled.app_id: frozenset({"add"})})
    calls = [
        lambda: get_record(actor=token, app=filled, record_id=1),
        lambda: list_records(actor=token, app=filled, query=""),
        lambda: count_records(actor=token, app=filled, query=""),
        lambda: select_ids(actor=token, app=filled, query=""),
        lambda: read_records(actor=token, app=filled, ids=[1]),
        lambda: stream_rows(actor=token, app=filled, query=""),
    ]

    assert [refusal(call) for call in calls] == ["GAIA_NO01"] * 6
