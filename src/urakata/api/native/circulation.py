"""回覧と条件: what people are asked about a record, and under what it was approved."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from django.http import HttpRequest, HttpResponse
from ninja import Body, Path, Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import (
    LARGEST,
    REFUSALS,
    AppId,
    CamelCase,
    Person,
    RecordId,
    Sent,
    Whole,
    within,
)
from urakata.api.native.trash import moment
from urakata.definition.queries import live_schema
from urakata.directory.people import snapshot
from urakata.kernel.json import JSONDict
from urakata.process.conditions import Condition, fulfil_condition
from urakata.process.opinions import LONGEST, MOST_ASKED, Opinion, answer_opinion, ask_opinions

router = Router()

OpinionId: TypeAlias = Annotated[Whole, Path(ge=1, le=LARGEST), within(1)]
ConditionId: TypeAlias = Annotated[Whole, Path(ge=1, le=LARGEST), within(1)]
Said: TypeAlias = Annotated[str, Field(min_length=1, max_length=LONGEST)]


class ShownOpinion(CamelCase):
    """What somebody was asked, and what they said (null: not yet)."""

    id: str
    asked: Person
    by: Person
    question: str
    answer: str
    asked_at: str
    answered_at: str | None


class Opinions(Schema):
    """One for each of those who were asked."""

    opinions: list[ShownOpinion]


class ShownCondition(CamelCase):
    """What a record was approved under, and who said when that it is done (null: not yet)."""

    id: str
    text: str
    done_at: str | None
    by: Person | None


class Question(Sent):
    """Whom to ask (login names), and what."""

    people: Annotated[
        list[Annotated[str, Field(max_length=128)]], Field(min_length=1, max_length=MOST_ASKED)
    ]
    question: Said


class Answer(Sent):
    """What one thinks."""

    answer: Said


@router.post(
    "/{app_id}/records/{record_id}/opinions",
    response={200: Opinions, **REFUSALS},
    by_alias=True,
    summary="Ask for opinions",
)
def post_opinions(
    request: HttpRequest, app_id: AppId, record_id: RecordId, body: Body[Question]
) -> HttpResponse:
    """For those who may view and edit the record; whoever is asked must be able to view it."""
    asked = ask_opinions(
        actor=actor_of(request),
        app=live_schema(app_id),
        record_id=record_id,
        people=body.people,
        question=body.question,
    )
    return json_response({"opinions": [show_opinion(each) for each in asked]})


@router.post(
    "/{app_id}/records/{record_id}/opinions/{opinion_id}",
    response={200: ShownOpinion, **REFUSALS},
    by_alias=True,
    summary="Answer what one was asked",
)
def post_answer(
    request: HttpRequest,
    *,
    app_id: AppId,
    record_id: RecordId,
    opinion_id: OpinionId,
    body: Body[Answer],
) -> HttpResponse:
    """Once, by the person who was asked."""
    opinion = answer_opinion(
        actor=actor_of(request),
        app=live_schema(app_id),
        record_id=record_id,
        opinion_id=opinion_id,
        answer=body.answer,
    )
    return json_response(show_opinion(opinion))


@router.post(
    "/{app_id}/records/{record_id}/conditions/{condition_id}",
    response={200: ShownCondition, **REFUSALS},
    by_alias=True,
    summary="Say that a condition is done",
)
def post_condition(
    request: HttpRequest, app_id: AppId, record_id: RecordId, condition_id: ConditionId
) -> HttpResponse:
    """Once, by the applicant or by who set it."""
    condition = fulfil_condition(
        actor=actor_of(request),
        app=live_schema(app_id),
        record_id=record_id,
        condition_id=condition_id,
    )
    return json_response(show_condition(condition))


def show_opinion(opinion: Opinion) -> JSONDict:
    """As JSON."""
    people = snapshot()
    return {
        "id": str(opinion.pk),
        "asked": people.show("user", opinion.asked_id),
        "by": people.show("user", opinion.by_id),
        "question": opinion.question,
        "answer": opinion.answer,
        "askedAt": moment(opinion.asked_at),
        "answeredAt": moment(opinion.answered_at) if opinion.answered_at else None,
    }


def show_condition(condition: Condition) -> JSONDict:
    """As JSON."""
    by = condition.done_by_id
    return {
        "id": str(condition.pk),
        "text": condition.text,
        "doneAt": moment(condition.done_at) if condition.done_at else None,
        "by": None if by is None else snapshot().show("user", by),
    }
