from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.definition.fields.conftest import SmallTown
from urakata.definition.fields.base import Malformed, Refused, WriteContext
from urakata.definition.fields.number import Number
from urakata.kernel.errors import Invalid

number = Number()
plain = number.configure({}, "properties[金額]")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1,200", "1200"),
        ("１２００", "1200"),
        (" 42 ", "42"),
        ("1.5e1", "15"),
        ("12.50", "12.5"),
        (12.5, "12.5"),
        (0, "0"),
        ("-0", "0"),
        (".5", "0.5"),
        ("1E+6", "1000000"),
        (" ", None),
        ("9" * 30, "9" * 30),
    ],
)
def test_reads_what_people_and_programs_type(typed, stored, writing):
    assert number.parse(typed, plain, writing) == stored


@pytest.mark.parametrize("junk", ["twelve", "NaN", "Infinity", "1,20", "0x10", "1 2", "1" * 2000])
def test_refuses_what_is_not_a_number(junk, writing):
    with pytest.raises(Refused) as refused:
        number.parse(junk, plain, writing)

    assert refused.value.text.en == "Only numbers are allowed."


@pytest.mark.parametrize("digits", ["1e30", "1e-31", "1e9999", "0." + "1" * 31])
def test_refuses_more_than_thirty_digits(digits, writing):
    with pytest.raises(Refused) as refused:
        number.parse(digits, plain, writing)

    assert refused.value.text.en == "The number of digits must be 30 or less."


@pytest.mark.parametrize("shape", [True, [], {}, [1]])
def test_a_value_of_another_shape_is_malformed(shape, writing):
    with pytest.raises(Malformed):
        number.parse(shape, plain, writing)


def test_limits_are_named_in_plain_digits(writing):
    config = number.configure({"minValue": "10", "maxValue": "1e3"}, "properties[金額]")

    with pytest.raises(Refused, match="The value must be 1000 or less."):
        number.parse("1000.01", config, writing)
    with pytest.raises(Refused, match="The value must be 10 or more."):
        number.parse("9", config, writing)
    assert number.parse("1000", config, writing) == "1000"


def test_settings_that_cannot_be_taken_are_all_named_at_once():
    with pytest.raises(Invalid) as invalid:
        number.configure({"minValue": "x", "digit": "maybe", "displayScale": "99"}, "properties[a]")

    assert [problem.at for problem in invalid.value.problems] == [
        "properties[a].minValue",
        "properties[a].digit",
        "properties[a].displayScale",
    ]


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=6
    )
)
def test_every_decimal_keeps_its_value(value):
    stored = number.parse(str(value), plain, WriteContext(SmallTown(), None, None, 1))

    assert Decimal(stored) == value
    assert "E" not in stored
