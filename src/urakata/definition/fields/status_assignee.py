"""作業者 (STATUS_ASSIGNEE): whose turn it is."""

from __future__ import annotations

from typing import ClassVar, cast

from urakata.definition.fields.base import MEMBERSHIP, ReadContext, Stored
from urakata.definition.fields.plain_field import SwitchConfig, SwitchedField
from urakata.kernel.json import JSONValue


class StatusAssignee(SwitchedField):
    """The users who may act now."""

    key = "STATUS_ASSIGNEE"
    widget = "status-assignee"
    kind = "people"
    column = "bigint[]"
    operators = MEMBERSHIP
    empty: ClassVar[JSONValue] = []
    people = "user"
    system_column = "assignees"

    def dump(self, stored: Stored, config: SwitchConfig, context: ReadContext) -> JSONValue:
        return [context.people.show("user", id_) for id_ in cast("list[int]", stored or [])]
