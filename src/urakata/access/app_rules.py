"""What somebody may do with an app as a whole."""

from __future__ import annotations

from typing import Final

from urakata.access.membership import Membership
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor, Right

AUDITORS: Final = frozenset[Right]({"view", "export"})
EVERYTHING: Final = frozenset[Right](
    {"view", "add", "edit", "delete", "manage", "import", "export"}
)
_ALSO: Final[dict[Right, Right]] = {"add": "import", "view": "export"}


def rights_over(actor: Actor, app: AppSchema) -> frozenset[Right]:
    """The rights of an actor: those of the first row of the app's rules that is about them.

    Administrators manage every app, so that none is ever locked up; what they may see of its
    records, the rules say. Auditors see the records of every app and change nothing. A token has
    what it was given, for its own app and no other.
    """
    if actor.via == "system":
        return EVERYTHING
    if actor.tokens is not None:
        return token_rights(actor, app.app_id)
    if actor.is_auditor:
        return AUDITORS
    grant = Membership(actor, app).first(app.access.app)
    given = grant.rights if grant else frozenset()
    return given | {"manage"} if actor.is_administrator else given


def token_rights(actor: Actor, app_id: int) -> frozenset[Right]:
    """What the request's tokens allow for an app. Files are only another form of the same."""
    given = frozenset((actor.tokens or {}).get(app_id, ()))
    return given | {_ALSO[right] for right in given if right in _ALSO}
