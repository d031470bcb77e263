"""The values of a comparison, checked against the field and ready to be bound."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeAlias

from urakata.definition.conditions.environment import Env
from urakata.definition.conditions.ranges import days_of, instants, minute
from urakata.definition.conditions.syntax import Call, Comparison, Literal
from urakata.definition.fields.base import PeopleKind, Refused
from urakata.definition.schema import AppSchema, Field
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, invalid

PEOPLE_FUNCTIONS: Final[dict[str, PeopleKind]] = {
    "LOGINUSER": "user",
    "PRIMARY_ORGANIZATION": "organization",
}
_UNKNOWN: Final[dict[PeopleKind, str]] = {
    "user": "GAIA_IL26",
    "group": "GAIA_IL27",
    "organization": "GAIA_IL28",
}
Range: TypeAlias = "tuple[str, str]"


@dataclass(slots=True)
class Operands:
    """What a field is compared with: any of these."""

    unset: bool = False  #: ``""`` was among the values
    texts: list[str] = field(default_factory=list)  #: in the stored shape
    ids: list[int] = field(default_factory=list)  #: of people
    ranges: list[Range] = field(default_factory=list)
    """Half-open, of days or of moments: date functions, and every moment (they are minutes)."""


def read_operands(comparison: Comparison, field: Field, schema: AppSchema, env: Env) -> Operands:
    """Check the values of a comparison with a field of the schema.

    Raises ``GAIA_IQ10`` (no such option or status), ``GAIA_IL26``, ``27`` and ``28`` (nobody of
    that code), the date functions' own errors, and ``CB_VA01`` for everything else.
    """
    operands = Operands()
    for value in comparison.values:
        if isinstance(value, Call):
            _take_call(value, field, operands, env)
        elif value.text == "":
            operands.unset = True
        elif comparison.operator in {"like", "not like"}:
            operands.texts.append(value.text)
        else:
            _take_literal(value, field, operands, (schema, env))
    return operands


def _take_literal(
    value: Literal, field: Field, operands: Operands, context: tuple[AppSchema, Env]
) -> None:
    schema, env = context
    if field.type.people is not None:
        operands.ids.append(_find(field.type.people, value.text, env))
        return
    try:
        text = field.type.literal(value.text, field.config)
    except Refused as refused:
        if field.type.kind in {"choice", "choices"}:
            raise _no_option(field, value) from None
        raise invalid(env.at, refused.text) from None
    if field.type.system_column == "status" and all(s.name != text for s in schema.process.states):
        raise _no_option(field, value)
    if field.type.kind == "datetime":
        operands.ranges.append(minute(datetime.fromisoformat(text)))
    else:
        operands.texts.append(text)


def _take_call(call: Call, field: Field, operands: Operands, env: Env) -> None:
    kind = field.type.kind
    if PEOPLE_FUNCTIONS.get(call.name, "") == field.type.people:
        if call.arguments:
            raise Invalid("GAIA_IL08", function=call.name)
        actor = env.actor
        who = actor.user_id if call.name == "LOGINUSER" else actor.primary_organization_id
        operands.ids.extend([] if who is None else [who])
    elif kind not in {"date", "datetime"} or call.name in PEOPLE_FUNCTIONS:
        raise _not_allowed(call, field, env)
    elif call.name == "NOW":
        if kind == "date":
            raise _not_allowed(call, field, env)
        if call.arguments:
            raise Invalid("GAIA_IL08", function=call.name)
        operands.ranges.append(minute(env.now))
    else:
        operands.ranges.append(_day_range(call, kind == "date", env))


def _day_range(call: Call, is_date: bool, env: Env) -> Range:  # noqa: FBT001
    timezone = env.actor.timezone
    try:
        days = days_of(call, env.now.astimezone(timezone).date())
    except OverflowError:
        raise invalid(env.at, rules.NOT_IN_CALENDAR) from None
    except (KeyError, ValueError):
        raise invalid(env.at, rules.BAD_QUERY) from None
    return (days[0].isoformat(), days[1].isoformat()) if is_date else instants(days, timezone)


def _find(kind: PeopleKind, code: str, env: Env) -> int:
    found = env.people.find(kind, code)
    if found is None:
        error = _UNKNOWN[kind]
        raise Invalid(error, code=code)
    return found


def _no_option(field: Field, value: Literal) -> Invalid:
    return Invalid("GAIA_IQ10", field=field.code, value=value.text)


def _not_allowed(call: Call, field: Field, env: Env) -> Invalid:
    return invalid(env.at, rules.FUNCTION_NOT_ALLOWED.fill(field=field.code, function=call.name))
