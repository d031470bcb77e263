"""Tests of the limits on limit and offset."""

from __future__ import annotations

import pytest

from urakata.definition.conditions import check_window, parse_query
from urakata.kernel.errors import Invalid


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        ("limit 501", "GAIA_QU01", "limit には 500 以下の値を指定してください。"),
        ("limit 10 offset 10001", "GAIA_QU02", "offset には 10,000 以下の値を指定してください。"),
    ],
)
def test_too_much_at_once_is_refused(text, code, sentence):
    with pytest.raises(Invalid) as caught:
        check_window(parse_query(text))

    assert (caught.value.code, caught.value.text.ja) == (code, sentence)


@pytest.mark.parametrize("text", ["", "limit 500 offset 10000", "limit 0"])
def test_the_limits_themselves_are_allowed(text):
    check_window(parse_query(text))
