from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from urakata.api.bodies import TooLarge
from urakata.api.kintone.wire import method_of, read_object, read_parameters
from urakata.kernel.errors import Invalid
from urakata.kernel.json import write_json

MAKE = RequestFactory()
JSON = "application/json"


def query(text: str) -> dict[str, Any]:
    return read_parameters(MAKE.get(f"/k/v1/x.json?{text}"), "GET").values


def code_of(body: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        read_object(body)
    return caught.value.code


def test_indexed_keys_are_lists_in_the_order_of_their_index() -> None:
    assert query("ids%5B1%5D=b&ids%5B0%5D=a&app=1") == {"ids": ["a", "b"], "app": "1"}


def test_indexes_may_start_anywhere_and_cost_nothing() -> None:
    assert query("ids[999999999]=b&ids[7]=a") == {"ids": ["a", "b"]}


def test_a_repeated_key_is_a_list() -> None:
    assert query("ids=1&ids=2") == {"ids": ["1", "2"]}


def test_blank_values_count_as_not_sent() -> None:
    assert query("ids=&query=&revisions[0]=") == {"revisions": []}


def test_more_keys_than_anybody_needs_are_refused() -> None:
    with pytest.raises(Invalid) as caught:
        query("&".join(f"ids[{i}]=1" for i in range(1001)))
    assert caught.value.code == "CB_IL02"


def test_a_get_may_carry_json() -> None:
    request = MAKE.generic("GET", "/k/v1/x.json?app=1", b'{"id":2}', content_type=JSON)
    assert read_parameters(request, "GET").values == {"app": "1", "id": 2}


def test_a_delete_may_have_its_parameters_in_the_query_or_in_a_body() -> None:
    by_query = MAKE.delete("/k/v1/x.json?ids[0]=1")
    by_body = MAKE.delete("/k/v1/x.json", b'{"ids":[1]}', content_type=JSON)

    assert read_parameters(by_query, "DELETE").values == {"ids": ["1"]}
    assert read_parameters(by_body, "DELETE").values == {"ids": [1]}


def test_a_post_can_mean_another_method() -> None:
    request = MAKE.post("/x", headers={"X-HTTP-Method-Override": "get"})
    assert method_of(request) == "GET"


@pytest.mark.parametrize("method", ["PATCH", "HEAD", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(method: str) -> None:
    with pytest.raises(Invalid) as caught:
        method_of(MAKE.generic(method, "/x"))
    assert caught.value.code == "CB_IL02"


def test_an_override_of_a_get_is_ignored() -> None:
    assert method_of(MAKE.get("/x", headers={"X-HTTP-Method-Override": "DELETE"})) == "GET"


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_must_call_itself_json(content_type: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_parameters(MAKE.generic("POST", "/x", b"{}", content_type=content_type), "POST")
    assert caught.value.code == "CB_IL02"


def test_a_post_without_a_body_is_malformed() -> None:
    with pytest.raises(Invalid) as caught:
        read_parameters(MAKE.generic("POST", "/x", b"", content_type=JSON), "POST")
    assert caught.value.code == "CB_IJ01"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"a"',
        b"null",
        b'{"a":NaN}',
        b'{"a":1e999}',
        b'{"a":"\\ud800"}',
        b'{"a":"\xed\xa0\x80"}',
        b'{"a":"\xff"}',
        b'{"a":1,}',
        b"{'a':1}",
        b'\xef\xbb\xbf{"a":1}',
        b'{"a":' + b"[" * 1000 + b"]" * 1000 + b"}",
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b'{"a":' * 70 + b"1" + b"}" * 70,
    ],
)
def test_what_is_no_plain_json_object_is_malformed(body: bytes) -> None:
    assert code_of(body) == "CB_IJ01"


def test_many_brackets_side_by_side_are_not_depth() -> None:
    assert read_object(write_json({"a": [[{}] for _ in range(500)]}))["a"] == [[{}]] * 500


def test_of_two_equal_keys_the_last_one_counts() -> None:
    assert read_object(b'{"a":1,"a":2}') == {"a": 2}


def test_numbers_keep_every_digit() -> None:
    body = b'{"a": 123456789012345678901234567890, "b":[0.1234567890123456789, -1.5, 7], "c": 1e3}'
    assert read_object(body) == {
        "a": "123456789012345678901234567890",
        "b": ["0.1234567890123456789", -1.5, 7],
        "c": 1000.0,
    }


def test_digits_inside_text_stay_text() -> None:
    assert read_object(b'{"a":"x,12345678901234567890"}') == {"a": "x,12345678901234567890"}


def test_a_body_over_the_limit_is_refused_before_it_is_read() -> None:
    request = MAKE.generic("POST", "/x", b"{}", content_type=JSON, CONTENT_LENGTH="99999999")
    with pytest.raises(TooLarge) as caught:
        read_parameters(request, "POST")
    assert caught.value.status == 413


@given(st.binary(max_size=200))
def test_no_bytes_do_anything_but_parse_or_be_refused(body: bytes) -> None:
    with suppress(Invalid):
        assert isinstance(read_object(body), dict)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(1 - 2**63, 2**63 - 1) | st.text(), st.lists
    )
)
def test_what_json_says_comes_through(value: Any) -> None:
    assert read_object(write_json({"a": value})) == {"a": value}
