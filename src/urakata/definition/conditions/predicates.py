"""One positive test of one SQL expression. Denials are built from these by the compiler.

A test may be NULL where the field is empty; whoever denies it says ``IS NOT TRUE``, so that ``!=``
and ``not in`` hold for empty values.
"""

from __future__ import annotations

import unicodedata
from html import escape
from typing import Any, Final

from urakata.definition.conditions.operands import Operands
from urakata.definition.fields.base import Operator
from urakata.definition.schema import Field
from urakata.definition.sql import Fragment, join

TRUE: Final = Fragment("TRUE")
FALSE: Final = Fragment("FALSE")
FILES: Final = "record_file"  #: the table of uploaded files: `id uuid`, `name text`, `sha256 text`
PASSAGES: Final = "record_filepassage"  #: what contents say: `content_id` (the digest), `doc text`
_CASTS: Final = {
    "text": "text",
    "choice": "text",
    "number": "numeric",
    "date": "date",
    "time": "time",
    "datetime": "timestamptz",
}
_LARGEST_ID: Final = 2**63 - 1


def holds(expression: str, field: Field, operator: Operator, operands: Operands) -> Fragment:
    """SQL for ``= in like "is empty" > < >= <=`` on an expression that has the field's type."""
    if operator == "like":
        return _contains(expression, field, operands)
    if operator == "is empty":
        return _is_empty(expression, field)
    if operator in {"=", "in"}:
        return _is_any_of(expression, field, operands)
    return _compares(expression, field, operator, operands)


def denied(test: Fragment) -> Fragment:
    """The opposite, which empty values satisfy."""
    return Fragment(f"({test.text}) IS NOT TRUE", test.params)


def either(parts: list[Fragment]) -> Fragment:
    """``OR``, in parentheses."""
    joined = join(" OR ", parts)
    return Fragment(f"({joined.text})", joined.params)


def _is_any_of(expression: str, field: Field, operands: Operands) -> Fragment:
    parts = [Fragment(f"{expression} IS NULL")] if operands.unset else []
    kind = field.type.kind
    if kind == "people" and not field.type.is_single:
        parts += _overlaps(expression, "bigint", operands.ids)
    elif kind == "people":
        parts += _equals(expression, "bigint", operands.ids)
    elif kind == "choices":
        parts += _overlaps(expression, "text", operands.texts)
    elif _is_id(field):
        parts += _equals(expression, "bigint", [n for n in _integers(operands) if _fits(n)])
    else:
        parts += _equals(expression, _CASTS[kind], operands.texts)
    parts += [_within(expression, field, range_) for range_ in operands.ranges]
    if len(parts) < 2:
        return parts[0] if parts else FALSE
    return either(parts)


def _equals(expression: str, cast: str, values: list[Any]) -> list[Fragment]:
    if len(values) == 1:
        return [Fragment(f"{expression} = %s::{cast}", (values[0],))]
    return [Fragment(f"{expression} = ANY(%s::{cast}[])", (values,))] if values else []


def _overlaps(expression: str, cast: str, values: list[Any]) -> list[Fragment]:
    return [Fragment(f"{expression} && %s::{cast}[]", (values,))] if values else []


def _within(expression: str, field: Field, range_: tuple[str, str]) -> Fragment:
    cast = _CASTS[field.type.kind]
    return Fragment(f"({expression} >= %s::{cast} AND {expression} < %s::{cast})", range_)


def _compares(expression: str, field: Field, operator: str, operands: Operands) -> Fragment:
    """``> < >= <=``. Nothing is before or after an empty value, nor a range's inside."""
    if _is_id(field):
        return _compares_id(expression, operator, operands)
    cast = _CASTS[field.type.kind]
    if operands.texts:
        return Fragment(f"{expression} {operator} %s::{cast}", (operands.texts[0],))
    if not operands.ranges:
        return FALSE
    start, end = operands.ranges[0]
    if operator in {">=", "<"}:
        return Fragment(f"{expression} {operator} %s::{cast}", (start,))
    return Fragment(f"{expression} {'>=' if operator == '>' else '<'} %s::{cast}", (end,))


def _compares_id(expression: str, operator: str, operands: Operands) -> Fragment:
    """Record numbers fit 64 bits; what does not is beyond all of them, or before."""
    for number in _integers(operands):
        if _fits(number):
            return Fragment(f"{expression} {operator} %s::bigint", (number,))
        return TRUE if (number > 0) == (operator in {"<", "<="}) else FALSE
    return FALSE


def _contains(expression: str, field: Field, operands: Operands) -> Fragment:
    """``like``: everything contains ``""``, also nothing."""
    if not operands.texts:
        return TRUE
    needle = operands.texts[0]
    if field.type.kind == "files":
        return _has_file(expression, needle)
    if field.type.search == "html":
        expression = f"regexp_replace({expression}, '<[^>]*>', '', 'g')"
        needle = escape(needle, quote=False)
    return Fragment(f"ledger.fold({expression}) LIKE lower(%s::text)", (_pattern(needle),))


def _has_file(expression: str, needle: str) -> Fragment:
    """Some file has the needle in its name, or inside of it, where spaces and line ends are none."""
    name, inside = _pattern(needle), _pattern("".join(needle.split()))
    test = Fragment("ledger.fold(n.name) LIKE lower(%s::text)", (name,))
    if inside != "%%":
        says = (
            f"EXISTS (SELECT FROM {PASSAGES} p WHERE p.content_id = n.sha256"
            " AND p.doc LIKE lower(%s::text))"
        )
        test = either([test, Fragment(says, (inside,))])
    return Fragment(
        f"EXISTS (SELECT FROM {FILES} n WHERE n.id = ANY({expression}::uuid[]) AND {test.text})",
        test.params,
    )


def _pattern(needle: str) -> str:
    """The needle in one width, its own ``%`` and ``_`` taken literally."""
    folded = unicodedata.normalize("NFKC", needle)
    for special in "\\%_":
        folded = folded.replace(special, f"\\{special}")
    return f"%{folded}%"


def _is_empty(expression: str, field: Field) -> Fragment:
    """Nothing, or for text nothing but white space."""
    if field.type.kind != "text":
        return Fragment(f"{expression} IS NULL")
    return Fragment(
        f"({expression} IS NULL OR btrim({expression}, E' \\t\\n\\r\\f\\v\\u00a0\\u3000') = '')"
    )


def _is_id(field: Field) -> bool:
    return field.type.kind == "number" and field.type.column == "bigint"


def _integers(operands: Operands) -> list[int]:
    """Record numbers; one of more digits than any record has is as good as infinite."""
    return [int(t) if len(t) <= 20 else (-1) ** t.startswith("-") * 10**20 for t in operands.texts]


def _fits(number: int) -> bool:
    return abs(number) <= _LARGEST_ID
