"""What other packages keep about records, and what becomes of it when a record goes and returns.

Each registers one companion when Django starts. It hears of what happens in the transaction in
which it happens, of many records at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, Protocol

from urakata.definition.schema import AppSchema


class Companion(Protocol):
    """Something that goes where records go."""

    def records_deleted(self, app: AppSchema, ids: Sequence[int], at: datetime) -> None:
        """Records went into the trash."""

    def records_restored(self, app: AppSchema, ids: Sequence[int]) -> None:
        """Records came back; their statuses may be others than they were."""

    def records_forgotten(self, records: Sequence[tuple[int, int]]) -> None:
        """Records (app, id) left the trash for good."""

    def app_deleted(self, app_id: int, at: datetime) -> None:
        """An app went into the trash with all its records."""

    def app_restored(self, app_id: int) -> None:
        """It came back as it was."""

    def forget_some(self, app_id: int, most: int) -> bool:
        """Forget up to `most` rows of an app that ends; whether there may be more."""


_companions: Final[list[Companion]] = []


def accompany(companion: Companion) -> None:
    """Register a companion, once."""
    if companion not in _companions:
        _companions.append(companion)


def tell(what: Callable[[Companion], None]) -> None:
    """Let every companion hear of something."""
    for companion in _companions:
        what(companion)


def forget_some(app_id: int, most: int) -> bool:
    """Let every companion forget a batch of an app's rows; whether there may be more."""
    return any(companion.forget_some(app_id, most) for companion in _companions)
