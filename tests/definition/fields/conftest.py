"""The people and the moment that field types see in these tests."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from urakata.definition.fields.base import ReadContext, WriteContext

PEOPLE = {
    ("user", "sato"): (1, "佐藤 花子"),
    ("user", "suzuki"): (2, "鈴木 一郎"),
    ("organization", "soumu"): (10, "総務部"),
    ("group", "everyone"): (20, "everyone"),
}


class SmallTown:
    """Two people, one organization and one group, known by code and by id."""

    def find(self, kind, code):
        return PEOPLE.get((kind, code), (None, ""))[0]

    def show(self, kind, id_):
        return next(
            {"code": code, "name": name}
            for (each, code), (known, name) in PEOPLE.items()
            if (each, known) == (kind, id_)
        )


@pytest.fixture
def writing():
    """Sato writes at 23:30:45 UTC on 31 March 2026: already April in Tokyo."""
    return WriteContext(
        people=SmallTown(),
        now=datetime(2026, 3, 31, 23, 30, 45, tzinfo=UTC),
        timezone=ZoneInfo("Asia/Tokyo"),
        user_id=1,
        primary_organization_id=10,
    )


@pytest.fixture
def reading():
    file = {"fileKey": "k1", "name": "領収書.pdf", "size": "3", "contentType": "application/pdf"}
    return ReadContext(people=SmallTown(), files={"k1": file}, app_code="RINGI")
