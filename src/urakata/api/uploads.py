"""Reading one uploaded file out of a multipart body as a stream: no gigabyte is ever in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, Final, TypeAlias, cast

from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import (
    ChunkIter,
    InputStreamExhausted,
    LazyStream,
    MultiPartParserError,
    Parser,
)
from django.utils.http import parse_header_parameters

from urakata.api.bodies import stream_of
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, invalid

Part: TypeAlias = "tuple[str, dict[str, Any], LazyStream]"

CHUNK: Final = 64 * 1024
LONGEST_FIELD: Final = 64 * 1024
MOST_PARTS: Final = 50


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that is still coming in; `chunks` can be read once."""

    name: str
    content_type: str
    chunks: Iterator[bytes]


class _Tail:
    """A stream that remembers its last bytes: a body that broke off lacks its end mark."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.last = b""

    def read(self, size: int = CHUNK) -> bytes:
        data = self._stream.read(size)
        self.last = (self.last + data)[-1024:]
        return data


class FileBody:
    """A multipart body with one file part named ``file`` and any number of small fields.

    The fields behind the file are known only once the file was read: `fields` is complete, and
    `when_read` is called, after the last chunk and before `Upload.chunks` ends.
    """

    def __init__(self, request: HttpRequest, when_read: Callable[[dict[str, str]], None]) -> None:
        self.fields: dict[str, str] = {}
        self._when_read = when_read
        self._boundary = _boundary(request.META.get("CONTENT_TYPE", ""))
        self._tail = _Tail(stream_of(request))
        stream = LazyStream(ChunkIter(cast("IO[bytes]", self._tail), CHUNK))
        self._parts: Iterator[Part] = iter(Parser(stream, self._boundary))

    def file(self) -> Upload:
        """The file part; raises `Invalid` when there is none (``file`` is missing)."""
        with _readable():
            found = next((part for part in self._parts if self._is_file(*part)), None)
        if found is None:
            raise invalid("file", rules.MISSING)
        _, headers, stream = found
        name = headers["content-disposition"][1]["filename"].decode("utf-8", "replace")
        if "/" in name or "\\" in name:
            raise invalid("file", rules.BAD_FILE_NAME)
        content_type = str(headers.get("content-type", ("", {}))[0]).strip()
        return Upload(name, content_type, self._chunks(stream))

    def _chunks(self, stream: LazyStream) -> Iterator[bytes]:
        with _readable():
            yield from stream
            for part in self._parts:
                self._is_file(*part)
            if b"--" + self._boundary + b"--" not in self._tail.last:
                raise Invalid("CB_IL02")
        self._when_read(self.fields)

    def _is_file(self, kind: str, headers: dict[str, Any], stream: LazyStream) -> bool:
        """Whether this is the file; other parts are read into `fields` on the way."""
        parameters = headers.get("content-disposition", ("", {}))[1]
        name = parameters.get("name", b"").decode("utf-8", "replace").strip()
        if kind == "file" and name == "file" and "content-transfer-encoding" not in headers:
            return True
        if kind == "field" and name:
            if len(self.fields) >= MOST_PARTS:
                raise Invalid("CB_IL02")
            self.fields[name] = stream.read(LONGEST_FIELD).decode("utf-8", "replace")
        return False


@contextmanager
def _readable() -> Iterator[None]:
    """What goes wrong while a body is read is the sender's fault, or the line's."""
    try:
        yield
    except (MultiPartParserError, InputStreamExhausted, UnreadablePostError, OSError) as error:
        raise Invalid("CB_IL02") from error


def _boundary(content_type: str) -> bytes:
    kind, parameters = parse_header_parameters(content_type)
    boundary = parameters.get("boundary", "")
    if (
        kind.lower() != "multipart/form-data"
        or not boundary.isascii()
        or not 1 <= len(boundary) <= 200
    ):
        raise Invalid("CB_IL02")
    return boundary.encode("ascii")
