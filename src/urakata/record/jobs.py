"""The jobs of this package, run by the worker."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from urakata.record import index_build

_RETRY = RetryStrategy(max_attempts=10, exponential_wait=2)


@app.task(name="record.build_indexes", retry=_RETRY)
def build_indexes(app_id: int, related: list[str]) -> None:
    """Build what a deploy left for later."""
    index_build.build_indexes(app_id, related)


def defer_build_indexes(app_id: int, related: list[str]) -> None:
    """Have the indexes of an app built once the transaction is through, one job at a time."""
    build_indexes.configure(lock=f"indexes-{app_id:d}").defer(app_id=app_id, related=[*related])
