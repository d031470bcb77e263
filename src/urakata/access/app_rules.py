"""What somebody may do with an app as a whole, and what decided it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from urakata.access.membership import Membership
from urakata.definition.access_rules import Grant
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor, Right

AUDITORS: Final = frozenset[Right]({"view", "export"})
EVERYTHING: Final = frozenset[Right](
    {"view", "add", "edit", "delete", "manage", "import", "export"}
)
_ALSO: Final[dict[Right, Right]] = {"add": "import", "view": "export"}

Basis: TypeAlias = Literal["system", "token", "auditor", "rule", "nobody"]


@dataclass(frozen=True, slots=True)
class Decision:
    """Rights over an app and where they come from: with ``rule`` from `grant`, a row of the rules.

    ``nobody``: no row is about the actor.
    """

    basis: Basis
    rights: frozenset[Right]
    grant: Grant | None = None


def rights_over(actor: Actor, app: AppSchema) -> frozenset[Right]:
    """The rights of an actor: those of the first row of the app's rules that is about them."""
    return decide(actor, app).rights


def decide(actor: Actor, app: AppSchema) -> Decision:
    """The rights of an actor, and what gave them.

    Administrators manage every app, so that none is ever locked up; what they may see of its
    records, the rules say. Auditors see the records of every app and change nothing. A token has
    what it was given, for its own app and no other.
    """
    if actor.via == "system":
        return Decision("system", EVERYTHING)
    if actor.tokens is not None:
        return Decision("token", token_rights(actor, app.app_id))
    if actor.is_auditor:
        return Decision("auditor", AUDITORS)
    grant = Membership(actor, app).first(app.access.app)
    given = grant.rights if grant else frozenset()
    if actor.is_administrator:
        given |= {"manage"}
    return Decision("rule" if grant else "nobody", given, grant)


def token_rights(actor: Actor, app_id: int) -> frozenset[Right]:
    """What the request's tokens allow for an app. Files are only another form of the same."""
    given = frozenset((actor.tokens or {}).get(app_id, ()))
    return given | {_ALSO[right] for right in given if right in _ALSO}
