from __future__ import annotations

import pytest

from urakata.api.language import preferred_language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("*", "en"),
        ("ja", "ja"),
        ("ja-JP,ja;q=0.9,en;q=0.8", "ja"),
        ("en;q=0.8, ja;q=0.9", "ja"),
        ("fr, en;q=0.1, ja;q=0", "en"),
        ("ja;q=x", "en"),
        ("zh", "en"),
    ],
)
def test_the_browser_says_which_language_it_prefers(header: str | None, language: str) -> None:
    assert preferred_language(header) == language


def test_who_names_none_gets_what_the_operator_chose(settings: object) -> None:
    settings.API_LANGUAGE = "ja"  # type: ignore[attr-defined]
    assert preferred_language(None) == "ja"
