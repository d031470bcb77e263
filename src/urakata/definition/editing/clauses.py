"""The small texts of a definition that name fields: conditions, sorts, formulas."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import Final, TypeAlias

from urakata.definition.conditions.parser import parse_condition, parse_query
from urakata.definition.conditions.syntax import FieldName, Query, comparisons
from urakata.definition.editing.codes import WORD
from urakata.definition.editing.problems import unknown_field
from urakata.definition.schema import AppSchema
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, invalid
from urakata.kernel.text import Text

Rename: TypeAlias = Callable[[str, str], str]  #: (code before the dot or ``""``, code) → code

ALWAYS_THERE: Final = frozenset({"$id", "$revision"})
NOT_SORTABLE: Final = Text(
    "フィールド（code: {code}）では並べ替えできません。",
    "Records cannot be sorted by the field (code: {code}).",
)
_ORDER_BY: Final = "order by "
_FORMULA_WORD: Final = re.compile(  # a string, a number, a function; a field
    rf'"(?:[^"\\]|\\.)*"|[0-9][\w.]*|(?>{WORD.pattern})\s*\(|({WORD.pattern})'
)


def check_condition(
    text: str, schema: AppSchema, at: str, *, without: Collection[str] = ()
) -> None:
    """Raise unless the text is a condition about fields the app has; `without` types are refused."""
    for comparison in comparisons(parse_condition(text, at)):
        field = schema.by_code.get(comparison.field.reference or comparison.field.code)
        if field is None and comparison.field.code not in ALWAYS_THERE:
            raise unknown_field(str(comparison.field), at)
        if field is not None and field.type.key in without:
            raise invalid(at, rules.NOT_IN_ENUM)


def check_sort(text: str, schema: AppSchema, at: str) -> None:
    """Raise unless the text is a sort (``日付 desc, 金額 asc``) by fields that can be sorted."""
    if not text.strip():
        return
    query = parse_query(_ORDER_BY + text, at)
    if query.limit is not None or query.offset is not None:
        raise invalid(at, rules.BAD_QUERY)
    for sort in query.order:
        if sort.field.code in ALWAYS_THERE:
            continue
        field = schema.by_code.get(sort.field.code)
        if field is None or sort.field.reference:
            raise unknown_field(str(sort.field), at)
        if not field.type.is_sortable or field.table_id is not None:
            raise invalid(at, NOT_SORTABLE.fill(code=field.code))


def rename_in_condition(text: str, rename: Rename) -> str:
    """The condition with its fields renamed; one that does not parse is left alone."""
    query = _query(text)
    return text if query is None else _replace(text, query, rename, 0)


def rename_in_sort(text: str, rename: Rename) -> str:
    """The sort with its fields renamed; one that does not parse is left alone."""
    query = _query(_ORDER_BY + text) if text.strip() else None
    if query is None:
        return text
    return _replace(_ORDER_BY + text, query, rename, len(_ORDER_BY))


def rename_in_formula(text: str, rename: Rename) -> str:
    """The formula with its fields renamed; strings, numbers and functions stay."""

    def replace(match: re.Match[str]) -> str:
        return rename("", match[1]) if match[1] else match[0]

    return _FORMULA_WORD.sub(replace, text)


def codes_in_condition(text: str) -> Iterator[str]:
    """This app's fields that a condition asks about; none when it does not parse."""
    query = _query(text) or Query()
    yield from (c.field.reference or c.field.code for c in comparisons(query.condition))


def _query(text: str) -> Query | None:
    try:
        return parse_query(text)
    except Invalid:
        return None


def _replace(text: str, query: Query, rename: Rename, start: int) -> str:
    names = [c.field for c in comparisons(query.condition)] + [s.field for s in query.order]
    for name in sorted(names, key=lambda name: name.at, reverse=True):
        for at, old, new in _parts(text, name, rename):
            text = f"{text[:at]}{new}{text[at + len(old) :]}"
    return text[start:]


def _parts(text: str, name: FieldName, rename: Rename) -> Iterator[tuple[int, str, str]]:
    """Where a name's words stand, from the last to the first."""
    if name.reference is None:
        yield name.at, name.code, rename("", name.code)
        return
    at = text.index(name.code, name.at + len(name.reference))
    yield at, name.code, rename(name.reference, name.code)
    yield name.at, name.reference, rename("", name.reference)
