"""Reads what a document says of routes, dues and field rules; what is missing is kintone's default."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from urakata.definition.routing import (
    Due,
    Factor,
    FieldRules,
    Line,
    MatrixUse,
    Reason,
    Route,
    Segregation,
    Step,
    Tolerance,
)


def build_due(raw: Mapping[str, Any] | None) -> Due | None:
    """``{"value", "unit"}``, or nothing."""
    return Due(int(raw["value"]), raw.get("unit", "BUSINESS_DAYS")) if raw else None


def build_field_rules(raw: Mapping[str, Any] | None) -> FieldRules:
    """``{"required", "readOnly", "hidden"}``, each a list of codes that may be missing."""
    raw = raw or {}
    return FieldRules(*(frozenset(raw.get(key, ())) for key in ("required", "readOnly", "hidden")))


def build_route(raw: Mapping[str, Any] | None) -> Route | None:
    """A status's route; None where it has none."""
    if not raw:
        return None
    return Route(
        steps=tuple(build_step(step) for step in raw.get("steps") or ()),
        matrix=_matrix(raw.get("matrix")),
        applicant=raw.get("applicant", ""),
        when_empty=raw.get("whenEmpty", "ESCALATE"),
        when_same=raw.get("whenSame", "SKIP"),
        when_applicant=raw.get("whenApplicant", "ESCALATE"),
        resubmit=raw.get("resubmit", "CONTINUE"),
        tolerance=_tolerance(raw.get("tolerance")),
    )


def build_step(raw: Mapping[str, Any]) -> Step:
    """One step; ``join`` is ``"ALL"``, ``"ANY"`` or how many lines must pass, as text."""
    join = {"ALL": 0, "ANY": 1}.get(raw.get("join", "ALL"))
    return Step(
        name=raw["name"],
        lines=tuple(
            Line(line.get("name", ""), tuple(line["entities"]), line.get("need", "ANY"))
            for line in raw["lines"]
        ),
        join=int(raw["join"]) if join is None else join,
        due=build_due(raw.get("due")),
        fields=build_field_rules(raw.get("fields")),
    )


def build_reasons(raw: list[dict[str, Any]] | None) -> tuple[Reason, ...]:
    """The reasons that the app's actions choose from."""
    return tuple(Reason(reason["code"], reason["text"]) for reason in raw or ())


def build_segregation(raw: list[dict[str, Any]] | None) -> tuple[Segregation, ...]:
    """Who may not be who."""
    return tuple(
        Segregation(rule["name"], rule["action"], tuple(rule["differsFrom"])) for rule in raw or ()
    )


def _matrix(raw: Mapping[str, Any] | None) -> MatrixUse | None:
    if not raw:
        return None
    return MatrixUse(
        category=raw["category"],
        amount=raw.get("amount", ""),
        importance=raw.get("importance", ""),
        organization=raw.get("organization", ""),
        factors=tuple(
            Factor(factor["name"], factor["condition"], int(factor["score"]))
            for factor in raw.get("factors") or ()
        ),
    )


def _tolerance(raw: Mapping[str, Any] | None) -> Tolerance | None:
    if not raw:
        return None
    percent, amount = (Decimal(str(raw.get(key, 0))) for key in ("percent", "amount"))
    return Tolerance(percent, amount, raw.get("field", ""))
