"""The cast and the stage: people with parts to play, and one-line builders of apps and records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeAlias

import pytest

from urakata.definition import services
from urakata.definition.models import App
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema
from urakata.directory import epochs
from urakata.directory.actor import Actor
from urakata.directory.actors import actor_of, system_actor
from urakata.directory.services import NewUser, create_user
from urakata.record import autonomous
from urakata.record.deploy import deploy
from urakata.record.write import add_records

AnApp: TypeAlias = Callable[..., AppSchema]
ARecord: TypeAlias = Callable[..., int]


def _person(code: str, name: str, *groups: str) -> Actor:
    user = NewUser(code=code, name=name, groups=groups)
    return actor_of(create_user(actor=system_actor(), user=user))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """The tests' database, to which nothing of ours is connected any more when it goes.

    The companion closes with the last connection that used it, and a failed test's traceback may
    keep such a one.
    """
    yield
    autonomous._companion.close()


@pytest.fixture
def sato(db: None) -> Actor:
    """佐藤 owns the apps, and is an administrator."""
    return _person("sato", "佐藤 花子", "Administrators")


@pytest.fixture
def suzuki(db: None) -> Actor:
    """鈴木 applies."""
    return _person("suzuki", "鈴木 一郎")


@pytest.fixture
def takahashi(db: None) -> Actor:
    """高橋 approves."""
    return _person("takahashi", "高橋 誠")


@pytest.fixture
def tanaka(db: None) -> Actor:
    """田中 is the outsider."""
    return _person("tanaka", "田中 実")


@pytest.fixture
def inoue(db: None) -> Actor:
    """井上 is an auditor."""
    return _person("inoue", "井上 監査", "Auditors")


@pytest.fixture
def an_app(sato: Actor) -> AnApp:
    """Builds and deploys an app of sato's: see `deploy_app`."""
    return partial(deploy_app, sato)


def deploy_app(
    owner: Actor, fields: dict[str, Any] | None = None, *, name: str = "稟議", **settings: Any
) -> AppSchema:
    """Build an app and make it live.

    `fields` are kintone's properties by code, or just the name of a type: ``{"金額": "NUMBER"}``.
    `settings` are the app's; ``process`` is its process management, ``views`` its lists.
    """
    app_id, _ = services.create_app(actor=owner, name=name)
    if fields:
        properties = {code: _property(code, raw) for code, raw in fields.items()}
        services.add_fields(actor=owner, app_id=app_id, properties=properties)
    if process := settings.pop("process", None):
        services.update_process(actor=owner, app_id=app_id, process=process)
    if views := settings.pop("views", None):
        services.update_views(actor=owner, app_id=app_id, views=views)
    if settings:
        services.update_settings(actor=owner, app_id=app_id, settings=settings)
    deploy(actor=owner, targets=[(app_id, None)])
    return live_schema(app_id)


def _property(code: str, raw: Any) -> dict[str, Any]:
    given = {"type": raw} if isinstance(raw, str) else dict(raw)
    if "fields" in given:
        given["fields"] = {inner: _property(inner, each) for inner, each in given["fields"].items()}
    return {"code": code, "label": code, **given}


@pytest.fixture
def a_record(sato: Actor) -> ARecord:
    """Adds a record of sato's and answers its id."""

    def build(app: AppSchema, **values: Any) -> int:
        row = {code: {"value": value} for code, value in values.items()}
        return add_records(actor=sato, app=app, rows=[row], prefix="record")[0].id

    return build


@pytest.fixture
def with_access(db: None) -> Callable[..., AppSchema]:
    """Puts rules of access into an app, as if deployed: ``with_access(app, fields=[…])``."""

    def put(app: AppSchema, /, **rules: Any) -> AppSchema:
        stored = App.objects.get(pk=app.app_id)
        for document in (stored.live, stored.draft):
            document["access"] = {**document.get("access", {}), **rules}
        stored.save()
        epochs.bump("definition")
        return live_schema(app.app_id)

    return put


@pytest.fixture
def with_process(db: None) -> Callable[..., AppSchema]:
    """Puts more into an app's process, as if deployed: what its statuses say, and what else there is.

    ``with_process(app, {"申請中": {"fields": {"hidden": ["金額"]}}}, segregation=[…])``
    """

    def put(app: AppSchema, states: dict[str, Any] | None = None, /, **more: Any) -> AppSchema:
        stored = App.objects.get(pk=app.app_id)
        for document in (stored.live, stored.draft):
            document["process"] |= more
            for name, said in (states or {}).items():
                document["process"]["states"][name] |= said
        stored.save()
        epochs.bump("definition")
        return live_schema(app.app_id)

    return put
