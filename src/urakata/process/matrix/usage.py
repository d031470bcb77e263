"""Which apps ask the authority matrix, and what can come out of their records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from urakata.definition.fields.choosing import ChoiceConfig
from urakata.definition.fields.number import NumberConfig
from urakata.definition.queries import live_app_ids, live_schema
from urakata.definition.routing import MatrixUse, Route
from urakata.definition.schema import AppSchema, Field, State
from urakata.process.matrix.rows import Span

ZERO: Final = Decimal(0)
FROM_ZERO: Final = Span(ZERO)


@dataclass(frozen=True, slots=True)
class Use:
    """A status whose route asks the matrix."""

    app: AppSchema
    state: State
    route: Route
    asks: MatrixUse


@dataclass(frozen=True, slots=True)
class Domain:
    """The cases of a category that can come up; `importance` None: any text."""

    amounts: Span | None = FROM_ZERO  #: None: there are never amounts
    may_lack_amount: bool = False
    importance: frozenset[str] | None = None
    risk: Span = FROM_ZERO

    def joined(self, other: Domain) -> Domain:
        """What can come up in one of two apps."""
        importance = None
        if self.importance is not None and other.importance is not None:
            importance = self.importance | other.importance
        return Domain(
            _around(self.amounts, other.amounts),
            self.may_lack_amount or other.may_lack_amount,
            importance,
            _around(self.risk, other.risk) or self.risk,
        )


def uses() -> Iterator[Use]:
    """Every status of a live app whose route asks the matrix, by app."""
    for app_id in live_app_ids():
        app = live_schema(app_id)
        for state in app.process.states if app.process.is_enabled else ():
            if state.route and state.route.matrix:
                yield Use(app, state, state.route, state.route.matrix)


def domain_of(category: str, found: Iterable[Use]) -> Domain:
    """What can come up in a category; of one that no app uses, anything."""
    domains = [_domain(use) for use in found if use.asks.category == category]
    if not domains:
        return Domain(may_lack_amount=True)
    domain, *rest = domains
    for other in rest:
        domain = domain.joined(other)
    return domain


def _domain(use: Use) -> Domain:
    asks, by_code = use.asks, use.app.by_code
    amount, importance = by_code.get(asks.amount), by_code.get(asks.importance)
    most = sum(factor.score for factor in asks.factors if factor.score > 0)
    least = sum(factor.score for factor in asks.factors if factor.score < 0)
    return Domain(
        amounts=None if amount is None else _amounts(amount.config),
        may_lack_amount=amount is None or not (amount.required or amount.type.key == "CALC"),
        importance=_importance(importance),
        risk=Span(Decimal(least), Decimal(most + 1)),
    )


def _importance(field: Field | None) -> frozenset[str] | None:
    """What may be chosen, and nothing where that may be left empty; None for free text."""
    if field is None:
        return frozenset({""})
    if not isinstance(field.config, ChoiceConfig):
        return None
    blank = frozenset() if field.required else frozenset({""})
    return frozenset(field.config.options.rank) | blank


def _amounts(config: object) -> Span:
    """From the least that the field takes, or 0; there is no cause to ask about less."""
    if not isinstance(config, NumberConfig):
        return Span(ZERO)
    high = None if config.maximum is None else config.maximum + 1
    return Span(ZERO if config.minimum is None else config.minimum, high)


def _around(one: Span | None, other: Span | None) -> Span | None:
    """The smallest span around two; None where there is neither."""
    if one is None or other is None:
        return one or other
    low = None if one.low is None or other.low is None else min(one.low, other.low)
    high = None if one.high is None or other.high is None else max(one.high, other.high)
    return Span(low, high)
