"""Versions and the way back, on the command line."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from urakata.definition import services
from urakata.definition.queries import live_schema
from urakata.main.cli.root import main
from urakata.record.deploy import deploy

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["app", *arguments])


@pytest.fixture
def app(an_app, sato):
    """Two versions: with 金額, and without it."""
    app = an_app({"件名": "SINGLE_LINE_TEXT", "金額": "NUMBER"})
    services.delete_fields(actor=sato, app_id=app.app_id, codes=["金額"])
    deploy(actor=sato, targets=[(app.app_id, None)])
    return app


def test_versions_are_listed_with_what_they_changed(app):
    done = run("versions", str(app.app_id))

    lines = done.output.splitlines()
    heads = [line.split("\t") for line in lines if not line.startswith(" ")]
    assert [(head[0], head[2]) for head in heads] == [
        (str(app.version + 1), "佐藤 花子"),
        (str(app.version), "佐藤 花子"),
    ]
    assert "金額" in lines[1]


def test_one_can_go_back(app):
    done = run("rollback", str(app.app_id), str(app.version))

    assert (done.exit_code, str(app.version + 2) in done.output) == (0, True)
    assert "金額" in live_schema(app.app_id).by_code


def test_a_version_that_never_was_changes_nothing(app):
    done = run("rollback", str(app.app_id), "99")

    assert done.exit_code == 1
    assert live_schema(app.app_id).version == app.version + 1
