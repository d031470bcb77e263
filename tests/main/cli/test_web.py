"""One web process, and what it may ask of the database."""

from __future__ import annotations

import os

import psycopg
import pytest
from django.db import connection

from urakata.main.cli.web import LONGEST_STATEMENT, bound_statements


def test_no_statement_keeps_the_embedded_server_busy_for_ever():
    environment: dict[str, str] = {}
    bound_statements(environment)

    assert environment == {"PGOPTIONS": LONGEST_STATEMENT}


@pytest.mark.parametrize(
    "given", [{"DATABASE_URL": "postgresql://db/urakata"}, {"PGOPTIONS": "-c work_mem=8MB"}]
)
def test_what_the_operator_says_stays(given: dict[str, str]):
    environment = dict(given)
    bound_statements(environment)

    assert environment == given


@pytest.mark.django_db
def test_postgresql_understands_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(os.environ, "PGOPTIONS", LONGEST_STATEMENT)
    parameters = connection.get_connection_params()
    keys = ("dbname", "user", "password", "host", "port")

    with psycopg.connect(**{key: parameters[key] for key in keys if parameters.get(key)}) as link:
        row = link.execute("SHOW statement_timeout").fetchone()

    assert row == ("15min",)
