"""レイアウト: where the fields of a form stand, and what stands between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from urakata.definition.blank import SWITCHED, SYSTEM_FIELDS
from urakata.definition.editing.problems import Problems, unknown_field
from urakata.definition.editing.session import Edit
from urakata.definition.fields.properties import Properties
from urakata.definition.shape import (
    Document,
    FieldObject,
    every_field,
    placed_codes,
    tables_by_column,
)
from urakata.kernel import rules
from urakata.kernel.catalogue import CATALOGUE
from urakata.kernel.errors import Invalid, Problem, invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text

MOST_ITEMS: Final = 2_000  #: rows and things in rows
DECORATIONS: Final = frozenset({"LABEL", "SPACER", "HR"})
TALL: Final = frozenset({"MULTI_LINE_TEXT", "RICH_TEXT"})
NO_SIZE: Final = frozenset({"REFERENCE_TABLE"})
WIDTH: Final = "193"
WIDE: Final = "315"
INNER_HEIGHT: Final = "125"

PLACED_TWICE: Final = Text(
    "フィールド（code: {code}）が2回以上配置されています。",
    "The field (code: {code}) is placed more than once.",
)
WRONG_PLACE: Final = Text(
    "フィールド（code: {code}）は、ここには配置できません。",
    "The field (code: {code}) cannot be placed here.",
)


def replace_layout(edit: Edit, raw: JSONValue) -> None:
    """Lay the form out anew. Every field but the system's must be placed, each exactly once."""
    if raw is None:
        raise invalid("layout", rules.MISSING)
    layout = _Reading(edit).read(raw)
    _refuse_missing(edit.document, layout)
    _order_columns(edit.document, layout)
    edit.document["layout"] = layout


def append_fields(document: Document, fields: Iterable[FieldObject]) -> None:
    """Place new fields at the end, one a row."""
    document["layout"] += [_row_of(field) for field in fields]


def append_columns(document: Document, table: str, columns: Iterable[FieldObject]) -> None:
    """Place new columns at the end of their table."""
    for row in document["layout"]:
        if row["type"] == "SUBTABLE" and row["code"] == table:
            row["fields"] += [_item_of(column) for column in columns]


def remove_fields(document: Document, gone: set[str]) -> None:
    """Take fields out; rows left empty go, the rows of a removed group stay where they were."""
    document["layout"] = list(_without(document["layout"], gone))


def _without(rows: list[dict[str, Any]], gone: set[str]) -> Iterator[dict[str, Any]]:
    for row in rows:
        if row["type"] == "GROUP":
            inner = list(_without(row["layout"], gone))
            if row["code"] in gone:
                yield from inner
            else:
                yield {**row, "layout": inner}
        elif row["type"] == "ROW":
            kept = [item for item in row["fields"] if item.get("code") not in gone]
            if kept or not row["fields"]:
                yield {**row, "fields": kept}
        elif row["code"] not in gone:
            yield {**row, "fields": [c for c in row["fields"] if c["code"] not in gone]}


def _row_of(field: FieldObject) -> dict[str, Any]:
    if field["type"] == "SUBTABLE":
        columns = [_item_of(column) for column in field["fields"]]
        return {"type": "SUBTABLE", "code": field["code"], "fields": columns}
    if field["type"] == "GROUP":
        return {"type": "GROUP", "code": field["code"], "layout": []}
    return {"type": "ROW", "fields": [_item_of(field)]}


def _item_of(field: FieldObject) -> dict[str, Any]:
    item = {"type": field["type"], "code": field["code"]}
    size = default_size(field["type"])
    return item | ({"size": size} if size else {})


def default_size(type_key: str) -> dict[str, str]:
    """How large something is when nobody said."""
    if type_key in TALL:
        return {"width": WIDE, "innerHeight": INNER_HEIGHT}
    if type_key == "SPACER":
        return {"width": WIDTH, "height": "50"}
    return {} if type_key in NO_SIZE else {"width": WIDTH}


def _refuse_missing(document: Document, layout: list[dict[str, Any]]) -> None:
    placed = set(placed_codes(layout))
    missing = [
        field["code"]
        for field, _ in every_field(document)
        if field["type"] not in SYSTEM_FIELDS and field["code"] not in placed
    ]
    if missing:
        codes = ",".join(missing)
        problem = Problem("layout", CATALOGUE["GAIA_FN11"].fill(fields=codes))
        raise Invalid("GAIA_FN11", fields=codes, problems=[problem])


def _order_columns(document: Document, layout: list[dict[str, Any]]) -> None:
    """Columns stand in their table as they were laid out."""
    places = {code: n for n, code in enumerate(placed_codes(layout))}
    for field in document["fields"]:
        if "fields" in field:
            field["fields"].sort(key=lambda column: places[column["code"]])


class _Reading:
    """Reads a layout as sent, and notes everything that is wrong with it."""

    def __init__(self, edit: Edit) -> None:
        self._fields = {f["code"]: f for f, _ in every_field(edit.document)}
        self._tables = tables_by_column(edit.document)
        self._problems: Problems = edit.problems
        self._placed: set[str] = set()
        self._items = 0

    def read(self, raw: JSONValue) -> list[dict[str, Any]]:
        rows = self._rows(raw, "layout", in_group=False)
        self._problems.done()
        return rows

    def _rows(self, raw: JSONValue, at: str, *, in_group: bool) -> list[dict[str, Any]]:
        rows = []
        for n, row in enumerate(_list(raw, at)):
            with self._problems.at(f"{at}[{n}]"):
                rows.append(self._row(_object(row, f"{at}[{n}]"), f"{at}[{n}]", in_group=in_group))
        return rows

    def _row(self, row: JSONDict, at: str, *, in_group: bool) -> dict[str, Any]:
        self._count(at)
        kind = row.get("type")
        if kind == "ROW":
            return {"type": "ROW", "fields": self._row_items(row.get("fields"), f"{at}.fields", "")}
        if not isinstance(kind, str) or kind not in {"SUBTABLE", "GROUP"} or in_group:
            raise invalid(f"{at}.type", rules.MISSING if kind is None else rules.NOT_IN_ENUM)
        code = self._place(row.get("code"), kind, f"{at}.code", as_row=True)
        if kind == "GROUP":
            inner = self._rows(row.get("layout", []), f"{at}.layout", in_group=True)
            return {"type": "GROUP", "code": code, "layout": inner}
        fields = self._row_items(row.get("fields"), f"{at}.fields", code)
        return {"type": "SUBTABLE", "code": code, "fields": fields}

    def _row_items(self, raw: JSONValue, at: str, table: str) -> list[dict[str, Any]]:
        items = []
        for n, item in enumerate(_list(raw, at)):
            path = f"{at}[{n}]"
            with self._problems.at(path):
                items.append(self._item(_object(item, path), path, table))
        return items

    def _item(self, raw: JSONDict, at: str, table: str) -> dict[str, Any]:
        self._count(at)
        properties = Properties(raw, at)
        kind = raw.get("type")
        item: dict[str, Any] = {"type": kind}
        if isinstance(kind, str) and kind in DECORATIONS and not table:
            if kind == "LABEL":
                item["label"] = properties.text("label")
            if kind == "SPACER":
                item["elementId"] = properties.text("elementId", most=128)
        else:
            code = self._place(raw.get("code"), kind, f"{at}.code", table=table)
            item = {"type": self._fields[code]["type"], "code": code}
        if item["type"] not in NO_SIZE:
            item["size"] = _size(properties, item["type"])
        properties.done()
        return item

    def _place(
        self, code: JSONValue, kind: JSONValue, at: str, *, table: str = "", as_row: bool = False
    ) -> str:
        """Note that a field stands here; refuse it if it may not."""
        if not isinstance(code, str) or not code:
            raise invalid(at, rules.MISSING)
        field = self._fields.get(code)
        if field is None:
            raise unknown_field(code, at)
        if (
            (kind is not None and kind != field["type"])
            or self._tables.get(code, "") != table
            or as_row != (field["type"] in {"SUBTABLE", "GROUP"})
            or field["type"] in SWITCHED
        ):
            raise invalid(at, WRONG_PLACE.fill(code=code))
        if code in self._placed:
            raise invalid(at, PLACED_TWICE.fill(code=code))
        self._placed.add(code)
        return code

    def _count(self, at: str) -> None:
        self._items += 1
        if self._items > MOST_ITEMS:
            raise invalid(at, rules.WRONG_SIZE.fill(min=0, max=MOST_ITEMS))


def _size(properties: Properties, kind: str) -> dict[str, str]:
    raw = properties.raw.get("size")
    if raw is not None and not isinstance(raw, dict):
        properties.refuse("size", rules.BAD_SHAPE)
    inner = Properties(raw if isinstance(raw, dict) else {}, f"{properties.at}.size")
    size = {}
    for key, default in default_size(kind).items():
        value = inner.whole(key, least=0, most=100_000)
        size[key] = default if value is None else str(value)
    properties.problems += inner.problems
    return size


def _list(raw: JSONValue, at: str) -> list[JSONValue]:
    if raw is None:
        raise invalid(at, rules.MISSING)
    if not isinstance(raw, list):
        raise invalid(at, rules.BAD_SHAPE)
    return raw


def _object(raw: JSONValue, at: str) -> JSONDict:
    if not isinstance(raw, dict):
        raise invalid(at, rules.BAD_SHAPE)
    return raw
