"""Talking to the API as a client does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.api.client import PASSWORD, Api, password_header
from tests.api.kintone.world import FIELDS, PROCESS, World
from tests.conftest import AnApp
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.services import set_password
from urakata.directory.tokens import create_token
from urakata.directory.units import NewOrganization, create_organization
from urakata.kernel.json import JSONDict
from urakata.record.files import upload
from urakata.record.write import add_records


@pytest.fixture
def api_of() -> Callable[[Actor], Api]:
    """The API as somebody with a password."""

    def build(actor: Actor) -> Api:
        set_password(actor=actor, code=actor.code, password=PASSWORD)
        return Api(password_header(actor.code))

    return build


@pytest.fixture
def as_sato(sato: Actor, api_of: Callable[[Actor], Api]) -> Api:
    return api_of(sato)


@pytest.fixture
def as_suzuki(suzuki: Actor, api_of: Callable[[Actor], Api]) -> Api:
    return api_of(suzuki)


@pytest.fixture
def as_takahashi(takahashi: Actor, api_of: Callable[[Actor], Api]) -> Api:
    return api_of(takahashi)


@pytest.fixture
def as_tanaka(tanaka: Actor, api_of: Callable[[Actor], Api]) -> Api:
    return api_of(tanaka)


@pytest.fixture
def as_auditor(inoue: Actor, api_of: Callable[[Actor], Api]) -> Api:
    return api_of(inoue)


@pytest.fixture
def with_token() -> Callable[..., Api]:
    """The API with a token of an app: ``with_token(app_id, "view", "add")``."""

    def build(app_id: int, *rights: str) -> Api:
        return Api(
            {"X-Cybozu-API-Token": create_token(app_id, rights, is_live=True, actor=system_actor())}
        )

    return build


@pytest.fixture
def as_nobody() -> Api:
    return Api({})


@pytest.fixture
def world(sato: Actor, suzuki: Actor, an_app: AnApp, settings: Any, tmp_path: Path) -> World:
    """An app with a record and its file, an organization."""
    settings.FILES_ROOT = tmp_path
    unit = NewOrganization(code="soumu", name="総務部")
    create_organization(actor=system_actor(), organization=unit)
    app = an_app(FIELDS, process=PROCESS)
    key = upload(actor=sato, chunks=iter([b"abc"]), name="a.txt", content_type="text/plain")
    row: JSONDict = {
        "件名": {"value": "a"},
        "番号": {"value": "N1"},
        "添付": {"value": [{"fileKey": key}]},
    }
    saved = add_records(actor=sato, app=app, rows=[row], prefix="record")[0]
    return World(app, saved.id, key)
