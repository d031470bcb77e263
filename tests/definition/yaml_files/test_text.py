"""YAML text: what is written reads back, and nothing hostile is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from urakata.definition.yaml_files.text import Flow, FlowList, read_yaml, write_yaml
from urakata.kernel.errors import Invalid

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
TEXTS = st.one_of(
    st.text(CHARACTERS, max_size=20),
    st.sampled_from(
        ["yes", "null", "012", "1_000", "1:30", "2026-04-01", "1e3", "~", "<<", "a: b", "- a", "#",
         "行1\n行2\n", "行1\n\n  行2", "末尾空白 \n次", "\n", " ", "\t", "😀", "é", "\x85", "\u2028"]
    ),
)  # fmt: skip
SCALARS = st.one_of(TEXTS, st.booleans(), st.none(), st.integers(-(10**17), 10**17))


def trees(make_map: Callable, make_list: Callable) -> st.SearchStrategy:
    return st.recursive(
        SCALARS,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4).map(make_list),
            st.dictionaries(TEXTS, inner, max_size=4).map(make_map),
        ),
        max_leaves=12,
    )


@given(st.dictionaries(TEXTS, trees(dict, list), max_size=4))
def test_block_style_reads_back_as_it_was_written(value):
    assert read_yaml(write_yaml(value)) == value


@given(trees(Flow, FlowList))
def test_one_line_style_reads_back_as_it_was_written(value):
    written = write_yaml({"a": value})

    assert read_yaml(written) == {"a": value}


@given(st.dictionaries(TEXTS, trees(dict, list), max_size=4))
def test_writing_is_the_same_for_equal_values_and_plain_yaml_to_others(value):
    written = write_yaml(value)

    assert write_yaml(read_yaml(written)) == written
    assert yaml.safe_load(written) == value


def test_japanese_is_written_as_it_is_and_lines_as_a_block():
    written = write_yaml({"名前": "稟議", "説明": "1行目\n2行目\n", "欄": [Flow(code="金額")]})

    assert written == "名前: 稟議\n説明: |\n  1行目\n  2行目\n欄:\n  - {code: 金額}\n"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1.10", {"a": "1.10"}),
        ("a: 2026-04-01", {"a": "2026-04-01"}),
        ("a: 007", {"a": "007"}),
        ("a: on", {"a": "on"}),
        ("1: b", {"1": "b"}),
        ("a: '1'", {"a": "1"}),
        ("a: -5", {"a": -5}),
        ("a:", {"a": None}),
        ("", None),
        ("# nothing", None),
    ],
)
def test_only_plain_words_and_whole_numbers_are_not_text(text, value):
    assert read_yaml(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "a: &x [1]\nb: *x",
        "a: !!python/object/apply:os.system [ls]",
        "a: !x 1",
        "%TAG ! tag:x,2000:\n---\na: 1",
        "a: 1\na: 2",
        "<<: {a: 1}",
        "? [a]\n: 1",
        "a: 1\n---\nb: 2",
        "a: [1",
        "\ta: 1",
        "a: \x01",
        b"\xff\xfe\x00",
        b"a: \xff",
        "[" * 40,
        "[" * 100_000,
        "a: " + "{a: " * 5_000,
        "[" + "1," * 150_000 + "]",
        "x" * 5_000_001,
    ],
)
def test_whatever_could_hurt_is_refused(text):
    with pytest.raises(Invalid) as refused:
        read_yaml(text)

    assert refused.value.problems[0].at == "file"


def test_a_refusal_names_the_line():
    with pytest.raises(Invalid) as refused:
        read_yaml("a: 1\nb: 2\na: 3\n")

    assert refused.value.problems[0].text.ja == "キー「a」が重複しています（3行目）。"


@given(st.one_of(st.text(max_size=60), st.text("{}[]:,-?&*!|>'\"%@ab1 \n", max_size=60)))
def test_any_text_is_read_or_refused(text):
    try:
        read_yaml(text)
    except Invalid as refused:
        assert refused.problems  # noqa: PT017 - either way is right
