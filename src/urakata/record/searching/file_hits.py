"""Files with all the words in their name or inside of them, in fields that the actor may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

from urakata.definition.conditions import column_sql
from urakata.definition.physical import child_table, ledger_table
from urakata.definition.schema import AppSchema, Field
from urakata.definition.sql import Fragment, join
from urakata.directory.people import snapshot
from urakata.record.adapters import ledger_cursor
from urakata.record.read import visible_rows
from urakata.record.searching.asking import TOP, Hit, Page, Search, over_apps
from urakata.record.searching.snippets import Piece, has_any, snippet
from urakata.record.searching.text_hits import (
    MOST,
    NAMES,
    PASSAGES,
    Candidates,
    newest,
    page_of,
    tell,
)
from urakata.record.searching.words import Words, pattern, squeeze
from urakata.record.titles import show_title, title_sql

_ROWS: Final = """
SELECT f.number, f.id::text, f.app_id, f.record_id, f.name, f.sha256, f.uploaded_at, x.reason
FROM record_file AS f LEFT JOIN record_filetext AS x USING (sha256)
WHERE f.number < %s AND f.app_id = ANY(%s) AND f.record_id IS NOT NULL AND f.released_at IS NULL
AND (f.number = ANY(%s) OR f.sha256 IN (SELECT content_id FROM record_filepassage WHERE id = ANY(%s)))
AND {has} ORDER BY f.number DESC LIMIT %s
"""
_HAS: Final = (
    "(ledger.squeeze(f.name) LIKE %s OR EXISTS"
    " (SELECT FROM record_filepassage AS p WHERE p.content_id = f.sha256 AND p.doc LIKE %s))"
)
_PASSAGES: Final = """
SELECT DISTINCT ON (p.content_id) p.content_id, p.page, p.text FROM record_filepassage AS p
WHERE p.content_id = ANY(%s) AND p.doc LIKE ANY (%s)
ORDER BY p.content_id, (SELECT count(*) FROM unnest(%s::text[]) AS w WHERE p.doc LIKE w) DESC, p.id
"""


class Row(NamedTuple):
    """A file that has the words."""

    number: int
    key: str
    app_id: int
    record_id: int
    name: str
    sha256: str
    uploaded_at: str
    unread: str | None


def find_files(search: Search, after: int | None, limit: int) -> Page:
    """A page of files, the newest first.

    Of a word that more contents have than are looked at, only the newest of these are found.
    """
    page = page_of(partial(_look, search), partial(_check, search), after, limit)
    tell(search, page.hits)
    return page


def _look(search: Search, below: int, most: int) -> Candidates:
    """Files that have one of the words, the rarest, checked for the others."""
    by_name, by_text = _rarest(search.words, below)
    has = _has_all(search.words)
    sql = _ROWS.format(has=has.text)
    parameters = (below, [*search.apps], by_name, by_text, *has.params, most)
    rows = [Row(*row) for row in ledger_cursor().execute(sql, parameters).fetchall()]
    return rows, rows[-1].number if len(rows) == most else 0


def _rarest(words: Words, below: int) -> tuple[list[int], list[int]]:
    """Names and passages that have one of the words: the one that fewest have."""
    found = []
    for word in words.all:
        names, names_down_to = newest(NAMES, [word], below, MOST)
        texts, texts_down_to = newest(PASSAGES, [word], TOP, MOST)
        found.append(((names_down_to or texts_down_to) > 0, len(names) + len(texts), names, texts))
    _, _, names, texts = min(found)
    return names, texts


def _has_all(words: Words) -> Fragment:
    patterns = [pattern(squeeze(word)) for word in words.all]
    return join(" AND ", (Fragment(_HAS, (each, each)) for each in patterns))


def _check(search: Search, rows: Sequence[Row]) -> Iterator[tuple[int, Hit]]:
    seen = {row[1]: row for row in _listed(search, rows)}
    shown = [row for row in rows if row.key in seen]
    passages = _passages(search.words, {row.sha256 for row in shown})
    people = snapshot()
    for row in shown:
        app = search.apps[row.app_id]
        _, _, title, code, label = seen[row.key]
        page, pieces = passages.get(row.sha256, (None, ()))
        yield (
            row.number,
            Hit(
                "file",
                row.key,
                show_title(app, title, people),
                app=app,
                record_id=row.record_id,
                field_code=code,
                field_label=label,
                snippet=pieces,
                page=page,
                name=row.name,
                at=row.uploaded_at,
                unread=row.unread,
            ),
        )


def _listed(search: Search, rows: Sequence[Row]) -> Iterator[tuple[Any, ...]]:
    """Those of the files that a field lists which the actor sees in that record."""
    wanted: dict[int, list[Row]] = {}
    for row in rows:
        wanted.setdefault(row.app_id, []).append(row)

    def of_app(app: AppSchema) -> Fragment:
        visible = visible_rows(app, search.env) or Fragment("TRUE")
        fields = [field for field in app.fields if field.type.kind == "files" and field.is_stored]
        whens = "".join(
            f" WHEN {_lists(app, field, search)} THEN {place:d}"
            for place, field in enumerate(fields)
        )
        place = f"CASE{whens} END" if whens else "NULL::int"
        pairs = wanted[app.app_id]
        return Fragment(
            f"SELECT {app.app_id:d}, w.file::text, {title_sql(app, search.env)}, {place}"
            f" FROM unnest(%s::uuid[], %s::bigint[]) AS w(file, record)"
            f" JOIN {ledger_table(app.app_id)} AS t ON t.id = w.record WHERE {visible.text}",
            ([row.key for row in pairs], [row.record_id for row in pairs], *visible.params),
        )

    for app_id, key, title, place in over_apps(search, wanted, of_app):
        if place is not None:
            app = search.apps[app_id]
            fields = [
                field for field in app.fields if field.type.kind == "files" and field.is_stored
            ]
            yield app_id, key, title, fields[place].code, _label(app, fields[place])


def _label(app: AppSchema, field: Field) -> str:
    table = app.by_id.get(field.table_id or 0)
    return f"{table.label} › {field.label}" if table else field.label


def _lists(app: AppSchema, field: Field, search: Search) -> str:
    if field.table_id is None:
        return f"w.file = ANY(({column_sql(field, app, search.env)})::uuid[])"
    rows = child_table(app.app_id, field.table_id)
    column = column_sql(field, app, search.env, "c")
    return (
        f"EXISTS (SELECT FROM {rows} AS c WHERE c.record_id = t.id"
        f" AND w.file = ANY(({column})::uuid[]))"
    )


def _passages(words: Words, digests: set[str]) -> dict[str, tuple[int | None, tuple[Piece, ...]]]:
    """Of each content the passage that has most of the words, by digest."""
    patterns = [pattern(squeeze(word)) for word in words.all]
    if not digests:
        return {}
    rows = ledger_cursor().execute(_PASSAGES, ([*digests], patterns, patterns)).fetchall()
    return {
        sha256: (page, snippet(text, words)) for sha256, page, text in rows if has_any(text, words)
    }
