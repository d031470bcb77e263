"""Patterns of numbered fields."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urakata.definition.numbering import (
    Pattern,
    as_reset,
    parse_pattern,
    rename_in_pattern,
    render_pattern_text,
    scope,
)
from urakata.kernel.errors import Invalid

NOVEMBER = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("C{seq:6}", "C000123"),
        ("EXP-{yyyy}-{seq:6}", "EXP-2026-000123"),
        ("PAY-{yyyy}{mm}-{seq:4}", "PAY-202611-0123"),
        ("JNL-FY{fy}-{seq:6}", "JNL-FY26-000123"),
        ("RCP-{yyyy}{mm}{dd}-{seq:3}", "RCP-20261120-123"),
        ("{field:部門}-{yy}-{seq}", "総務-26-123"),
        ("{fyyyy}年度{{{seq:2}}}", "2026年度{123}"),
    ],
)
def test_a_pattern_gives_the_number_of_the_handbook(pattern, number):
    rendered = parse_pattern(pattern).render(NOVEMBER, 123, {"部門": "総務"}, 4)

    assert rendered == number


def test_the_fiscal_year_is_the_one_it_began_in():
    pattern = parse_pattern("FY{fy}-{seq}")

    assert pattern.render(date(2027, 3, 31), 1, {}, 4) == "FY26-1"
    assert pattern.render(date(2027, 4, 1), 1, {}, 4) == "FY27-1"
    assert pattern.render(date(2027, 3, 31), 1, {}, 1) == "FY27-1"


@pytest.mark.parametrize(
    ("reset", "name"),
    [
        ("NEVER", ""),
        ("YEAR", "2026"),
        ("FISCAL_YEAR", "FY2026"),
        ("MONTH", "2026-11"),
        ("DAY", "2026-11-20"),
        ("FIELD", "総務"),
    ],
)
def test_each_reset_has_its_own_running_sequence(reset, name):
    found = scope(as_reset(reset), NOVEMBER, {"部門": "総務"}, reset_field="部門", fiscal_month=4)

    assert found == name


@pytest.mark.parametrize(
    ("pattern", "part"),
    [
        ("{year}-{seq}", "{year}"),
        ("{seq:0}", "{seq:0}"),
        ("{seq:99}", "{seq:99}"),
        ("{field:}{seq}", "{field:}"),
        ("{seq", "{"),
        ("seq}{seq}", "}"),
        ("a\n{seq}", "a\n"),
    ],
)
def test_a_wrong_part_is_named(pattern, part):
    with pytest.raises(Invalid) as refused:
        parse_pattern(pattern, "at")

    assert refused.value.problems[0].at == "at"
    assert f"「{part}」" in refused.value.problems[0].text.ja


@pytest.mark.parametrize("pattern", ["", "RNG", "{seq}{seq:2}", "x" * 64 + "{seq}", "x" * 129])
def test_a_pattern_has_one_sequence_and_a_short_result(pattern):
    with pytest.raises(Invalid):
        parse_pattern(pattern)


@pytest.mark.parametrize(
    ("pattern", "reset", "tells"),
    [
        ("{seq}", "NEVER", True),
        ("{seq}", "YEAR", False),
        ("{yyyy}-{seq}", "YEAR", True),
        ("{yyyy}-{seq}", "FISCAL_YEAR", False),
        ("{fy}-{seq}", "FISCAL_YEAR", True),
        ("{fy}{mm}-{seq}", "MONTH", True),
        ("{mm}-{seq}", "MONTH", False),
        ("{yy}{mm}{dd}-{seq}", "DAY", True),
        ("{yy}{mm}-{seq}", "DAY", False),
        ("{field:部門}{seq}", "FIELD", True),
        ("{field:課}{seq}", "FIELD", False),
    ],
)
def test_numbers_that_would_repeat_are_foreseen(pattern, reset, tells):
    assert parse_pattern(pattern).tells_apart(as_reset(reset), "部門") is tells


def test_a_renamed_field_is_renamed_in_patterns():
    renamed = rename_in_pattern("{{{field:部門}}}-{seq:3}", {"部門": "部署"})

    assert renamed == "{{{field:部署}}}-{seq:3}"
    assert rename_in_pattern("部門{seq}", {"部門": "部署"}) == "部門{seq}"


PARTS = st.lists(
    st.one_of(
        st.tuples(
            st.just("literal"), st.text(st.sampled_from("AB-_{}年#"), min_size=1, max_size=3)
        ),
        st.tuples(st.sampled_from(["yyyy", "yy", "fyyyy", "fy", "mm", "dd"]), st.just("")),
    ),
    max_size=6,
)


@given(PARTS, st.integers(1, 18))
def test_a_pattern_says_what_its_text_says(parts, digits):
    pattern = Pattern((*parts, ("seq", str(digits))))
    text = render_pattern_text(pattern)

    read = parse_pattern(text)

    assert render_pattern_text(read) == text
    assert read.render(NOVEMBER, 7, {}, 4) == pattern.render(NOVEMBER, 7, {}, 4)


@given(st.text(max_size=40))
def test_any_text_is_a_pattern_or_refused(text):
    with suppress(Invalid):
        assert render_pattern_text(parse_pattern(text))
