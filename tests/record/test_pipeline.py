from __future__ import annotations

import pytest
from django.db.transaction import TransactionManagementError

from tests.conftest import deploy_app
from tests.record.asking import add, add_one, change, count, line, problems, read, wire
from urakata.directory.actors import system_actor
from urakata.record.bulk import load_rows
from urakata.record.rows import Change
from urakata.record.write import add_records, update_records

NUMBERED = {
    "type": "SINGLE_LINE_TEXT",
    "unique": True,
    "required": True,
    "numbering": {"pattern": "R-{seq:4}", "reset": "NEVER", "resetField": "", "gapFree": True},
}
FIELDS = {
    "番号": NUMBERED,
    "題": {"type": "SINGLE_LINE_TEXT", "required": True},
    "札": {"type": "SINGLE_LINE_TEXT", "expression": '番号 & " " & 題'},
}


def numbers(actor, app, saved):
    return [read(actor, app, s.id)["番号"] for s in saved]


def test_numbers_are_drawn_before_formulas_and_whatever_was_sent(an_app, suzuki):
    app = an_app(FIELDS)

    saved = add(suzuki, app, {"題": "机", "番号": "X"}, {"題": "椅子"})

    assert numbers(suzuki, app, saved) == ["R-0001", "R-0002"]
    assert read(suzuki, app, saved[1].id)["札"] == "R-0002 椅子"


def test_a_number_once_drawn_stays(an_app, suzuki):
    app = an_app(FIELDS)
    id_ = add_one(suzuki, app, 題="机")

    change(suzuki, app, id_, 題="棚", 番号="X")

    assert (read(suzuki, app, id_)["番号"], read(suzuki, app, id_)["札"]) == ("R-0001", "R-0001 棚")


def test_refused_rows_draw_no_numbers(an_app, suzuki):
    app = an_app(FIELDS)

    assert problems(lambda: add(suzuki, app, {"題": "机"}, {})) == {
        "records[1].題.value": ["必須です。"]
    }
    assert numbers(suzuki, app, add(suzuki, app, {"題": "机"})) == ["R-0001"]


def test_an_import_numbers_as_adding_does(an_app, sato):
    app = an_app(FIELDS)
    add_one(sato, app, 題="机")

    load_rows(actor=sato, app=app, rows=[wire({"題": "棚"}), wire({"題": "椅子"})])

    assert read(sato, app, 3)["札"] == "R-0003 椅子"


def test_a_key_that_an_upsert_adds_is_kept_though_the_field_is_numbered(an_app, suzuki):
    app = an_app(FIELDS)
    new = Change(wire({"題": "机"}), key=("番号", "R-0777"))

    saved = update_records(actor=suzuki, app=app, changes=[new], prefix="records", upsert=True)

    assert numbers(suzuki, app, saved) == ["R-0777"]


def test_formulas_see_the_whole_record_at_every_change(an_app, suzuki):
    app = an_app(
        {
            "単価": "NUMBER",
            "明細": {
                "type": "SUBTABLE",
                "fields": {"数": "NUMBER", "額": {"type": "CALC", "expression": "数 * 単価"}},
            },
            "計": {"type": "CALC", "expression": "SUM(額)"},
        }
    )
    id_ = add_one(suzuki, app, 単価="10", 明細=[line(数="1"), line(数="2")])

    change(suzuki, app, id_, 単価="100")

    assert read(suzuki, app, id_)["計"] == "300"
    assert [row["value"]["額"]["value"] for row in read(suzuki, app, id_)["明細"]] == ["100", "200"]


def test_rows_are_written_in_a_transaction_or_not_at_all(committing):
    app = deploy_app(system_actor())

    with pytest.raises(TransactionManagementError):
        add_records(actor=system_actor(), app=app, rows=[{}], prefix="records")
    assert count(app) == 0
