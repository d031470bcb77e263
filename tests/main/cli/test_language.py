"""Japanese, unless the terminal clearly speaks English."""

from __future__ import annotations

import pytest

from urakata.main.cli.language import choose_language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "ja"),
        ({"LANG": "C.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "ja_JP.UTF-8", "URAKATA_LANG": "en"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "ja"),
    ],
)
def test_the_language_follows_the_terminal(environment: dict[str, str], language: str):
    assert choose_language(environment) == language
