"""One way to change a live app and hear what a deploy would change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from urakata.definition.diff import diff
from urakata.definition.in_words.changes import describe
from urakata.definition.publish import hold


@pytest.fixture
def said(db: None) -> Callable[..., list[str]]:
    """What the draft of an app changes, in a language."""

    def say(app_id: int, language: str = "ja") -> list[str]:
        pending = hold(app_id)
        return describe(diff(pending.live, pending.draft), "ja" if language == "ja" else "en")

    return say
