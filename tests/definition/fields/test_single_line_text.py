from __future__ import annotations

import pytest

from urakata.definition.fields.base import Malformed, Refused
from urakata.definition.fields.single_line_text import SingleLineText

text = SingleLineText()


def test_a_pasted_line_break_becomes_a_space(writing):
    assert text.parse("東京都\r\n千代田区", text.configure({}, "p"), writing) == "東京都 千代田区"


def test_lengths_are_told_in_kintones_words(writing):
    config = text.configure({"minLength": "2", "maxLength": 4}, "p")

    with pytest.raises(Refused, match="Enter less than 5 characters."):
        text.parse("あいうえお", config, writing)
    with pytest.raises(Refused, match="Enter more than 1 characters."):
        text.parse("あ", config, writing)


def test_a_unique_value_has_at_most_64_characters(writing):
    config = text.configure({"unique": True}, "p")

    assert text.parse("x" * 64, config, writing) == "x" * 64
    with pytest.raises(Refused):
        text.parse("x" * 65, config, writing)


def test_nul_is_refused_and_lists_are_malformed(writing):
    config = text.configure({}, "p")

    with pytest.raises(Refused):
        text.parse("a\x00b", config, writing)
    with pytest.raises(Malformed):
        text.parse(["a"], config, writing)


def test_a_number_counts_as_its_text(writing):
    assert text.parse(12, text.configure({}, "p"), writing) == "12"
