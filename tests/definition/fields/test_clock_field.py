from __future__ import annotations

import pytest

from urakata.definition.fields.base import Refused
from urakata.definition.fields.registry import FIELD_TYPES

date, time, moment = (FIELD_TYPES[key] for key in ("DATE", "TIME", "DATETIME"))


def test_now_is_the_writers_own(writing):
    assert date.default(date.configure({"defaultNowValue": "true"}, "p"), writing) == "2026-04-01"
    assert time.default(time.configure({"defaultNowValue": True}, "p"), writing) == "08:30"
    assert (
        moment.default(moment.configure({"defaultNowValue": True}, "p"), writing)
        == "2026-03-31T23:30:00Z"
    )


def test_now_wins_over_a_fixed_default(writing):
    config = date.configure({"defaultValue": "2020-01-01", "defaultNowValue": True}, "p")

    assert date.default(config, writing) == "2026-04-01"


def test_a_refusal_shows_how_to_write_it(writing):
    with pytest.raises(Refused, match='Enter a date such as "2026-04-01"'):
        date.parse("来週", date.configure({}, "p"), writing)


def test_dates_and_times_send_null_when_empty_and_datetimes_an_empty_text(reading):
    assert date.dump(None, date.configure({}, "p"), reading) is None
    assert time.dump(None, time.configure({}, "p"), reading) is None
    assert moment.dump(None, moment.configure({}, "p"), reading) == ""
