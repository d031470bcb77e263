"""What the journal hears of sign-ins.

A login name that nobody has is not written down: people type their password there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from django.db import transaction

from urakata.directory.actor import Actor
from urakata.journal.kinds import Kind
from urakata.journal.writing import Entry, write
from urakata.kernel.json import JSONDict

Reason: TypeAlias = Literal["password", "second_factor", "provider"]


@dataclass(frozen=True, slots=True)
class Claimant:
    """Whom somebody claimed to be, who could not show it; nobody for an unknown name."""

    user_id: int
    code: str
    via: str = "nobody"


@transaction.atomic
def succeeded(actor: Actor, road: str, *, second_factor: str | None = None) -> None:
    """Somebody came in: by `road`, and by a second factor of this kind or none."""
    about: JSONDict = {"road": road, "second_factor": second_factor}
    write(actor, [Entry("signin.success", about=about)])


@transaction.atomic
def failed(
    login: str | None, user_id: int, *, is_last: bool = False, reason: Reason = "password"
) -> None:
    """Somebody did not; `is_last`: and from now on has to wait before the next attempt."""
    kinds: list[Kind] = ["signin.failure", *(["signin.lockout"] if is_last else [])]  # type: ignore[list-item]
    about: JSONDict = {"login": login, "reason": reason}
    write(Claimant(user_id, login or ""), [Entry(kind, about=about) for kind in kinds])


@transaction.atomic
def left(actor: Actor) -> None:
    """Somebody signed out."""
    write(actor, [Entry("signout")])
