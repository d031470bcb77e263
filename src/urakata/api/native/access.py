"""だれが何をできるか、なぜか: for a person, an app and a record; as JSON, and as CSV for an auditor.

Administrators and auditors ask about everybody, whoever manages an app about everybody in it, and
everyone about themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final, TypeAlias

from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Path, Router

from urakata.access.explaining import explain_app, explain_person, may_see_all, may_see_app
from urakata.access.rights import refusal
from urakata.api.answering import json_response
from urakata.api.native.access_shapes import (
    OfApp,
    OfPerson,
    OfRecord,
    Telling,
    show_people,
    show_person,
)
from urakata.api.native.downloads import Download, attachment
from urakata.api.native.exports import file_response, last_line
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import LARGEST, REFUSALS, AppId, Whole, within
from urakata.definition.queries import live_app_ids, live_schema
from urakata.directory.actor import Actor
from urakata.directory.actors import find_actor
from urakata.directory.tokens import list_tokens
from urakata.exchange import access_reports
from urakata.exchange.reports import write_report
from urakata.exchange.writers import CONTENT_TYPES
from urakata.journal import writing
from urakata.journal.writing import Entry
from urakata.kernel.errors import NotFound, UrakataError
from urakata.kernel.json import JSONValue
from urakata.kernel.text import Text
from urakata.record.explaining import explain_record

router = Router()

CSV: Final = file_response(CONTENT_TYPES["csv"])
NAME: Final = Text("アクセス権", "permissions")
PersonCode: TypeAlias = Annotated[str, Path(max_length=128, description="ログイン名")]
RecordId: TypeAlias = Annotated[
    Whole, Path(ge=1, le=LARGEST, description="レコード番号"), within(1)
]


@router.get(
    "/people/{code}/access",
    response={200: OfPerson, **REFUSALS},
    summary="Explain a person's rights",
)
def person_access(request: HttpRequest, code: PersonCode) -> HttpResponse:
    """What one person may do in all apps, and which rule decided.

    Those who ask about themselves are told of the apps they work with.
    """
    actor = actor_of(request)
    person = _person(actor, code)
    apps: list[JSONValue] = []
    for app, verdict in explain_person(actor=actor, person=person):
        telling = Telling(app, actor.language)
        apps.append({"app": telling.app, **telling.of_app(verdict)})
    return json_response({"person": show_person(person), "apps": apps})


@router.get(
    "/people/{code}/access.csv",
    response={200: None, **REFUSALS},
    summary="Explain a person's rights as CSV",
    openapi_extra=CSV,
)
def person_access_csv(request: HttpRequest, code: PersonCode) -> StreamingHttpResponse:
    """The same, a line for each app."""
    actor = actor_of(request)
    person = _person(actor, code)
    found = explain_person(actor=actor, person=person)
    rows = (
        row
        for app, verdict in found
        for row in access_reports.app_rows(app, [(verdict, [person])], actor.language)
    )
    heads = access_reports.app_heads(actor.language)
    entry = Entry("access.export", about={"person": person.code})
    return _report(actor, person.code, (heads, rows), entry)


@router.get(
    "/apps/{app_id}/access",
    response={200: OfApp, **REFUSALS},
    summary="Explain everybody's rights in an app",
)
def app_access(request: HttpRequest, app_id: AppId) -> HttpResponse:
    """What everybody may do in an app, and which rule decided; equal ones together.

    Whoever may not ask about others is told about himself.
    """
    actor, app = actor_of(request), live_schema(app_id)
    telling = Telling(app, actor.language)
    groups: list[JSONValue] = [
        {**telling.of_app(verdict), "people": show_people(people)}
        for verdict, people in explain_app(actor=actor, app=app)
    ]
    tokens = list_tokens(app_id) if may_see_app(actor, app) else []
    shown: list[JSONValue] = [
        {"id": str(each.id), "hint": each.hint, "memo": each.memo, "rights": list(each.rights)}
        for each in tokens
        if each.is_live
    ]
    return json_response({"app": telling.app, "groups": groups, "tokens": shown})


@router.get(
    "/apps/{app_id}/access.csv",
    response={200: None, **REFUSALS},
    summary="Explain everybody's rights in an app as CSV",
    openapi_extra=CSV,
)
def app_access_csv(request: HttpRequest, app_id: AppId) -> StreamingHttpResponse:
    """The same, a line for each person."""
    actor, app = actor_of(request), live_schema(app_id)
    rows = access_reports.app_rows(app, explain_app(actor=actor, app=app), actor.language)
    heads = access_reports.app_heads(actor.language)
    return _report(actor, app.name, (heads, rows), Entry("access.export", app_id))


@router.get(
    "/apps/{app_id}/records/{record_id}/access",
    response={200: OfRecord, **REFUSALS},
    summary="Explain everybody's rights over a record",
)
def record_access(request: HttpRequest, app_id: AppId, record_id: RecordId) -> HttpResponse:
    """What everybody may do with a record and its fields, and which rule decided; equal ones together.

    Whoever may not ask about others is told about himself.
    """
    actor, app = actor_of(request), live_schema(app_id)
    telling = Telling(app, actor.language)
    groups: list[JSONValue] = [
        {**telling.of_record(verdict), "people": show_people(people)}
        for verdict, people in explain_record(actor=actor, app=app, record_id=record_id)
    ]
    return json_response({"app": telling.app, "id": str(record_id), "groups": groups})


@router.get(
    "/apps/{app_id}/records/{record_id}/access.csv",
    response={200: None, **REFUSALS},
    summary="Explain everybody's rights over a record as CSV",
    openapi_extra=CSV,
)
def record_access_csv(
    request: HttpRequest, app_id: AppId, record_id: RecordId
) -> StreamingHttpResponse:
    """The same, a line for each person."""
    actor, app = actor_of(request), live_schema(app_id)
    groups = explain_record(actor=actor, app=app, record_id=record_id)
    rows = access_reports.record_rows(app, record_id, groups, actor.language)
    heads = access_reports.record_heads(actor.language)
    entry = Entry("access.export", app_id, record_id)
    return _report(actor, f"{app.name} {record_id}", (heads, rows), entry)


@router.get(
    "/access.csv",
    response={200: None, **REFUSALS},
    summary="Explain everybody's rights in all apps as CSV",
    openapi_extra=CSV,
)
def all_access_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Everybody in every app, for an auditor: a line for each person in each app."""
    actor = actor_of(request)
    if not may_see_all(actor):
        raise refusal(actor)
    rows = access_reports.rows_of_apps(map(live_schema, live_app_ids()), actor)
    heads = access_reports.app_heads(actor.language)
    return _report(actor, "", (heads, rows), Entry("access.export"))


def _person(actor: Actor, code: str) -> Actor:
    """The person asked about; whoever may not ask does not learn who is there."""
    if actor.tokens is not None or not (may_see_all(actor) or actor.code == code):
        raise refusal(actor)
    person = find_actor(code)
    if person is None:
        raise NotFound("UR_PE01", code=code)
    return person


def _report(
    actor: Actor, about: str, sheet: tuple[list[str], Iterator[list[str]]], entry: Entry
) -> StreamingHttpResponse:
    """A sheet on its way out. That it was taken is in the journal first."""

    def last_words(error: UrakataError, error_id: str) -> bytes:
        return last_line(error, error_id, actor.language).encode()

    name = " ".join(part for part in (NAME.in_(actor.language), about) if part)
    with transaction.atomic():
        writing.write(actor, [entry])
    download = Download(write_report(*sheet), last_words)
    return attachment(download, name=f"{name}.csv", content_type=CONTENT_TYPES["csv"])
