"""What the creator and the modifier share: one user, set by the server."""

from __future__ import annotations

from urakata.definition.fields.base import (
    MEMBERSHIP,
    Malformed,
    ReadContext,
    Stored,
    UnknownPerson,
    WriteContext,
)
from urakata.definition.fields.plain_field import NoConfig, PlainField
from urakata.kernel.json import JSONValue


class PersonField(PlainField):
    """One user. Written only when a record is added by somebody who manages the app."""

    kind = "people"
    column = "bigint"
    operators = MEMBERSHIP
    people = "user"
    is_single = True
    is_sortable = True
    may_be_in_table = False

    def parse(self, raw: JSONValue, config: NoConfig, context: WriteContext) -> Stored:
        if raw is None or raw in ("", {}):
            return None
        code = raw.get("code") if isinstance(raw, dict) else None
        if not isinstance(code, str):
            raise Malformed
        if not code:
            return None
        found = context.people.find("user", code)
        if found is None:
            raise UnknownPerson("user", code)
        return found

    def dump(self, stored: Stored, config: NoConfig, context: ReadContext) -> JSONValue:
        return context.people.show("user", stored) if isinstance(stored, int) else None
