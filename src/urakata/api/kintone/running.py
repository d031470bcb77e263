"""How many calls run in this process at once: kintone tells it in every answer and caps it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

LIMIT: Final = 100


class Running:
    """A counter of calls under way."""

    def __init__(self) -> None:
        self._count = 0
        self._lock = Lock()

    @contextmanager
    def one_more(self) -> Iterator[int]:
        """Count a call while it lasts; gives the number under way, itself included."""
        with self._lock:
            self._count += 1
            count = self._count
        try:
            yield count
        finally:
            with self._lock:
                self._count -= 1


RUNNING: Final = Running()
