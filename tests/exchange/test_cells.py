from __future__ import annotations

import pytest

from urakata.exchange.cells import show_cell


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("机", "机"),
        (["甲", "丙"], "甲\n丙"),
        ([{"code": "sato", "name": "佐藤"}], "sato"),
        ({"code": "sato", "name": "佐藤"}, "sato"),
        ([{"fileKey": "k", "name": "見積.pdf"}], "見積.pdf"),
        ([], ""),
    ],
)
def test_a_value_as_text(value, text):
    assert show_cell(value) == text
