from __future__ import annotations

from tests.record.asking import add_one, change, line, lines, problems, read
from urakata.directory import epochs
from urakata.record.adapters import ledger_cursor
from urakata.record.write import delete_records

FIELDS = {
    "明細": {
        "type": "SUBTABLE",
        "fields": {
            "品名": {"type": "SINGLE_LINE_TEXT", "defaultValue": "無題"},
            "数": {"type": "NUMBER", "required": True},
            "倍": {"type": "CALC", "expression": "数 * 2"},
        },
    },
    "計": {"type": "CALC", "expression": "SUM(倍)"},
}


def ids(record):
    return [row["id"] for row in record["明細"]]


def names(record):
    return [row["品名"] for row in lines(record, "明細")]


def test_rows_keep_their_order_and_get_defaults(an_app, suzuki):
    app = an_app(FIELDS)

    record = read(
        suzuki,
        app,
        add_one(suzuki, app, 明細=[line(品名="い", 数="1"), line(数="2"), line(品名="", 数="3")]),
    )

    assert lines(record, "明細") == [
        {"品名": "い", "数": "1", "倍": "2"},
        {"品名": "無題", "数": "2", "倍": "4"},
        {"品名": "", "数": "3", "倍": "6"},
    ]
    assert record["計"] == "12"


def test_a_table_that_was_not_sent_is_empty_at_first_and_untouched_later(an_app, suzuki):
    app = an_app(FIELDS)
    bare = add_one(suzuki, app)
    full = add_one(suzuki, app, 明細=[line(数="1")])
    before = read(suzuki, app, full)["明細"]

    change(suzuki, app, full)

    assert read(suzuki, app, bare)["明細"] == []
    assert read(suzuki, app, full)["明細"] == before


def test_a_sent_table_replaces_and_merges_by_id(an_app, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(
        suzuki,
        app,
        明細=[line(品名="い", 数="1"), line(品名="ろ", 数="2"), line(品名="は", 数="3")],
    )
    one, _, three = ids(read(suzuki, app, id_))

    change(
        suzuki,
        app,
        id_,
        明細=[line(three, 数="9"), line(数="4"), line(one), line(999_999, 品名="へ", 数="5")],
    )

    record = read(suzuki, app, id_)
    assert [(r["品名"], r["数"]) for r in lines(record, "明細")] == [
        ("は", "9"),
        ("無題", "4"),
        ("い", "1"),
        ("へ", "5"),
    ]
    assert [ids(record)[0], ids(record)[2]] == [three, one]
    assert record["計"] == "38"
    assert len({*ids(record)}) == 4
    assert "999999" not in ids(record)


def test_an_empty_list_empties_the_table(an_app, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 明細=[line(数="1")])

    change(suzuki, app, id_, 明細=[])

    record = read(suzuki, app, id_)
    assert (record["明細"], record["計"]) == ([], "0")


def test_another_records_row_is_not_taken_over(an_app, suzuki):
    app = an_app(FIELDS)
    other = add_one(suzuki, app, 明細=[line(品名="い", 数="1")])
    id_ = add_one(suzuki, app)
    [stolen] = ids(read(suzuki, app, other))

    change(suzuki, app, id_, 明細=[line(stolen, 品名="ろ", 数="2")])

    assert names(read(suzuki, app, other)) == ["い"]
    assert ids(read(suzuki, app, id_)) != [stolen]


def test_problems_in_rows_have_the_rows_path(an_app, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 明細=[line(数="1")])
    sent = [line(*ids(read(suzuki, app, id_)), 数=""), line()]

    found = problems(lambda: change(suzuki, app, id_, 明細=sent))

    assert found == {
        "record.明細.value[0].value.数.value": ["必須です。"],
        "record.明細.value[1].value.数.value": ["必須です。"],
    }
    assert [r["数"] for r in lines(read(suzuki, app, id_), "明細")] == ["1"]


def test_rows_go_with_their_record(an_app, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 明細=[line(数="1")])

    delete_records(actor=suzuki, app=app, ids=[id_])

    table = f"ledger.app_{app.app_id}_t{app.by_code['明細'].id}"
    assert ledger_cursor().execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_many_rows_take_one_statement_of_each_kind(an_app, suzuki, django_assert_max_num_queries):
    app = an_app(FIELDS)
    epochs.begin()
    id_ = add_one(suzuki, app, 明細=[line(数=str(n)) for n in range(50)])
    kept = ids(read(suzuki, app, id_))[:25]

    # savepoint, definition lock, old record and its rows, record, then rows deleted, updated and
    # inserted, search note, journal, release
    with django_assert_max_num_queries(11):
        change(
            suzuki,
            app,
            id_,
            明細=[*(line(i, 数="0") for i in kept), *(line(数="1") for _ in range(50))],
        )
    epochs.end()
