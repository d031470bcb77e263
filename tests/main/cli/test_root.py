"""The list of commands: complete, quick, and in two languages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.main.conftest import environment, urakata
from urakata.kernel.errors import NotFound, invalid
from urakata.kernel.text import Text
from urakata.main.cli import root
from urakata.main.cli.root import COMMANDS, main

ROOT = Path(__file__).parents[3]


def test_every_command_has_its_file_and_every_file_its_command():
    folder = Path(root.__file__).parent
    parts = {"__init__", "root", "keys", "language", "lazy", "look", "proofs", "tables", "welcome"}
    files = {p.stem for p in folder.glob("*.py")} - parts
    groups = {f"{p.parent.name}.group" for p in folder.glob("*/group.py")}

    assert files | groups == {e.file for e in COMMANDS.values()}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str):
    done = CliRunner().invoke(main, [name, "--help"])

    assert done.exit_code == 0
    assert f" {name} " in done.output


def test_help_is_quick_because_it_loads_no_command(tmp_path: Path):
    script = (
        "import sys\n"
        "from urakata.main.cli.root import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "print(sorted(m for m in ('django.apps', 'granian', 'psycopg') if m in sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(tmp_path / "home"),
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines()[-1] == "[]"
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("language", "line"), [("ja", "使い方: urakata"), ("en", "Usage: urakata")]
)
def test_help_speaks_the_language_of_the_operator(tmp_path: Path, language: str, line: str):
    done = subprocess.run(
        urakata("--help"),
        env=environment(tmp_path, URAKATA_LANG=language),
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.startswith(line)


def test_the_reference_page_is_what_the_commands_say():
    printed = subprocess.run(
        [sys.executable, "scripts/write_cli_reference.py", "--print"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8") == printed


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (NotFound("GAIA_AP01", id=9), "9"),
        (invalid("code", Text("だめです。", "No good.")), "code: "),
    ],
)
def test_an_error_of_the_product_is_a_sentence_not_a_traceback(
    monkeypatch: pytest.MonkeyPatch, error: Exception, line: str
):
    @click.command()
    def failing() -> None:
        raise error

    monkeypatch.setattr(type(main), "get_command", lambda *_: failing)

    done = CliRunner().invoke(main, ["user"])

    assert done.exit_code == 1
    assert line in done.stderr
    assert "Traceback" not in done.stderr
