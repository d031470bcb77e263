from __future__ import annotations

import csv
import io

from urakata.exchange.reports import AT_ONCE, write_report


def read(pieces):
    text = b"".join(pieces).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def test_a_report_opens_in_a_spreadsheet_and_computes_nothing():
    rows = [["=1+1", "佐藤 花子", 'a"b'], ["@SUM(A1)", "-2", "1\n2"]]

    assert read(write_report(["名前", "氏名", "="], rows)) == [
        ["名前", "氏名", "="],
        ["'=1+1", "佐藤 花子", 'a"b'],
        ["'@SUM(A1)", "-2", "1\n2"],
    ]


def test_a_long_report_comes_in_pieces():
    pieces = list(write_report(["n"], ([str(n)] for n in range(AT_ONCE + 1))))

    assert len(pieces) == 2
    assert len(read(pieces)) == AT_ONCE + 2


def test_a_report_without_rows_still_has_its_heads():
    assert read(write_report(["a", "b"], [])) == [["a", "b"]]
