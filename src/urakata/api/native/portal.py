"""What people meet first: their settings, favourites, what they opened last, and announcements."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import ConfigDict, Field

from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import (
    LARGEST,
    REFUSALS,
    CamelCase,
    Flag,
    Id,
    Person,
    Sent,
    Whole,
    within,
)
from urakata.api.native.tasks import AppName
from urakata.api.native.trash import moment
from urakata.api.portal_shapes import describe_preferences
from urakata.directory.actor import Actor
from urakata.directory.actors import actor_of as actor_of_user
from urakata.directory.own_settings import set_own_language
from urakata.directory.people import snapshot
from urakata.kernel.json import JSONDict, JSONValue
from urakata.portal import announcements, at_hand
from urakata.portal.announcements import Shown, Wording
from urakata.portal.preferences import Landing, TextSize, Theme, change_preferences, preferences_of

router = Router()

Number = Annotated[Whole, Path(ge=1, le=LARGEST), within(1)]
MOST_READ: Final = 200


class ShownPreferences(CamelCase):
    """How the caller likes the screen."""

    language: Literal["ja", "en"]
    theme: Theme
    text_size: TextSize
    landing: Landing
    shortcuts: bool


class NewPreferences(Sent):
    """What is to be different; what is not named stays."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    language: Literal["ja", "en", "auto"] | None = None
    theme: Theme | None = None
    text_size: TextSize | None = Field(default=None, alias="textSize")
    landing: Landing | None = None
    shortcuts: Flag | None = None


class ShownFavourite(CamelCase):
    """A starred app, or a view of it (`view` is its id, else "")."""

    app: AppName
    view: str
    view_name: str


class Favourites(Schema):
    """In the order of starring."""

    favourites: list[ShownFavourite]


class Star(Sent):
    """An app or one of its views, and whether it has a star."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    app: Id
    view: Annotated[str, Field(max_length=64)] = ""
    label: Annotated[str, Field(max_length=128, description="ビューの名前")] = ""
    is_starred: Flag = Field(alias="isStarred")


class OpenedLast(CamelCase):
    """An app or (with `record`) a record that the caller opened."""

    app: AppName
    record: str
    title: str
    at: str


class Opened(Sent):
    """An app, or a record of it."""

    app: Id
    record: Id | None = None


class ShownAnnouncement(CamelCase):
    """An announcement; shown from `startsOn` to `endsOn`, both included (null: without an end)."""

    id: str
    title: str
    body: str
    is_important: bool
    starts_on: date
    ends_on: date | None
    is_read: bool
    by: Person


class Announcements(Schema):
    """Important ones first, then the newest; those of all: by their first day."""

    announcements: list[ShownAnnouncement]


class Portal(Schema):
    """The blocks of the portal that are the caller's own."""

    favourites: list[ShownFavourite]
    visits: list[OpenedLast]
    announcements: list[ShownAnnouncement]


class NewWording(Sent):
    """What is told, and on which days."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    title: Annotated[str, Field(max_length=200)]
    body: Annotated[str, Field(max_length=10_000)] = ""
    is_important: Flag = Field(default=False, alias="isImportant")
    starts_on: date = Field(alias="startsOn")
    ends_on: date | None = Field(default=None, alias="endsOn")

    @property
    def wording(self) -> Wording:
        return Wording(self.title, self.body, self.is_important, self.starts_on, self.ends_on)


class ReadMarks(Sent):
    """Announcements that were read."""

    ids: Annotated[list[Id], Field(max_length=MOST_READ)]


class Which(Sent):
    """Also those that are over or not shown yet (administrators, auditors)."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    of_all: Flag = Field(default=False, alias="all")


@router.get(
    "/me/preferences",
    response={200: ShownPreferences, **REFUSALS},
    by_alias=True,
    summary="Show my settings",
)
def get_preferences(request: HttpRequest) -> HttpResponse:
    """How the caller likes the screen, on every device."""
    actor = actor_of(request)
    change_preferences(actor=actor, changes={})  # for people only
    return json_response(describe_preferences(actor, preferences_of(actor.user_id)))


@router.patch(
    "/me/preferences",
    response={200: ShownPreferences, **REFUSALS},
    by_alias=True,
    summary="Change my settings",
)
def patch_preferences(request: HttpRequest, sent: NewPreferences) -> HttpResponse:
    """Change some of them; a change of language is in the journal, as every change of a person."""
    actor = actor_of(request)
    changes = sent.model_dump(exclude_none=True)
    language = changes.pop("language", None)
    with transaction.atomic(durable=True):
        kept = change_preferences(actor=actor, changes=changes)
        if language is not None:
            set_own_language(actor=actor, language=language)
    shown = actor if language is None else actor_of_user(actor.user_id)
    return json_response(describe_preferences(shown, kept))


@router.get("/portal", response={200: Portal, **REFUSALS}, by_alias=True, summary="Show my portal")
def get_portal(request: HttpRequest) -> HttpResponse:
    """Favourites, what was opened last, today's announcements: one answer for the whole page."""
    actor = actor_of(request)
    return json_response(
        {
            "favourites": _favourites(actor),
            "visits": [
                {
                    "app": {"id": str(each.app.app_id), "name": each.app.name},
                    "record": str(each.record_id) if each.record_id else "",
                    "title": each.title,
                    "at": moment(each.at),
                }
                for each in at_hand.list_visits(actor)
            ],
            "announcements": [*map(_shown, announcements.list_announcements(actor))],
        }
    )


@router.get(
    "/me/favourites",
    response={200: Favourites, **REFUSALS},
    by_alias=True,
    summary="List my favourites",
)
def get_favourites(request: HttpRequest) -> HttpResponse:
    """Apps and views that the caller starred."""
    return json_response({"favourites": _favourites(actor_of(request))})


@router.put(
    "/me/favourites",
    response={200: Favourites, **REFUSALS},
    by_alias=True,
    summary="Star an app or a view",
)
def put_favourite(request: HttpRequest, sent: Star) -> HttpResponse:
    """Star something, or take the star away."""
    actor = actor_of(request)
    at_hand.star(
        actor=actor,
        app_id=sent.app,
        view=sent.view,
        label=sent.label,
        is_starred=sent.is_starred,
    )
    return json_response({"favourites": _favourites(actor)})


@router.post(
    "/me/visits", response={204: None, **REFUSALS}, by_alias=True, summary="Note what I opened"
)
def post_visit(request: HttpRequest, sent: Opened) -> HttpResponse:
    """The fifty newest are kept."""
    at_hand.visit(actor=actor_of(request), app_id=sent.app, record_id=sent.record or 0)
    return HttpResponse(status=204)


@router.get(
    "/announcements",
    response={200: Announcements, **REFUSALS},
    by_alias=True,
    summary="List announcements",
)
def get_announcements(request: HttpRequest, which: Query[Which]) -> HttpResponse:
    """Those of today, or all of them."""
    found = announcements.list_announcements(actor_of(request), of_all=which.of_all)
    return json_response({"announcements": [*map(_shown, found)]})


@router.post(
    "/announcements",
    response={200: ShownAnnouncement, **REFUSALS},
    by_alias=True,
    summary="Announce something",
)
def post_announcement(request: HttpRequest, sent: NewWording) -> HttpResponse:
    """For administrators."""
    return json_response(
        _shown(announcements.announce(actor=actor_of(request), wording=sent.wording))
    )


@router.put(
    "/announcements/{number}",
    response={200: ShownAnnouncement, **REFUSALS},
    by_alias=True,
    summary="Change an announcement",
)
def put_announcement(request: HttpRequest, number: Number, sent: NewWording) -> HttpResponse:
    """For administrators."""
    actor = actor_of(request)
    return json_response(
        _shown(announcements.reword(actor=actor, id_=number, wording=sent.wording))
    )


@router.delete(
    "/announcements/{number}",
    response={204: None, **REFUSALS},
    summary="Delete an announcement",
)
def delete_announcement(request: HttpRequest, number: Number) -> HttpResponse:
    """For administrators."""
    announcements.take_back(actor=actor_of(request), id_=number)
    return HttpResponse(status=204)


@router.post(
    "/me/readings",
    response={204: None, **REFUSALS},
    by_alias=True,
    summary="Mark announcements as read",
)
def post_readings(request: HttpRequest, sent: ReadMarks) -> HttpResponse:
    """The caller has read them."""
    announcements.mark_read(actor=actor_of(request), ids=sent.ids)
    return HttpResponse(status=204)


def _favourites(actor: Actor) -> list[JSONValue]:
    return [
        {
            "app": {"id": str(each.app.app_id), "name": each.app.name},
            "view": each.view,
            "viewName": each.view_name,
        }
        for each in at_hand.list_favourites(actor)
    ]


def _shown(shown: Shown) -> JSONDict:
    row = shown.row
    return {
        "id": str(row.pk),
        "title": row.title,
        "body": row.body,
        "isImportant": row.is_important,
        "startsOn": row.starts_on.isoformat(),
        "endsOn": row.ends_on.isoformat() if row.ends_on else None,
        "isRead": shown.is_read,
        "by": snapshot().show("user", row.created_by_id),
    }
