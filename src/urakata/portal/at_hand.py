"""What somebody keeps at hand: starred apps and views, and what they opened last.

None of it gives a right: what its reader may no longer see is left out of every answer.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db import connection, transaction

from urakata.access.rights import known_apps, require_person
from urakata.definition.queries import live_app_ids, live_schema
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.kernel.errors import Invalid, NotFound
from urakata.portal.models import Favourite, Visit
from urakata.process.glimpses import glimpse

MOST_FAVOURITES: Final = 100
VISITS_KEPT: Final = 50
VISITS_SHOWN: Final = 12
_VISIT: Final = (
    "INSERT INTO portal_visit (user_id, app_id, record_id, at) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (user_id, app_id, record_id) DO UPDATE SET at = excluded.at"
)
_FORGET: Final = (
    "DELETE FROM portal_visit WHERE id IN "
    "(SELECT id FROM portal_visit WHERE user_id = %s ORDER BY at DESC, id DESC OFFSET %s)"
)


@dataclass(frozen=True, slots=True)
class Starred:
    """An app or a view of it, as it is called today."""

    app: AppSchema
    view: str
    view_name: str


@dataclass(frozen=True, slots=True)
class Visited:
    """An app (`record_id` 0) or a record that was opened."""

    app: AppSchema
    record_id: int
    title: str
    at: datetime


def list_favourites(actor: Actor) -> list[Starred]:
    """What the actor starred and may still see, in the order of starring."""
    require_person(actor)
    known = _known(actor)
    rows = Favourite.objects.filter(user_id=actor.user_id, app_id__in=known).order_by("pk")
    return [_starred(live_schema(row.app_id), row) for row in rows]


@transaction.atomic
def star(
    *, actor: Actor, app_id: int, view: str = "", label: str = "", is_starred: bool
) -> list[Starred]:
    """Star an app or one of its views, or take the star away; both may be done twice.

    Raises `NotFound` for an app that the actor does not know, `Invalid` (``UR_PT02``) beyond the most.
    """
    require_person(actor)
    if app_id not in _known(actor):
        raise NotFound("GAIA_AP01", id=app_id)
    own = Favourite.objects.filter(user_id=actor.user_id)
    if not is_starred:
        own.filter(app_id=app_id, view=view).delete()
        return list_favourites(actor)
    if own.count() >= MOST_FAVOURITES and not own.filter(app_id=app_id, view=view).exists():
        raise Invalid("UR_PT02", most=MOST_FAVOURITES)
    Favourite.objects.update_or_create(
        user_id=actor.user_id, app_id=app_id, view=view, defaults={"label": label}
    )
    return list_favourites(actor)


def visit(*, actor: Actor, app_id: int, record_id: int = 0) -> None:
    """Note that the actor opened an app or a record; of an app he does not know, nothing is noted."""
    require_person(actor)
    if app_id not in _known(actor):
        raise NotFound("GAIA_AP01", id=app_id)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_VISIT, [actor.user_id, app_id, record_id, datetime.now(UTC)])
        cursor.execute(_FORGET, [actor.user_id, VISITS_KEPT])


def list_visits(actor: Actor) -> list[Visited]:
    """What the actor opened last and may still see, the newest first."""
    require_person(actor)
    rows = list(
        Visit.objects.filter(user_id=actor.user_id, app_id__in=_known(actor)).order_by(
            "-at", "-pk"
        )[:VISITS_KEPT]
    )
    places = [(row.app_id, row.record_id) for row in rows if row.record_id]
    seen = glimpse(actor, places, with_process=False) if places else {}
    found = []
    for row in rows:
        if not row.record_id:
            found.append(Visited(live_schema(row.app_id), 0, "", row.at))
        elif record := seen.get((row.app_id, row.record_id)):
            found.append(Visited(record.app, row.record_id, record.title, row.at))
    return found[:VISITS_SHOWN]


def _known(actor: Actor) -> Collection[int]:
    known = known_apps(actor)
    return live_app_ids() if known is None else known


def _starred(app: AppSchema, row: Favourite) -> Starred:
    names = {str(view.get("id")): name for name, view in app.views.items()}
    return Starred(app, row.view, names.get(row.view, row.label) if row.view else "")
