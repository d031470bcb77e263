"""Reading a file's text in a child process, which is ended when it takes too long or says too much."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias, cast, get_args

from urakata.record.file_texts.passages import MOST_CHARACTERS, Passage

SECONDS: Final = 60.0  #: from start to end
MOST_BYTES: Final = 200 * 1024**2  #: of a file
_MOST_SAID: Final = 8 * MOST_CHARACTERS  #: bytes; a character is six in JSON, and seldom that
_COMMAND: Final = (sys.executable, "-I", "-m", "urakata.record.file_texts.child")

Reason: TypeAlias = Literal["no_text", "locked", "damaged", "too_large", "too_long"]
"""Why there is no text, or not all of it: a file without text, one with a password, a broken one,
one that is too large, one that took too long."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. With a reason, that may be less than all of it, or nothing."""

    passages: tuple[Passage, ...]
    reason: Reason | None


def read_file(path: Path, seconds: float = SECONDS) -> Reading:
    """Read the text of a file. Never raises over what is in it."""
    if path.stat().st_size > MOST_BYTES:
        return Reading((), "too_large")
    with (
        path.open("rb") as file,
        subprocess.Popen(  # noqa: S603 - our own program
            _COMMAND,
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LANG": "C.UTF-8"},
            cwd="/" if os.name == "posix" else None,
            start_new_session=True,
        ) as process,
    ):
        try:
            said, is_whole = _listen(process, time.monotonic() + seconds)
        finally:
            process.kill()
    return _understand(said, "too_long" if not is_whole else "damaged")


def _listen(process: subprocess.Popen[bytes], deadline: float) -> tuple[bytes, bool]:
    """What the process says until it ends; False when it had not ended by then."""
    out = process.stdout
    if out is None:
        return b"", False
    said = bytearray()
    with selectors.DefaultSelector() as waiting:
        waiting.register(out, selectors.EVENT_READ)
        while len(said) <= _MOST_SAID:
            left = deadline - time.monotonic()
            if left <= 0 or not waiting.select(left):
                return bytes(said), False
            chunk = os.read(out.fileno(), 65536)
            if not chunk:
                return bytes(said), True
            said += chunk
    return bytes(said), False


def _understand(said: bytes, otherwise: Reason) -> Reading:
    """The passages in what was said. Without its end (the process was killed), `otherwise`."""
    passages: list[Passage] = []
    for line in said.split(b"\n")[:-1]:
        kind, *rest = json.loads(line)
        if kind == "end":
            reason = rest[0] if rest[0] in get_args(Reason) else None
            return Reading(tuple(passages), cast("Reason | None", reason))
        passages.append(Passage(*rest))
    return Reading(tuple(passages), otherwise)
