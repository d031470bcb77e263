"""Excel workbooks in: the first sheet row by row, as text, in little memory.

A workbook is a zip archive of XML that comes from anybody. How much it unpacks to is known before
anything is unpacked, and openpyxl's read-only mode never holds a sheet as a whole, however far
apart its cells lie.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO, Final

LARGEST: Final = 1024 * 1024 * 1024  #: bytes that a workbook may unpack to
LARGEST_TEXTS: Final = 256 * 1024 * 1024  #: of them the texts that cells share, kept in memory
FAULTS: Final = (
    SyntaxError,  # of the XML, whichever parser openpyxl has found
    zipfile.BadZipFile,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    OSError,
    TypeError,
    ValueError,
)
"""What openpyxl raises for archives that are no workbooks: it trusts what it reads."""


class NotAWorkbook(ValueError):
    """The file is none, or is made to do harm."""


def first_sheet(file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, with their numbers from 1. Raises `NotAWorkbook`."""
    import openpyxl  # noqa: PLC0415  # 10 MB of every web process, needed by few

    try:
        _refuse_bombs(file)
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            texts = ["" if cell is None else _text(cell) for cell in cells]
            if any(texts):
                yield number, texts
    except FAULTS as error:
        raise NotAWorkbook(str(error)) from error


def _refuse_bombs(file: BinaryIO) -> None:
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
    texts = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    if sum(part.file_size for part in parts) > LARGEST or texts > LARGEST_TEXTS:
        raise NotAWorkbook("It unpacks to too much.")
    file.seek(0)


def _text(cell: object) -> str:
    show = next((show for kind, show in _SHOWN if isinstance(cell, kind)), str)
    return show(cell)


def _number(number: float) -> str:
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else str(number)


def _moment(moment: datetime) -> str:
    """A date without a time is a date: Excel keeps both as one kind."""
    is_date = moment.time() == time(0)
    return moment.date().isoformat() if is_date else moment.strftime("%Y-%m-%d %H:%M")


def _hours(length: timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02}"


_SHOWN: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (bool, lambda cell: "true" if cell else "false"),
    (float, _number),
    (datetime, _moment),
    (date, date.isoformat),
    (time, lambda cell: cell.strftime("%H:%M")),
    (timedelta, _hours),
)
"""How Excel's kinds of cells read as text; a datetime is a date too, so it comes first."""
