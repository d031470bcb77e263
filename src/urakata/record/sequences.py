"""The running sequences of an app's numbering fields: how they are told apart, where they begin."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from urakata.definition.numbering import Pattern, parse_pattern
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema, Field, Numbering
from urakata.record.adapters import ledger_cursor
from urakata.record.per_schema import once_per_schema

_LONGEST_SCOPE: Final = 180

_FIXED_BY: Final[Mapping[str, frozenset[str]]] = {
    "NEVER": frozenset(),
    "FIELD": frozenset(),
    "YEAR": frozenset({"yyyy", "yy"}),
    "FISCAL_YEAR": frozenset({"fyyyy", "fy"}),
    "MONTH": frozenset({"yyyy", "yy", "fyyyy", "fy", "mm"}),
    "DAY": frozenset({"yyyy", "yy", "fyyyy", "fy", "mm", "dd"}),
}
"""The parts of a date that are the same in all numbers of one scope."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A field that numbers records, its pattern parsed."""

    field: Field
    numbering: Numbering
    pattern: Pattern
    mark: str  #: begins the names of its scopes: the kind of sequence and the look of its numbers


class Key(NamedTuple):
    """A row in the table of counters, and the code of its field. Locks are taken in this order."""

    app_id: int
    field_id: int
    scope: str
    code: str


@dataclass(frozen=True, slots=True)
class Run:
    """One running sequence of a field, as the first of its new records defines it."""

    numbered: Numbered
    app: AppSchema
    scope: str
    day: date
    texts: Mapping[str, str]

    @property
    def key(self) -> Key:
        """Identifies its row in the table of counters."""
        name = self.scope
        if len(name) > _LONGEST_SCOPE:
            name = hashlib.sha256(name.encode()).hexdigest()
        field = self.numbered.field
        return Key(self.app.app_id, field.id, f"{self.numbered.mark}:{name}", field.code)


@once_per_schema
def numbered_fields(app: AppSchema) -> tuple[Numbered, ...]:
    """The fields of an app that number its records."""
    return tuple(
        Numbered(
            f,
            f.numbering,
            (pattern := parse_pattern(f.numbering.pattern)),
            _mark(app, f.numbering, pattern),
        )
        for f in app.top_fields
        if f.numbering is not None and f.is_stored
    )


def _mark(app: AppSchema, numbering: Numbering, pattern: Pattern) -> str:
    """Fields by their ids: a new name for a field is not a new pattern."""
    fields = {
        code: str(app.by_code[code].id) for code in pattern.field_codes if code in app.by_code
    }
    parts = [
        (kind, fields.get(text, text) if kind == "field" else text) for kind, text in pattern.parts
    ]
    look = repr((parts, numbering.reset)).encode()
    return (
        f"{'gapless' if numbering.is_gap_free else 'free'}-{hashlib.sha256(look).hexdigest()[:8]}"
    )


def greatest_number(run: Run) -> int:
    """The greatest number in values there are that the sequence would give again; 0 if none.

    The ``LIKE`` lets the field's unique index serve where the collation allows.
    """
    column = run.numbered.field.column
    look, prefix = _look(run)
    row = (
        ledger_cursor()
        .execute(
            f"SELECT max(substring({column} from %s)::bigint)"
            f" FROM {ledger_table(run.app.app_id)}"
            f" WHERE {column} LIKE %s AND {column} ~ %s",
            (look, re.sub(r"([\\%_])", r"\\\1", prefix) + "%", look),
        )
        .fetchone()
    )
    return int(row[0] or 0) if row is not None else 0


def _look(run: Run) -> tuple[str, str]:
    """A regular expression for the values of a sequence, and the text they all begin with."""
    numbering = run.numbered.numbering
    fixed = _FIXED_BY[numbering.reset]
    look: list[str] = []
    prefix: list[str] = []
    is_known = True
    for kind, text in run.numbered.pattern.parts:
        known = _known(run, kind, text, fixed)
        is_known = is_known and known is not None
        if known is not None:
            look.append(re.escape(known))
            if is_known:
                prefix.append(known)
        else:
            look.append(_UNKNOWN.get(kind, ".*") if kind != "seq" else f"([0-9]{{{text},18}})")
    return f"^{''.join(look)}$", "".join(prefix)


_UNKNOWN: Final = {
    "yyyy": "[0-9]{4}",
    "fyyyy": "[0-9]{4}",
    "yy": "[0-9]{2}",
    "fy": "[0-9]{2}",
    "mm": "[0-9]{2}",
    "dd": "[0-9]{2}",
}


def _known(run: Run, kind: str, text: str, fixed: frozenset[str]) -> str | None:
    """A part of the pattern as it is in all numbers of the sequence; None where it varies."""
    numbering = run.numbered.numbering
    if kind == "literal":
        return text
    if kind in fixed:
        return Pattern(((kind, ""),)).render(run.day, 0, {}, run.app.fiscal_month)
    if kind == "field" and numbering.reset == "FIELD" and text == numbering.reset_field:
        return run.texts.get(text, "")
    return None
