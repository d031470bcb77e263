"""Tables that are not records, out as CSV: a piece at a time, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Generator, Iterable, Sequence
from typing import Final

from urakata.exchange.harmless import harmless

MARK: Final = "\ufeff"  #: tells Excel that it is UTF-8
AT_ONCE: Final = 500  #: rows of a piece


def write_report(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Generator[bytes]:
    """RFC 4180 with CRLF in UTF-8 with a byte order mark; no cell is a formula."""
    buffer = io.StringIO(newline="")
    buffer.write(MARK)
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(heads)
    for n, row in enumerate(rows, 1):
        writer.writerow([harmless(cell) for cell in row])
        if n % AT_ONCE == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data
