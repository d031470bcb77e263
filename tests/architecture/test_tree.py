"""The shape of the code, kept by a test rather than by memory (design: style.md §3)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from urakata.definition.fields.registry import FIELD_TYPES

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "urakata"
FILES = [p for p in SRC.rglob("*.py") if "migrations" not in p.parts]
TESTS = list((ROOT / "tests").rglob("*.py"))
WEB = [p for p in (ROOT / "web" / "src").rglob("*.ts*") if p.name != "schema.d.ts"]
SHARED_BY_TYPES = {  # the nouns that field types have in common
    "base",
    "choosing",
    "clock_field",
    "lengths",
    "moments",
    "options",
    "people_select",
    "person_field",
    "plain_field",
    "properties",
    "quantity",
    "registry",
    "stamp_field",
    "texts",
}
ACROSS = {
    "bad_input",
    "fuzz",
    "ids_of_others",
    "permission_table",
    "schemathesis",
}  # about all endpoints at once
NO_NOUN = re.compile(r"(utils?|helpers?|common|misc|base2)(\.|$)")


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_every_python_file_fits_in_one_sitting():
    assert [str(p.relative_to(SRC)) for p in FILES if lines(p) > 400] == []


def test_every_test_file_is_at_most_600_lines():
    assert [str(p.relative_to(ROOT)) for p in TESTS if lines(p) > 600] == []


def test_every_screen_file_is_at_most_250_lines():
    assert [str(p.relative_to(ROOT)) for p in WEB if lines(p) > 250] == []


def test_files_are_named_after_nouns():
    assert [p.name for p in FILES if NO_NOUN.search(p.name)] == []


def has_subject(test: Path) -> bool:
    """Whether a module or package of that name lies where the test does, or below."""
    folder = (SRC / test.relative_to(ROOT / "tests")).parent
    name = test.stem.removeprefix("test_")
    is_across = name.startswith("every_") or name in ACROSS or "attacks" in test.parts
    return is_across or any(folder.rglob(f"{name}.py")) or any(folder.rglob(f"{name}/"))


@pytest.mark.parametrize(
    "package", sorted(p.parent.name for p in SRC.glob("*/__init__.py") if p.parent.name != "main")
)
def test_every_test_file_sits_where_its_subject_does(package):
    tests = (ROOT / "tests" / package).rglob("test_*.py")

    assert [str(test.relative_to(ROOT)) for test in tests if not has_subject(test)] == []


def test_every_field_type_file_is_registered():
    files = {p.stem for p in (SRC / "definition" / "fields").glob("*.py")} - {"__init__"}
    listed = {type(t).__module__.rpartition(".")[2] for t in FIELD_TYPES.values()}

    assert files - SHARED_BY_TYPES == listed
