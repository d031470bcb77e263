"""関連レコード一覧 (REFERENCE_TABLE): records of another app that share a value with this one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from urakata.definition.fields.base import FieldType, Operator
from urakata.definition.fields.properties import Properties
from urakata.kernel import rules
from urakata.kernel.json import JSONDict

SIZES = ("1", "3", "5", "10", "20", "30", "40", "50")


@dataclass(frozen=True, slots=True)
class ReferenceConfig:
    """Which app, joined on which fields, and what of it is shown."""

    app_id: int
    field: str  #: code here
    related_field: str  #: code in the other app
    filter_condition: str = ""
    display_fields: tuple[str, ...] = ()
    sort: str = ""
    size: str = "5"


class ReferenceTable(FieldType[ReferenceConfig]):
    """A window on another app; holds no value."""

    key = "REFERENCE_TABLE"
    widget = "reference-table"
    kind = "none"
    column = None
    operators: ClassVar[tuple[Operator, ...]] = ()
    is_writable = False
    may_be_required = False
    may_be_in_table = False

    def configure(self, raw: JSONDict, at: str) -> ReferenceConfig:
        properties = Properties(raw, at)
        table = _part(properties, "referenceTable")
        app = _part(table, "relatedApp")
        condition = _part(table, "condition")
        config = ReferenceConfig(
            app_id=app.whole("app", least=0, most=2**63 - 1) or 0,
            field=condition.text("field", most=128),
            related_field=condition.text("relatedField", most=128),
            filter_condition=table.text("filterCond"),
            display_fields=_codes(table, "displayFields"),
            sort=table.text("sort"),
            size=_size(table),
        )
        for key, value in (("field", config.field), ("relatedField", config.related_field)):
            if not value:
                condition.refuse(key, rules.MISSING)
        for part in (table, app, condition):
            properties.problems += part.problems
        properties.done()
        return config

    def describe(self, config: ReferenceConfig) -> JSONDict:
        return {
            "referenceTable": {
                "relatedApp": {"app": str(config.app_id), "code": ""},
                "condition": {"field": config.field, "relatedField": config.related_field},
                "filterCond": config.filter_condition,
                "displayFields": list(config.display_fields),
                "sort": config.sort,
                "size": config.size,
            }
        }


def _part(properties: Properties, key: str) -> Properties:
    raw = properties.raw.get(key)
    if not isinstance(raw, dict):
        properties.refuse(key, rules.MISSING)
        raw = {}
    return Properties(raw, f"{properties.at}.{key}")


def _codes(properties: Properties, key: str) -> tuple[str, ...]:
    raw = properties.raw.get(key)
    return tuple(str(code) for code in raw) if isinstance(raw, list) else ()


def _size(properties: Properties) -> str:
    size = properties.text("size", "5")
    if size in SIZES:
        return size
    properties.refuse("size", rules.NOT_IN_ENUM)
    return "5"
