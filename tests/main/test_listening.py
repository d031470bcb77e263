"""Addresses that are free, and those that are not."""

from __future__ import annotations

import socket

from tests.main.conftest import free_port
from urakata.main.listening import LOOPBACK, bindable_hosts

ELSEWHERE = "192.0.2.77"  # a documentation address: no machine has it


def test_both_loopbacks_are_taken():
    assert bindable_hosts(LOOPBACK, free_port(), all_needed=False) == LOOPBACK


def test_nothing_is_taken_when_one_of_them_is_in_use():
    with socket.socket(socket.AF_INET6) as other:
        other.bind(("::1", 0))
        other.listen()
        port = other.getsockname()[1]

        assert bindable_hosts(LOOPBACK, port, all_needed=False) == ()


def test_an_address_that_the_machine_does_not_have_is_left_out_unless_asked_for():
    port = free_port()

    assert bindable_hosts(("127.0.0.1", ELSEWHERE), port, all_needed=False) == ("127.0.0.1",)
    assert bindable_hosts(("127.0.0.1", ELSEWHERE), port, all_needed=True) == ()
