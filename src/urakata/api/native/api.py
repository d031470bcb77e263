"""Wiring of our own API: who may call, how errors look, which routers there are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja.errors import HttpError, ValidationError

from urakata.api.native import (
    access,
    app_trash,
    authority,
    batches,
    bulk_actions,
    calendar,
    circulation,
    definition,
    delegations,
    exports,
    forms,
    history,
    identity,
    impacts,
    imports,
    journal,
    lead_times,
    limits,
    managers,
    moving,
    personnel,
    portal,
    postal,
    posts,
    process,
    records,
    repairs,
    rights,
    search,
    sheet,
    tasks,
    tokens,
    totals,
    trash,
    versions,
    views,
)
from urakata.api.native.openapi import NativeApi
from urakata.api.native.refusals import misshapen, refuse
from urakata.api.native.requests import StrictJson, signed_in
from urakata.kernel.errors import Invalid, UrakataError

api = NativeApi(
    title="Urakata",
    version="1",
    description="What goes beyond kintone's REST API: bulk, streams, keyset paging, totals.",
    auth=signed_in,
    parser=StrictJson(),
    openapi_url=None,  # `urls` has it, with what `openapi` adds
    docs_url=None,
    urls_namespace="native",
)
api.add_router("/apps", sheet.router, tags=["records"])
api.add_router("/apps", forms.router, tags=["records"])
api.add_router("/apps", records.router, tags=["records"])
api.add_router("/apps", batches.router, tags=["records"])
api.add_router("/apps", totals.router, tags=["totals"])
api.add_router("/apps", exports.router, tags=["exchange"])
api.add_router("/apps", imports.router, tags=["exchange"])
api.add_router("/apps", history.router, tags=["history"])
api.add_router("/apps", moving.router, tags=["process"])
api.add_router("/apps", circulation.router, tags=["process"])
api.add_router("/apps", lead_times.router, tags=["process"])
api.add_router("/apps", trash.router, tags=["trash"])
api.add_router("/apps", definition.router, tags=["definition"])
api.add_router("/apps", process.router, tags=["definition"])
api.add_router("/apps", rights.router, tags=["access"])
api.add_router("", access.router, tags=["access"])
api.add_router("/apps", views.router, tags=["views"])
api.add_router("/apps", versions.router, tags=["definition"])
api.add_router("/apps", impacts.router, tags=["definition"])
api.add_router("/apps", tokens.router, tags=["tokens"])
api.add_router("", calendar.router, tags=["calendar"])
api.add_router("", limits.router, tags=["people"])
api.add_router("", delegations.router, tags=["people"])
api.add_router("", personnel.router, tags=["people"])
api.add_router("", managers.router, tags=["people"])
api.add_router("", posts.router, tags=["people"])
api.add_router("", portal.router, tags=["portal"])
api.add_router("", postal.router, tags=["forms"])
api.add_router("", identity.router)
api.add_router("", journal.router, tags=["journal"])
api.add_router("", app_trash.router, tags=["trash"])
api.add_router("", authority.router, tags=["authority"])
api.add_router("", search.router, tags=["search"])
api.add_router("", tasks.router, tags=["process"])
api.add_router("", bulk_actions.router, tags=["process"])
api.add_router("", repairs.router, tags=["process"])


@api.exception_handler(Exception)
def refuse_any(request: HttpRequest, error: Exception) -> HttpResponse:
    """What the domain refused, and whatever nobody foresaw."""
    return refuse(request, error)


@api.exception_handler(ValidationError)
def refuse_shape(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Parameters of the wrong shape."""
    return refuse(request, misshapen(error))


@api.exception_handler(HttpError)
def refuse_body(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A body that could not be read: the framework wraps what `StrictJson` raised."""
    cause = error.__cause__
    return refuse(request, cause if isinstance(cause, UrakataError) else Invalid("CB_IL02"))
