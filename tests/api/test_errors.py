from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.db import DataError, InterfaceError, OperationalError
from django.test import RequestFactory

from tests.api.reference import ERRORS, errors_table, generated, raised
from urakata.api.answering import Answering
from urakata.api.errors import classify, describe
from urakata.kernel import rules
from urakata.kernel.catalogue import CATALOGUE
from urakata.kernel.errors import Conflict, Invalid, Problem


class Cause(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


def caused_by(error: Exception, sqlstate: str) -> Exception:
    error.__cause__ = Cause(sqlstate)
    return error


@pytest.mark.parametrize("sqlstate", ["40001", "40P01", "55P03", "57014"])
def test_a_lost_race_in_the_database_can_be_tried_again(sqlstate: str) -> None:
    known = classify(caused_by(OperationalError(), sqlstate), "id")
    assert (known.status, known.code) == (400, "GAIA_DA02")


@pytest.mark.parametrize("error", [OperationalError(), InterfaceError()])
def test_a_database_that_is_away_is_503(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    known = classify(error, "id")
    assert (known.status, known.code) == (503, "UR_SV01")
    assert "id: the database is not available" in caplog.text


def test_a_value_postgresql_refuses_is_the_clients(caplog: pytest.LogCaptureFixture) -> None:
    known = classify(DataError("out of range"), "id")
    assert (known.status, known.code) == (400, "CB_VA01")
    assert caplog.records[0].levelno == logging.WARNING


def test_what_nobody_foresaw_is_500_and_logged_under_its_id(
    caplog: pytest.LogCaptureFixture,
) -> None:
    known = classify(ZeroDivisionError("secret"), "id-1")
    told = describe(known, "ja", "id-1")

    assert (known.status, known.code) == (500, "UR_ER01")
    assert "id-1" in str(told["message"])
    assert "secret" not in str(told)
    assert "id-1: unexpected failure" in caplog.text
    assert "secret" in caplog.text


def test_a_known_error_is_told_as_it_is() -> None:
    error = Conflict("GAIA_CO02")
    assert classify(error, "id") is error


def test_places_are_told_only_where_there_are_any() -> None:
    problems = [
        Problem("a", rules.MISSING),
        Problem("b", rules.REQUIRED),
        Problem("a", rules.TAKEN),
    ]

    plain = describe(Invalid("CB_VA01"), "en", "x")
    placed = describe(Invalid("CB_VA01", problems=problems), "ja", "x")

    assert plain == {"code": "CB_VA01", "id": "x", "message": "Missing or invalid input."}
    assert placed["errors"] == {
        "a": {"messages": ["必須です。", "すでに使われています。"]},
        "b": {"messages": ["必須です。"]},
    }


def fail(error: Exception) -> Any:
    """The response to a request whose work raises this."""

    def work() -> dict[str, Any]:
        raise error

    return Answering(RequestFactory().get("/", headers={"Accept-Language": "ja"})).respond(work)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (ZeroDivisionError(), 500, "UR_ER01"),
        (OperationalError(), 503, "UR_SV01"),
        (caused_by(OperationalError(), "40P01"), 400, "GAIA_DA02"),
        (Invalid("CB_IJ01"), 400, "CB_IJ01"),
    ],
)
def test_whatever_happens_the_answer_is_json_with_an_id(
    error: Exception, status: int, code: str
) -> None:
    response = fail(error)
    body = json.loads(response.content)

    assert (response.status_code, body["code"]) == (status, code)
    assert response.headers["Content-Type"] == "application/json;charset=utf-8"
    assert response.headers["X-Cybozu-Error"] == code
    assert len(body["id"]) == 20


def test_every_error_is_in_the_reference() -> None:
    """Changed? Write it anew: ``python -m tests.api.reference``."""
    assert generated(ERRORS) == errors_table()


def test_every_code_that_is_raised_has_a_sentence() -> None:
    assert set(raised()) <= set(CATALOGUE)
