"""一覧: the views that people save, and how each has arranged them."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Body, Path, Router, Schema
from pydantic import ConfigDict, Field

from urakata.api.answering import json_response
from urakata.api.native.refusals import language_of
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import (
    LARGEST,
    REFUSALS,
    AppId,
    Codes,
    Flag,
    Person,
    Sent,
    Whole,
    within,
)
from urakata.definition.queries import live_schema
from urakata.kernel.json import JSONDict
from urakata.kernel.text import Language
from urakata.record import view_choices
from urakata.record.saved_views import (
    Settings,
    Shape,
    View,
    Wish,
    add_view,
    change_view,
    delete_view,
    list_views,
    may_share,
)

router = Router()

ViewId: TypeAlias = Annotated[Whole, Path(ge=1, le=LARGEST, description="一覧のid"), within(1)]
Keys: TypeAlias = Annotated[list[str], Field(max_length=view_choices.MOST)]
Name: TypeAlias = Annotated[str, Field(max_length=64)]


class Arranged(Sent):
    """What a view shows and how; absent: the whole app as a table."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    shape: Annotated[Shape, Field(alias="as")] = "table"
    filter: Annotated[str, Field(max_length=20_000)] = ""
    sort: Annotated[str, Field(max_length=2_000)] = ""
    columns: Codes = []
    frozen: Annotated[Whole, Field(ge=0, le=5), within(0, 5)] = 0
    group: Annotated[str, Field(max_length=140)] = ""

    @property
    def settings(self) -> Settings:
        return Settings(
            self.shape, self.filter, self.sort, tuple(self.columns), self.frozen, self.group
        )


class NewView(Sent):
    """A view to be saved."""

    name: Name
    settings: Arranged = Arranged()
    isShared: Flag = False  # noqa: N815


class ViewChange(Sent):
    """What is to change; absent: as it is."""

    name: Name | None = None
    settings: Arranged | None = None
    isShared: Flag | None = None  # noqa: N815


class ShownView(Schema):
    """A view; `problem` says what of it is not there any more."""

    id: str
    name: str
    owner: Person
    isMine: bool  # noqa: N815
    isShared: bool  # noqa: N815
    settings: Arranged
    problem: str | None


class ViewChoice(Sent):
    """Keys: ``20`` of the app's definition, ``s7`` a saved view; the first to be opened or ""."""

    starred: Keys = []
    order: Keys = []
    default: Annotated[str, Field(max_length=20)] = ""


class Views(Schema):
    """One's own and the shared ones, and how the caller has arranged all of them."""

    views: list[ShownView]
    choices: ViewChoice
    mayShare: bool  # noqa: N815


@router.get(
    "/{app_id}/views", response={200: Views, **REFUSALS}, by_alias=True, summary="List views"
)
def get_views(request: HttpRequest, app_id: AppId) -> HttpResponse:
    """The views that the caller saved and those that others share."""
    actor, app = actor_of(request), live_schema(app_id)
    chosen = view_choices.choices_of(actor=actor, app=app)
    language = language_of(request)
    return json_response(
        {
            "views": [_show(view, language) for view in list_views(actor=actor, app=app)],
            "choices": {
                "starred": [*chosen.starred],
                "order": [*chosen.order],
                "default": chosen.default,
            },
            "mayShare": may_share(actor, app),
        }
    )


@router.post(
    "/{app_id}/views", response={200: ShownView, **REFUSALS}, by_alias=True, summary="Save a view"
)
def post_view(request: HttpRequest, app_id: AppId, body: Body[NewView]) -> HttpResponse:
    """Save a view for oneself; whoever manages the app may share it at once."""
    wish = Wish(body.name, body.isShared, body.settings.settings)
    with transaction.atomic(durable=True):
        view = add_view(actor=actor_of(request), app=live_schema(app_id), wish=wish)
    return json_response(_show(view, language_of(request)))


@router.put("/{app_id}/views/choices", response={204: None, **REFUSALS}, summary="Arrange views")
def put_choices(request: HttpRequest, app_id: AppId, body: Body[ViewChoice]) -> HttpResponse:
    """The caller's own stars, order and first view, of all of an app's views."""
    choices = view_choices.Choices(body.starred, body.order, body.default)
    with transaction.atomic(durable=True):
        view_choices.choose(actor=actor_of(request), app=live_schema(app_id), choices=choices)
    return HttpResponse(status=204)


@router.put(
    "/{app_id}/views/{view_id}",
    response={200: ShownView, **REFUSALS},
    by_alias=True,
    summary="Change a view",
)
def put_view(
    request: HttpRequest, app_id: AppId, view_id: ViewId, body: Body[ViewChange]
) -> HttpResponse:
    """Its name, what it shows, whether it is shared."""
    settings = None if body.settings is None else body.settings.settings
    wish = Wish(body.name, body.isShared, settings)
    with transaction.atomic(durable=True):
        view = change_view(
            actor=actor_of(request), app=live_schema(app_id), view_id=view_id, wish=wish
        )
    return json_response(_show(view, language_of(request)))


@router.delete(
    "/{app_id}/views/{view_id}", response={204: None, **REFUSALS}, summary="Delete a view"
)
def remove_view(request: HttpRequest, app_id: AppId, view_id: ViewId) -> HttpResponse:
    """One's own; whoever manages the app also a shared one."""
    with transaction.atomic(durable=True):
        delete_view(actor=actor_of(request), app=live_schema(app_id), view_id=view_id)
    return HttpResponse(status=204)


def _show(view: View, language: Language) -> JSONDict:
    settings = view.settings
    return {
        "id": str(view.id),
        "name": view.name,
        "owner": view.owner,
        "isMine": view.is_mine,
        "isShared": view.is_shared,
        "settings": {
            "as": settings.shape,
            "filter": settings.filter,
            "sort": settings.sort,
            "columns": [*settings.columns],
            "frozen": settings.frozen,
            "group": settings.group,
        },
        "problem": None if view.problem is None else view.problem.in_(language),
    }
