"""Apps and people: every process has them in memory, so they are looked through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final
from weakref import WeakKeyDictionary

from urakata.access.rights import known_apps
from urakata.definition.queries import live_app_ids, live_schema
from urakata.directory.actor import Actor
from urakata.directory.people import Snapshot, snapshot
from urakata.record.searching.asking import Hit, Page
from urakata.record.searching.snippets import snippet
from urakata.record.searching.words import Words, fold

_spelt: Final[WeakKeyDictionary[Snapshot, list[tuple[int, str, str]]]] = WeakKeyDictionary()
"""Of each directory that is in use: ids, names and login names, organizations."""


def find_apps(actor: Actor, words: Words, start: int, limit: int) -> Page:
    """Apps that the actor knows, by name and code; those whose name begins with a word first."""
    known = known_apps(actor)
    apps = [live_schema(id_) for id_ in (live_app_ids() if known is None else known)]
    found = [app for app in apps if words.are_in(fold(f"{app.name}\x1f{app.code}"))]
    found.sort(key=lambda app: not fold(app.name).startswith(words.all))
    hits = (
        Hit(
            "app",
            str(app.app_id),
            app.name,
            app=app,
            snippet=snippet(app.name, words),
            also=(app.code,) if app.code else (),
        )
        for app in found[start:]
    )
    return _page(hits, start, limit)


def find_people(actor: Actor, words: Words, start: int, limit: int) -> Page:
    """People who may sign in, by name, login name and organization. Guests find nobody."""
    people = snapshot()
    hits = () if actor.is_guest else islice(_people(people, words), start, None)
    return _page(hits, start, limit)


def _people(people: Snapshot, words: Words) -> Iterator[Hit]:
    """Those whose own name has the words first, then who is found by the organization."""
    if people not in _spelt:
        _spelt[people] = list(_spell(people))
    later = []
    for id_, own, units in _spelt[people]:
        if words.are_in(own):
            yield from _person(people, id_, words)
        elif words.are_in(own + units):
            later.append(id_)
    for id_ in later:
        yield from _person(people, id_, words)


def _spell(people: Snapshot) -> Iterator[tuple[int, str, str]]:
    """Everybody's names and organizations in one spelling."""
    for id_ in people.only_active(people.user_ids):
        person = people.user(id_)
        if person is not None:
            units = "".join(f"\x1f{name}" for name in _units(people, id_))
            yield id_, fold(f"{person.name}\x1f{person.code}"), fold(units)


def _person(people: Snapshot, id_: int, words: Words) -> Iterator[Hit]:
    person = people.user(id_)
    if person is not None:
        also = tuple(_units(people, id_))
        yield Hit(
            "person", person.code, person.name, snippet=snippet(person.name, words), also=also
        )


def _units(people: Snapshot, user_id: int) -> list[str]:
    units = (people.organizations.get(post.organization_id) for post in people.posts_of(user_id))
    return [unit.name for unit in units if unit is not None and not unit.is_closed]


def _page(hits: Iterable[Hit], start: int, limit: int) -> Page:
    page = list(islice(hits, limit + 1))
    return Page(page[:limit], {"": start + limit} if len(page) > limit else None)
