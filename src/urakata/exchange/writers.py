"""Records out: CSV, JSON lines and Excel, a piece at a time, in constant memory.

A writer takes batches of records as the API shows them and gives bytes. Excel files cannot be
streamed from the start (the archive's directory comes last), so they grow in a temporary file.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Collection, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from django.conf import settings

from urakata.definition.schema import AppSchema
from urakata.exchange.columns import Column, sheet_columns
from urakata.exchange.grid import grid_rows, heads
from urakata.exchange.harmless import harmless
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONDict, write_json
from urakata.kernel.text import Text

Format: TypeAlias = Literal["csv", "jsonl", "xlsx"]
Encoding: TypeAlias = Literal["utf-8", "cp932"]
Batches: TypeAlias = "Generator[list[JSONDict]]"

MOST_ROWS: Final = 1_048_576  #: of an Excel sheet, headings included
GETA: Final = "〓"  #: what Japanese print shops set for a character they do not have
PIECE: Final = 256 * 1024
TOO_MANY_ROWS: Final = Text(
    "Excelのシートは{n}行までです。条件でレコードを絞り込むか、CSVで書き出してください。",
    "An Excel sheet has at most {n} rows. Narrow the records down, or export them as CSV.",
)


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of an export."""

    app: AppSchema
    fields: Sequence[str] = ()
    encoding: Encoding = "utf-8"
    hidden: Collection[str] = ()  #: codes that whoever asks may not know of


def write_csv(batches: Batches, order: Order) -> Generator[bytes]:
    """RFC 4180 with CRLF; UTF-8 with a byte order mark (Excel asks for it), or Shift_JIS.

    No cell is a formula (`harmless`).
    """
    columns = sheet_columns(order.app, order.fields, order.hidden)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(map(harmless, heads(columns)))
    mark = b"\xef\xbb\xbf" if order.encoding == "utf-8" else b""
    for batch in batches:
        for record in batch:
            writer.writerows(map(harmless, row) for row in grid_rows(record, columns))
        yield mark + _encode(buffer.getvalue(), order.encoding)
        mark = b""
        buffer.seek(0)
        buffer.truncate()
    yield mark + _encode(buffer.getvalue(), order.encoding)


def _encode(text: str, encoding: Encoding) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_in_cp932(character) for character in text).encode(encoding)


def _in_cp932(character: str) -> str:
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return GETA
    return character


def write_jsonl(batches: Batches, order: Order) -> Generator[bytes]:  # noqa: ARG001
    """One record a line, as the API shows it."""
    for batch in batches:
        yield b"".join(write_json(record) + b"\n" for record in batch)


def write_xlsx(batches: Batches, order: Order) -> Generator[bytes]:
    """One sheet; numbers are numbers, all else is text exactly as it is stored."""
    columns = sheet_columns(order.app, order.fields, order.hidden)
    with tempfile.TemporaryDirectory(
        prefix="export-", dir=settings.FILE_UPLOAD_TEMP_DIR, ignore_cleanup_errors=True
    ) as folder:
        path = Path(folder) / "records.xlsx"
        _fill(path, batches, columns)
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece


def _fill(path: Path, batches: Batches, columns: Sequence[Column]) -> None:
    import xlsxwriter  # noqa: PLC0415  # see `workbooks`

    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        first = heads(columns)
        numeric = {n for n, head in enumerate(first) if _is_numeric(head, columns)}
        sheet.write_row(0, 0, first, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        number = 0
        for batch in batches:
            for record in batch:
                for cells in grid_rows(record, columns):
                    number += 1
                    if number >= MOST_ROWS:
                        raise invalid("query", TOO_MANY_ROWS.fill(n=f"{MOST_ROWS:,}"))
                    for n, text in enumerate(cells):
                        if n in numeric and _is_exact_in_excel(text):
                            sheet.write_number(number, n, float(text))
                        elif text:
                            sheet.write_string(number, n, text[:32_767])


def _is_numeric(head: str, columns: Sequence[Column]) -> bool:
    return any(c.head == head and c.field.type.key in {"NUMBER", "CALC"} for c in columns)


def _is_exact_in_excel(text: str) -> bool:
    """Excel keeps 15 digits; a longer number stays text rather than lose its end."""
    digits = text.removeprefix("-").replace(".", "", 1)
    return digits.isdecimal() and len(digits) <= 15


WRITERS: Final[dict[Format, Callable[[Batches, Order], Generator[bytes]]]] = {
    "csv": write_csv,
    "jsonl": write_jsonl,
    "xlsx": write_xlsx,
}
CONTENT_TYPES: Final[dict[Format, str]] = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
