"""Addresses to listen on: both loopbacks by default, and never one that is taken."""

from __future__ import annotations

import errno
import socket
from collections.abc import Sequence
from typing import Final

LOOPBACK: Final = ("127.0.0.1", "::1")
ABSENT: Final = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


def bindable_hosts(hosts: Sequence[str], port: int, *, all_needed: bool) -> tuple[str, ...]:
    """The addresses that we can take; none at all when one of them is somebody else's.

    Our own web processes share their port, so the operating system would not stop a second
    server from taking half of the first one's requests: we must ask. An address that this
    machine does not have (no IPv6) is left out, unless it was asked for by name.
    """
    chosen = []
    for host in hosts:
        problem = _try(host, port)
        if problem in ABSENT and not all_needed:
            continue
        if problem:
            return ()
        chosen.append(host)
    return tuple(chosen)


def _try(host: str, port: int) -> int | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            probe.bind((host, port))
    except OSError as error:
        return error.errno or errno.EINVAL
    return None
