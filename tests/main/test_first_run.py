"""The first start makes somebody who can sign in; later ones change nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from urakata.directory.people import snapshot
from urakata.main import first_run

pytestmark = pytest.mark.django_db


def test_an_empty_installation_gets_an_administrator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(first_run, "HOME", tmp_path)
    assert not first_run.has_people()

    first_run.make_first_administrator()

    admin = snapshot().user_by_code("admin")
    assert admin is not None
    assert snapshot().is_administrator(admin.id)
    assert (tmp_path / "admin-password").stat().st_mode & 0o777 == 0o600
    assert first_run.has_people()


def test_tables_that_are_up_to_date_are_left_alone_in_silence():
    said: list[str] = []

    first_run.prepare(lambda ja, _en: said.append(ja))

    assert said == []
