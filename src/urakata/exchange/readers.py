"""Files in: CSV, JSON lines and Excel become records as the API takes them, one after the other.

Nothing is checked here but the form: what a value may be is decided by the one write path. Every
entry remembers its line, so that a problem can name the row a person sees.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, TextIO
from zoneinfo import ZoneInfo

from urakata.definition.schema import AppSchema
from urakata.exchange.cells import read_cell
from urakata.exchange.columns import MARK, Column, sheet_columns
from urakata.exchange.harmless import as_written
from urakata.exchange.workbooks import NotAWorkbook, first_sheet
from urakata.exchange.writers import Format
from urakata.kernel.errors import Invalid, Problem, invalid
from urakata.kernel.json import JSONDict, JSONValue, read_json
from urakata.kernel.text import Text

LONGEST_CELL: Final = 1_100_000  #: characters; the longest text a field takes, and some
LONGEST_ROW: Final = 16 * 1024 * 1024  #: characters of a record, so that none fills the memory
NOT_TEXT: Final = Text(
    "ファイルの文字コードを判別できません。UTF-8またはShift_JISで保存してください。",
    "The file's encoding cannot be told. Save it as UTF-8 or Shift_JIS.",
)
UNKNOWN_HEAD: Final = Text(
    "「{head}」というフィールドはこのアプリにありません。見出しにはフィールドコードを指定してください。",
    'This app has no field "{head}". Head each column with a field code.',
)
DOUBLE_HEAD: Final = Text(
    "見出し「{head}」が重複しています。", 'The heading "{head}" stands twice.'
)
NO_HEADS: Final = Text("1行目に見出しがありません。", "The first row has no headings.")
NO_MARK: Final = Text(
    "レコードの最初の行に「*」がありません。", "The first row of a record is not marked with *."
)
NOT_A_SHEET: Final = Text(
    "Excelファイルとして読み込めません。", "The file cannot be read as an Excel workbook."
)
NOT_CSV: Final = Text("CSVとして読み込めません。", "The file cannot be read as CSV.")
NOT_A_LINE: Final = Text(
    "JSONのオブジェクトが1行に1つずつ必要です。", "One JSON object is needed on each line."
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a file, and the line it begins on (the headings are line 1)."""

    line: int
    row: JSONDict


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read, for an app, by somebody in a time zone."""

    file: BinaryIO
    app: AppSchema
    zone: ZoneInfo


def read_csv(source: Source) -> Iterator[Entry]:
    """A CSV of UTF-8 (with or without a byte order mark) or Shift_JIS, with headings."""
    csv.field_size_limit(LONGEST_CELL)
    text = io.TextIOWrapper(source.file, _encoding(source.file), newline="", errors="strict")
    try:
        yield from _entries(_numbered(_Lines(text)), source)
    except UnicodeDecodeError as error:
        raise invalid("file", NOT_TEXT) from error
    except csv.Error as error:
        raise invalid("file", NOT_CSV) from error
    finally:
        text.detach()  # the file stays open: it is the caller's


def _encoding(file: BinaryIO) -> str:
    """By the first megabyte; what is not UTF-8 is taken for Shift_JIS as Windows writes it."""
    start = file.read(1024 * 1024)
    file.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise invalid("file", NOT_TEXT)
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return "cp932"
    return "utf-8"


class _Lines:
    """The lines of a text; one row may not take more of them than a row can need."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self.left = LONGEST_ROW  #: characters that the present row may still take

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self.left + 1)
        self.left -= len(line)
        if self.left < 0:
            raise csv.Error
        if not line:
            raise StopIteration
        return line


def _numbered(lines: _Lines) -> Iterator[tuple[int, Sequence[str]]]:
    for number, cells in enumerate(csv.reader(lines, strict=True), start=1):
        lines.left = LONGEST_ROW
        if any(cells):
            yield number, [as_written(cell) for cell in cells]


def read_xlsx(source: Source) -> Iterator[Entry]:
    """The first sheet of an Excel workbook, with headings."""
    try:
        yield from _entries(first_sheet(source.file), source)
    except NotAWorkbook as error:
        raise invalid("file", NOT_A_SHEET) from error


def read_jsonl(source: Source) -> Iterator[Entry]:
    """One record a line, as the API shows or takes it."""
    lines = iter(lambda: source.file.readline(LONGEST_ROW + 1), b"")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = read_json(line) if len(line) <= LONGEST_ROW else None
        except ValueError:
            row = None
        if not isinstance(row, dict):
            raise invalid(f"file.line[{number}]", NOT_A_LINE)
        yield Entry(number, row)


def _entries(rows: Iterator[tuple[int, Sequence[str]]], source: Source) -> Iterator[Entry]:
    first = next(rows, None)
    if first is None:
        raise invalid("file", NO_HEADS)
    heads = [head.strip() for head in first[1]]
    columns = _find_columns(heads, source.app)
    if MARK not in heads:
        for number, cells in rows:
            yield Entry(number, _record(cells, columns, source.zone))
        return
    yield from _marked(rows, heads.index(MARK), columns, source.zone)


def _find_columns(heads: Sequence[str], app: AppSchema) -> list[tuple[int, Column]]:
    known = {column.head: column for column in sheet_columns(app)}
    problems = [
        Problem(f"file.line[1].column[{n + 1}]", UNKNOWN_HEAD.fill(head=head[:100]))
        for n, head in enumerate(heads)
        if head not in known and head not in {MARK, "", "$id", "$revision"}
    ]
    problems += [
        Problem(f"file.line[1].column[{n + 1}]", DOUBLE_HEAD.fill(head=head[:100]))
        for n, head in enumerate(heads)
        if head and head in heads[:n]
    ]
    if problems:
        raise Invalid("CB_VA01", problems=problems)
    return [(n, known[head]) for n, head in enumerate(heads) if head in known]


def _record(
    cells: Sequence[str], columns: Iterable[tuple[int, Column]], zone: ZoneInfo
) -> JSONDict:
    row: JSONDict = {}
    for n, column in columns:
        if column.table is None and column.field.type.kind != "files":
            text = cells[n] if n < len(cells) else ""
            row[column.head] = {"value": read_cell(text, column.field, zone) if text else ""}
    return row


def _marked(
    rows: Iterator[tuple[int, Sequence[str]]],
    mark: int,
    columns: Sequence[tuple[int, Column]],
    zone: ZoneInfo,
) -> Iterator[Entry]:
    """Records that may need several rows: each begins at a mark."""
    entry: Entry | None = None
    for number, cells in rows:
        if mark < len(cells) and cells[mark].strip() == MARK:
            if entry is not None:
                yield entry
            entry = Entry(number, _record(cells, columns, zone))
        if entry is None:
            raise invalid(f"file.line[{number}]", NO_MARK)
        _add_table_rows(entry.row, cells, columns, zone)
    if entry is not None:
        yield entry


def _add_table_rows(
    record: JSONDict, cells: Sequence[str], columns: Sequence[tuple[int, Column]], zone: ZoneInfo
) -> None:
    inner: dict[str, JSONDict] = {}
    ids: dict[str, str] = {}
    for n, column in columns:
        if column.table is None:
            continue
        text = cells[n] if n < len(cells) else ""
        if column.is_row_id:
            ids[column.head] = text
        elif column.field.type.kind != "files":
            value: JSONValue = read_cell(text, column.field, zone) if text else ""
            inner.setdefault(column.table.code, {})[column.head] = {"value": value}
    for code, values in inner.items():
        rows = record.setdefault(code, {"value": []})
        is_filled = any(isinstance(cell, dict) and cell["value"] != "" for cell in values.values())
        if (is_filled or ids.get(code)) and isinstance(rows, dict):
            listed = rows["value"]
            if isinstance(listed, list):
                listed.append({"id": ids.get(code, ""), "value": values})


READERS: Final[dict[Format, Callable[[Source], Iterator[Entry]]]] = {
    "csv": read_csv,
    "jsonl": read_jsonl,
    "xlsx": read_xlsx,
}


def format_of(name: str) -> Format:
    """The format that a file's name tells; CSV when it tells none."""
    endings: dict[str, Format] = {".jsonl": "jsonl", ".ndjson": "jsonl", ".xlsx": "xlsx"}
    return endings.get(Path(name).suffix.lower(), "csv")
