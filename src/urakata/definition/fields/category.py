"""カテゴリー (CATEGORY): the drawers a record lies in."""

from __future__ import annotations

from typing import ClassVar

from urakata.definition.fields.base import Operator
from urakata.definition.fields.plain_field import SwitchedField
from urakata.kernel.json import JSONValue


class Category(SwitchedField):
    """Names of categories; not editable by API (kintone's rule), not searchable by query."""

    key = "CATEGORY"
    widget = "category"
    kind = "choices"
    column = "text[]"
    operators: ClassVar[tuple[Operator, ...]] = ()
    empty: ClassVar[JSONValue] = []
    system_column = "categories"
