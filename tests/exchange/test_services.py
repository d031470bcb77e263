from __future__ import annotations

import io
import json
from dataclasses import replace

import openpyxl
import pytest

from urakata.exchange.services import export_records, import_records
from urakata.kernel.errors import Forbidden, Invalid
from urakata.record.read import count_records

CSV = "番号,件名,金額,申請日,区分,担当\nR1,机,1200,2026/4/1,甲,sato\nR2,椅子,,,,\n"


def test_a_file_becomes_records_and_comes_out_as_it_went_in(ledger, take, give):
    report = take(ledger, CSV)

    assert (report.added, report.changed) == (2, 0)
    text = give(
        ledger, query="order by 番号 asc", fields=["番号", "件名", "金額", "申請日", "区分", "担当"]
    )
    assert text.decode("utf-8-sig").splitlines() == [
        "番号,件名,金額,申請日,区分,担当",
        "R1,机,1200,2026-04-01,甲,sato",
        "R2,椅子,,,,",
    ]


def test_every_problem_is_named_by_line_and_field_and_nothing_is_kept(ledger, take, sato):
    with pytest.raises(Invalid) as invalid:
        take(ledger, "番号,件名,金額,区分\nR1,机,2000000,甲\nR2,,1,丁\nR3,棚,5,\n")

    assert {p.at: p.text.en for p in invalid.value.problems} == {
        "line[2].金額.value": "The value must be 1000000 or less.",
        "line[3].件名.value": "Required.",
        "line[3].区分.values[0].value": 'The value, "丁", is not in options.',
    }
    assert count_records(actor=sato, app=ledger, query="") == 0


def test_known_keys_are_changed_and_new_ones_added(ledger, take, give):
    take(ledger, CSV)

    report = take(ledger, "番号,金額,件名\nR2,800,丸椅子\nR3,1,棚\n", update_key="番号")

    assert (report.added, report.changed) == (1, 1)
    text = give(ledger, query="order by 番号 asc", fields=["番号", "件名", "金額"]).decode(
        "utf-8-sig"
    )
    assert text.splitlines()[1:] == ["R1,机,1200", "R2,丸椅子,800", "R3,棚,1"]


def test_a_dry_run_counts_and_keeps_nothing(ledger, take, sato):
    report = take(ledger, CSV, is_dry_run=True)

    assert (report.added, report.is_dry_run) == (2, True)
    assert count_records(actor=sato, app=ledger, query="") == 0


def test_tables_survive_the_way_out_and_in_again(ledger_with_lines, take, give):
    text = "*,番号,件名,明細,品名,数量\n*,R1,机,,天板,1\n,R1,机,,脚,4\n*,R2,棚,,,\n"
    take(ledger_with_lines, text)

    out = give(ledger_with_lines, query="order by 番号 asc", fields=["番号", "件名", "明細"])
    again = take(ledger_with_lines, out, update_key="番号")

    assert (again.added, again.changed) == (0, 2)
    assert (
        give(ledger_with_lines, query="order by 番号 asc", fields=["番号", "件名", "明細"]) == out
    )


def test_json_lines_are_the_apis_own_records(ledger, take, give):
    take(ledger, CSV)

    first = json.loads(give(ledger, "jsonl", query="order by 番号 asc").splitlines()[0])

    assert first["金額"] == {"type": "NUMBER", "value": "1200"}
    assert first["担当"]["value"] == [{"code": "sato", "name": "佐藤 花子"}]


def test_excel_holds_numbers_as_numbers_and_the_rest_as_text(ledger, take, give):
    take(ledger, "番号,件名,金額\n007,=1+1,1200\n")

    book = openpyxl.load_workbook(io.BytesIO(give(ledger, "xlsx", fields=["番号", "件名", "金額"])))

    assert [list(row) for row in book.active.values] == [
        ["番号", "件名", "金額"],
        ["007", "=1+1", 1200.0],
    ]


def test_shift_jis_shows_what_it_cannot_print_as_a_geta(ledger, take, give):
    take(ledger, "番号,件名\nR1,髙橋🪑\n")

    assert give(ledger, encoding="cp932", fields=["件名"]).decode("cp932") == "件名\r\n髙橋〓\r\n"


def test_a_token_without_the_right_gets_nothing_and_changes_nothing(ledger, take, sato):
    reader = replace(
        sato, via="token", is_administrator=False, tokens={ledger.app_id: frozenset({"view"})}
    )
    adder = replace(reader, tokens={ledger.app_id: frozenset({"add"})})

    with pytest.raises(Forbidden):
        import_records(actor=reader, app=ledger, file=io.BytesIO(CSV.encode()), format_="csv")
    with pytest.raises(Forbidden):
        export_records(actor=adder, app=ledger, format_="csv")
    assert count_records(actor=sato, app=ledger, query="") == 0
