from __future__ import annotations

import pytest

from urakata.directory.networks import check_networks, is_within, read_networks
from urakata.kernel.errors import Invalid


def test_networks_are_stored_in_one_spelling_and_once():
    given = ["192.0.2.0/24", " 198.51.100.7 ", "2001:DB8::/32", "192.0.2.0/255.255.255.0"]

    assert check_networks("networks", given) == [
        "192.0.2.0/24",
        "198.51.100.7/32",
        "2001:db8::/32",
    ]


@pytest.mark.parametrize(
    "text", ["", "office", "192.0.2.7/24", "192.0.2.0/33", "192.0.2", "::1%eth0/64", "0x7f.1"]
)
def test_what_is_no_network_is_refused_by_place(text: str):
    with pytest.raises(Invalid) as raised:
        check_networks("networks", ["192.0.2.0/24", text])

    assert [each.at for each in raised.value.problems] == ["networks[1]"]


def test_a_list_ends_somewhere():
    with pytest.raises(Invalid):
        check_networks("networks", ["192.0.2.1"] * 101)


@pytest.mark.parametrize(
    ("address", "is_in"),
    [
        ("192.0.2.1", True),
        ("192.0.3.1", False),
        ("::ffff:192.0.2.1", True),
        ("2001:db8::5", True),
        ("fe80::1%eth0", True),
        ("2001:db9::5", False),
        ("", False),
        ("unix", False),
    ],
)
def test_an_address_lies_within_or_not(address: str, is_in: bool):
    networks = read_networks(["192.0.2.0/24", "2001:db8::/32", "fe80::/10"])

    assert is_within(address, networks) is is_in
