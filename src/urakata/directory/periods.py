"""What delegations and absences have in common: days, whose they are, and that they end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from urakata.directory import checks
from urakata.directory.actor import Actor
from urakata.directory.people import Person, snapshot
from urakata.directory.today import company_today
from urakata.kernel.errors import Forbidden, Invalid

LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `starts_on` to `ends_on`, both included."""

    starts_on: date
    ends_on: date

    def check(self) -> None:
        """Raise for a period that ends before it begins, or is over already."""
        if self.ends_on < self.starts_on:
            raise Invalid("UR_DG01", first=self.starts_on, last=self.ends_on)
        if self.ends_on < company_today():
            raise Invalid("UR_DG02", last=self.ends_on)


def whose(actor: Actor, code: str | None) -> Person:
    """Whom something is about: the actor; for administrators anybody who may sign in.

    Raises `Forbidden` for somebody else's and for API tokens, `Invalid` for who is not there.
    """
    require_person(actor)
    wanted = actor.code if code is None else code
    if wanted != actor.code:
        checks.require_administrator(actor)
    return active_person(wanted)


def require_person(actor: Actor) -> None:
    """API tokens stand for nobody. Raises `Forbidden`."""
    if actor.tokens is not None:
        raise Forbidden("GAIA_NO01")


def require_reader(actor: Actor, *, of_all: bool) -> None:
    """Those of all are for administrators and auditors. Raises `Forbidden`."""
    require_person(actor)
    if of_all and not actor.is_auditor:
        checks.require_administrator(actor)


def active_person(code: str) -> Person:
    """Somebody who may sign in. Raises `Invalid` (``GAIA_IL26``, ``UR_DG03``)."""
    checks.refuse_built_in("code", code)
    person = snapshot().user_by_code(code)
    if person is None:
        raise checks.unknown("GAIA_IL26", code)
    if not person.is_active:
        raise Invalid("UR_DG03", name=person.name)
    return person


def check_note(note: str) -> str:
    """A text of a few lines at most."""
    return checks.check_text("note", note, LONGEST_NOTE)
