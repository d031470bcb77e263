"""Keeps the conditions under which lines were passed (see `conditions`)."""

from __future__ import annotations

from collections.abc import Sequence

from urakata.process.models import Condition
from urakata.process.moves import Passage
from urakata.process.runs import Run


def note_conditions(run: Run, passages: Sequence[Passage]) -> None:
    """One statement for all of them, none where there are none."""
    Condition.objects.bulk_create(
        Condition(
            app_id=run.app.app_id,
            record_id=passage.stage.turn.id,
            route_id=passage.came_from.id if passage.came_from else None,
            text=text,
            set_by_id=run.actor.user_id,
            set_at=run.env.now,
        )
        for passage in passages
        for text in passage.change.conditions
    )
