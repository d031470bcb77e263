"""The jobs of this package, run by the worker."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from urakata.record import index_build
from urakata.record.file_texts import keeping

_RETRY = RetryStrategy(max_attempts=10, exponential_wait=2)
MOST_AT_ONCE: Final = 500  #: files whose reading is asked for in one go


@app.task(name="record.build_indexes", retry=_RETRY)
def build_indexes(app_id: int, related: list[str]) -> None:
    """Build what a deploy left for later."""
    index_build.build_indexes(app_id, related)


def defer_build_indexes(app_id: int, related: list[str]) -> None:
    """Have the indexes of an app built once the transaction is through, one job at a time."""
    build_indexes.configure(lock=f"indexes-{app_id:d}").defer(app_id=app_id, related=[*related])


@app.task(name="record.read_file_text")
def read_file_text(sha256: str) -> None:
    """Read the text inside of a file. What it is in the way of is noted, not tried again."""
    keeping.read_text(sha256)


def want_texts(digests: Collection[str]) -> None:
    """Have the texts of contents read once the transaction is through, each once, one at a time."""
    wanted = keeping.note_wanted(digests)
    if wanted:
        task = read_file_text.configure(lock="file-texts")
        arguments: list[dict[str, JSONValue]] = [{"sha256": sha256} for sha256 in wanted]
        task.batch_defer(*arguments)


def want_missing_texts() -> int:
    """Ask for the texts of files that came before there were any, or whose job was lost."""
    missing = keeping.missing(MOST_AT_ONCE)
    with transaction.atomic():
        want_texts(missing)
    return len(missing)
