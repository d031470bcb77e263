"""Reads an export once, from the first line to the last, and believes nothing that is not signed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, cast

from cryptography.x509 import Certificate

from urakata.journal.exporting.lines import (
    END,
    ENTRY,
    FORMAT,
    HEAD,
    HEADER,
    KEY,
    MISSING,
    STAMP,
    SUBTREE,
    VERSION,
    WANTED,
)
from urakata.journal.merkle.tree import Growing
from urakata.journal.sealing.heads import Head, SignedHead
from urakata.journal.sealing.keys import Key, SignedKey
from urakata.journal.verifying import findings
from urakata.journal.verifying.findings import Refuted
from urakata.journal.verifying.gaps import Gaps
from urakata.journal.verifying.trust import Keys, Stamp, read_stamp
from urakata.kernel.json import JSONDict, read_json
from urakata.kernel.text import Text

_ENTRY: Final = ENTRY + b" "
_LEAF: Final = b"\x00"
HIGHEST: Final = 62  #: levels that a tree can have; a hostile file may claim more


@dataclass(frozen=True, slots=True)
class Trusted:
    """What the reader knows beforehand."""

    key: bytes | None = None  #: a public key that was noted down
    roots: Sequence[Certificate] = ()  #: of time-stamp authorities


@dataclass(slots=True)
class Verdict:
    """What was found to be true."""

    header: JSONDict
    entries: int = 0
    left_out: int = 0  #: entries of which only hashes are here
    heads: int = 0
    last: Head | None = None
    key: Key | None = None  #: which signed the last head
    stamps: list[Stamp] = field(default_factory=list)
    warnings: list[Text] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return self.header.get("complete") is True


def verify(lines: Iterable[bytes], trusted: Trusted | None = None) -> Verdict:
    """Check an export. Raises `Refuted`, which names the first place that is not as it was sealed."""
    return _Reader(trusted or Trusted()).read(iter(lines))


class _Misplaced(Exception):
    """Something stands at another place of the tree than its own."""

    def __init__(self, found: int) -> None:
        self.found = found
        super().__init__(found)


class _Reader:
    def __init__(self, trusted: Trusted) -> None:
        self._roots = trusted.roots
        self._keys = Keys(trusted.key)
        self._tree = Growing()
        self._verdict = Verdict({})
        self._signed: SignedHead | None = None  #: the newest head
        self._gaps = Gaps()
        self._is_ended = False
        self._others: dict[bytes, Callable[[bytes], None]] = {
            HEADER: self._header,
            KEY: self._key,
            HEAD: self._head,
            STAMP: self._stamp,
            SUBTREE: self._subtree,
            MISSING: self._missing,
            END: self._end,
        }

    def read(self, lines: Iterator[bytes]) -> Verdict:
        """All lines; then whether that was all."""
        number = 0
        try:
            for number, line in enumerate(lines, 1):
                if line[-1] != 10:
                    raise Refuted(findings.CUT_OFF.fill(line=number - 1))
                if line[:2] == _ENTRY and number > 1:
                    self._entry(line)
                else:
                    self._other(line, number)
        except _Misplaced as place:
            raise Refuted(self._misplaced(place.found, lines)) from place
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise Refuted(findings.NOT_OURS.fill(line=number, why=error)) from error
        if not self._is_ended:
            raise Refuted(findings.CUT_OFF.fill(line=number))
        return self._conclude()

    def _other(self, line: bytes, number: int) -> None:
        kind = line[:1]
        if (kind == HEADER) != (number == 1) or line[1:2] != b" " or self._is_ended:
            raise ValueError(f"{line[:20]!r}")
        self._others[kind](line[2:-1])

    def _entry(self, line: bytes) -> None:
        _, index, id_, said, body = line.split(b" ", 4)
        body = body[:-1]
        if int(index) != self._tree.size:
            raise _Misplaced(int(index))
        hashed = sha256(_LEAF + body).digest()
        if hashed.hex().encode() != said:
            text = findings.ALTERED.fill(
                number=f"{self._tree.size + 1:,}", id=int(id_), about=_about(body)
            )
            raise Refuted(text)
        self._tree.add(hashed)
        self._verdict.entries += 1
        if self._gaps:
            self._gaps.explain(body)

    def _header(self, rest: bytes) -> None:
        header = cast("JSONDict", read_json(rest))
        if header.get("format") != FORMAT:
            raise ValueError(header.get("format"))
        if header["version"] != VERSION:
            raise Refuted(findings.OTHER_VERSION.fill(version=header["version"]))
        self._verdict.header = header
        if self._verdict.is_complete != all(header[name] is None for name in WANTED):
            raise ValueError("complete, and not")

    def _key(self, rest: bytes) -> None:
        signature, text = rest.split(b" ", 1)
        self._keys.add(SignedKey(text, _unhex(signature)))

    def _head(self, rest: bytes) -> None:
        signature, text = rest.split(b" ", 1)
        signed = SignedHead(text, _unhex(signature))
        head = signed.read()
        self._keys.check(signed, head)
        if self._verdict.is_complete and head.previous != (self._signed and self._signed.digest):
            raise Refuted(findings.HEAD_UNLINKED.fill(size=f"{head.size:,}"))
        size = self._tree.size
        if head.size > size:
            raise _Misplaced(head.size)
        if head.size < size or head.root != self._tree.root:
            before = self._verdict.last.size if self._verdict.last else 0
            raise Refuted(findings.SOMEWHERE.fill(first=f"{before + 1:,}", last=f"{size:,}"))
        self._signed, self._verdict.last = signed, head
        self._verdict.heads += 1

    def _stamp(self, rest: bytes) -> None:
        size, response = rest.split(b" ", 1)
        if self._signed is None or self._verdict.last is None:
            raise ValueError("a time-stamp of nothing")
        stamp = read_stamp(self._signed, int(size), _unhex(response), self._roots)
        self._verdict.stamps.append(stamp)

    def _subtree(self, rest: bytes) -> None:
        height, index, hashed = rest.split(b" ", 2)
        level = int(height)
        if not 0 <= level <= HIGHEST:
            raise ValueError("no tree is that high")
        first = int(index) << level
        if first != self._tree.size:
            raise _Misplaced(first)
        self._tree.add(_unhex(hashed), level)
        self._verdict.left_out += 1 << level
        if self._verdict.is_complete:
            self._gaps.add(first, self._tree.size)

    def _missing(self, rest: bytes) -> None:
        index, id_, _ = rest.split(b" ", 2)
        raise Refuted(findings.MISSING.fill(number=f"{int(index) + 1:,}", id=int(id_)))

    def _end(self, rest: bytes) -> None:
        found = self._verdict.entries
        if int(rest) != found:
            raise Refuted(findings.COUNT_WRONG.fill(said=int(rest), found=found))
        self._is_ended = True

    def _misplaced(self, found: int, rest: Iterator[bytes]) -> Text:
        """What it means that something else stands here; looks whether the right one comes later."""
        size = self._tree.size
        if found < size:
            return findings.TWICE.fill(number=f"{found + 1:,}")
        if any(line.startswith(b"E %d " % size) for line in rest):
            return findings.REORDERED.fill(number=f"{size + 1:,}", found=f"{found + 1:,}")
        return findings.GONE.fill(number=f"{size + 1:,}")

    def _conclude(self) -> Verdict:
        verdict, size = self._verdict, self._tree.size
        if size != (verdict.last.size if verdict.last else 0):
            raise Refuted(findings.HEAD_MISSING.fill(size=f"{size:,}"))
        if size != verdict.header["size"]:
            raise Refuted(findings.GONE.fill(number=f"{size + 1:,}"))
        if verdict.last:
            verdict.key = self._keys.check_last(verdict.last)
        if (unexplained := self._gaps.first_unexplained()) is not None:
            raise Refuted(findings.LEFT_OUT.fill(number=f"{unexplained + 1:,}"))
        verdict.warnings = self._keys.warnings
        return verdict


def _unhex(text: bytes) -> bytes:
    """Bytes from hexadecimal digits, spelled in the only way that is right."""
    found = bytes.fromhex(text.decode("ascii"))
    if found.hex().encode() != text:
        raise ValueError("hexadecimal digits")
    return found


def _about(body: bytes) -> str:
    """What an altered entry says now, as far as it can be read."""
    try:
        said = cast("JSONDict", read_json(body))
        return f"{said['at']} {said['kind']} app={said['app']} record={said['record']}"
    except (ValueError, KeyError, TypeError):
        return ""
