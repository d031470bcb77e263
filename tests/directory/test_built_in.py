from __future__ import annotations

import pytest

from urakata.directory.built_in import ensure_built_in
from urakata.directory.models import Group, User
from urakata.directory.people import snapshot

pytestmark = pytest.mark.django_db


def test_every_installation_has_them_from_the_start():
    people = snapshot()

    assert people.is_administrator(people.administrator_id)
    assert people.show("user", people.administrator_id)["code"] == "Administrator"
    assert people.show("group", people.everyone_id)["code"] == "everyone"


def test_they_come_back_when_lost_and_nothing_happens_when_not():
    before = snapshot().administrator_id
    ensure_built_in()
    assert snapshot().administrator_id == before

    User.objects.all().delete()
    Group.objects.all().delete()
    ensure_built_in()

    assert snapshot().is_administrator(snapshot().administrator_id)
