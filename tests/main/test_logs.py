"""A line for a person, a line for a machine."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from urakata.main.logs import JsonFormatter, PlainFormatter, logging_settings, request_id


def record(**extra: object) -> logging.LogRecord:
    made = logging.makeLogRecord({"name": "urakata.x", "levelname": "INFO", "msg": "取引先 %d"})
    made.args = (3,)
    made.__dict__.update(extra)
    return made


def test_a_json_line_holds_everything_that_was_given():
    line = json.loads(JsonFormatter().format(record(app=12)))

    assert line.pop("time")
    assert line == {"level": "INFO", "logger": "urakata.x", "message": "取引先 3", "app": 12}


def test_the_requests_id_is_in_both_styles():
    mark = request_id.set("r1")
    try:
        assert json.loads(JsonFormatter().format(record()))["request_id"] == "r1"
        assert PlainFormatter().format(record()).endswith("INFO urakata.x: 取引先 3 [r1]")
    finally:
        request_id.reset(mark)


def test_an_exception_is_one_line():
    try:
        int("no")
    except ValueError:
        line = JsonFormatter().format(record(exc_info=sys.exc_info()))

    assert "\n" not in line
    assert json.loads(line)["exception"].endswith("with base 10: 'no'")


@pytest.mark.parametrize(
    ("style", "level", "expected"),
    [
        ("json", "debug", ("json", "DEBUG")),
        ("plain", "WARNING", ("plain", "WARNING")),
        ("xml", "loud", ("plain", "INFO")),
    ],
)
def test_an_unknown_style_or_level_is_the_usual_one(
    style: str, level: str, expected: tuple[str, str]
):
    chosen = logging_settings(style=style, level=level)

    assert (chosen["handlers"]["stderr"]["formatter"], chosen["root"]["level"]) == expected
