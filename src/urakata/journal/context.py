"""From where the present request, job or command comes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Source:
    """The road by which something is done."""

    name: Literal["screen", "api", "import", "job", "cli", "system"]
    address: str = ""
    request_id: str = ""
    tokens: tuple[int, ...] = ()  #: numbers of the API tokens that a request shows


_SYSTEM = Source("system")
_current: ContextVar[Source] = ContextVar("journal_source", default=_SYSTEM)


def begin(source: Source) -> None:
    """Everything written from here on comes from `source`."""
    _current.set(source)


def end() -> None:
    """The request is over: whatever follows is the system's own."""
    _current.set(_SYSTEM)


def current() -> Source:
    """The source of what is being done."""
    return _current.get()


@contextmanager
def coming_from(source: Source) -> Iterator[None]:
    """For a while, what is written comes from `source`; then from where it came before."""
    before = _current.get()
    _current.set(source)
    try:
        yield
    finally:
        _current.set(before)
