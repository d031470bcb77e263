"""The authority matrix from the command line: made once, and checked."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from urakata.definition.queries import live_schema
from urakata.directory.actors import system_actor
from urakata.directory.people import snapshot
from urakata.main.cli.root import main
from urakata.process.matrix.reading import require_matrix_app
from urakata.record.write import add_records

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["authority", *arguments])


def a_row(**values: str) -> None:
    administrator = snapshot().show("user", snapshot().administrator_id)["code"]
    step = {"順番": "1", "種類": "人", "コード": administrator}
    cells = {code: {"value": value} for code, value in {"区分": "稟議", **values}.items()}
    cells["ステップ"] = {"value": [{"value": {c: {"value": v} for c, v in step.items()}}]}  # type: ignore[dict-item]
    app = live_schema(require_matrix_app().app_id)
    add_records(actor=system_actor(), app=app, rows=[cells], prefix="records")


def test_the_app_is_made_once():
    first, again = run("install"), run("install")

    app = require_matrix_app()
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.output == again.output
    assert str(app.app_id) in first.output


def test_a_matrix_without_a_hole_is_said_to_be_whole():
    run("install")
    a_row()

    assert run("check").exit_code == 0


def test_every_gap_is_named_and_the_exit_code_tells():
    run("install")
    a_row(金額未満="100")

    checked = run("check")

    assert checked.exit_code == 1
    assert "稟議" in checked.output
    assert "100" in checked.output


def test_a_check_without_the_app_says_how_to_make_it():
    checked = run("check")

    assert checked.exit_code == 1
    assert "urakata authority install" in checked.output
