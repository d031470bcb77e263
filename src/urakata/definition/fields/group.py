"""グループ (GROUP): fields under one heading that opens and closes; the layout says which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from urakata.definition.fields.base import FieldType, Operator
from urakata.definition.fields.properties import Properties
from urakata.kernel.json import JSONDict


@dataclass(frozen=True, slots=True)
class GroupConfig:
    """Whether it is open at first."""

    is_open: bool = False


class Group(FieldType[GroupConfig]):
    """A heading; holds no value."""

    key = "GROUP"
    widget = "group"
    kind = "none"
    column = None
    operators: ClassVar[tuple[Operator, ...]] = ()
    is_writable = False
    may_be_required = False
    may_be_in_table = False

    def configure(self, raw: JSONDict, at: str) -> GroupConfig:
        properties = Properties(raw, at)
        config = GroupConfig(properties.boolean("openGroup"))
        properties.done()
        return config

    def describe(self, config: GroupConfig) -> JSONDict:
        return {"openGroup": config.is_open}
