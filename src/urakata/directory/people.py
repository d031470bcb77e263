"""Who is who, held in memory: every process keeps one snapshot and reads it anew when it is stale.

A snapshot takes a constant number of queries. What nearly every request asks (codes, names) is read
at once; who belongs where is read by the first request that asks. Rows stay tuples until somebody
wants the object, so that 50,000 people are read in a fraction of a second.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from urakata.directory import epochs
from urakata.directory.built_in import ADMINISTRATOR, ADMINISTRATORS, AUDITORS, EVERYONE
from urakata.directory.organization_tree import OrganizationTree
from urakata.directory.people_rows import Past, Present, Rows, beginning
from urakata.directory.prepared_rows import Prepared
from urakata.directory.today import company_today
from urakata.directory.unsettled import Kept, Remembering, beside, lazily
from urakata.kernel.json import JSONDict

Kind: TypeAlias = Literal["user", "organization", "group"]

_PRESENT: Final = Present()
_MOST_DAYS: Final = 8  #: past and future days kept at once


class Person(NamedTuple):
    """A user as far as others need to know; `is_active` is False for those who left."""

    id: int
    code: str
    name: str
    is_active: bool
    locale: str  #: ``ja``, ``en`` or ``auto`` (the browser's)
    timezone: str
    primary_organization_id: int | None
    is_guest: bool


class Unit(NamedTuple):
    """An organization; `parent_id` is None at the top. One that closed is kept for old records."""

    id: int
    code: str
    name: str
    parent_id: int | None
    is_closed: bool = False


class Title(NamedTuple):
    """A title (役職); `rank` 1 is the highest, None is below all that have one."""

    id: int
    code: str
    name: str
    rank: int | None


class Named(NamedTuple):
    """A group."""

    id: int
    code: str
    name: str


class Post(NamedTuple):
    """Somebody's place in an organization, with a title or none."""

    organization_id: int
    user_id: int
    title_id: int | None


class Snapshot(Remembering):
    """The directory as it was at one epoch. Immutable: threads share it."""

    def __init__(self, epoch: int, rows: Rows = _PRESENT) -> None:
        super().__init__()
        self.epoch = epoch
        self._rows = rows
        self._users: dict[int, tuple[Any, ...]] = {row[0]: row for row in rows.users()}
        self.organizations = {row[0]: Unit(*row) for row in rows.organizations()}
        self.groups = {row[0]: Named(*row) for row in rows.groups()}
        self._named: dict[Kind, Mapping[int, tuple[Any, ...]]] = {
            "user": self._users,
            "organization": self.organizations,
            "group": self.groups,
        }
        self._ids: dict[Kind, dict[str, int]] = {
            kind: {row[1]: row[0] for row in rows.values()} for kind, rows in self._named.items()
        }

    # --- names (`definition.fields.base.People`)
    def find(self, kind: Kind, code: str) -> int | None:
        """The id behind a code; None when there is nobody (people who left are still found)."""
        return self._ids[kind].get(code)

    def show(self, kind: Kind, id_: int) -> JSONDict:
        """``{"code": …, "name": …}`` for an id; both empty when there is nobody."""
        row = self._named[kind].get(id_)
        return {"code": row[1], "name": row[2]} if row else {"code": "", "name": ""}

    # --- users
    def user(self, id_: int) -> Person | None:
        """The user with this id, also one who left."""
        row = self._users.get(id_)
        return Person(*row) if row else None

    def user_by_code(self, code: str) -> Person | None:
        """The user with this login name, also one who left."""
        id_ = self._ids["user"].get(code)
        return None if id_ is None else self.user(id_)

    @property
    def user_ids(self) -> Iterable[int]:
        """Everybody there ever was, in the order of their ids."""
        return self._users.keys()

    def only_active(self, ids: Iterable[int]) -> list[int]:
        """Those of the ids whose users may act, in the given order, each once."""
        users = self._users
        return [id_ for id_ in dict.fromkeys(ids) if id_ in users and users[id_][3]]

    @property
    def administrator_id(self) -> int:
        """The built-in user whom tokens and the system act as."""
        return self._ids["user"][ADMINISTRATOR]

    # --- organizations
    @cached_property
    def tree(self) -> OrganizationTree:
        """Who is above whom."""
        return OrganizationTree({unit.id: unit.parent_id for unit in self.organizations.values()})

    @lazily
    def titles(self) -> dict[int, Title]:
        """役職 by id."""
        return {row[0]: Title(*row) for row in self._rows.titles()}

    @lazily
    def managers(self) -> dict[int, int]:
        """Whom somebody reports to, where that is said of the person and not left to titles."""
        return dict(self._rows.managers())

    @lazily
    def _posts(self) -> tuple[dict[int, list[tuple[Any, ...]]], dict[int, list[tuple[Any, ...]]]]:
        by_unit: dict[int, list[tuple[Any, ...]]] = {}
        by_user: dict[int, list[tuple[Any, ...]]] = {}
        for row in self._rows.members():
            by_unit.setdefault(row[0], []).append(row)
            by_user.setdefault(row[1], []).append(row)
        return by_unit, by_user

    def posts_in(self, organization_id: int) -> list[Post]:
        """Everybody placed directly in an organization, people who left included."""
        return [Post(*row) for row in self._posts[0].get(organization_id, ())]

    def posts_of(self, user_id: int) -> list[Post]:
        """Every place somebody has."""
        return [Post(*row) for row in self._posts[1].get(user_id, ())]

    def organization_members(self, organization_id: int, *, with_subs: bool = False) -> list[int]:
        """Active users of an organization and, if asked, of all below it; each once."""
        units = [organization_id]
        if with_subs:
            units += self.tree.descendants(organization_id)
        by_unit = self._posts[0]
        return self.only_active(row[1] for unit in units for row in by_unit.get(unit, ()))

    # --- groups
    @lazily
    def _grouped(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        by_group: dict[int, list[int]] = {}
        by_user: dict[int, list[int]] = {}
        for group_id, user_id in self._rows.grouped():
            by_group.setdefault(group_id, []).append(user_id)
            by_user.setdefault(user_id, []).append(group_id)
        return by_group, by_user

    @property
    def everyone_id(self) -> int:
        """The built-in group of all who may sign in, guests aside."""
        return self._ids["group"][EVERYONE]

    @property
    def administrators_id(self) -> int:
        """The built-in group of those who may set everything up."""
        return self._ids["group"][ADMINISTRATORS]

    def group_members(self, group_id: int) -> list[int]:
        """Active users of a group; of ``everyone``, all active users but guests."""
        if group_id == self.everyone_id:
            return self.only_active(id_ for id_, row in self._users.items() if not row[7])
        return self.only_active(self._grouped[0].get(group_id, ()))

    def groups_of(self, user_id: int) -> list[int]:
        """The groups of a user, ``everyone`` first, in which a guest is not."""
        row = self._users.get(user_id)
        everyone = [] if row and row[7] else [self.everyone_id]
        return [*everyone, *self._grouped[1].get(user_id, ())]

    def is_administrator(self, user_id: int) -> bool:
        """Whether somebody is in the built-in group ``Administrators``."""
        return self.administrators_id in self._grouped[1].get(user_id, ())

    def is_auditor(self, user_id: int) -> bool:
        """Whether somebody is in the built-in group ``Auditors``."""
        return self._ids["group"].get(AUDITORS) in self._grouped[1].get(user_id, ())


_held: Kept = {}  #: the newest, by epoch
_held_days: Kept = {}  #: by epoch, today and the day


def snapshot() -> Snapshot:
    """The directory as it is now; read from the database only when it changed.

    Before the first change there are only the built-in people, who are not worth keeping.
    """
    epoch = epochs.current("directory")
    kept = beside(_held, epoch)
    held: Snapshot | None = kept.get(epoch)
    if held is None:
        held = Snapshot(epoch)
        if epoch:
            _keep(kept, epoch, held, most=1)
    return held


def snapshot_on(day: date) -> Snapshot:
    """The directory as of a day: what was then, or will be when all that is prepared is done.

    Organizations, who is in them with which title, who may sign in and managers are as of the day;
    names of people, ranks of titles and groups are today's. Of days before the first organization
    is known, the first known day is told. An organization that is still to open has a negative id.
    """
    present, today = snapshot(), company_today()
    if day == today:
        return present
    key = present.epoch, today, day
    kept = beside(_held_days, key)
    held: Snapshot | None = kept.get(key)
    if held is None:
        held = Snapshot(present.epoch, _rows_of(day, today))
        if present.epoch:
            _keep(kept, key, held, most=_MOST_DAYS)
    return held


def _keep(kept: Kept, key: Hashable, held: Snapshot, *, most: int) -> None:
    kept[key] = held
    for old in list(kept)[:-most] if kept is _held or kept is _held_days else ():
        kept.pop(old, None)


def _rows_of(day: date, today: date) -> Rows:
    if day > today:
        return Prepared(day)
    first = beginning() or today
    return Present() if min(first, today) == today else Past(max(day, first))
