"""Which records somebody may see, change or delete, as a condition of the statement itself.

The rules of an app are asked in their order; the first whose condition holds decides, and within it
the first entity that the actor is one of (kintone-api §8). Written out as one boolean expression,
with whatever the actor makes certain already worked in, so that an index can still serve it. A
record that no rule is about follows the rights over the app.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from urakata.access.membership import Choice, Membership
from urakata.definition.access_rules import Grant, RecordRule
from urakata.definition.conditions import Env, compile_condition, parse_condition
from urakata.definition.schema import AppSchema
from urakata.definition.sql import Fragment
from urakata.directory.actor import Actor, Right

TRUE: Final = Fragment("TRUE")
FALSE: Final = Fragment("FALSE")
_Compile: TypeAlias = "Callable[[RecordDecision], Fragment]"


def is_ruled(actor: Actor, app: AppSchema) -> bool:
    """Whether the rules about records apply to the actor at all."""
    is_exempt = actor.via == "system" or actor.tokens is not None or actor.is_auditor
    return bool(app.access.records) and not is_exempt


@dataclass(frozen=True, slots=True)
class RecordDecision:
    """A rule about records, and those of its rows that may count for one actor."""

    place: int  #: of the rule in its list, from 0
    rule: RecordRule
    choices: tuple[Choice[Grant], ...]

    def condition(self, app: AppSchema, env: Env, alias: str = "t") -> Fragment:
        """SQL that holds, or not, or is NULL where the rule's condition does not.

        What it may ask does not depend on what the actor sees.
        """
        trusted = replace(env, sight_of=None, candidates=None)
        return compile_condition(parse_condition(self.rule.condition), app, trusted, alias)


def record_decisions(actor: Actor, app: AppSchema) -> list[RecordDecision]:
    """Every rule about records as it applies to an actor; none to whom none does."""
    if not is_ruled(actor, app):
        return []
    member = Membership(actor, app)
    return [
        RecordDecision(place, rule, tuple(member.choices(rule.grants)))
        for place, rule in enumerate(app.access.records)
    ]


def rows_where(app: AppSchema, right: Right, env: Env, alias: str = "t") -> Fragment | None:
    """A condition over the record's row that holds where the actor has the right.

    None when the rules keep nobody's records from the actor. The rights over the app are asked
    elsewhere.
    """
    allowed = TRUE
    for decision in reversed(record_decisions(env.actor, app)):
        given = _given(decision.choices, right, alias)
        allowed = _unless(decision, given, allowed, lambda d: d.condition(app, env, alias))
    return None if allowed == TRUE else allowed


def _given(choices: Sequence[Choice[Grant]], right: Right, alias: str) -> Fragment:
    """What a rule gives, once it is clear that it decides."""
    given = FALSE
    for choice in reversed(choices):
        has = right in choice.grant.rights
        if choice.test is None:
            given = TRUE if has else FALSE
            continue
        test = choice.test.sql(alias)
        if has:
            given = either(Fragment(test), given)
        else:
            given = both(Fragment(f"({test}) IS NOT TRUE"), given)
    return given


def _unless(
    decision: RecordDecision, given: Fragment, rest: Fragment, compile_: _Compile
) -> Fragment:
    """What the rule gives where its condition holds, else the rest."""
    if not decision.rule.condition.strip():
        return given
    if given == rest:
        return rest
    holds = compile_(decision)
    fails = Fragment(f"(({holds.text}) IS NOT TRUE)", holds.params)
    if rest in (TRUE, FALSE) or given in (TRUE, FALSE):
        if given == TRUE:
            return either(holds, rest)
        if given == FALSE:
            return both(fails, rest)
        return both(holds, given) if rest == FALSE else either(fails, given)
    return Fragment(
        f"(CASE WHEN {holds.text} THEN {given.text} ELSE {rest.text} END)",
        (*holds.params, *given.params, *rest.params),
    )


def either(one: Fragment, other: Fragment) -> Fragment:
    """``OR``, without what is certain."""
    if TRUE in (one, other):
        return TRUE
    if FALSE in (one, other):
        return other if one == FALSE else one
    return Fragment(f"(({one.text}) OR ({other.text}))", (*one.params, *other.params))


def both(one: Fragment, other: Fragment) -> Fragment:
    """``AND``, without what is certain."""
    if FALSE in (one, other):
        return FALSE
    if TRUE in (one, other):
        return other if one == TRUE else one
    return Fragment(f"(({one.text}) AND ({other.text}))", (*one.params, *other.params))
