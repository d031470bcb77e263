"""Files in, through HTTP: checked row by row, all or nothing."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter

from tests.api.native.asking import BOUNDED, multipart
from urakata.api.native import imports

CSV = '番号,件名,金額,日付,区分\nR4,灯,300,2026/4/1,甲\nR5,鏡,"1,000円",,\n'


def test_rows_of_a_csv_become_records(sato_asks):
    reply = sato_asks.upload("rows.csv", CSV.encode())

    assert reply.body == {"added": 2, "changed": 0, "dryRun": False}
    found = sato_asks("GET", "records", query='番号 in ("R4", "R5")', fields=["金額", "日付"])
    values = [(r["金額"]["value"], r["日付"]["value"]) for r in found.body["records"]]
    assert values == [("1000", None), ("300", "2026-04-01")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_the_encoding_is_found_out(sato_asks, encoding):
    assert sato_asks.upload("rows.csv", CSV.encode(encoding)).body["added"] == 2


def test_the_format_is_told_by_the_name_or_by_the_parameter(sato_asks):
    line = '{"番号":{"value":"R9"},"件名":{"value":"鏡"}}\n'.encode()

    assert sato_asks.upload("rows.jsonl", line).body["added"] == 1
    assert sato_asks.upload("rows.txt", line.replace(b"9", b"8"), format="jsonl").body["added"] == 1


def test_a_workbook_is_taken(sato_asks):
    assert (
        sato_asks.upload("rows.xlsx", workbook(["番号", "件名"], ["R9", "鏡"])).body["added"] == 1
    )


def workbook(*rows: list[Any]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)
    return file.getvalue()


def test_every_problem_is_named_by_line_and_field_and_nothing_is_kept(sato_asks):
    before = sato_asks.titles
    text = "番号,件名,金額,区分\nR7,灯,1,甲\nR8,,x,甲\nR9,鏡,9999999,丁\nR7,机,1,甲\n"

    reply = sato_asks.upload("rows.csv", text.encode())

    assert reply.errors == {
        "line[3].件名.value": ["必須です。"],
        "line[3].金額.value": ["数字でなければなりません。"],
        "line[4].金額.value": ["1000000以下である必要があります。"],
        "line[4].区分.value": ['"丁"は選択肢にありません。'],
        "line[5].番号.value": ["値がほかのレコードと重複しています。"],
    }
    assert (reply.status, sato_asks.titles) == (400, before)


def test_known_keys_are_changed(sato_asks):
    reply = sato_asks.upload("rows.csv", "番号,件名\nR1,大机\nR6,鏡\n".encode(), key="番号")

    assert reply.body == {"added": 1, "changed": 1, "dryRun": False}
    assert sato_asks("GET", "records/count", query='件名 = "大机"').body == {"count": "1"}


def test_a_dry_run_checks_everything_and_keeps_nothing(sato_asks):
    before = sato_asks.titles

    done = sato_asks.upload("rows.csv", CSV.encode(), dryRun="true")
    wrong = sato_asks.upload("rows.csv", "番号\nR9\n".encode(), dryRun="true")

    assert done.body == {"added": 2, "changed": 0, "dryRun": True}
    assert wrong.errors == {"line[2].件名.value": ["必須です。"]}
    assert sato_asks.titles == before


@pytest.mark.parametrize("key", ["件名", "無い", "明細"])
def test_a_key_must_be_a_unique_field(sato_asks, key):
    before = sato_asks.titles

    reply = sato_asks.upload("rows.csv", CSV.encode(), key=key)

    assert (reply.status, sato_asks.titles) == (400, before)


@pytest.mark.parametrize(
    ("name", "data", "at"),
    [
        ("a.csv", b"", "file"),
        ("a.csv", b"\xff\xfe\x00\x01", "file"),
        ("a.csv", "件名,謎\na,b\n".encode(), "file.line[1].column[2]"),
        ("a.csv", "件名,件名\na,b\n".encode(), "file.line[1].column[2]"),
        ("a.csv", '件名\n"a\n'.encode(), "file"),
        ("a.csv", "*,件名\n,a\n".encode(), "file.line[2]"),
        ("a.csv", "件名\na\x00b\n".encode(), "line[2].件名.value"),
        ("a.jsonl", b"{", "file.line[1]"),
        ("a.jsonl", b"\n[1]\n", "file.line[2]"),
        ("a.jsonl", b"[" * 5000, "file.line[1]"),
        ("a.jsonl", b'{"a":NaN}', "file.line[1]"),
        ("a.jsonl", '{"件名":"\\ud800"}'.encode(), "file.line[1]"),
        ("a.jsonl", '{"件名":3}'.encode(), "line[1].件名"),
        ("a.xlsx", b"PK\x03\x04nonsense", "file"),
        ("a.xlsx", b"", "file"),
        ("../../etc/passwd", b"", "file"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_by_its_place(sato_asks, name, data, at):
    before = sato_asks.titles

    reply = sato_asks.upload(name, data)

    assert (reply.status, list(reply.errors)[:1], sato_asks.titles) == (400, [at], before)


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{}", "application/json", 415),
        (b"a=1", "application/x-www-form-urlencoded", 415),
        (b"x", "multipart/form-data", 400),
        (b"x", "multipart/form-data; boundary=\xe3\x81\x82", 400),
        (multipart("a.csv", CSV.encode())[:-4], BOUNDED, 400),
        (multipart("a.csv", CSV.encode())[:60], BOUNDED, 400),
        (multipart("a.csv", CSV.encode()).replace(b'name="file"', b'name="other"'), BOUNDED, 400),
        (b"\r\n", BOUNDED, 400),
        (b"", BOUNDED, 415),
    ],
)
def test_a_body_that_is_no_upload_is_refused(sato_asks, body, content_type, status):
    before = sato_asks.titles

    reply = sato_asks.send("POST", "import", body, content_type)

    assert (reply.status, sato_asks.titles) == (status, before)


def test_a_file_may_only_be_so_large(sato_asks, monkeypatch):
    monkeypatch.setattr(imports, "LARGEST", 10)

    reply = sato_asks.upload("rows.csv", CSV.encode())

    assert (reply.status, reply.code, len(sato_asks.titles)) == (413, "UR_BG01", 3)


def test_a_parameter_that_is_misshapen_is_refused(sato_asks):
    assert sato_asks.upload("a.csv", b"", format="pdf").errors.keys() == {"format"}
    assert sato_asks.upload("a.csv", b"", dryRun="maybe").errors.keys() == {"dryRun"}
