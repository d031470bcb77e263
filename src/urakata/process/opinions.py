"""回覧: asking people what they think of a record. Nothing waits for what they say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from urakata.access.rights import require, require_person, require_writer
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.journal.writing import Entry, write
from urakata.kernel import rules
from urakata.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Problem
from urakata.kernel.json import JSONDict
from urakata.process.models import Opinion
from urakata.process.viewers import require_viewers
from urakata.record.read import require_record

__all__ = [
    "LONGEST",
    "MOST_ASKED",
    "Opinion",
    "answer_opinion",
    "ask_opinions",
    "opinions_of",
    "unanswered",
]

MOST_ASKED: Final = 100
LONGEST: Final = 10_000


@transaction.atomic
def ask_opinions(
    *, actor: Actor, app: AppSchema, record_id: int, people: Sequence[str], question: str
) -> list[Opinion]:
    """Ask people (login names) about a record; for those who may view and edit it themselves.

    Raises `Invalid` (at ``people``, ``question``; see `require_viewers`), `NotFound`, `Forbidden`.
    """
    require_person(actor)
    require(actor, "edit", app)
    require_record(actor, app, record_id, lock="FOR KEY SHARE")
    _check(people, question)
    asked = require_viewers(app, record_id, people)
    now = datetime.now(UTC)
    opinions = Opinion.objects.bulk_create(
        Opinion(
            app_id=app.app_id,
            record_id=record_id,
            asked_id=id_,
            by_id=actor.user_id,
            question=question,
            asked_at=now,
        )
        for id_ in asked
    )
    about: JSONDict = {"question": question, "asked": [*asked]}
    write(actor, [Entry("process.opinion", app.app_id, record_id, about=about)])
    return opinions


@transaction.atomic
def answer_opinion(
    *, actor: Actor, app: AppSchema, record_id: int, opinion_id: int, answer: str
) -> Opinion:
    """Say what one was asked for, once.

    Raises `NotFound` (``UR_TS02``), `Forbidden` (``UR_TS06``) for whoever was not asked, `Conflict`
    (``UR_TS04``) the second time.
    """
    require_person(actor)
    require_writer(actor)
    require_record(actor, app, record_id)
    _check_text("answer", answer)
    here = Opinion.objects.select_for_update().filter(app_id=app.app_id, record_id=record_id)
    opinion = here.filter(pk=opinion_id).first()
    if opinion is None:
        raise NotFound("UR_TS02", id=opinion_id)
    if opinion.asked_id != actor.user_id:
        raise Forbidden("UR_TS06")
    if opinion.answered_at is not None:
        raise Conflict("UR_TS04")
    opinion.answer, opinion.answered_at = answer, datetime.now(UTC)
    opinion.save(update_fields=["answer", "answered_at"])
    about: JSONDict = {"opinion": opinion.pk, "answer": answer}
    write(actor, [Entry("process.opinion", app.app_id, record_id, about=about)])
    return opinion


def opinions_of(app_id: int, record_id: int) -> list[Opinion]:
    """What was asked about a record, in order. May they: the caller's question."""
    return list(Opinion.objects.filter(app_id=app_id, record_id=record_id).order_by("pk"))


def unanswered(
    user_id: int, *, limit: int, after: Sequence[Any] = (), app_id: int | None = None
) -> list[Opinion]:
    """What somebody is asked for and has not answered, the oldest first; of one app if asked."""
    asked = Opinion.objects.filter(asked_id=user_id, answered_at__isnull=True)
    if app_id is not None:
        asked = asked.filter(app_id=app_id)
    if after:
        at, id_ = after
        asked = asked.filter(Q(asked_at__gt=at) | Q(asked_at=at, pk__gt=id_), asked_at__gte=at)
    return list(asked.order_by("asked_at", "pk")[:limit])


def _check(people: Sequence[str], question: str) -> None:
    if not 1 <= len(people) <= MOST_ASKED:
        size = rules.WRONG_SIZE.fill(min=1, max=MOST_ASKED)
        raise Invalid("CB_VA01", problems=[Problem("people", size)])
    _check_text("question", question)


def _check_text(at: str, text: str) -> None:
    if not text.strip():
        raise Invalid("CB_VA01", problems=[Problem(at, rules.MISSING)])
    if len(text) > LONGEST:
        raise Invalid("CB_VA01", problems=[Problem(at, rules.TOO_LONG.fill(n=LONGEST + 1))])
