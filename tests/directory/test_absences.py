from __future__ import annotations

import pytest

from tests.directory.days import until
from tests.directory.hearing import heard
from urakata.directory.absences import add_absence, end_absence, list_absences
from urakata.directory.actors import actor_of, system_actor
from urakata.directory.models import Absence
from urakata.kernel.errors import Forbidden, UrakataError

pytestmark = pytest.mark.django_db


def test_everybody_says_when_they_are_away_and_takes_it_back(company: dict[str, int]):
    sato = actor_of(company["sato"])
    row = add_absence(actor=sato, period=until(3), note="夏季休暇")
    assert [each.pk for each in list_absences(actor=sato)] == [row.pk]

    end_absence(actor=sato, id_=row.pk)

    assert list_absences(actor=sato) == []
    assert [each.pk for each in list_absences(actor=sato, with_past=True)] == [row.pk]
    added, ended = heard("absence.add", "absence.delete")
    assert added["after"]["note"] == "夏季休暇"
    assert added["about"] == ended["about"] == {"id": row.pk, "user": "sato"}


def test_only_administrators_speak_for_others(company: dict[str, int]):
    suzuki = actor_of(company["suzuki"])
    with pytest.raises(Forbidden):
        add_absence(actor=suzuki, period=until(3), code="sato")
    with pytest.raises(Forbidden):
        list_absences(actor=suzuki, of_all=True)
    assert Absence.objects.count() == 0

    row = add_absence(actor=system_actor(), period=until(3), code="sato")

    assert row.user_id == company["sato"]
    assert [each.pk for each in list_absences(actor=system_actor(), of_all=True)] == [row.pk]
    with pytest.raises(UrakataError) as refused:
        end_absence(actor=suzuki, id_=row.pk)
    assert refused.value.code == "UR_DG09"
    assert Absence.objects.get().ended_at is None


@pytest.mark.parametrize(("first", "last", "code"), [(3, 2, "UR_DG01"), (-3, -1, "UR_DG02")])
def test_days_that_are_none_are_refused(company: dict[str, int], first: int, last: int, code: str):
    with pytest.raises(UrakataError) as refused:
        add_absence(actor=actor_of(company["sato"]), period=until(last, first))

    assert refused.value.code == code


@pytest.mark.parametrize(("first", "last"), [(0, 2), (4, 9), (3, 3), (0, 9)])
def test_two_absences_of_a_person_never_share_a_day(company: dict[str, int], first: int, last: int):
    sato, suzuki = actor_of(company["sato"]), actor_of(company["suzuki"])
    row = add_absence(actor=sato, period=until(4, first=2))

    with pytest.raises(UrakataError) as refused:
        add_absence(actor=sato, period=until(last, first=first))

    assert (refused.value.code, refused.value.status) == ("UR_DG12", 409)
    assert row.starts_on.isoformat() in refused.value.text.ja
    assert Absence.objects.count() == 1
    add_absence(actor=suzuki, period=until(last, first=first))
    end_absence(actor=sato, id_=row.pk)
    add_absence(actor=sato, period=until(last, first=first))


def test_the_days_beside_an_absence_are_free(company: dict[str, int]):
    sato = actor_of(company["sato"])
    for first, last in ((3, 4), (1, 2), (5, 6)):
        add_absence(actor=sato, period=until(last, first=first))

    assert Absence.objects.count() == 3
