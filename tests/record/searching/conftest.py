from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests.record.file_texts.making import pdf
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.record import files, search_index
from urakata.record.file_texts import keeping
from urakata.record.models import FileText
from urakata.record.searching.asking import Hit
from urakata.record.searching.services import search_everything
from urakata.record.write import add_records

Find: TypeAlias = Callable[..., dict[str, list[Hit]]]


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def find() -> Find:
    """What somebody finds, by kind; kinds without hits are left out."""

    def find(actor: Actor, typed: str, **more: Any) -> dict[str, list[Hit]]:
        _, groups = search_everything(actor=actor, typed=typed, **more)
        return {group.kind: group.hits for group in groups if group.hits}

    return find


@pytest.fixture
def attach(sato: Actor) -> Callable[..., str]:
    """A PDF of sato's that was read: its key."""

    def attach(*pages: str, name: str = "書類.pdf") -> str:
        key = files.upload(
            actor=sato, chunks=[pdf(*pages)], name=name, content_type="application/pdf"
        )
        for text in FileText.objects.filter(read_at=None):
            keeping.read_text(text.sha256)
        return key

    return attach


@pytest.fixture
def salaries(an_app, sato: Actor) -> AppSchema:
    """社員 with a salary, files, a table and comments."""
    return an_app(
        {
            "氏名": "SINGLE_LINE_TEXT",
            "所属": "SINGLE_LINE_TEXT",
            "給与": "SINGLE_LINE_TEXT",
            "自己紹介": "RICH_TEXT",
            "契約書": "FILE",
            "経歴": {
                "type": "SUBTABLE",
                "fields": {"会社": "SINGLE_LINE_TEXT", "証明": "FILE"},
            },
        },
        name="社員台帳",
    )


def put(actor: Actor, app: AppSchema, **values: Any) -> int:
    """Add a record and bring the search texts up to date."""
    row = {code: {"value": value} for code, value in values.items()}
    (saved,) = add_records(actor=actor, app=app, rows=[row], prefix="record")
    search_index.refresh(app.app_id)
    return saved.id
