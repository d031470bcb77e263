"""Who may ask about whom, and the answers: for a person over all apps, for an app over all people.

Administrators and auditors ask about everybody, whoever manages an app about everybody in that app,
and everyone about themselves. What is hidden from those who ask about themselves is not named to
them by telling why it is hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias, TypeVar

from urakata.access.likeness import Kind, Likeness
from urakata.access.reasons import Reason
from urakata.access.rights import known_apps, refusal, require_person, rights_on
from urakata.access.verdicts import AppVerdict, app_verdict
from urakata.definition.conditions import fields_in, parse_condition
from urakata.definition.queries import live_app_ids, live_schema
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.directory.actors import everybody

VerdictT = TypeVar("VerdictT")
Groups: TypeAlias = "list[tuple[VerdictT, list[Actor]]]"


def may_see_all(actor: Actor) -> bool:
    """Whether somebody may ask about everybody, everywhere."""
    return actor.tokens is None and (actor.is_administrator or actor.is_auditor)


def may_see_app(actor: Actor, app: AppSchema) -> bool:
    """Whether somebody may ask about everybody in an app."""
    return may_see_all(actor) or "manage" in rights_on(actor, app)


def explain_person(*, actor: Actor, person: Actor) -> list[tuple[AppSchema, AppVerdict]]:
    """What one person may do, app by app. Raises `Forbidden`.

    Those who ask about themselves are told of the apps they know.
    """
    require_person(actor)
    if may_see_all(actor):
        apps = map(live_schema, live_app_ids())
        return [(app, app_verdict(person, app)) for app in apps]
    if actor.user_id != person.user_id:
        raise refusal(actor)
    known = map(live_schema, known_apps(actor) or ())
    return [(app, discreet(app_verdict(actor, app), actor, app)) for app in known]


def explain_app(*, actor: Actor, app: AppSchema) -> Groups[AppVerdict]:
    """What everybody may do in an app, those together for whom all is equal; the largest group last.

    Whoever may not ask about others is told about himself. Raises `Forbidden`.
    """
    people = people_to_tell(actor, app)
    likeness = Likeness(app)
    known: dict[Kind, AppVerdict] = {}

    def verdict(person: Actor) -> AppVerdict:
        kind = likeness.of(person)
        if kind not in known:
            known[kind] = discreet(app_verdict(person, app), actor, app)
        return known[kind]

    return grouped(people, verdict)


def people_to_tell(actor: Actor, app: AppSchema) -> list[Actor]:
    """Whom somebody may ask about in an app. Raises `Forbidden` where he has no right at all."""
    if may_see_app(actor, app):
        return everybody()
    if actor.tokens is not None or not rights_on(actor, app):
        raise refusal(actor)
    return [actor]


def grouped(people: Iterable[Actor], verdict: Callable[[Actor], VerdictT]) -> Groups[VerdictT]:
    """People with their verdicts, those with equal ones together, in the order they come."""
    groups: dict[VerdictT, list[Actor]] = {}
    for person in people:
        groups.setdefault(verdict(person), []).append(person)
    return list(groups.items())


def discreet(verdict: AppVerdict, actor: Actor, app: AppSchema) -> AppVerdict:
    """The verdict without what must not be named to whoever asks."""
    if may_see_app(actor, app):
        return verdict
    hidden = frozenset(field.field_id for field in verdict.fields if field.sees == "never")
    return replace(
        verdict,
        records=tuple(without_hidden(reason, hidden, app) for reason in verdict.records),
        fields=tuple(field for field in verdict.fields if field.field_id not in hidden),
    )


def without_hidden(reason: Reason, hidden: frozenset[int], app: AppSchema) -> Reason:
    """The reason, but for a condition that names a hidden field."""
    if not reason.condition or not hidden:
        return reason
    named = (app.by_code.get(code) for code in fields_in(parse_condition(reason.condition)))
    # a table that is hidden speaks for its columns
    is_open = all(f is None or hidden.isdisjoint((f.id, f.table_id)) for f in named)
    return reason if is_open else replace(reason, condition=None)
