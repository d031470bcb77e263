"""The text layer of a PDF, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

import pypdfium2
from pypdfium2 import raw

from urakata.record.file_texts.passages import MOST_PAGES, Passage, Unreadable

_LOCKED: Final = frozenset({raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY})


def pdf_passages(file: BinaryIO) -> Iterator[Passage]:
    """What the pages say; scans say nothing. Raises `Unreadable`."""
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) in _LOCKED
        raise Unreadable("locked" if is_locked else "damaged") from error
    for number in range(min(len(document), MOST_PAGES)):
        yield Passage(number + 1, _page_text(document, number))


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    """One page's text; a page that is broken takes nothing from the others."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return ""
    words = page.get_textpage()
    try:
        return str(words.get_text_bounded(errors="ignore"))
    finally:
        words.close()
        page.close()
