"""Networks: from where somebody may come.

A network is written as CIDR (``192.0.2.0/24``, ``2001:db8::/32``) or as one address.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from urakata.kernel import rules
from urakata.kernel.errors import Invalid, Problem

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

MOST: Final = 100  #: networks of one list
LONGEST: Final = 43  #: characters of the longest IPv6 network


def check_networks(at: str, texts: Sequence[str]) -> list[str]:
    """The networks as they are stored, each once, in the given order.

    Raises `Invalid` with every text that is none. One with bits beyond its mask (``192.0.2.7/24``)
    is one too: it may be meant to be the address or the network.
    """
    if len(texts) > MOST:
        raise Invalid("CB_VA01", problems=[Problem(at, rules.WRONG_SIZE.fill(min=0, max=MOST))])
    parsed = [_parsed(text) for text in texts]
    problems = [
        Problem(f"{at}[{n}]", rules.NOT_A_NETWORK) for n, each in enumerate(parsed) if each is None
    ]
    if problems:
        raise Invalid("CB_VA01", problems=problems)
    return list(dict.fromkeys(str(each) for each in parsed))


def read_networks(stored: Iterable[str]) -> tuple[Network, ...]:
    """What was stored, ready to be compared with."""
    return tuple(ipaddress.ip_network(text) for text in stored)


def is_within(address: str, networks: Iterable[Network]) -> bool:
    """Whether an address lies in one of the networks; what is no address lies in none."""
    known = _address(address)
    return known is not None and any(known in network for network in networks)


def _parsed(text: str) -> Network | None:
    try:
        return ipaddress.ip_network(text.strip())
    except ValueError:
        return None


def _address(text: str) -> Address | None:
    """An address without its scope; IPv4 within IPv6 is the IPv4 address that it stands for."""
    try:
        known = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(known, "ipv4_mapped", None) or known
