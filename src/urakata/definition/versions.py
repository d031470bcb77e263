"""The versions of an app that were ever live: who made them and when, and one brought back."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from urakata.definition.diff import Diff, diff
from urakata.definition.editing.references import points_at, related_apps, rename_related_fields
from urakata.definition.models import AppVersion
from urakata.definition.queries import find_app_row
from urakata.definition.shape import Document, every_field
from urakata.kernel.errors import NotFound

Which: TypeAlias = int | Literal["live", "draft"]
"""A version by its revision, what is live now, or what would be."""


@dataclass(frozen=True, slots=True)
class Version:
    """A definition that went live, and what it changed."""

    revision: int
    deployed_at: datetime
    deployed_by: int
    rolled_back_to: int | None
    is_live: bool
    changes: Diff  #: from the version before it


def list_versions(app_id: int, *, before: int | None = None, limit: int = 20) -> list[Version]:
    """A page of the versions, the newest first; `before` is the last revision of the page before.

    Raises `NotFound`.
    """
    live = find_app_row(app_id).live_revision
    rows = AppVersion.objects.filter(app_id=app_id).order_by("-revision")
    if before is not None:
        rows = rows.filter(revision__lt=before)
    found = list(rows[: limit + 1])
    olds: list[Document | None] = [row.document for row in found[1:]]
    return [
        Version(
            revision=row.revision,
            deployed_at=row.deployed_at,
            deployed_by=row.deployed_by_id,
            rolled_back_to=row.rolled_back_to,
            is_live=row.revision == live,
            changes=diff(old, row.document),
        )
        for row, old in zip(found[:limit], [*olds, None], strict=False)
    ]


def find_document(app_id: int, which: Which) -> Document:
    """A version of an app. Raises `NotFound`."""
    app = find_app_row(app_id)
    document: Document | None = app.draft if which == "draft" else app.live
    if isinstance(which, int):
        document = _version(app_id, which).document
    if document is None:  # nothing is live yet
        raise NotFound("GAIA_AP01", id=app_id)
    return document


def version_document(app_id: int, revision: int) -> Document | None:
    """The document that once went live at a revision; None when none did."""
    found: Document | None = (
        AppVersion.objects.filter(app_id=app_id, revision=revision)
        .values_list("document", flat=True)
        .first()
    )
    return found


def document_to_return(app_id: int, revision: int) -> Document:
    """A version as a draft of today: it gives out no id twice, and knows other apps' new codes.

    Raises `NotFound`.
    """
    draft: Document = find_app_row(app_id).draft
    version = _version(app_id, revision)
    document: Document = deepcopy(version.document)
    for other in related_apps(document) - {app_id}:
        renames = _renames_since(version.deployed_at, other)
        if renames and points_at(document, other):
            rename_related_fields(document, renames, other)
    return {**document, "next_id": max(document["next_id"], draft["next_id"])}


def _version(app_id: int, revision: int) -> AppVersion:
    found = None
    if 0 < revision < 2**63:
        found = AppVersion.objects.filter(app_id=app_id, revision=revision).first()
    if found is None:
        raise NotFound("UR_VE01", id=app_id, version=revision)
    return found


def _renames_since(moment: datetime, app_id: int) -> dict[str, str]:
    """Old to new codes of another app's fields."""
    versions = AppVersion.objects.filter(app_id=app_id)
    then = versions.filter(deployed_at__lte=moment).order_by("-revision").first()
    now = versions.order_by("-revision").first()
    if then is None or now is None:
        return {}
    new = {field["id"]: str(field["code"]) for field, _ in every_field(now.document)}
    old = {field["id"]: str(field["code"]) for field, _ in every_field(then.document)}
    return {old[id_]: new[id_] for id_ in old.keys() & new.keys() if old[id_] != new[id_]}
