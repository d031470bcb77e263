"""職務権限表: its rows of a day, its check, a simulated case, past cases under a draft.

Whoever may view the matrix's app may look and simulate; the check and the replay are for those who
manage it. For people: the app belongs to no token.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Final, Literal, TypeAlias

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from urakata.access.rights import require, require_person
from urakata.api.answering import json_response
from urakata.api.native.authority_shapes import Covered, Replayed, Rows, Simulated, Telling
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS, Id, Sent, Whole
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor, Right
from urakata.directory.people import Kind, Snapshot, snapshot
from urakata.directory.today import company_today
from urakata.directory.whereabouts import people_known_on
from urakata.kernel import rules
from urakata.kernel.errors import NotFound, UrakataError, invalid
from urakata.kernel.json import JSONValue
from urakata.kernel.text import Text
from urakata.process.matrix.choosing import Matrix
from urakata.process.matrix.coverage import check_coverage
from urakata.process.matrix.reading import drafts_of, matrix_on, require_matrix_app
from urakata.process.matrix.replaying import (
    Replay,
    recorded_cases,
    replay,
    submitted_cases,
    use_in,
)
from urakata.process.matrix.simulating import Question, simulate
from urakata.process.matrix.usage import domain_of, uses
from urakata.process.services import environment
from urakata.record.read import visible_ids

router = Router()

MOST: Final = 1000  #: differences in one answer
YEAR: Final = timedelta(days=365)
NOBODY: Final = Text("「{code}」は見つかりません。", "There is no “{code}”.")
OF_TODAY: Final = Text(
    "先の日付ですが、人と組織は今日のもので求めました。発令前の異動は管理者だけが確認できます",
    "The day is to come, but people and organizations are today's: "
    "only administrators may see what is prepared",
)

Draft: TypeAlias = Annotated[str, Field(max_length=64, description="改定案の版。空なら運用中")]
Day: TypeAlias = Annotated[date | None, Field(description="日付。省略時は今日")]
Amount: TypeAlias = Annotated[Decimal | None, Field(max_digits=30, allow_inf_nan=False)]
Code: TypeAlias = Annotated[str, Field(max_length=128)]


class Which(Schema):
    """Which rows: of a day, or of a draft."""

    on: Day = None
    draft: Draft = ""


class SimulatedCase(Sent):
    """A case that nobody filed. `factors` are named as the app's settings name them."""

    category: Annotated[str, Field(max_length=64)]
    applicant: Code
    amount: Amount = None
    importance: Annotated[str, Field(max_length=128)] = ""
    risk: Annotated[Whole | None, Field(ge=-1000, le=1000)] = None
    factors: Annotated[list[Code], Field(max_length=100)] = []
    organization: Code = ""
    on: Day = None
    draft: Draft = ""


class ReplayedCases(Sent):
    """Which past cases, under which draft. `records` takes an app's records as they are now."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    draft: Annotated[str, Field(min_length=1, max_length=64)]
    from_: Annotated[date | None, Field(alias="from", description="省略時は1年前")] = None
    to: Day = None
    source: Literal["routes", "records"] = "routes"
    app: Id | None = None
    limit: Annotated[Whole, Field(ge=0, le=MOST)] = 100


@router.get(
    "/authority/rows",
    response={200: Rows, **REFUSALS},
    by_alias=True,
    summary="List the rows of the authority matrix",
)
def get_rows(request: HttpRequest, which: Query[Which]) -> HttpResponse:
    """Those in force on a day, or of a draft."""
    actor = actor_of(request)
    app = _app(actor, "view")
    day = which.on or company_today()
    matrix = _matrix(None, which.draft)
    rows = [row for row in matrix.rows if which.draft or row.is_on(day)]
    seen = visible_ids(actor, app, [row.id for row in rows])
    telling = Telling(snapshot(), actor.language)
    shown: list[JSONValue] = [telling.row(row) for row in rows if row.id in seen]
    return json_response({"rows": shown, "drafts": [*drafts_of(app)]})


@router.get(
    "/authority/coverage",
    response={200: Covered, **REFUSALS},
    by_alias=True,
    summary="Check the authority matrix",
)
def get_coverage(request: HttpRequest, which: Query[Which]) -> HttpResponse:
    """Gaps, overlaps and idle rows of every category, from a day on; exact, not by samples."""
    actor = actor_of(request)
    _app(actor, "manage")
    matrix, people = _matrix(None, which.draft), snapshot()
    since = which.on or company_today()
    found = list(uses())
    telling = Telling(people, actor.language)
    categories: list[JSONValue] = []
    for category in dict.fromkeys([*matrix.categories, *(use.asks.category for use in found)]):
        domain = domain_of(category, found)
        covered = check_coverage(matrix, category, domain, people=people, since=since)
        findings = [each.describe(category) for each in covered.findings]
        apps = dict.fromkeys(use.app.name for use in found if use.asks.category == category)
        categories.append(
            {
                "category": category,
                "apps": [*apps],
                "findings": [telling.finding(each) for each in findings],
                "unused": [telling.name(row) for row in covered.unused],
            }
        )
    unreadable: list[JSONValue] = [telling.row(row) for row in matrix.rows if row.flaws]
    is_complete = not unreadable and not any(_findings(each) for each in categories)
    return json_response(
        {"isComplete": is_complete, "categories": categories, "unreadable": unreadable}
    )


@router.post(
    "/authority/simulate",
    response={200: Simulated, **REFUSALS},
    summary="Simulate a case",
)
def post_simulation(request: HttpRequest, sent: SimulatedCase) -> HttpResponse:
    """Whom this case would pass, of this person, on this day; and because of which rows.

    For a day to come, who is no administrator is told of the rows of that day and the people of
    today: personnel orders that are prepared are known to administrators only. `because` says so.
    """
    actor = actor_of(request)
    _app(actor, "view")
    on = sent.on or company_today()
    people, is_of_that_day = people_known_on(actor=actor, on=on)
    question = Question(
        category=sent.category,
        applicant_id=_find(people, "user", "applicant", sent.applicant),
        on=on,
        amount=sent.amount,
        importance=sent.importance,
        risk=sent.risk,
        factors=tuple(sent.factors),
        organization_id=_find(people, "organization", "organization", sent.organization)
        if sent.organization
        else None,
        draft=sent.draft,
    )
    notes = () if is_of_that_day else (OF_TODAY,)
    telling = Telling(people, actor.language)
    return json_response(telling.resolved(simulate(question, people), notes))


@router.post(
    "/authority/replay",
    response={200: Replayed, **REFUSALS},
    summary="Replay past cases under a draft",
)
def post_replay(request: HttpRequest, sent: ReplayedCases) -> HttpResponse:
    """What would have come out otherwise: counted, by person, and the first differences."""
    actor = actor_of(request)
    _app(actor, "manage")
    with transaction.atomic():
        found = _replay(actor, sent)
    return json_response(Telling(snapshot(), actor.language).replay(found, _seen(actor, found)))


def _replay(actor: Actor, sent: ReplayedCases) -> Replay:
    to = sent.to or company_today()
    days = (sent.from_ or to - YEAR, to)
    if days[0] > days[1]:
        raise invalid("from", rules.TOO_LARGE.fill(n=days[1].isoformat()))
    matrices = (_matrix(None, ""), _matrix(None, sent.draft).as_if_in_force())
    if sent.source == "routes":
        cases = submitted_cases(days, actor.timezone, sent.app)
    elif sent.app is None:
        raise invalid("app", rules.MISSING)
    else:
        require(actor, "view", live_schema(sent.app))
        cases = recorded_cases(use_in(sent.app), days, environment(actor))
    return replay(cases, matrices, snapshot(), most=sent.limit)


def _seen(actor: Actor, found: Replay) -> set[tuple[int, int]]:
    """The records with a difference that the actor may view: one statement an app."""
    by_app: dict[int, list[int]] = {}
    for each in found.differences:
        by_app.setdefault(each.case.app_id, []).append(each.case.record_id)
    seen: set[tuple[int, int]] = set()
    for app_id, ids in by_app.items():
        try:
            seen.update((app_id, id_) for id_ in visible_ids(actor, live_schema(app_id), ids))
        except UrakataError:  # the app is gone, or not the actor's to see
            continue
    return seen


def _app(actor: Actor, right: Right) -> AppSchema:
    """The matrix's app, once the actor may."""
    require_person(actor)
    app = require_matrix_app()
    require(actor, right, app)
    return app


def _matrix(day: date | None, draft: str) -> Matrix:
    matrix = matrix_on(day, draft)
    if matrix is None:
        raise NotFound("UR_AM04", code="KENGEN")
    return matrix


def _find(people: Snapshot, kind: Kind, at: str, code: str) -> int:
    id_ = people.find(kind, code)
    if id_ is None:
        raise invalid(at, NOBODY.fill(code=code))
    return id_


def _findings(category: JSONValue) -> bool:
    return isinstance(category, dict) and bool(category["findings"])
