from __future__ import annotations

import pytest

from tests.conftest import AnApp, ARecord
from urakata.definition.services import delete_app
from urakata.directory.actor import Actor
from urakata.kernel.errors import Invalid, NotFound
from urakata.portal import at_hand
from urakata.portal.at_hand import list_favourites, list_visits, star, visit
from urakata.portal.models import Favourite, Visit

TEXT = {"件名": "SINGLE_LINE_TEXT"}


def test_an_app_and_a_view_are_starred_twice_and_unstarred_twice(an_app: AnApp, sato: Actor):
    id_ = an_app(TEXT).app_id
    for _ in range(2):
        star(actor=sato, app_id=id_, is_starred=True)
        found = star(actor=sato, app_id=id_, view="v7", label="今月分", is_starred=True)
    assert [(each.app.app_id, each.view, each.view_name) for each in found] == [
        (id_, "", ""),
        (id_, "v7", "今月分"),
    ]

    for _ in range(2):
        found = star(actor=sato, app_id=id_, view="v7", is_starred=False)
    assert [each.view for each in found] == [""]


def test_favourites_are_ones_own(an_app: AnApp, sato: Actor, suzuki: Actor):
    star(actor=sato, app_id=an_app(TEXT).app_id, is_starred=True)

    assert list_favourites(suzuki) == []


def test_an_app_that_is_gone_is_no_favourite_and_cannot_become_one(an_app: AnApp, sato: Actor):
    id_ = an_app(TEXT).app_id
    star(actor=sato, app_id=id_, is_starred=True)
    delete_app(actor=sato, app_id=id_)

    assert list_favourites(sato) == []
    with pytest.raises(NotFound):
        star(actor=sato, app_id=id_, view="1", is_starred=True)
    assert Favourite.objects.count() == 1


def test_there_is_a_most(an_app: AnApp, sato: Actor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(at_hand, "MOST_FAVOURITES", 1)
    id_ = an_app(TEXT).app_id
    star(actor=sato, app_id=id_, is_starred=True)

    with pytest.raises(Invalid) as refused:
        star(actor=sato, app_id=id_, view="1", is_starred=True)

    assert refused.value.code == "UR_PT02"
    assert [each.view for each in star(actor=sato, app_id=id_, is_starred=True)] == [""]


def test_what_was_opened_last_comes_first_and_once(an_app: AnApp, a_record: ARecord, sato: Actor):
    app = an_app(TEXT, titleField={"selectionMode": "MANUAL", "code": "件名"})
    desk, chair = a_record(app, 件名="机"), a_record(app, 件名="椅子")
    for record in (desk, 0, chair, desk):
        visit(actor=sato, app_id=app.app_id, record_id=record)

    assert [(each.record_id, each.title) for each in list_visits(sato)] == [
        (desk, "机"),
        (chair, "椅子"),
        (0, ""),
    ]


def test_only_the_newest_visits_are_kept(
    an_app: AnApp, sato: Actor, suzuki: Actor, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(at_hand, "VISITS_KEPT", 2)
    ids = [an_app(TEXT, name=name).app_id for name in "甲乙丙"]
    visit(actor=suzuki, app_id=ids[0])
    for id_ in ids:
        visit(actor=sato, app_id=id_)

    kept = (
        Visit.objects.filter(user_id=sato.user_id).order_by("at").values_list("app_id", flat=True)
    )
    assert list(kept) == ids[1:]
    assert [each.app.app_id for each in list_visits(suzuki)] == ids[:1]


def test_a_record_that_may_no_longer_be_seen_is_left_out(
    an_app: AnApp, a_record: ARecord, sato: Actor, suzuki: Actor
):
    app = an_app(TEXT)
    visit(actor=suzuki, app_id=app.app_id, record_id=a_record(app, 件名="机"))
    assert len(list_visits(suzuki)) == 1
    visit(actor=suzuki, app_id=app.app_id, record_id=999_999)  # tells nobody whether it is there

    assert len(list_visits(suzuki)) == 1
    delete_app(actor=sato, app_id=app.app_id)
    assert list_visits(suzuki) == []
