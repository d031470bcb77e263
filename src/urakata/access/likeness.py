"""What rules can tell people by: whatever is true of one is true of all who are alike."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import TypeAlias

from urakata.definition.access_rules import Entity
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.directory.people import snapshot

Kind: TypeAlias = Hashable


class Likeness:
    """People before the rules of some apps. A thousand clerks cost no more than one."""

    def __init__(self, *apps: AppSchema) -> None:
        self._people = snapshot()
        self._creators = {app.creator_id for app in apps}
        self._named = {
            entity.code for app in apps for entity in _entities(app) if entity.type == "USER"
        }

    def of(self, actor: Actor) -> Kind:
        """Equal for two people who differ in nothing but their names and numbers."""
        posts = self._people.posts_of(actor.user_id)
        return (
            actor.code if actor.code in self._named else None,
            actor.user_id if actor.user_id in self._creators else None,
            frozenset((post.organization_id, post.title_id) for post in posts),
            actor.group_ids,
            actor.primary_organization_id,
            (actor.is_administrator, actor.is_auditor, actor.is_guest),
        )


def _entities(app: AppSchema) -> Iterator[Entity]:
    rules = app.access
    for grant in rules.app:
        yield grant.entity
    for rule in rules.records:
        yield from (grant.entity for grant in rule.grants)
    for field_rule in rules.fields:
        yield from (grant.entity for grant in field_rule.grants)
