"""Comments with all the words, of records that the actor may view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final

from urakata.definition.schema import AppSchema
from urakata.directory.people import snapshot
from urakata.record.adapters import ledger_cursor
from urakata.record.searching.asking import Hit, Page, Search, seen_titles
from urakata.record.searching.snippets import snippet
from urakata.record.searching.text_hits import COMMENTS, Candidates, newest, page_of, tell

_ROWS: Final = (
    "SELECT c.id, c.app_id, c.record_id, c.text, c.creator_id, c.created_at"
    " FROM record_comment AS c WHERE c.id = ANY(%s) AND c.app_id = ANY(%s) AND {has}"
    " ORDER BY c.id DESC"
)


def find_comments(search: Search, after: int | None, limit: int) -> Page:
    """A page of comments, the newest first."""
    page = page_of(partial(_look, search), partial(_check, search), after, limit)
    tell(search, page.hits)
    return page


def _look(search: Search, below: int, most: int) -> Candidates:
    ids, down_to = newest(COMMENTS, search.sent_words, below, most)
    open_apps = [id_ for id_, app in search.apps.items() if _is_open(app)]
    has = search.words.in_text("ledger.fold(c.text)")
    sql = _ROWS.format(has=has.text)
    rows = ledger_cursor().execute(sql, (ids, open_apps, *has.params)).fetchall() if ids else []
    return rows, down_to


def _is_open(app: AppSchema) -> bool:
    return app.settings.get("enableComments") is not False


def _check(search: Search, rows: Sequence[Any]) -> Iterator[tuple[int, Hit]]:
    titles = seen_titles(search, {(row[1], row[2]) for row in rows})
    people = snapshot()
    for id_, app_id, record_id, text, creator_id, created_at in rows:
        if (app_id, record_id) in titles:
            yield (
                id_,
                Hit(
                    "comment",
                    str(id_),
                    titles[app_id, record_id],
                    app=search.apps[app_id],
                    record_id=record_id,
                    snippet=snippet(text, search.words),
                    name=str(people.show("user", creator_id)["name"]),
                    at=created_at,
                ),
            )
