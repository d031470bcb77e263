from __future__ import annotations

from io import BytesIO

import pytest
from django.http import UnreadablePostError
from django.test import RequestFactory

from urakata.api.bodies import TooLarge, declared_length, read_body
from urakata.kernel.errors import Invalid

MAKE = RequestFactory()


class Broken(BytesIO):
    """A line that went dead."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise UnreadablePostError(str(size))


def chunked(stream: BytesIO) -> object:
    """A body without a length, as the server hands it on."""
    request = MAKE.generic("POST", "/x", headers={"Transfer-Encoding": "chunked"})
    request.META["wsgi.input"] = stream
    return request


def test_a_body_in_chunks_is_read_to_its_end() -> None:
    assert read_body(chunked(BytesIO(b"abc"))) == b"abc"  # type: ignore[arg-type]


def test_a_body_in_chunks_is_limited_too() -> None:
    with pytest.raises(TooLarge):
        read_body(chunked(BytesIO(b"abcd")), limit=3)  # type: ignore[arg-type]


def test_a_body_that_broke_off_is_refused() -> None:
    with pytest.raises(Invalid) as caught:
        read_body(chunked(Broken()))  # type: ignore[arg-type]
    assert caught.value.code == "CB_IL02"


@pytest.mark.parametrize(("sent", "length"), [("12", 12), ("", 0), ("x", 0), ("-1", 0), ("１", 0)])
def test_a_length_that_is_none_counts_as_unknown(sent: str, length: int) -> None:
    request = MAKE.get("/x")
    request.META["CONTENT_LENGTH"] = sent
    assert declared_length(request) == length
