"""Office files: zipped XML of Word, PowerPoint, Excel and OpenDocument."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from typing import IO, BinaryIO, Final

import openpyxl
from lxml import etree

from urakata.record.file_texts.passages import Passage, Unreadable

_MOST_UNPACKED: Final = 300 * 1024**2  #: bytes of one part: a bomb says it is bigger
_SLIDE: Final = re.compile(r"ppt/(slides/slide|notesSlides/notesSlide)(\d{1,6})\.xml")
_WORD_PARTS: Final = re.compile(
    r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"
)


def office_passages(file: BinaryIO) -> Iterator[Passage]:
    """What an office file says. Raises `Unreadable` for any other archive."""
    with zipfile.ZipFile(file) as archive:
        names = frozenset(archive.namelist())
        if any(info.file_size > _MOST_UNPACKED for info in archive.infolist()):
            raise Unreadable("too_large")
        read = _reader_of(names)
        yield from read(archive, names)


_Read = Callable[[zipfile.ZipFile, Iterable[str]], Iterator[Passage]]


def _reader_of(names: frozenset[str]) -> _Read:
    if "word/document.xml" in names:
        return _word
    if "ppt/presentation.xml" in names:
        return _slides
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return _sheets
    if "mimetype" in names and "content.xml" in names:
        return _open_document
    raise Unreadable("no_text")


def _word(archive: zipfile.ZipFile, names: Iterable[str]) -> Iterator[Passage]:
    """The document first, then what stands around it."""
    parts = sorted(
        filter(_WORD_PARTS.fullmatch, names), key=lambda name: name != "word/document.xml"
    )
    for name in parts:
        yield Passage(None, _words(archive, name))


def _slides(archive: zipfile.ZipFile, names: Iterable[str]) -> Iterator[Passage]:
    found = filter(None, map(_SLIDE.fullmatch, names))
    for match in sorted(found, key=lambda each: (int(each[2]), each[1] != "slides/slide")):
        yield Passage(int(match[2]), _words(archive, match[0]))


def _open_document(archive: zipfile.ZipFile, _: Iterable[str]) -> Iterator[Passage]:
    with archive.open("content.xml") as part:
        lines = [
            "".join(map(str, element.itertext())) for element in _elements(part, "{*}p", "{*}h")
        ]
    yield Passage(None, "\n".join(lines))


def _sheets(archive: zipfile.ZipFile, names: Iterable[str]) -> Iterator[Passage]:
    if "xl/workbook.bin" in names:
        raise Unreadable("no_text")
    book = openpyxl.load_workbook(archive.fp, read_only=True, data_only=True, keep_links=False)
    for number, sheet in enumerate(book.worksheets, 1):
        lines = [sheet.title]
        for row in sheet.iter_rows(values_only=True):
            cells = [_cell(value) for value in row if value is not None]
            if cells:
                lines.append(" ".join(cells))
            if len(lines) >= 1_000:  # what came so far is kept, should the rest take too long
                yield Passage(number, "\n".join(lines))
                lines = []
        yield Passage(number, "\n".join(lines))


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes").removesuffix(" 00:00")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _words(archive: zipfile.ZipFile, name: str) -> str:
    """The runs of text in a part, a line for each paragraph."""
    pieces: list[str] = []
    with archive.open(name) as part:
        for element in _elements(part, "{*}t", "{*}p", "{*}br", "{*}tab"):
            is_run = etree.QName(element).localname == "t"
            pieces.append((element.text or "") if is_run else "\n")
    return "".join(pieces)


def _elements(part: IO[bytes], *tags: str) -> Iterator[etree._Element]:
    """Elements as they end, each forgotten then. No entities, no DTD, no network."""
    for _, element in etree.iterparse(
        part, events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
    ):
        yield element
        element.clear(keep_tail=True)
