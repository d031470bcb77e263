"""一覧: views that people save for themselves, and share where they manage the app.

The views of an app's definition are its administrators'; these are everybody's own. What a view
shows is asked with its reader's rights like any question, so that it never shows more than they may
see; a shared one that asks about a field hidden from its reader is not there for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Final, Literal, TypeAlias

from django.db import IntegrityError, transaction
from django.db.models import Q

from urakata.access.field_rules import hidden_codes
from urakata.access.rights import may, refusal, require, require_person, require_writer
from urakata.definition.editing.clauses import (
    check_condition,
    check_sort,
    codes_in_condition,
    rename_in_condition,
    rename_in_sort,
)
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.directory.people import snapshot
from urakata.journal.writing import Entry, write
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, NotFound, invalid
from urakata.kernel.json import JSONDict
from urakata.kernel.text import Text
from urakata.record.models import SavedView

Shape: TypeAlias = Literal["table", "board", "calendar", "cards"]
Rename: TypeAlias = Callable[[str], str]

MOST: Final = 200  #: views of one person in one app
LONGEST_NAME: Final = 64
NAME_IS_TAKEN: Final = Text(
    "同じ名前の一覧がすでにあります。別の名前を付けてください。",
    "You have a view of this name already. Give it another name.",
)
TOO_MANY: Final = Text(
    "保存できる一覧は{most}件までです。使わない一覧を削除してください。",
    "No more than {most} views can be saved. Delete some that you do not use.",
)
GONE: Final = Text(
    "「{codes}」は、削除されたか見られなくなったフィールドです。条件を直して保存し直してください。",
    'The fields "{codes}" were deleted, or you may no longer see them. Change the view and save it.',
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a view says: the words of the address of a list."""

    shape: Shape = "table"
    filter: str = ""
    sort: str = ""
    columns: tuple[str, ...] = ()
    frozen: int = 0
    group: str = ""  #: a code, and for days also their span: ``申請日:MONTH``

    @property
    def asked(self) -> frozenset[str]:
        """The fields without which the view says something else."""
        sort = (part.split()[0] for part in self.sort.split(",") if part.strip())
        group = self.group.partition(":")[0]
        return frozenset({*codes_in_condition(self.filter), *sort, group} - {"", "$id"})

    @property
    def named(self) -> frozenset[str]:
        """Every field that is named."""
        return self.asked | {*self.columns}

    def renamed(self, new: Mapping[str, str]) -> Settings:
        """The same with other codes for fields."""

        def name(_: str, code: str) -> str:
            return new.get(code, code)

        code, colon, per = self.group.partition(":")
        return replace(
            self,
            filter=rename_in_condition(self.filter, name),
            sort=rename_in_sort(self.sort, name),
            columns=tuple(name("", code) for code in self.columns),
            group=f"{name('', code)}{colon}{per}",
        )


@dataclass(frozen=True, slots=True)
class View:
    """A saved view as its reader gets it."""

    id: int
    name: str
    owner: JSONDict
    is_mine: bool
    is_shared: bool
    settings: Settings
    problem: Text | None  #: what it cannot be as it was saved


@dataclass(frozen=True, slots=True)
class Wish:
    """What a view is to be; None leaves it."""

    name: str | None = None
    is_shared: bool | None = None
    settings: Settings | None = None


def list_views(*, actor: Actor, app: AppSchema) -> list[View]:
    """One's own views and the shared ones of others, by name."""
    require_reader(actor, app)
    rows = SavedView.objects.filter(
        Q(owner_id=actor.user_id) | Q(is_shared=True), app_id=app.app_id
    )
    return list(_shown(actor, app, rows.order_by("name", "pk")))


def add_view(*, actor: Actor, app: AppSchema, wish: Wish) -> View:
    """Save a view. Raises `Invalid` with the places ``name``, ``filter``, ``sort`` and ``columns``."""
    _require_keeper(actor, app, wish)
    settings = wish.settings or Settings()
    _check(settings, app, hidden_codes(actor, app))
    name = _name(wish.name or "")
    if SavedView.objects.filter(app_id=app.app_id, owner_id=actor.user_id).count() >= MOST:
        raise invalid("name", TOO_MANY.fill(most=str(MOST)))
    row = SavedView(app_id=app.app_id, owner_id=actor.user_id)
    _put(row, app, replace(wish, name=name, settings=settings))
    write(actor, [Entry("view.add", app.app_id, after=_noted(row))])
    return next(_shown(actor, app, [row]))


def change_view(*, actor: Actor, app: AppSchema, view_id: int, wish: Wish) -> View:
    """Change one's own view; whoever manages the app may change a shared one of somebody else."""
    _require_keeper(actor, app, wish)
    row = _held(actor, app, view_id)
    before = _noted(row)
    if wish.settings is not None:
        _check(wish.settings, app, hidden_codes(actor, app))
    name = None if wish.name is None else _name(wish.name)
    _put(row, app, replace(wish, name=name))
    write(actor, [Entry("view.edit", app.app_id, before=before, after=_noted(row))])
    return next(_shown(actor, app, [row]))


def delete_view(*, actor: Actor, app: AppSchema, view_id: int) -> None:
    """Delete one's own view, or as a manager a shared one."""
    _require_keeper(actor, app, Wish())
    row = _held(actor, app, view_id)
    write(actor, [Entry("view.delete", app.app_id, before=_noted(row))])
    row.delete()


def may_share(actor: Actor, app: AppSchema) -> bool:
    """Whether the actor may give others a view: it stands beside the app's own."""
    return may(actor, "manage", app) and not actor.is_auditor


def require_reader(actor: Actor, app: AppSchema) -> None:
    """Refuse who is no person, or may not view the app's records."""
    require_person(actor)
    require(actor, "view", app)


def _require_keeper(actor: Actor, app: AppSchema, wish: Wish) -> None:
    require_reader(actor, app)
    require_writer(actor)
    if wish.is_shared and not may_share(actor, app):
        raise refusal(actor)


def _held(actor: Actor, app: AppSchema, view_id: int) -> SavedView:
    """A view that the actor may change, locked."""
    is_own = Q(owner_id=actor.user_id)
    if may_share(actor, app):
        is_own |= Q(is_shared=True)
    rows = SavedView.objects.select_for_update().filter(is_own, app_id=app.app_id, pk=view_id)
    row = rows.first()
    if row is None:
        raise NotFound("UR_VW01", id=view_id)
    return row


def _put(row: SavedView, app: AppSchema, wish: Wish) -> None:
    if wish.name is not None:
        row.name = wish.name
    if wish.is_shared is not None:
        row.is_shared = wish.is_shared
    if wish.settings is not None:
        row.settings = asdict(wish.settings)
        codes = sorted(wish.settings.named & app.by_code.keys())
        row.fields = {code: app.by_code[code].id for code in codes}
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise invalid("name", NAME_IS_TAKEN) from None


def _shown(actor: Actor, app: AppSchema, rows: Iterable[SavedView]) -> Iterator[View]:
    hidden, people = hidden_codes(actor, app), snapshot()
    for row in rows:
        settings = _followed(row, app)
        is_mine = row.owner_id == actor.user_id
        if not is_mine and settings.asked & hidden:
            continue
        gone = {code for code in settings.asked if _is_gone(code, app, hidden)}
        columns = tuple(code for code in settings.columns if not _is_gone(code, app, hidden))
        yield View(
            id=row.pk,
            name=row.name,
            owner=people.show("user", row.owner_id),
            is_mine=is_mine,
            is_shared=row.is_shared,
            settings=replace(settings, columns=columns),
            problem=GONE.fill(codes="、".join(sorted(gone))) if gone else None,
        )


def _followed(row: SavedView, app: AppSchema) -> Settings:
    """What was saved, in the present codes of its fields."""
    known = {each.name for each in fields(Settings)}
    kept = {key: value for key, value in row.settings.items() if key in known}
    settings = Settings(**{**kept, "columns": tuple(kept.get("columns", ()))})
    new = {
        code: app.by_id[id_].code
        for code, id_ in row.fields.items()
        if id_ in app.by_id and app.by_id[id_].code != code
    }
    return settings.renamed(new) if new else settings


def _name(text: str) -> str:
    name = text.strip()
    if not 1 <= len(name) <= LONGEST_NAME or "\x00" in name:
        raise invalid("name", rules.WRONG_SIZE.fill(min=1, max=LONGEST_NAME))
    return name


def _check(settings: Settings, app: AppSchema, hidden: frozenset[str]) -> None:
    """Refuse what the app does not have or the actor may not see, as if it was not there."""
    check_condition(settings.filter, app, "filter")
    check_sort(settings.sort, app, "sort")
    if gone := [code for code in sorted(settings.asked) if _is_gone(code, app, hidden)]:
        raise Invalid("GAIA_IQ11", field=gone[0][:200])
    if any(_is_gone(code, app, hidden) for code in settings.columns):
        raise invalid("columns", rules.NOT_IN_ENUM)


def _is_gone(code: str, app: AppSchema, hidden: frozenset[str]) -> bool:
    return code in hidden or code not in app.by_code


def _noted(row: SavedView) -> JSONDict:
    return {"id": row.pk, "name": row.name, "shared": row.is_shared, **row.settings}
