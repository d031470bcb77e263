"""``asOf``: the same questions, asked of what was there at a moment."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, TypeAlias

from pydantic import Field

from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.record.as_of import as_of

AsOf: TypeAlias = Annotated[
    str, Field(description="この日時の内容を返す（例：2026-09-30T15:00:00Z）", max_length=40)
]


@contextmanager
def at_moment(
    actor: Actor, app: AppSchema, text: str, record_id: int | None = None
) -> Generator[AppSchema]:
    """The schema to read with: the given one where no moment is asked for."""
    if not text:
        yield app
        return
    with as_of(actor, app, _read(text), record_id) as then:
        yield then


def _read(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        is_known = moment.astimezone(UTC).year > 1
    except (ValueError, OverflowError):
        raise invalid("asOf", rules.NOT_A_DATETIME) from None
    if moment.tzinfo is None or not is_known:
        raise invalid("asOf", rules.NOT_A_DATETIME)
    return moment
