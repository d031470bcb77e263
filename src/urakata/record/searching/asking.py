"""A search as everybody here needs it, what they answer, and how it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

from urakata.definition.conditions import Env
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema
from urakata.definition.sql import Fragment, join
from urakata.directory.people import snapshot
from urakata.record.adapters import ledger_cursor
from urakata.record.read import visible_rows
from urakata.record.searching.snippets import Piece
from urakata.record.searching.words import Words
from urakata.record.titles import show_title, title_sql

Kind: TypeAlias = Literal["app", "person", "record", "comment", "file"]
APPS_AT_ONCE: Final = 50  #: apps in one statement
WALKED: Final = 20_000  #: texts compared one by one, at most
TOP: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Search:
    """Words, who looks for them, and the apps whose records they may view, by id."""

    env: Env
    words: Words
    apps: Mapping[int, AppSchema]

    @property
    def sent_words(self) -> list[str]:
        """The words as `ledger.newest` takes them."""
        return list(self.words.all)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found; what does not fit its kind is empty."""

    kind: Kind
    id: str  #: of the app, the record, the comment; a person's code; a file's key
    title: str  #: a name; of the record, for comments and files
    app: AppSchema | None = None
    record_id: int | None = None
    field_code: str = ""
    field_label: str = ""
    snippet: tuple[Piece, ...] = ()
    page: int | None = None
    name: str = ""  #: of a file; of who wrote a comment
    at: str = ""  #: since when it is there or was changed
    unread: str | None = None  #: why the inside of a file could not be read
    also: tuple[str, ...] = ()  #: a person's organizations, an app's code


@dataclass(frozen=True, slots=True)
class Page:
    """Some hits and what to ask with for more (None: there are no more)."""

    hits: list[Hit] = field(default_factory=list)
    after: dict[str, int] | None = None
    is_cut: bool = False  #: it took too long: there may be more than this


Places: TypeAlias = "dict[tuple[int, int], str]"
"""Titles of records that may be viewed, by app and id."""


def seen_titles(search: Search, places: Iterable[tuple[int, int]]) -> Places:
    """The titles of those of some records that the actor may view."""
    wanted: dict[int, list[int]] = {}
    for app_id, record_id in places:
        wanted.setdefault(app_id, []).append(record_id)

    def of_app(app: AppSchema) -> Fragment:
        visible = visible_rows(app, search.env) or Fragment("TRUE")
        return Fragment(
            f"SELECT {app.app_id:d}, t.id, {title_sql(app, search.env)}"
            f" FROM {ledger_table(app.app_id)} AS t WHERE t.id = ANY(%s) AND {visible.text}",
            (wanted[app.app_id], *visible.params),
        )

    people = snapshot()
    return {
        (app_id, record_id): show_title(search.apps[app_id], title, people)
        for app_id, record_id, title in over_apps(search, wanted, of_app)
    }


def over_apps(
    search: Search, ids: Iterable[int], of_app: Callable[[AppSchema], Fragment]
) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement about each of some apps: many apps a round trip, not one."""
    apps = [search.apps[id_] for id_ in ids if id_ in search.apps]
    for start in range(0, len(apps), APPS_AT_ONCE):
        parts = [of_app(app) for app in apps[start : start + APPS_AT_ONCE]]
        sql = join(" UNION ALL ", (Fragment(f"({part.text})", part.params) for part in parts))
        yield from ledger_cursor().execute(sql.text, sql.params).fetchall()
