from __future__ import annotations

import io

import pytest
import xlsxwriter

from urakata.exchange import readers
from urakata.exchange.readers import format_of
from urakata.kernel.errors import Invalid


def values(entry):
    return {code: cell["value"] for code, cell in entry.row.items()}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_the_encoding_is_told_from_the_file_itself(ledger, read, encoding):
    (entry,) = read(ledger, "件名,金額\r\n複合機の更新,1200\r\n".encode(encoding))

    assert values(entry) == {"件名": "複合機の更新", "金額": "1200"}


@pytest.mark.parametrize(
    ("head", "typed", "value"),
    [
        ("金額", '"￥1,200"', "1,200"),
        ("金額", "１２００円", "1200"),
        ("申請日", "2026/4/1", "2026-4-1"),
        ("申請日", "2026年4月1日", "2026-4-1"),
        ("期限", "2026/04/01 09:30", "2026-04-01T09:30:00+09:00"),
        ("期限", "2026-04-01T00:30:00Z", "2026-04-01T00:30:00Z"),
        ("区分", '"甲\n丙"', ["甲", "丙"]),
        ("担当", '"sato\nsuzuki"', [{"code": "sato"}, {"code": "suzuki"}]),
    ],
)
def test_what_people_write_in_excel_is_understood(ledger, read, head, typed, value):
    (entry,) = read(ledger, f"{head}\n{typed}\n".encode())

    assert values(entry) == {head: value}


def test_an_empty_cell_is_an_empty_value_whatever_the_field(ledger, read):
    (entry,) = read(ledger, "件名,担当,区分\nx,,\n".encode())

    assert values(entry) == {"件名": "x", "担当": "", "区分": ""}


def test_lines_are_those_a_person_sees_blank_ones_counted(ledger, read):
    entries = read(ledger, "件名\n一\n\n三\n".encode())

    assert [entry.line for entry in entries] == [2, 4]


def test_rows_behind_a_mark_belong_to_one_record(ledger_with_lines, read):
    text = "*,件名,明細,品名,数量\n*,机,1,天板,1\n,机,2,脚,4\n*,椅子,,,\n"

    first, second = read(ledger_with_lines, text.encode())

    assert [(row["id"], row["value"]["品名"]["value"]) for row in values(first)["明細"]] == [
        ("1", "天板"),
        ("2", "脚"),
    ]
    assert values(second)["明細"] == []


def test_headings_that_are_no_fields_are_all_named(ledger, read):
    with pytest.raises(Invalid) as invalid:
        read(ledger, "件名,予算,件名\nx,y,z\n".encode())

    assert [problem.at for problem in invalid.value.problems] == [
        "file.line[1].column[2]",
        "file.line[1].column[3]",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x01\xff\xfe\x80",
        '件名\n"閉じない'.encode(),
        "件名\n\udcff".encode("utf-8", "surrogateescape"),
    ],
)
def test_what_is_no_csv_is_refused_and_says_so(ledger, read, data):
    with pytest.raises(Invalid):
        read(ledger, data)


@pytest.mark.parametrize("data", [b"PK\x03\x04zip bomb", b"", "件名\n机".encode()])
def test_what_is_no_workbook_is_refused(ledger, read, data):
    with pytest.raises(Invalid):
        read(ledger, data, "xlsx")


def test_a_workbooks_first_sheet_is_read_with_its_own_kinds_of_cells(ledger, read, tmp_path):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy/mm/dd"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["件名", "金額"])
        sheet.write_row(1, 0, ["机", 12000])

    (entry,) = read(ledger, buffer.getvalue(), "xlsx")

    assert values(entry) == {"件名": "机", "金額": "12000"}


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        ("件名\n" + "," * 100, "csv"),
        ("件名\n" + '"\n",' * 20, "csv"),
        ('{"件名": {"value": "' + "x" * 100 + '"}}', "jsonl"),
    ],
)
def test_a_row_that_never_ends_is_refused(ledger, read, monkeypatch, data, format_):
    monkeypatch.setattr(readers, "LONGEST_ROW", 60)

    with pytest.raises(Invalid):
        read(ledger, data.encode(), format_)


@pytest.mark.parametrize("line", [b"[1]", b"{", b'"x"', b"\xff"])
def test_a_line_that_is_no_json_object_is_named(ledger, read, line):
    with pytest.raises(Invalid) as invalid:
        read(ledger, b'{"x": {"value": 1}}\n' + line, "jsonl")

    assert invalid.value.problems[0].at == "file.line[2]"


def test_the_name_tells_the_format():
    assert [format_of(n) for n in ("a.CSV", "a.xlsx", "a.jsonl", "a.ndjson", "a")] == [
        "csv",
        "xlsx",
        "jsonl",
        "jsonl",
        "csv",
    ]
