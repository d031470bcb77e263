"""Files of the screen: hashed ones are kept by browsers for ever, others never."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import RequestFactory

from urakata.main.wsgi import HASHED, MOST_HEARD, PIECE, application


@pytest.mark.parametrize(
    ("url", "is_hashed"),
    [
        ("/static/ui/assets/index-Dk3fa9_x.js", True),
        ("/static/ui/assets/rolldown-runtime-XKyaHtl9.js", True),
        ("/static/ui/assets/index-Bg21JLPe.css", True),
        ("/static/ui/index.html", False),
        ("/static/ui/favicon.svg", False),
        ("/static/ui/assets/logo.svg", False),
    ],
)
def test_only_hashed_files_are_immutable(url: str, is_hashed: bool):
    assert (HASHED.match(url) is not None) is is_hashed


@pytest.mark.django_db  # a request's end looks after the connection it may have used
def test_a_whole_body_is_handed_over_in_one_piece():
    started: list[Any] = []
    environ = RequestFactory().get("/static/nothing", headers={"host": "localhost"}).environ
    environ["wsgi.input"] = BytesIO()

    body = application(environ, lambda *arguments: started.append(arguments))

    assert isinstance(body, list)
    assert started[0][0] == "404 Not Found"


@pytest.mark.django_db
@pytest.mark.parametrize(("size", "left"), [(100_000, 0), (MOST_HEARD + PIECE, PIECE)])
def test_a_refused_request_is_heard_out_within_reason(size: int, left: int):
    stream = BytesIO(b"x" * size)
    environ = RequestFactory().post("/k/v1/file.json", headers={"host": "localhost"}).environ
    environ |= {"wsgi.input": stream, "CONTENT_LENGTH": str(size)}
    started: list[Any] = []

    application(environ, lambda *arguments: started.append(arguments))

    assert started[0][0] == "401 Unauthorized"
    assert len(stream.read()) == left
