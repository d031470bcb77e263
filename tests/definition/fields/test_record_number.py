from __future__ import annotations

import pytest

from urakata.definition.fields.base import Refused
from urakata.definition.fields.record_number import RecordNumber

number = RecordNumber()
config = number.configure({}, "p")


def test_is_sent_with_the_apps_code_before_it(reading):
    assert number.dump(12, config, reading) == "RINGI-12"


@pytest.mark.parametrize(("literal", "compared"), [("12", "12"), ("RINGI-12", "12"), ("-3", "-3")])
def test_is_found_with_or_without_the_code(literal, compared):
    assert number.literal(literal, config) == compared


def test_a_word_is_no_number():
    with pytest.raises(Refused):
        number.literal("十二", config)
