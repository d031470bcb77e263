from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.directory.hearing import heard
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.today import company_today
from urakata.kernel.errors import Forbidden, Invalid, NotFound
from urakata.portal.announcements import (
    Wording,
    announce,
    list_announcements,
    mark_read,
    reword,
    take_back,
)
from urakata.portal.models import Announcement, Reading

NOTICE = Wording("年末調整のお願い", "11月中に提出してください。", False, date(2026, 1, 1), None)


def days(first: int, last: int | None = None) -> Wording:
    today = company_today()
    ends = None if last is None else today + timedelta(days=last)
    return replace(NOTICE, starts_on=today + timedelta(days=first), ends_on=ends)


def titles(actor: Actor, *, of_all: bool = False) -> list[str]:
    return [each.row.title for each in list_announcements(actor, of_all=of_all)]


def test_everybody_reads_those_of_today_important_ones_first(sato: Actor, suzuki: Actor):
    announce(actor=sato, wording=replace(days(-3), title="古い"))
    announce(actor=sato, wording=replace(days(0, 0), title="今日だけ"))
    announce(actor=sato, wording=replace(days(-9), title="重要", is_important=True))
    announce(actor=sato, wording=replace(days(1), title="明日から"))
    announce(actor=sato, wording=replace(days(-2, -1), title="昨日まで"))

    assert titles(suzuki) == ["重要", "今日だけ", "古い"]
    assert titles(sato, of_all=True) == ["明日から", "今日だけ", "昨日まで", "古い", "重要"]
    assert titles(replace(suzuki, is_guest=True)) == []


def test_only_administrators_write_and_see_those_of_other_days(sato: Actor, suzuki: Actor):
    id_ = announce(actor=sato, wording=NOTICE).row.pk
    for attempt in (
        lambda: announce(actor=suzuki, wording=NOTICE),
        lambda: reword(actor=suzuki, id_=id_, wording=replace(NOTICE, title="x")),
        lambda: take_back(actor=suzuki, id_=id_),
        lambda: list_announcements(suzuki, of_all=True),
    ):
        with pytest.raises(Forbidden):
            attempt()

    assert Announcement.objects.get().title == NOTICE.title
    assert len(heard("announcement.add", "announcement.edit", "announcement.delete")) == 1


def test_the_journal_has_what_was_said_what_changed_and_what_was_taken_back(sato: Actor):
    id_ = announce(actor=sato, wording=NOTICE).row.pk
    reword(actor=sato, id_=id_, wording=NOTICE)  # nothing changed: nothing to tell
    reword(actor=sato, id_=id_, wording=replace(NOTICE, is_important=True))
    take_back(actor=sato, id_=id_)

    added, edited, deleted = heard("announcement.add", "announcement.edit", "announcement.delete")
    assert added["after"]["title"] == NOTICE.title
    assert (edited["before"], edited["after"]) == ({"is_important": False}, {"is_important": True})
    assert deleted["before"]["is_important"] is True
    assert {each["about"]["id"] for each in (added, edited, deleted)} == {id_}
    with pytest.raises(NotFound):
        take_back(actor=sato, id_=id_)


def test_what_one_has_read_is_marked_for_oneself(sato: Actor, suzuki: Actor):
    first, second = (announce(actor=sato, wording=days(0)).row.pk for _ in range(2))
    for _ in range(2):
        mark_read(actor=suzuki, ids=[first])

    assert {each.row.pk: each.is_read for each in list_announcements(suzuki)} == {
        first: True,
        second: False,
    }
    assert not any(each.is_read for each in list_announcements(sato))


def test_only_those_of_today_can_be_read(sato: Actor, suzuki: Actor):
    ids = [announce(actor=sato, wording=days(first)).row.pk for first in (0, 1)]

    with pytest.raises(NotFound) as refused:
        mark_read(actor=suzuki, ids=ids)

    assert refused.value.code == "UR_PT01"
    assert Reading.objects.count() == 0
    with pytest.raises(NotFound):
        mark_read(actor=replace(suzuki, is_guest=True), ids=ids[:1])


@pytest.mark.parametrize(
    "wording",
    [
        replace(NOTICE, title="  "),
        replace(NOTICE, title="あ" * 201),
        replace(NOTICE, body="あ" * 10_001),
        replace(NOTICE, title="鐘\a"),
        replace(NOTICE, ends_on=date(2025, 12, 31)),
    ],
)
def test_a_wording_that_is_none_is_refused(sato: Actor, wording: Wording):
    with pytest.raises(Invalid):
        announce(actor=system_actor(), wording=wording)
    assert Announcement.objects.count() == 0
