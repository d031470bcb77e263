from __future__ import annotations

import pytest

from urakata.definition.fields.base import Refused
from urakata.definition.fields.calc import Calc

calc = Calc()


@pytest.mark.parametrize(
    ("format_", "stored", "sent"),
    [
        ("NUMBER", "270183", "270183"),
        ("NUMBER_DIGIT", "0.3333", "0.3333"),
        ("DATETIME", "324219600", "1980-04-10T13:00:00Z"),
        ("DATE", "324219600", "1980-04-10"),
        ("TIME", "90061", "01:01"),
        ("HOUR_MINUTE", "90061", "25:01"),
        ("DAY_HOUR_MINUTE", "90061", "25:01"),
        ("HOUR_MINUTE", "-90061", "-25:01"),
        ("DATE", "1e30", ""),
        ("NUMBER", None, ""),
    ],
)
def test_the_format_decides_what_is_sent(format_, stored, sent, reading):
    config = calc.configure({"format": format_}, "properties[計]")

    assert calc.dump(stored, config, reading) == sent


@pytest.mark.parametrize(
    ("format_", "literal", "compared"),
    [
        ("NUMBER", "1,200.50", "1200.5"),
        ("DATE", "1980-04-10", "324172800"),
        ("DATETIME", "1980-04-10T13:00:00Z", "324219600"),
        ("TIME", "01:01", "3660"),
        ("HOUR_MINUTE", "25:01", "90060"),
        ("HOUR_MINUTE", "-25:01", "-90060"),
    ],
)
def test_a_literal_is_compared_as_the_raw_number(format_, literal, compared):
    assert calc.literal(literal, calc.configure({"format": format_}, "p")) == compared


def test_a_literal_that_is_no_number_is_refused():
    with pytest.raises(Refused):
        calc.literal("明日", calc.configure({}, "p"))
