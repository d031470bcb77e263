"""Addresses by postal code."""

from __future__ import annotations

import pytest


def towns(reply):
    return [(each["prefecture"], each["city"], each["town"]) for each in reply.body["addresses"]]


@pytest.mark.parametrize("code", ["1000001", "100-0001"])
def test_a_code_tells_its_address(suzuki_asks, code):
    reply = suzuki_asks("GET", f"/api/v1/postal-codes/{code}")

    assert towns(reply) == [("東京都", "千代田区", "千代田")]


def test_a_code_of_several_towns_tells_all_of_them(suzuki_asks):
    found = towns(suzuki_asks("GET", "/api/v1/postal-codes/4520961"))

    assert len(found) > 1
    assert {city for _, city, _ in found} == {"清須市"}


def test_an_office_with_a_code_of_its_own_is_named(suzuki_asks):
    (one,) = suzuki_asks("GET", "/api/v1/postal-codes/1008111").body["addresses"]

    assert (one["prefecture"], one["city"], one["office"]) == ("東京都", "千代田区", "宮内庁")


def test_a_code_that_is_not_in_use_has_no_address(suzuki_asks):
    assert towns(suzuki_asks("GET", "/api/v1/postal-codes/9999999")) == []


@pytest.mark.parametrize("code", ["100", "10000011", "abcdefg", "１０００００１"])
def test_what_is_no_code_is_refused_at_its_place(suzuki_asks, code):
    reply = suzuki_asks("GET", f"/api/v1/postal-codes/{code}")

    assert (reply.status, [*reply.body["errors"]]) == (400, ["postal_code"])
