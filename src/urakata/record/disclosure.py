"""What is given out of a sensitive app (閲覧を記録するアプリ): one entry of the journal a request.

An entry says which records were given out, as ranges of ids, and which fields (and columns of
tables): those that the reader saw in one of them at least. An app that shows values of a sensitive
one by a LIVE look-up is as sensitive. Of any other app nothing is told.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.journal import writing
from urakata.journal.writing import Entry
from urakata.kernel.errors import NotFound
from urakata.kernel.json import JSONValue
from urakata.record.per_schema import once_per_schema
from urakata.record.selection import Selection


def is_told(app: AppSchema) -> bool:
    """Whether reads of an app are told: its own settings say so, or those of an app it looks into."""
    return app.is_sensitive or any(map(_is_sensitive, _looked_into(app)))


def _is_sensitive(app_id: int) -> bool:
    try:
        return live_schema(app_id).is_sensitive
    except NotFound:  # deleted meanwhile: nothing can be looked up in it
        return False


@once_per_schema
def _looked_into(app: AppSchema) -> frozenset[int]:
    """The apps whose values a LIVE look-up shows."""
    return frozenset(
        f.lookup.app_id for f in app.fields if f.lookup is not None and f.lookup.mode == "LIVE"
    )


class Given:
    """What a request gives out, gathered while it does; told at its end."""

    def __init__(self, app: AppSchema) -> None:
        self._app = app
        self._ids = array("q")
        self._codes: set[str] = set()

    def note(self, selection: Selection, rows: Sequence[tuple[Any, ...]]) -> None:
        """Rows of a selection's statement are given out."""
        if not is_told(self._app):
            return
        self._ids.extend(row[0] for row in rows)
        if rows:
            self._codes |= _codes_seen(selection, rows)

    def tell(self, actor: Actor, about: Mapping[str, JSONValue]) -> None:
        """Write it into the journal, with what else there is to say."""
        tell_reading(actor, self._app, self._ids, self._codes, about=about)


def tell_reading(
    actor: Actor,
    app: AppSchema,
    ids: Iterable[int],
    codes: Iterable[str] = (),
    *,
    about: Mapping[str, JSONValue] | None = None,
) -> None:
    """Tell who read which fields of which records, if the app is sensitive."""
    if not is_told(app):
        return
    ranges = _ranges(ids)
    only = ranges[0][0] if len(ranges) == 1 and ranges[0][0] == ranges[0][1] else None
    said: dict[str, JSONValue] = {
        "ids": [[first, last] for first, last in ranges],
        "fields": [*sorted(codes)],
        **(about or {}),
    }
    with transaction.atomic():
        writing.write(actor, [Entry("record.read", app.app_id, only, about=said)])


def _ranges(ids: Iterable[int]) -> list[tuple[int, int]]:
    """Ids in order, as few ranges; there may be as many ids as a ledger has records."""
    ranges: list[tuple[int, int]] = []
    first = last = None
    for id_ in sorted(ids):
        if last is None or id_ > last + 1:
            if first is not None and last is not None:
                ranges.append((first, last))
            first = id_
        last = id_
    if first is not None and last is not None:
        ranges.append((first, last))
    return ranges


def _codes_seen(selection: Selection, rows: Sequence[tuple[Any, ...]]) -> set[str]:
    codes = {field.code for field in selection.fields} | {t.code for t in selection.tables}
    codes |= {field.code for table in selection.tables for field in table.fields}
    first = 2 + len(selection.fields)
    for place, flag in enumerate(selection.flags, first):
        if not any(row[place] for row in rows):
            hidden = {*flag.codes, *(code for inner in flag.columns.values() for code in inner)}
            inside = {
                field.code
                for table in selection.tables
                if table.code in flag.codes
                for field in table.fields
            }
            codes -= hidden | inside
    return codes
