"""ルックアップ: taking values from the record of another app that a field names.

One query per look-up field serves all rows of a request, and all rows of their tables.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Final

from urakata.access.record_rules import TRUE
from urakata.access.rights import require
from urakata.definition.conditions import column_sql
from urakata.definition.fields.base import Malformed, ReadContext, Refused, Stored
from urakata.definition.physical import ledger_table
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema, Field, Lookup
from urakata.kernel.errors import Forbidden, Invalid, NotFound
from urakata.kernel.json import JSONDict
from urakata.kernel.text import Text
from urakata.record.adapters import ledger_cursor
from urakata.record.disclosure import tell_reading
from urakata.record.per_schema import once_per_schema
from urakata.record.read import read_env, visible_rows
from urakata.record.rows import Batch, Cells

_LARGEST_ID: Final = 2**63 - 1
_GONE: Final = Text(
    "フィールド「{field}」のルックアップの参照先のアプリが削除されているため、値「{value}」を取得できません。"
    "アプリの管理者にお問い合わせください。",
    'The app that the look-up "{field}" leads to was deleted, so the value "{value}" cannot be '
    "looked up. Ask the app's administrator.",
)


@dataclass(frozen=True, slots=True)
class _Copy:
    """One value that a look-up brings along."""

    source: Field
    target: Field


@dataclass(frozen=True, slots=True)
class _Found:
    """The master's record behind a key: values to copy, and those that do not fit here."""

    values: dict[str, Stored]
    misfits: tuple[tuple[str, Refused], ...] = ()


@once_per_schema
def look_ups(app: AppSchema) -> tuple[tuple[Field, Lookup, str | None], ...]:
    """Each look-up field with the code of the table it is in."""
    return tuple(
        (f, f.lookup, app.by_id[f.table_id].code if f.table_id is not None else None)
        for f in app.fields
        if f.lookup is not None
    )


def fill_look_ups(batch: Batch) -> None:
    """Copy what the sent look-up keys name; an empty key empties the copies."""
    for field, lookup, table in look_ups(batch.app):
        cells = [c for c in batch.cells(table) if field.code in c.sent]
        if not cells:
            continue
        targets = stored_targets(batch.app, lookup)
        masters = _masters(batch, lookup, targets, {c.sent[field.code] for c in cells})
        for each in cells:
            key = each.sent[field.code]
            if key is None:
                each.values.update(dict.fromkeys(targets))
            elif (found := masters.get(key)) is not None:
                _apply(batch, each, found)
            else:
                text = _GONE if _is_gone(lookup.app_id) else None
                missing = Invalid("GAIA_LO04", text=text, field=field.code, value=str(key)[:200])
                batch.problems.stop(f"{each.at}.{field.code}.value", missing)


def fill_live_copies(batch: Batch) -> None:
    """Show what LIVE look-ups will show; nothing of it is ever kept."""
    for field, lookup, table in look_ups(batch.app):
        if lookup.mode != "LIVE":
            continue
        targets = {to: source for to, source in lookup.mappings if to in batch.app.by_code}
        cells = [c for c in batch.cells(table) if field.code in c.values]
        masters = _masters(batch, lookup, targets, {c.values[field.code] for c in cells})
        for each in cells:
            found = masters.get(each.values[field.code])
            each.values |= dict.fromkeys(targets) if found is None else found.values


def found_keys(batch: Batch, lookup: Lookup, keys: Collection[Stored]) -> frozenset[Stored]:
    """Those of the keys behind which there is a record that the actor may look up."""
    return frozenset(_masters(batch, lookup, {}, keys))


def _is_gone(app_id: int) -> bool:
    """Whether there is no such app any more, for anybody."""
    try:
        live_schema(app_id)
    except NotFound:
        return True
    return False


def stored_targets(app: AppSchema, lookup: Lookup) -> dict[str, str]:
    """Code here to code in the master, for the values that are kept here (none with ``LIVE``)."""
    return {
        target: source
        for target, source in lookup.mappings
        if target in app.by_code and app.by_code[target].is_stored
    }


def _apply(batch: Batch, cells: Cells, found: _Found) -> None:
    cells.values.update(found.values)
    for code, refused in found.misfits:
        cells.refused |= {code}
        batch.problems.add(f"{cells.at}.{code}{refused.suffix}", refused.text)


def _masters(
    batch: Batch, lookup: Lookup, targets: dict[str, str], keys: Collection[Stored]
) -> dict[Stored, _Found]:
    """The records behind the keys; no key is found where the actor may not look."""
    wanted: list[Stored] = [key for key in keys if key is not None]
    try:
        master = live_schema(lookup.app_id)
        require(batch.actor, "view", master)
    except (Forbidden, NotFound):
        return {}
    key = master.by_code.get(lookup.key_field)
    if key is None or not wanted:
        return {}
    copies = [
        _Copy(master.by_code[source], batch.app.by_code[target])
        for target, source in targets.items()
        if source in master.by_code
    ]
    return _read_masters(batch, master, (key, copies), wanted)


def _read_masters(
    batch: Batch, master: AppSchema, what: tuple[Field, list[_Copy]], wanted: list[Stored]
) -> dict[Stored, _Found]:
    key, copies = what
    ids = {_record_id(value): value for value in wanted} if key.type.system_column else {}
    env = read_env(batch.actor)
    columns = [column_sql(f, master, env) for f in (key, *(c.source for c in copies))]
    visible = visible_rows(master, env) or TRUE
    cursor = ledger_cursor().execute(
        f"SELECT t.id, {', '.join(columns)} FROM {ledger_table(master.app_id)} AS t"
        f" WHERE {columns[0]} = ANY(%s::{key.type.column}[]) AND {visible.text}",
        ([i for i in ids if i] if ids else wanted, *visible.params),
    )
    takers = [_taker(c, master, batch) for c in copies]
    found: dict[Stored, _Found] = {}
    ambiguous = set()
    rows = cursor.fetchall()
    for _, value, *row in rows:
        name = ids.get(value, value)
        if name in found:
            ambiguous.add(name)
        found[name] = _take_row(copies, takers, row)
    if copies:
        codes = [key.code, *(c.source.code for c in copies)]
        about: JSONDict = {"look_up": batch.app.app_id}
        tell_reading(batch.actor, master, [row[0] for row in rows], codes, about=about)
    return {name: each for name, each in found.items() if name not in ambiguous}


def _record_id(value: Stored) -> int:
    """The id in a record number (``12``, ``RINGI-12``); 0, which no record has, if there is none."""
    digits = str(value).rpartition("-")[2]
    id_ = int(digits) if digits.isdecimal() and len(digits) < 20 else 0
    return id_ if id_ <= _LARGEST_ID else 0


def _take_row(
    copies: list[_Copy], takers: list[Callable[[Any], Stored]], row: list[Stored]
) -> _Found:
    values: dict[str, Stored] = {}
    misfits: list[tuple[str, Refused]] = []
    for copy, take, stored in zip(copies, takers, row, strict=True):
        values[copy.target.code] = None
        try:
            if stored is not None:
                values[copy.target.code] = take(stored)
        except Refused as refused:
            misfits.append((copy.target.code, refused))
        except Malformed:
            misfits.append((copy.target.code, Refused(Invalid("CB_IJ01").text)))
    return _Found(values, tuple(misfits))


def _taker(copy: _Copy, master: AppSchema, batch: Batch) -> Callable[[Any], Stored]:
    """How a stored value of one field becomes that of another (kintone's allowed pairs)."""
    source, target = copy.source, copy.target
    if source.type.kind == target.type.kind == "people" and source.type.people:
        return (lambda id_: [id_]) if source.type.is_single else lambda ids: ids
    if source.type.system_column == "id" and target.type.kind == "number":
        return str
    is_free = source.type.kind not in {"choice", "choices"}
    if source.type.kind == target.type.kind and is_free:
        return lambda stored: stored
    shown = ReadContext(batch.context.people, {}, master.code)
    return lambda stored: target.type.parse(
        source.type.dump(stored, source.config, shown), target.config, batch.context
    )
