"""Every read of apps that other packages may use. What the API answers is in `answers`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from urakata.definition.build import build_schema
from urakata.definition.models import App
from urakata.definition.schema import AppSchema
from urakata.definition.shape import Document
from urakata.directory import epochs
from urakata.kernel.errors import NotFound

KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class AppInfo:
    """What an app is called and where its two versions stand."""

    id: int
    name: str
    code: str
    description: str
    live_revision: int | None  #: None until the first deploy
    draft_revision: int
    creator_id: int
    created_at: datetime
    modifier_id: int
    modified_at: datetime

    @property
    def is_live(self) -> bool:
        """Whether it was ever deployed: others cannot see it before."""
        return self.live_revision is not None


class _AtEpoch(Generic[KeyT, ValueT]):
    """What was read from the database, forgotten as soon as any definition changes."""

    def __init__(self, load: Callable[[KeyT], ValueT]) -> None:
        self._load = load
        self._held: tuple[int, dict[KeyT, ValueT]] = (-1, {})

    def get(self, key: KeyT) -> ValueT:
        now = epochs.current("definition")
        epoch, values = self._held
        if epoch != now:
            values = {}
            self._held = (now, values)  # both at once: threads share this object
        if key not in values:
            values[key] = self._load(key)
        return values[key]


def _load_live(app_id: int) -> AppSchema:
    app = (
        App.objects.filter(pk=app_id, deleted_at=None, live__isnull=False)
        .only("live", "live_revision", "name", "code", "creator_id")
        .first()
    )
    if app is None or app.live is None or app.live_revision is None:
        raise NotFound("GAIA_AP01", id=app_id)
    return _schema(app, app.live, app.live_revision)


def _schema(app: App, document: Document, version: int) -> AppSchema:
    return build_schema(
        document,
        app_id=app.pk,
        version=version,
        name=document["name"],
        code=document["code"],
        creator_id=app.creator_id,
    )


def _load_codes(_: None) -> dict[int, str]:
    return dict(App.objects.filter(deleted_at=None).values_list("id", "code"))


def _load_live_ids(_: None) -> list[int]:
    found = App.objects.filter(deleted_at=None, live__isnull=False).order_by("pk")
    return list(found.values_list("pk", flat=True))


_live = _AtEpoch(_load_live)
_live_ids = _AtEpoch(_load_live_ids)
_codes = _AtEpoch(_load_codes)


def live_schema(app_id: int) -> AppSchema:
    """What records of the app follow. Raises `NotFound` unless it is deployed and not deleted."""
    return _live.get(app_id)


def draft_schema(app_id: int) -> AppSchema:
    """What the app would be if it were deployed now."""
    app = find_app_row(app_id)
    return _schema(app, app.draft, app.draft_revision)


def newest_schema(app_id: int) -> AppSchema:
    """The live schema, or the draft of an app that was never deployed: what look-ups point at."""
    app = find_app_row(app_id)
    return live_schema(app_id) if app.live is not None else draft_schema(app_id)


def live_app_ids() -> list[int]:
    """Every deployed app, by id."""
    return _live_ids.get(None)


def app_codes() -> dict[int, str]:
    """Each app's code (``""`` when it has none), by id."""
    return _codes.get(None)


def find_app_id(code: str) -> int | None:
    """The app with this code; None when there is none (``""`` is no code)."""
    found = App.objects.filter(code=code, deleted_at=None).exclude(code="").order_by("id").first()
    return found.pk if found else None


def find_app_row(app_id: int) -> App:
    """The row itself, for this package alone. Raises `NotFound`."""
    app = None
    if 0 < app_id < 2**63:
        app = App.objects.filter(pk=app_id, deleted_at=None).first()
    if app is None:
        raise NotFound("GAIA_AP01", id=app_id)
    return app


def is_in_trash(app_id: int) -> bool:
    """Whether an app is deleted and may come back."""
    return App.objects.filter(pk=app_id, deleted_at__isnull=False, is_ending=False).exists()


def get_app(app_id: int) -> AppInfo:
    """An app, deployed or not. Raises `NotFound`."""
    found = _infos(Q(pk=app_id))[:1] if 0 < app_id < 2**63 else ()
    for app in found:
        return _info(app)
    raise NotFound("GAIA_AP01", id=app_id)


def live_document(app_id: int) -> Document | None:
    """The document records follow; None until the first deploy."""
    document: Document | None = find_app_row(app_id).live
    return document


def draft_document(app_id: int) -> Document:
    """The document the designer edits."""
    document: Document = find_app_row(app_id).draft
    return document


def list_apps(  # noqa: PLR0913 - the filters of kintone's API, one each
    *,
    ids: Sequence[int] = (),
    codes: Sequence[str] = (),
    name: str = "",
    space_ids: Sequence[int] = (),
    among: Collection[int] | None = None,
    limit: int = 100,
    offset: int = 0,
) -> list[AppInfo]:
    """Deployed apps, by id. A filter that is not given lets everything through.

    There are no spaces yet, so `space_ids` lets nothing through. `among` are the only apps there
    are for whoever asks.
    """
    if space_ids:
        return []
    where = Q(live__isnull=False)
    if among is not None:
        where &= Q(pk__in=among)
    if ids:
        where &= Q(pk__in=[i for i in ids if 0 < i < 2**63])
    if codes:
        where &= Q(code__in=[code for code in codes if code])
    if name:
        where &= Q(name__icontains=name)
    return [_info(app) for app in _infos(where)[offset : offset + limit]]


def _infos(where: Q) -> QuerySet[App]:
    """Apps without their documents, but for the description (that of what is live, if any is)."""
    described = Coalesce(KT("live__description"), KT("draft__description"))
    rows = App.objects.filter(where, deleted_at=None).order_by("id")
    return rows.annotate(description=described).defer("live", "draft")


def _info(app: App) -> AppInfo:
    return AppInfo(
        id=app.pk,
        name=app.name,
        code=app.code,
        description=str(vars(app)["description"]),
        live_revision=app.live_revision,
        draft_revision=app.draft_revision,
        creator_id=app.creator_id,
        created_at=app.created_at,
        modifier_id=app.modifier_id,
        modified_at=app.modified_at,
    )
