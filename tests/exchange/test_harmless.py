"""No cell of a CSV is a formula, and nothing is lost by it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urakata.exchange.harmless import as_written, harmless

TEXTS = st.text(st.sampled_from("'=+-@\t\r\n\0＝1.9a") | st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+81-3-1234-5678", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "--1"],
)
def test_what_excel_would_compute_gets_an_apostrophe(text: str):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "-", "+", "=", "-5", "+5.25", "'", "'90年代", "稟議", "a=b", "2026-04-01"]
)
def test_numbers_signs_and_plain_texts_stay(text: str):
    assert harmless(text) == text
    assert as_written(text) == text


def test_a_text_that_looks_made_harmless_is_told_from_one_that_was():
    assert harmless("'=1") == "''=1"
    assert as_written("''=1") == "'=1"


@given(TEXTS)
def test_what_goes_out_comes_back(text: str):
    assert as_written(harmless(text)) == text


@given(TEXTS)
def test_nothing_that_goes_out_begins_like_a_formula(text: str):
    cell = harmless(text)
    is_number = cell[1:].replace(".", "", 1).isdecimal()
    assert len(cell) < 2 or cell[0] not in "=+-@\t\r\n\0" or is_number
