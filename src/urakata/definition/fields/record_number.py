"""レコード番号 (RECORD_NUMBER): the record's id, with the app's code before it if there is one."""

from __future__ import annotations

from urakata.definition.fields.base import EQUALITY, MEMBERSHIP, ORDER, ReadContext, Refused, Stored
from urakata.definition.fields.plain_field import NoConfig, PlainField
from urakata.kernel import rules
from urakata.kernel.json import JSONValue


class RecordNumber(PlainField):
    """The record's number; given once, never changed."""

    key = "RECORD_NUMBER"
    widget = "record-number"
    kind = "number"
    column = "bigint"
    operators = (*EQUALITY, *ORDER, *MEMBERSHIP)
    system_column = "id"
    is_sortable = True
    is_writable = False
    may_be_in_table = False

    def dump(self, stored: Stored, config: NoConfig, context: ReadContext) -> JSONValue:
        return f"{context.app_code}-{stored}" if context.app_code else str(stored)

    def literal(self, raw: str, config: NoConfig) -> str:
        number = raw.rpartition("-")[2] if not raw.startswith("-") else raw
        if raw and not number.removeprefix("-").isdecimal():
            raise Refused(rules.NOT_A_NUMBER)
        return number
