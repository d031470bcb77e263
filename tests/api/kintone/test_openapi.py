"""The OpenAPI document, and the server held to it by schemathesis."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.client import Api
from tests.api.kintone.world import World
from urakata.api.kintone.openapi import openapi
from urakata.api.kintone.table import REGISTRY

SNAPSHOT = Path(__file__).parent / "kintone-openapi.json"
CONFORMANCE = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
BOUNDED = settings(
    max_examples=3,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests leave the test's own connection open, as Django's test client has it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def document() -> dict[str, Any]:
    written: dict[str, Any] = json.loads(json.dumps(openapi(REGISTRY)))
    return written


def test_the_document_is_the_one_that_was_reviewed() -> None:
    """Changed on purpose? Then write it anew: ``python -m tests.api.kintone.test_openapi``."""
    assert document() == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_the_document_is_served_to_everybody(as_nobody: Api) -> None:
    served = as_nobody.client.get("/api/v1/kintone-openapi.json")
    assert served.json() == document()


def run(mode: GenerationMode, api: Api, fixed: dict[str, Any]) -> None:
    """Send every operation what the document says it takes (or does not take)."""
    is_negative = mode is GenerationMode.NEGATIVE
    schema = schemathesis.openapi.from_dict(document())
    app = get_wsgi_application()
    for result in schema.get_all_operations():
        operation = result.ok()
        if is_negative and operation.method.upper() in ("GET", "DELETE"):
            continue  # in a query string all is text, so little is forbidden

        @BOUNDED
        @given(case=operation.as_strategy(generation_mode=mode))
        def send(case: Any) -> None:
            for part in (case.query, case.body):
                if isinstance(part, dict):
                    part.update({name: fixed[name] for name in fixed.keys() & part.keys()})
            response = case.call(app=app, base_url="http://localhost", headers=api.headers)
            refused = [negative_data_rejection] if is_negative else []
            case.validate_response(response, checks=[*CONFORMANCE, *refused])

        with suppress(Unsatisfiable):  # there is nothing that such an operation forbids
            send()


@pytest.mark.slow
@pytest.mark.usefixtures("one_connection")
def test_what_the_document_forbids_is_refused(as_sato: Api, world: World) -> None:
    run(GenerationMode.NEGATIVE, as_sato, {})


@pytest.mark.slow
@pytest.mark.usefixtures("one_connection")
def test_what_the_document_allows_is_answered_as_it_says(as_sato: Api, world: World) -> None:
    fixed = {"app": world.app.app_id, "id": world.record}
    run(GenerationMode.POSITIVE, as_sato, fixed)


if __name__ == "__main__":
    text = json.dumps(document(), ensure_ascii=False, indent=1, sort_keys=True)
    SNAPSHOT.write_text(f"{text}\n", encoding="utf-8")
