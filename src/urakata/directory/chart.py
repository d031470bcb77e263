"""組織図 as a value that moves: orders and changes are tried on it before anybody is really moved.

It knows units by id; one that is to open has a negative id until it is there. What cannot be done
raises a `Contradiction`, which leaves the chart as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal, TypeAlias

from urakata.directory.people_rows import Row, Rows
from urakata.kernel.catalogue import CATALOGUE
from urakata.kernel.text import Text

OrderKind: TypeAlias = Literal["APPOINT", "CONCURRENT", "TITLE", "PRIMARY", "LEAVE", "VACATE"]
ChangeKind: TypeAlias = Literal["OPEN", "RENAME", "MOVE", "CLOSE"]
ORDER_KINDS: Final[tuple[OrderKind, ...]] = (
    "APPOINT",
    "CONCURRENT",
    "TITLE",
    "PRIMARY",
    "LEAVE",
    "VACATE",
)
CHANGE_KINDS: Final[tuple[ChangeKind, ...]] = ("OPEN", "RENAME", "MOVE", "CLOSE")
_PHASES: Final = {"OPEN": 0, "RENAME": 1, "MOVE": 2, "CLOSE": 4}
_ORDERS_PHASE: Final = 3  #: people move once the new organizations are there, before old ones close


@dataclass(frozen=True, slots=True)
class Order:
    """What is to become of one person on a day; of everybody with a title, where `user_id` is None.

    ``APPOINT``: goes to the organization as the primary one and leaves the primary one before.
    ``CONCURRENT`` (兼務): is there besides. ``TITLE``: has another title there. ``PRIMARY``: it
    becomes the primary one. ``LEAVE``: is there no more. ``VACATE``: nobody has the title there.
    """

    id: int
    on: date
    kind: OrderKind
    user_id: int | None
    organization: str
    title_id: int | None = None

    @property
    def turn(self) -> tuple[date, int, int]:
        """In which order things of all days are done."""
        return self.on, _ORDERS_PHASE, self.id


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of one organization on a day."""

    id: int
    on: date
    kind: ChangeKind
    organization: str
    name: str = ""
    parent: str = ""  #: a code; empty: at the top

    @property
    def turn(self) -> tuple[date, int, int]:
        """In which order things of all days are done."""
        return self.on, _PHASES[self.kind], self.id


Planned: TypeAlias = Order | Change


class Contradiction(Exception):
    """Something that cannot be on that day: `error` of the catalogue, and what fills its sentence."""

    def __init__(self, error: str, /, **values: object) -> None:
        self.error, self.values = error, values
        super().__init__(f"{error}: {self.text.en}")

    @property
    def text(self) -> Text:
        """The sentence."""
        return CATALOGUE[self.error].fill(**self.values)


@dataclass(frozen=True, slots=True)
class Place:
    """One organization."""

    id: int
    code: str
    name: str
    parent_id: int | None
    is_closed: bool


@dataclass(slots=True)
class Chart:
    """Organizations, who is in them with which title, and which is whose primary one."""

    places: dict[int, Place]
    posts: dict[int, dict[int, int | None]]  #: user to organization to title
    primary: dict[int, int | None]
    names: dict[int, str]  #: of those who may sign in
    moved: set[int] = field(default_factory=set)  #: users of whom something changed
    changed: set[int] = field(default_factory=set)  #: organizations likewise
    closing: frozenset[str] = frozenset()  #: codes of what closes on the day in hand

    def do(self, planned: Planned) -> None:
        """Let it be so. Raises `Contradiction`."""
        if isinstance(planned, Change):
            _CHANGES[planned.kind](self, planned)
        else:
            _ORDERS[planned.kind](self, planned)

    def place(self, code: str, on: date) -> Place:
        """The organization with a code, open on that day."""
        found = next((each for each in self.places.values() if each.code == code), None)
        if found is None or found.is_closed:
            raise Contradiction("UR_DG21", code=code, day=on)
        return found

    def put(self, place: Place) -> None:
        """Let an organization be so."""
        self.places[place.id] = place
        self.changed.add(place.id)

    def people_in(self, place_id: int) -> list[int]:
        """Those who may sign in among an organization's."""
        return [
            user for user, posts in self.posts.items() if place_id in posts and user in self.names
        ]


def chart_of(rows: Rows) -> Chart:
    """The chart that rows draw."""
    users: list[Row] = rows.users()
    posts: dict[int, dict[int, int | None]] = {}
    for unit, user, title in rows.members():
        posts.setdefault(user, {})[unit] = title
    return Chart(
        places={row[0]: Place(*row) for row in rows.organizations()},
        posts=posts,
        primary={row[0]: row[6] for row in users},
        names={row[0]: row[2] for row in users if row[3]},
    )


def play(
    chart: Chart, planned: Iterable[Planned], trouble: Callable[[Planned, Contradiction], None]
) -> None:
    """Let everything be done in its turn; what cannot be is told to `trouble` and passed over."""
    listed = sorted(planned, key=lambda each: each.turn)
    closing: dict[date, set[str]] = {}
    for each in listed:
        if each.kind == "CLOSE":
            closing.setdefault(each.on, set()).add(each.organization)
    for each in listed:
        chart.closing = frozenset(closing.get(each.on, ()))
        try:
            chart.do(each)
        except Contradiction as problem:
            trouble(each, problem)


def _open(chart: Chart, change: Change) -> None:
    if any(place.code == change.organization for place in chart.places.values()):
        raise Contradiction("UR_DG22", code=change.organization)
    parent = chart.place(change.parent, change.on).id if change.parent else None
    chart.put(Place(-change.id, change.organization, change.name, parent, is_closed=False))


def _rename(chart: Chart, change: Change) -> None:
    chart.put(replace(chart.place(change.organization, change.on), name=change.name))


def _move(chart: Chart, change: Change) -> None:
    place = chart.place(change.organization, change.on)
    parent = chart.place(change.parent, change.on) if change.parent else None
    above: Place | None = parent
    seen: set[int] = set()
    while above is not None and above.id not in seen:
        if above.id == place.id:
            raise Contradiction("UR_DG23", name=place.name)
        seen.add(above.id)
        above = chart.places.get(above.parent_id or 0)
    chart.put(replace(place, parent_id=parent.id if parent else None))


def _close(chart: Chart, change: Change) -> None:
    place = chart.place(change.organization, change.on)
    staying = chart.people_in(place.id)
    if staying:
        named = "、".join(chart.names[user] for user in staying[:5])
        raise Contradiction("UR_DG24", name=place.name, count=len(staying), people=named)
    for each in chart.places.values():
        if each.parent_id == place.id and not each.is_closed and each.code not in chart.closing:
            raise Contradiction("UR_DG25", name=place.name, below=each.name)
    chart.put(replace(place, is_closed=True))


def _appoint(chart: Chart, order: Order) -> None:
    user, place = _who_and_where(chart, order)
    former = chart.primary.get(user)
    if former is not None and former != place.id:
        chart.posts.get(user, {}).pop(former, None)
    chart.posts.setdefault(user, {})[place.id] = order.title_id
    chart.primary[user] = place.id


def _concurrent(chart: Chart, order: Order) -> None:
    user, place = _who_and_where(chart, order)
    posts = chart.posts.setdefault(user, {})
    if place.id in posts:
        raise Contradiction("UR_DG26", person=chart.names[user], name=place.name)
    posts[place.id] = order.title_id


def _retitle(chart: Chart, order: Order) -> None:
    user, place = _member(chart, order)
    chart.posts[user][place.id] = order.title_id


def _make_primary(chart: Chart, order: Order) -> None:
    user, place = _member(chart, order)
    chart.primary[user] = place.id


def _leave(chart: Chart, order: Order) -> None:
    user, place = _member(chart, order)
    del chart.posts[user][place.id]
    if chart.primary.get(user) == place.id:
        chart.primary[user] = None


def _vacate(chart: Chart, order: Order) -> None:
    place = chart.place(order.organization, order.on)
    holders = [u for u in chart.people_in(place.id) if chart.posts[u][place.id] == order.title_id]
    if not holders:
        raise Contradiction("UR_DG28", name=place.name)
    for user in holders:
        chart.posts[user][place.id] = None
    chart.moved.update(holders)


def _who_and_where(chart: Chart, order: Order) -> tuple[int, Place]:
    place = chart.place(order.organization, order.on)
    user = order.user_id or 0
    if user not in chart.names:
        raise Contradiction("UR_DG29")
    chart.moved.add(user)
    return user, place


def _member(chart: Chart, order: Order) -> tuple[int, Place]:
    user, place = _who_and_where(chart, order)
    if place.id not in chart.posts.get(user, {}):
        raise Contradiction("UR_DG27", person=chart.names[user], name=place.name)
    return user, place


_CHANGES: Final[dict[str, Callable[[Chart, Change], None]]] = {
    "OPEN": _open,
    "RENAME": _rename,
    "MOVE": _move,
    "CLOSE": _close,
}
_ORDERS: Final[dict[str, Callable[[Chart, Order], None]]] = {
    "APPOINT": _appoint,
    "CONCURRENT": _concurrent,
    "TITLE": _retitle,
    "PRIMARY": _make_primary,
    "LEAVE": _leave,
    "VACATE": _vacate,
}
