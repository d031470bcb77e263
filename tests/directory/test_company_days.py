from __future__ import annotations

from datetime import date

from urakata.directory.company_days import CompanyDays, SpecialDays
from urakata.kernel.business_time import Holiday

NEW_YEAR = SpecialDays(
    "年末年始休業", "holiday", date(2026, 12, 29), date(2027, 1, 3), is_yearly=True
)
SUMMER = SpecialDays("夏季休業", "holiday", date(2026, 8, 12), date(2026, 8, 14))
STOCKTAKING = SpecialDays("棚卸", "working", date(2026, 3, 28), date(2026, 3, 29))
COMPANY = CompanyDays(days=(NEW_YEAR, SUMMER, STOCKTAKING)).calendar()


def test_days_off_of_every_year_begin_with_their_first():
    assert COMPANY.is_business_day(date(2025, 12, 29))
    assert COMPANY.add_business_days(date(2026, 12, 28), 1) == date(2027, 1, 4)
    assert COMPANY.add_business_days(date(2030, 12, 28), 0, "next") == date(2031, 1, 6)
    assert not COMPANY.is_business_day(date(2099, 12, 31))


def test_days_off_of_one_year_are_not_those_of_the_next():
    assert COMPANY.add_business_days(date(2026, 8, 10), 1) == date(2026, 8, 17)
    assert COMPANY.add_business_days(date(2027, 8, 11), 1) == date(2027, 8, 12)


def test_the_company_may_work_on_a_weekend():
    assert COMPANY.business_days_between(date(2026, 3, 27), date(2026, 3, 29)) == 2


def test_a_day_keeps_the_name_that_the_law_gives_it():
    holidays = dict(COMPANY.holidays_of(2027))

    assert holidays[date(2027, 1, 1)] == Holiday("元日", "national")
    assert holidays[date(2027, 1, 2)] == Holiday("年末年始休業", "company")


def test_february_29_comes_where_there_is_one():
    one = SpecialDays("閏日", "holiday", date(2024, 2, 29), date(2024, 2, 29), is_yearly=True)
    span = SpecialDays("連休", "holiday", date(2024, 2, 28), date(2024, 2, 29), is_yearly=True)

    assert list(one.within(2023, 2028)) == [date(2024, 2, 29), date(2028, 2, 29)]
    assert list(span.within(2024, 2025)) == [
        date(2024, 2, 28),
        date(2024, 2, 29),
        date(2025, 2, 28),
    ]


def test_without_national_holidays_only_weekends_are_off():
    plain = CompanyDays(base="none").calendar()

    assert plain.is_business_day(date(2026, 1, 1))
    assert plain.is_business_day(date(1900, 1, 1))
