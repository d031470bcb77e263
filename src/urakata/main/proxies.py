"""Whose address a request has when proxies stand between: only proxies that are trusted are asked.

`X-Forwarded-For` can be sent by anybody. It is read from its end, where the nearest proxy wrote,
and only as far as trusted hands wrote it: the first address that is not a trusted proxy's is the
client's, and whatever stands before it is the client's own word, which is not taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

from django.core.exceptions import ImproperlyConfigured

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network


def read_networks(text: str) -> tuple[Network, ...]:
    """Addresses and networks with commas between, as in ``URAKATA_TRUSTED_PROXIES``."""
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise ImproperlyConfigured(f"URAKATA_TRUSTED_PROXIES: {error}") from error


def client_address(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """Where a request really came from: `peer` itself unless that is a trusted proxy."""
    nearest = _read(peer)
    if nearest is None or not trusted:
        return peer
    for part in reversed(forwarded.split(",")):
        if not _is_among(nearest, trusted):
            break
        told = _read(part)
        if told is None:
            break
        nearest = told
    return str(nearest)


def _is_among(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)


def _read(text: str) -> Address | None:
    """An address, with or without a port (``192.0.2.1:80``, ``[2001:db8::1]:80``)."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
