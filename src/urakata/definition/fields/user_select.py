"""ユーザー選択 (USER_SELECT): people."""

from __future__ import annotations

from urakata.definition.fields.base import WriteContext
from urakata.definition.fields.people_select import PeopleSelect


class UserSelect(PeopleSelect):
    """Users; at first perhaps the one who writes."""

    key = "USER_SELECT"
    widget = "user-select"
    people = "user"
    entity_types = ("USER", "GROUP", "ORGANIZATION")
    function = "LOGINUSER()"

    def myself(self, context: WriteContext) -> int | None:
        return context.user_id
