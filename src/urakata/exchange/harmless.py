"""Text that a spreadsheet would take for a formula, made harmless in a CSV, and back again.

Excel computes a cell of a CSV that begins with ``=``, ``+``, ``-`` or ``@``, even when the text came
from a stranger (CSV injection: CWE-1236, OWASP ASVS 5.0 1.2.10). Such a text gets an apostrophe before
it; the import takes the apostrophe away, so that a file exported and imported again changes nothing.
An Excel workbook says of each cell that it is text and needs none of this.
"""

from __future__ import annotations

import re
from typing import Final

QUOTE: Final = "'"
_STARTS: Final = frozenset("=+-@\t\r\n\0＝＋－＠'")
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n\0＝＋－＠]")


def harmless(text: str) -> str:
    """A cell's text as it goes into a CSV; numbers, a lone sign and all other texts stay as they are."""
    if text[:1] not in _STARTS or not text or not is_formula(text):
        return text
    return QUOTE + text


def as_written(text: str) -> str:
    """A cell's text of a CSV as it was before `harmless`."""
    return text[1:] if text[:1] == QUOTE and is_formula(text[1:]) else text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may compute the text, or whether it is one that was made harmless."""
    return len(text) > 1 and _FORMULA.match(text) is not None and not _NUMBER.fullmatch(text)
