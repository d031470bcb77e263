"""The one page of the screen, built or not."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import RequestFactory

from urakata.main import spa

REQUESTS = RequestFactory()


def test_before_the_screen_is_built_a_page_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(spa, "UI_FOLDER", tmp_path)

    text = spa.screen(REQUESTS.get("/")).content.decode()

    assert "画面の準備ができていません" in text
    assert "The screen has not been built" in text
    assert text.count("make ui") == 2


def test_a_new_build_is_served_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(spa, "UI_FOLDER", tmp_path)
    for text in ("first", "second"):
        (tmp_path / "index.html").write_text(text, encoding="utf-8")
        response = spa.screen(REQUESTS.get("/apps"))

    assert response.content == b"second"
    assert response.headers["Cache-Control"] == "no-cache"


def test_the_screen_is_only_read():
    assert spa.screen(REQUESTS.post("/")).status_code == 405
