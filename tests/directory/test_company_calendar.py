from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.directory.hearing import heard
from urakata.directory import epochs
from urakata.directory.actor import Actor
from urakata.directory.actors import system_actor
from urakata.directory.company_calendar import calendar, company_days, update_calendar
from urakata.directory.company_days import CompanyDays, SpecialDays
from urakata.directory.models import SpecialDaysRow
from urakata.kernel.business_time import Span
from urakata.kernel.errors import Forbidden, Invalid

pytestmark = pytest.mark.django_db

FOUNDED = SpecialDays("創立記念日", "holiday", date(2026, 6, 1), date(2026, 6, 1), is_yearly=True)
CHANGES = {
    "base": "jp_bank",
    "closed_weekdays": frozenset({6}),
    "opening": (Span(600, 720), Span(780, 1440)),
    "timezone": "Asia/Seoul",
    "fiscal_month": 10,
    "days": (FOUNDED,),
}


def test_until_somebody_changes_it_the_company_works_as_most_do():
    assert company_days() == CompanyDays()
    assert calendar().is_business_day(date(2026, 6, 1))
    assert not calendar().is_business_day(date(2026, 11, 23))
    assert calendar().seconds_a_day == 8 * 3600


def test_a_change_holds_at_once_and_keeps_the_rest():
    update_calendar(actor=system_actor(), changes={"fiscal_month": 1})
    changed = update_calendar(actor=system_actor(), changes={"days": (FOUNDED,)})

    assert company_days() == changed == CompanyDays(fiscal_month=1, days=(FOUNDED,))
    assert not calendar().is_business_day(date(2026, 6, 1))
    assert calendar().fiscal_year(date(2026, 1, 1)) == 2026


def test_everything_that_is_set_is_read_back():
    update_calendar(actor=system_actor(), changes=CHANGES)

    assert company_days() == CompanyDays(**CHANGES)
    assert calendar().opening == (Span(600, 720), Span(780, 1440))


def test_days_are_replaced_as_a_whole():
    update_calendar(actor=system_actor(), changes={"days": (FOUNDED,)})
    update_calendar(actor=system_actor(), changes={"days": ()})

    assert calendar().is_business_day(date(2026, 6, 1))
    assert SpecialDaysRow.objects.count() == 0


def test_a_request_asks_for_it_once(django_assert_num_queries):
    calendar()
    epochs.begin()

    with django_assert_num_queries(1):
        assert calendar() is calendar()
    epochs.end()


def test_the_banks_calendar_is_not_the_companys():
    update_calendar(actor=system_actor(), changes={"days": (FOUNDED,)})

    assert calendar("jp_bank").is_business_day(date(2026, 6, 1))
    assert not calendar("jp_bank").is_business_day(date(2026, 12, 31))
    assert calendar("jp_office").add_business_days(date(2026, 12, 28), 1) == date(2027, 1, 4)
    assert calendar("jp_public").is_business_day(date(2026, 12, 31))


def test_the_journal_hears_what_changed():
    update_calendar(actor=system_actor(), changes={"fiscal_month": 4, "days": (FOUNDED,)})
    update_calendar(actor=system_actor(), changes={"days": (FOUNDED,)})

    (entry,) = heard("calendar.edit")
    assert (entry["before"], entry["about"]) == ({"days": []}, {"settings": "company_calendar"})
    assert entry["after"] == {
        "days": [
            {
                "name": "創立記念日",
                "kind": "holiday",
                "first": "2026-06-01",
                "last": "2026-06-01",
                "is_yearly": True,
            }
        ]
    }


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"base": "jp"}, "base"),
        ({"closed_weekdays": frozenset({7})}, "closed_weekdays"),
        ({"closed_weekdays": frozenset(range(7))}, "closed_weekdays"),
        ({"opening": ()}, "opening"),
        ({"opening": (Span(600, 700), Span(650, 800))}, "opening"),
        ({"opening": (Span(600, 1441),)}, "opening"),
        ({"timezone": "Asia/Edo"}, "timezone"),
        ({"fiscal_month": 0}, "fiscal_month"),
        ({"days": (replace(FOUNDED, name=" "),)}, "days[0].name"),
        ({"days": (FOUNDED, replace(FOUNDED, name="休\n日"))}, "days[1].name"),
        ({"days": (replace(FOUNDED, kind="half"),)}, "days[0].kind"),
        ({"days": (replace(FOUNDED, last=date(2026, 5, 31)),)}, "days[0].last"),
        ({"days": (replace(FOUNDED, last=date(2026, 7, 2)),)}, "days[0].last"),
        ({"days": (FOUNDED,) * 101}, "days"),
        ({"days": (replace(FOUNDED, is_yearly=False),) * 1001}, "days"),
    ],
)
def test_what_makes_no_calendar_is_refused_and_changes_nothing(changes, place: str):
    with pytest.raises(Invalid) as refused:
        update_calendar(actor=system_actor(), changes=changes)

    assert [problem.at for problem in refused.value.problems] == [place]
    assert (company_days(), heard("calendar.edit")) == (CompanyDays(), [])


def test_only_administrators_change_it(suzuki: Actor):
    with pytest.raises(Forbidden) as refused:
        update_calendar(actor=suzuki, changes={"days": (FOUNDED,)})

    assert refused.value.code == "CB_NO02"
    assert company_days() == CompanyDays()
