"""シミュレーター: whom a case would pass that nobody filed, on a day, and by which rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from urakata.definition.routing import MatrixUse, Route
from urakata.directory.entities import Values
from urakata.directory.managers import home_of
from urakata.directory.people import Snapshot
from urakata.kernel.errors import invalid
from urakata.kernel.text import Text
from urakata.process.matrix.reading import matrix_on
from urakata.process.matrix.usage import Use, uses
from urakata.process.routes.case import Case
from urakata.process.routes.resolution import Resolved, resolve

_NO_FACTOR = Text("リスク要因「{name}」はありません。", "There is no risk factor “{name}”.")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. Of `risk` and `factors` (names that an app declares) one is enough."""

    category: str
    applicant_id: int
    on: date
    amount: Decimal | None = None
    importance: str = ""
    risk: int | None = None
    factors: tuple[str, ...] = ()
    organization_id: int | None = None
    draft: str = ""


def simulate(question: Question, people: Snapshot) -> Resolved:
    """The route of a case that nobody filed, as the first app with this category would walk it.

    `people` is the organisation of the day in question. A draft counts as if it were in force.
    Raises `Invalid` for a factor that no app declares, and what `matrix_on` raises.
    """
    use = next((use for use in uses() if use.asks.category == question.category), None)
    route = use.route if use else Route(matrix=MatrixUse(question.category))
    matrix = matrix_on(question.on, question.draft)
    if matrix and question.draft:
        matrix = matrix.as_if_in_force()
    return resolve(route, _case(question, use, people), people, matrix)


def _case(question: Question, use: Use | None, people: Snapshot) -> Case:
    home = question.organization_id or home_of(people, question.applicant_id)
    return Case(
        app_id=use.app.app_id if use else 0,
        app_code=use.app.code if use else "",
        record_id=0,
        category=question.category,
        amount=question.amount,
        importance=question.importance,
        risk=_risk(question, use),
        factors=question.factors,
        organization_id=home,
        applicant_id=question.applicant_id,
        on=question.on,
        values=Values(question.applicant_id),
    )


def _risk(question: Question, use: Use | None) -> int:
    if question.risk is not None:
        return question.risk
    scores = {factor.name: factor.score for factor in use.asks.factors} if use else {}
    _refuse_unknown(question.factors, scores)
    return sum(scores[name] for name in question.factors)


def _refuse_unknown(names: Collection[str], scores: Collection[str]) -> None:
    for place, name in enumerate(names):
        if name not in scores:
            raise invalid(f"factors[{place}]", _NO_FACTOR.fill(name=name))
