from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from urakata.main.proxies import client_address, read_networks

TRUSTED = "10.0.0.0/8, 127.0.0.1, 2001:db8::/32"


def seen(peer: str, forwarded: str, trusted: str = TRUSTED) -> str:
    return client_address(peer, forwarded, read_networks(trusted))


@pytest.mark.parametrize("forwarded", ["", "198.51.100.9", "10.0.0.1, 198.51.100.9"])
def test_without_trusted_proxies_the_header_is_worth_nothing(forwarded: str):
    assert seen("10.0.0.1", forwarded, trusted="") == "10.0.0.1"


def test_a_stranger_cannot_say_that_he_is_somebody_else():
    assert seen("203.0.113.5", "198.51.100.9") == "203.0.113.5"
    assert seen("203.0.113.5", "127.0.0.1") == "203.0.113.5"


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("198.51.100.9, 203.0.113.5", "203.0.113.5"),  # what the client sent along stays its word
        ("127.0.0.1, 203.0.113.5", "203.0.113.5"),
        ("203.0.113.5, 10.9.9.9", "203.0.113.5"),  # two proxies in a row
        ("10.7.7.7, 10.9.9.9", "10.7.7.7"),  # a colleague inside the network
        ("203.0.113.5:50312", "203.0.113.5"),
        ("[2a00::7]:443", "2a00::7"),
        ("2a00::7", "2a00::7"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("", "10.0.0.1"),
        ("unknown", "10.0.0.1"),
        ("203.0.113.5, unknown", "10.0.0.1"),  # no further than what can be read
        ("203.0.113.5, <script>", "10.0.0.1"),
        (",,", "10.0.0.1"),
    ],
)
def test_behind_a_trusted_proxy_the_first_stranger_from_the_end_is_the_client(forwarded, client):
    assert seen("10.0.0.1", forwarded) == client


def test_what_is_no_address_stays_as_it_is():
    assert seen("", "203.0.113.5") == ""


@pytest.mark.parametrize("text", ["10.0.0.0/33", "proxy.example.jp", "10.0.0.1/8"])
def test_a_wrong_list_is_refused_at_the_start(text: str):
    with pytest.raises(ImproperlyConfigured, match="URAKATA_TRUSTED_PROXIES"):
        read_networks(text)
