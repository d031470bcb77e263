"""グループ選択 (GROUP_SELECT): groups."""

from __future__ import annotations

from urakata.definition.fields.people_select import PeopleSelect


class GroupSelect(PeopleSelect):
    """Groups."""

    key = "GROUP_SELECT"
    widget = "group-select"
    people = "group"
    entity_types = ("GROUP",)
