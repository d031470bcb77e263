from __future__ import annotations

import pytest

from urakata.definition.fields.base import Refused
from urakata.definition.fields.link import Link

link = Link()


@pytest.mark.parametrize(
    ("protocol", "good"),
    [
        ("WEB", "https://example.com/請求書?id=1"),
        ("CALL", "03-1234-5678"),
        ("CALL", "+81 (3) 1234 5678"),
        ("MAIL", "keiri@example.co.jp"),
    ],
)
def test_takes_an_address_of_its_kind(protocol, good, writing):
    assert link.parse(good, link.configure({"protocol": protocol}, "p"), writing) == good


@pytest.mark.parametrize(
    ("protocol", "bad"),
    [
        ("WEB", "javascript:alert(1)"),
        ("WEB", "example.com"),
        ("WEB", "https://a b"),
        ("CALL", "内線"),
        ("MAIL", "keiri"),
        ("MAIL", "a@b@c"),
    ],
)
def test_refuses_what_is_none(protocol, bad, writing):
    with pytest.raises(Refused):
        link.parse(bad, link.configure({"protocol": protocol}, "p"), writing)
