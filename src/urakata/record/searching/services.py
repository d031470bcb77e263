"""Looking for words everywhere, or in some kinds of things, as far as the actor may see."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias, get_args

from django.core.signing import BadSignature, Signer
from django.db import OperationalError, transaction

from urakata.access.rights import require, require_person, rights_on
from urakata.definition.queries import live_app_ids, live_schema
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.record.adapters import ledger_cursor
from urakata.record.read import read_env
from urakata.record.searching.asking import Hit, Kind, Page, Search
from urakata.record.searching.comment_hits import find_comments
from urakata.record.searching.file_hits import find_files
from urakata.record.searching.memory_hits import find_apps, find_people
from urakata.record.searching.record_hits import find_records
from urakata.record.searching.words import Words, read_words

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
MOST_MILLISECONDS: Final = 3_000  #: of one statement; what takes longer is told as cut
_CANCELLED: Final = "57014"

Position: TypeAlias = "Mapping[str, int]"
Find: TypeAlias = Callable[[Search, Position, int], Page]


class Group:
    """The hits of one kind, and what to ask with for those behind them (None: there are none)."""

    def __init__(self, kind: Kind, hits: list[Hit], after: str | None, *, is_cut: bool) -> None:
        self.kind = kind
        self.hits = hits
        self.after = after
        self.is_cut = is_cut


def search_everything(
    *,
    actor: Actor,
    typed: str,
    kinds: Sequence[Kind] = KINDS,
    app_id: int | None = None,
    limit: int = 5,
    after: str = "",
) -> tuple[Words, list[Group]]:
    """Up to `limit` hits of each kind, in the order of the kinds.

    Within one app there are its records, comments and files. `after` goes on with one kind. Raises
    `Invalid` for words that cannot be looked for (``q``) and for an `after` that is not of this
    search, `Forbidden` for tokens and for an app whose records the actor may not view, `NotFound`.
    """
    require_person(actor)
    words = read_words(typed)
    seal = Signer(salt=f"search {actor.user_id} {app_id} {' '.join(kinds)} {words.all}")
    position = _open(seal, after, kinds) if after else {}
    search = Search(read_env(actor), words, _apps(actor, app_id))
    groups = []
    for kind in kinds:
        if app_id is not None and kind in {"app", "person"}:
            continue
        page = _find(kind, search, position, limit)
        going_on = None if page.after is None else seal.sign_object(page.after, compress=True)
        groups.append(Group(kind, page.hits, going_on, is_cut=page.is_cut))
    return words, groups


def _apps(actor: Actor, app_id: int | None) -> dict[int, AppSchema]:
    """The apps whose records the actor may view."""
    if app_id is not None:
        app = live_schema(app_id)
        require(actor, "view", app)
        return {app_id: app}
    return {id_: live_schema(id_) for id_ in live_app_ids() if "view" in rights_on(actor, id_)}


def _find(kind: Kind, search: Search, position: Position, limit: int) -> Page:
    """A page of one kind, or an empty one when the database took too long."""
    try:
        with transaction.atomic():
            ledger_cursor().execute(f"SET LOCAL statement_timeout = {MOST_MILLISECONDS}")
            page = _FINDERS[kind](search, position, limit)
            ledger_cursor().execute("SET LOCAL statement_timeout TO DEFAULT")
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) != _CANCELLED:
            raise
        return Page(is_cut=True)
    return page


_FINDERS: Final[dict[Kind, Find]] = {
    "app": lambda s, at, limit: find_apps(s.env.actor, s.words, at.get("", 0), limit),
    "person": lambda s, at, limit: find_people(s.env.actor, s.words, at.get("", 0), limit),
    "record": find_records,
    "comment": lambda s, at, limit: find_comments(s, at.get(""), limit),
    "file": lambda s, at, limit: find_files(s, at.get(""), limit),
}


def _open(seal: Signer, after: str, kinds: Sequence[Kind]) -> Position:
    try:
        position: dict[str, int] = seal.unsign_object(after)
    except (BadSignature, UnicodeEncodeError):
        raise invalid("after", rules.BAD_SHAPE) from None
    if len(kinds) != 1:
        raise invalid("after", rules.BAD_SHAPE)
    return position
