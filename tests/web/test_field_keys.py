"""The screen draws every field type that the server knows."""

from __future__ import annotations

import re
from pathlib import Path

from urakata.definition.fields.registry import FIELD_TYPES

SRC = Path(__file__).parents[2] / "web" / "src"
ENTRY = re.compile(r'^  ([A-Z_]+): "([a-z-]+)",$', re.MULTILINE)


def test_the_screen_lists_the_same_types_and_widgets_as_the_server():
    listed = ENTRY.findall((SRC / "api" / "field-keys.ts").read_text(encoding="utf-8"))

    assert dict(listed) == {key: kind.widget for key, kind in FIELD_TYPES.items()}


def test_every_widget_is_a_file_of_its_own():
    missing = [
        kind.widget
        for kind in FIELD_TYPES.values()
        if not (SRC / "fields" / f"{kind.widget}.tsx").exists()
    ]

    assert missing == []
