"""Lets a request in, and gives back what it holds when it has been answered."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from urakata.directory import gate
from urakata.directory.actor import Actor

_held: ContextVar[list[Callable[[], None]] | None] = ContextVar("admission_held", default=None)


def admit(actor: Actor, address: str) -> None:
    """Let whoever calls from this address in, or raise as `gate.admit` does."""
    if held := gate.admit(actor, address):
        _held.set([*(_held.get() or ()), *held])


def leave() -> None:
    """The request is answered: others may take its place."""
    held = _held.get()
    if held:
        _held.set(None)
        for let_go in held:
            let_go()
