from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from urakata.exchange import workbooks
from urakata.exchange.workbooks import NotAWorkbook, first_sheet


def workbook(*rows: list[object]) -> io.BytesIO:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("机", "机"),
        (1200, "1200"),
        (12.5, "12.5"),
        (True, "true"),
        (date(2026, 4, 1), "2026-04-01"),
        (datetime(2026, 4, 1, 9, 30), "2026-04-01 09:30"),  # noqa: DTZ001 - Excel knows no zones
        (time(9, 5), "09:05"),
        (timedelta(hours=25, minutes=1), "25:01"),
    ],
)
def test_a_cell_reads_as_a_person_would_type_it(cell, text):
    assert list(first_sheet(workbook([cell]))) == [(1, [text])]


def test_empty_rows_are_counted_and_left_out():
    assert list(first_sheet(workbook(["a"], [None], ["c"]))) == [(1, ["a"]), (3, ["c"])]


def test_cells_far_apart_cost_no_memory():
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"], book.active["XFD60000"] = "a", "z"
    book.save(buffer)

    (_, first), (number, last) = list(first_sheet(buffer))

    assert (first[0], number, last[-1], len(last)) == ("a", 60_000, "z", 16_384)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(workbooks, "LARGEST", 1000)

    with pytest.raises(NotAWorkbook, match="too much"):
        list(first_sheet(workbook(["a" * 2000])))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", "件名\n机".encode()])
def test_what_is_no_archive_is_refused(data):
    with pytest.raises(NotAWorkbook):
        list(first_sheet(io.BytesIO(data)))


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("content", [b"", b"<", b"<a/>", b"\xff"])
def test_an_archive_with_broken_parts_is_refused_or_empty(part, content):
    buffer = io.BytesIO()
    with zipfile.ZipFile(workbook(["a"])) as whole, zipfile.ZipFile(buffer, "w") as broken:
        for name in whole.namelist():
            broken.writestr(name, content if name == part else whole.read(name))

    with contextlib.suppress(NotAWorkbook):
        assert list(first_sheet(buffer)) in ([], [(1, ["a"])])
