"""The process that reads one file: ``python -m urakata.record.file_texts.child < FILE``.

What it is given may be made to harm whoever opens it, so it holds nothing: no database, no secrets,
no file it could write, little memory and little time. It prints a JSON list a line: ``["text", page,
text]`` for each passage, ``["end", reason]`` at the end (null when all was read).
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from typing import BinaryIO, Final, TextIO

from urakata.record.file_texts.passages import Passage, Unreadable, bounded

MEMORY: Final = 1024**3  #: bytes of address space
CPU_SECONDS: Final = 45


def main() -> None:
    """Read standard input, and tell of it on standard output."""
    _restrict()
    out = sys.stdout
    try:
        for passage in bounded(passages_of(sys.stdin.buffer)):
            _tell(out, ["text", passage.page, passage.text])
        reason = None
    except Unreadable as error:
        reason = str(error)
    except MemoryError:
        reason = "too_large"
    except Exception:  # noqa: BLE001 - parsers raise anything over a file that is broken
        reason = "damaged"
    _tell(out, ["end", reason])


def passages_of(file: BinaryIO, depth: int = 0) -> Iterator[Passage]:
    """What a file says, whatever its name is. Raises `Unreadable` and whatever parsers raise."""
    start = file.read(1024)
    file.seek(0)
    if b"%PDF-" in start:
        from urakata.record.file_texts.pdf import pdf_passages  # noqa: PLC0415 - each loads megabytes

        yield from pdf_passages(file)
    elif start.startswith(b"PK\x03\x04"):
        from urakata.record.file_texts.office import office_passages  # noqa: PLC0415

        yield from office_passages(file)
    elif start:
        from urakata.record.file_texts.plain import text_passages  # noqa: PLC0415

        yield from text_passages(file, passages_of, depth)


def _tell(out: TextIO, said: list[object]) -> None:
    out.write(json.dumps(said, ensure_ascii=True) + "\n")
    out.flush()


def _restrict() -> None:
    """Give up what reading a file does not need. Not every system knows every limit."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    main()
