"""Plain text in the spellings of Japanese offices, HTML, and e-mail."""

from __future__ import annotations

import codecs
import email.policy
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from html.parser import HTMLParser
from io import BytesIO
from typing import BinaryIO, Final

from urakata.record.file_texts.passages import MOST_CHARACTERS, Passage, Unreadable

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_BYTES: Final = 4 * MOST_CHARACTERS
_HTML: Final = re.compile(
    r"\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_MAIL: Final = re.compile(
    r"(Return-Path|Received|From|To|Subject|Date|Message-ID|MIME-Version|Delivered-To|X-[\w-]+):",
    re.IGNORECASE,
)
_MAIL_SURE: Final = re.compile(
    r"^(Message-ID|MIME-Version|Received):", re.IGNORECASE | re.MULTILINE
)
_SILENT: Final = frozenset({"script", "style", "template", "noscript"})
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "title",
        "tr",
        "ul",
    ]
)
_DEEPEST: Final = 3  #: mails within mails, files within those

ReadFile = Callable[[BinaryIO, int], Iterator[Passage]]
"""Reads what is attached to a mail: its bytes, and how deep it lies."""


def text_passages(file: BinaryIO, read_file: ReadFile, depth: int = 0) -> Iterator[Passage]:
    """What a text says. Raises `Unreadable` for bytes that are no text."""
    raw = file.read(_MOST_BYTES)
    text = decode(raw)
    if _MAIL.match(text) and _MAIL_SURE.search(text[:10_000]):
        file.seek(0)
        yield from _mail(file, read_file, depth)
    elif _HTML.match(text[:2_000]):
        yield Passage(None, html_text(text))
    else:
        yield Passage(None, text)


def decode(raw: bytes) -> str:
    """Text in UTF-8, UTF-16 or Shift_JIS as Windows writes it, else EUC-JP."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    if b"\0" in raw[:4096]:
        return _decode_wide(raw)
    for encoding in ("utf-8", "iso2022_jp"):
        text = _try(raw, encoding)
        if text is not None:
            return text
    texts = [text for text in (_try(raw, "cp932"), _try(raw, "euc_jp")) if text is not None]
    if not texts:
        raise Unreadable("no_text")
    return min(texts, key=_strangeness)


def _strangeness(text: str) -> int:
    """How much of a text is as it looks when EUC-JP is taken for Shift_JIS."""
    return sum("\uff61" <= c <= "\uff9f" or "\ue000" <= c <= "\uf8ff" for c in text[:4096])


def _decode_wide(raw: bytes) -> str:
    """UTF-16 without a mark has NULs in every other place of its Latin letters; nothing else may."""
    for encoding, nul in (("utf-16-le", 1), ("utf-16-be", 0)):
        if b"\0" in raw[nul:4096:2] and b"\0" not in raw[1 - nul : 4096 : 2]:
            text = _try(raw, encoding)
            if text is not None:
                return text
    raise Unreadable("no_text")


def _try(raw: bytes, encoding: str) -> str | None:
    """The text, if the bytes are one; the last character may have been cut off."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        text = decoder.decode(raw)
    except UnicodeDecodeError:
        return None
    odd = sum(c < " " and c not in "\t\n\r\f\x1b" for c in text[:4096])
    return None if odd > len(text[:4096]) // 100 else text


class _Words(HTMLParser):
    """The text between tags, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)


def html_text(html: str) -> str:
    """The words of a page, without its scripts."""
    words = _Words()
    words.feed(html)
    words.close()
    return "".join(words.pieces)


def _mail(file: BinaryIO, read_file: ReadFile, depth: int) -> Iterator[Passage]:
    mail = BytesParser(_class=EmailMessage, policy=email.policy.default).parse(file)
    yield from _message(mail, read_file, depth)


def _message(mail: EmailMessage, read_file: ReadFile, depth: int) -> Iterator[Passage]:
    heads = (mail.get(name) for name in ("subject", "from", "to", "cc", "date"))
    yield Passage(None, "\n".join(str(head) for head in heads if head))
    body = mail.get_body(("plain", "html"))
    if body is not None:
        text = _content(body)
        yield Passage(None, html_text(text) if body.get_content_subtype() == "html" else text)
    for part in mail.iter_attachments():
        yield Passage(None, part.get_filename() or "")
        if depth < _DEEPEST:
            yield from _attached(part, read_file, depth + 1)


def _content(part: MIMEPart) -> str:
    """The text of a part, also where it names an encoding that nobody knows."""
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):
        payload = part.get_payload(decode=True)
        return decode(payload) if isinstance(payload, bytes) else ""


def _attached(part: MIMEPart, read_file: ReadFile, depth: int) -> Iterator[Passage]:
    """What is in an attachment; one that cannot be read takes nothing from the rest."""
    content = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(content, list):
        for inner in content:
            if isinstance(inner, EmailMessage):
                yield from _message(inner, read_file, depth)
        return
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        try:
            yield from (Passage(None, text) for _, text in read_file(BytesIO(payload), depth))
        except Exception:  # noqa: BLE001 - whatever is wrong with it, the mail itself was read
            return
