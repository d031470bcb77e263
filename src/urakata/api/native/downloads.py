"""Files on their way out: sent while they are made, whatever the client does meanwhile.

A client that is slower than the database must not hold the ledger: after some patience the rest is
put on disk, the database is let go, and the client gets it from there at its own pace. One that
goes away in the middle ends the work at once.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import closing
from threading import BoundedSemaphore
from typing import Final, TypeAlias, TypeVar
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponseBase, StreamingHttpResponse

from urakata.api.errors import classify, new_error_id
from urakata.kernel.errors import TooMany, UrakataError

ResponseT = TypeVar("ResponseT", bound=HttpResponseBase)
LastWords: TypeAlias = "Callable[[UrakataError, str], bytes]"

AT_ONCE: Final = 4  #: in a process: each keeps one of its threads busy, and others want answers too
PATIENCE: Final = 3.0  #: seconds of waiting for the client, all in all, while the database is held
PIECE: Final = 256 * 1024

_places: Final = BoundedSemaphore(AT_ONCE)


class Download:
    """The pieces of a file, begun: whatever can be wrong from the start was raised already.

    What goes wrong later cannot change the status any more. Then `last_words` end the file, so
    that nobody takes a part for the whole.
    """

    def __init__(self, pieces: Generator[bytes], last_words: LastWords) -> None:
        if not _places.acquire(blocking=False):
            raise TooMany("GAIA_TO04")
        self._is_open = True
        self._last_words = last_words
        self._pieces = patient(pieces)
        try:
            self._next: bytes | None = next(self._pieces, None)
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Download:
        return self

    def __next__(self) -> bytes:
        piece = self._next
        if piece is None:
            self.close()
            raise StopIteration
        try:
            self._next = next(self._pieces, None)
        except Exception as error:  # noqa: BLE001  # nothing can be refused any more, only told
            error_id = new_error_id()
            self._next = None
            piece += self._last_words(classify(error, error_id), error_id)
        return piece

    def close(self) -> None:
        """Let go of everything, at the end or long before it."""
        if self._is_open:
            self._is_open = False
            try:
                self._pieces.close()
            finally:
                _places.release()


def patient(pieces: Generator[bytes]) -> Generator[bytes]:
    """The same pieces; by way of the disk as soon as whoever takes them turns out to be slow."""
    waited = 0.0
    with closing(pieces):
        for piece in pieces:
            begun = time.monotonic()
            yield piece
            waited += time.monotonic() - begun
            if waited > PATIENCE:
                yield from _by_disk(pieces)


def _by_disk(pieces: Generator[bytes]) -> Generator[bytes]:
    """All pieces there are, taken at once and handed on slowly."""
    with tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as file:
        for piece in pieces:
            file.write(piece)
        file.seek(0)
        while part := file.read(PIECE):
            yield part


def attachment(download: Download, *, name: str, content_type: str) -> StreamingHttpResponse:
    """A download as a response."""
    return as_attachment(StreamingHttpResponse(download, content_type=content_type), name)


def as_attachment(response: ResponseT, name: str) -> ResponseT:
    """A response as a file that browsers save, and never show as a page of ours."""
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-cache"
    return response
