"""The OpenAPI document: nobody changes it without meaning to, and the server keeps to it."""

from __future__ import annotations

import json
import os
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
from schemathesis.specs.openapi import checks

from tests.api.client import Api
from urakata.api.native.api import api
from urakata.api.native.openapi import described
from urakata.definition.schema import AppSchema

SNAPSHOT = Path(__file__).with_name("openapi.json")
CONFORMANCE = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
    checks.allow_header_conformance,
]
BOUNDED = settings(
    max_examples=8,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def document() -> dict[str, Any]:
    written: dict[str, Any] = json.loads(json.dumps(described(api)))
    return written


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    paths = document()["paths"]
    return [(path, method, each) for path, by in paths.items() for method, each in by.items()]


def test_the_document_is_the_one_that_was_reviewed():
    """Changed on purpose? ``RENEW=1 .venv/bin/pytest tests/api/native/test_openapi.py`` keeps it."""
    if os.environ.get("RENEW"):
        text = json.dumps(document(), ensure_ascii=False, indent=1, sort_keys=True)
        SNAPSHOT.write_text(f"{text}\n", encoding="utf-8")

    assert document() == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_the_document_is_served_to_everybody(client, db):
    served = client.get("/api/v1/openapi.json")

    assert served.json() == document()
    assert served.headers["Content-Type"] == "application/json;charset=utf-8"


def test_every_operation_has_a_name_of_its_own_and_a_summary():
    found = [each for _, _, each in operations()]

    assert len({each["operationId"] for each in found}) == len(found) > 0
    assert all(each["summary"] and each["description"] for each in found)


def test_every_operation_tells_how_it_refuses():
    refused = {"$ref": "#/components/responses/Refused"}
    statuses = {"400", "401", "403", "404", "409", "413", "415", "429", "503"}

    for _, _, each in operations():
        answers = each["responses"]
        assert {status for status in answers if answers[status] == refused} == statuses


def test_downloads_are_described_as_the_files_they_are():
    kinds = {
        "csv": "text/csv",
        "jsonl": "application/x-ndjson",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "yaml": "application/yaml",
    }

    downloads = [
        (path.rpartition(".")[2], list(each["responses"]["200"]["content"]))
        for path, method, each in operations()
        if "." in path and method == "get"
    ]
    assert {suffix for suffix, _ in downloads} == kinds.keys()
    assert [content for _, content in downloads] == [[kinds[suffix]] for suffix, _ in downloads]


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests leave the test's own connection open, as Django's test client has it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def run(mode: GenerationMode, caller: Api, app_id: int | None) -> None:
    """Send every operation what the document says it takes, or something that it does not."""
    app = get_wsgi_application()
    refused = [checks.negative_data_rejection] if mode is GenerationMode.NEGATIVE else []
    for result in schemathesis.openapi.from_dict(document()).get_all_operations():
        operation = result.ok()

        @BOUNDED
        @given(case=operation.as_strategy(generation_mode=mode))
        def send(case: Any) -> None:
            if app_id is not None:
                case.path_parameters["app_id"] = app_id
            response = case.call(app=app, base_url="http://localhost", headers=caller.headers)
            case.validate_response(response, checks=[*CONFORMANCE, *refused])

        with suppress(Unsatisfiable):  # there is nothing that such an operation forbids
            send()


@pytest.mark.slow
@pytest.mark.usefixtures("one_connection")
def test_what_the_document_allows_is_answered_as_it_says(as_sato: Api, ledger: AppSchema):
    run(GenerationMode.POSITIVE, as_sato, ledger.app_id)


@pytest.mark.slow
@pytest.mark.usefixtures("one_connection")
def test_what_the_document_forbids_is_refused(as_sato: Api, ledger: AppSchema):
    run(GenerationMode.NEGATIVE, as_sato, None)


@pytest.mark.slow
@pytest.mark.usefixtures("one_connection")
def test_without_signing_in_nothing_is_answered(as_nobody: Api, ledger: AppSchema):
    run(GenerationMode.POSITIVE, as_nobody, ledger.app_id)
