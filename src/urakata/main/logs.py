"""Logging to stderr: plain lines for a terminal, JSON lines for a collector."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import orjson

request_id: ContextVar[str] = ContextVar("request_id", default="")
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """One JSON object a line; whatever is given as ``extra`` becomes a key."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if current := request_id.get():
            entry["request_id"] = current
        entry |= {key: value for key, value in vars(record).items() if key not in _STANDARD}
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return orjson.dumps(entry, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


class PlainFormatter(logging.Formatter):
    """A line a person can read; the request's id when there is one."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        current = request_id.get()
        return f"{line} [{current}]" if current else line


def logging_settings(*, style: str, level: str) -> dict[str, Any]:
    """For `logging.config.dictConfig`; an unknown style or level is the usual one."""
    known = logging.getLevelNamesMapping()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "urakata.main.logs.JsonFormatter"},
            "plain": {"()": "urakata.main.logs.PlainFormatter"},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": style if style in ("json", "plain") else "plain",
            }
        },
        "root": {
            "handlers": ["stderr"],
            "level": level.upper() if level.upper() in known else "INFO",
        },
        "loggers": {
            # a 404 is an answer, not an event; failures (5xx) still arrive as errors
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "ERROR"},
            "procrastinate": {"level": "WARNING"},
            "_granian": {"level": "WARNING"},
        },
    }
