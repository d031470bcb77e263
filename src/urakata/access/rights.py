"""権限: whether an actor may do something with an app. The only place that decides it.

kintone's default: whoever is signed in works with the records of every app; its creator and the
administrators manage it. A token has the rights it was given, for its own app and no other.
"""

from __future__ import annotations

from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor, Right
from urakata.kernel.errors import Forbidden


def may(actor: Actor, right: Right, app: AppSchema | int, *, creator_id: int | None = None) -> bool:
    """Whether the actor has this right on an app.

    With a bare id, `creator_id` says who created the app; unknown, it is nobody.
    """
    app_id = app if isinstance(app, int) else app.app_id
    if actor.via == "system":
        return True
    if actor.tokens is not None:
        return right in actor.tokens.get(app_id, ())
    if not isinstance(app, int):
        creator_id = app.creator_id
    return right != "manage" or actor.is_administrator or actor.user_id == creator_id


def require(
    actor: Actor, right: Right, app: AppSchema | int, *, creator_id: int | None = None
) -> None:
    """Refuse an actor who does not have this right on an app (see `may`).

    Raises `Forbidden`: ``GAIA_NO01`` for a token, ``CB_NO02`` for a person.
    """
    if not may(actor, right, app, creator_id=creator_id):
        raise refusal(actor)


def require_any(
    actor: Actor, rights: tuple[Right, ...], app: AppSchema | int, *, creator_id: int | None = None
) -> None:
    """Refuse an actor who has none of these rights on an app.

    An app's form, for one, is read by whoever may view or add.
    """
    if not any(may(actor, right, app, creator_id=creator_id) for right in rights):
        raise refusal(actor)


def require_somewhere(actor: Actor, *rights: Right) -> None:
    """Refuse a token that has none of these rights on any of its apps (file uploads)."""
    if actor.tokens is not None and not any(
        right in given for given in actor.tokens.values() for right in rights
    ):
        raise refusal(actor)


def require_person(actor: Actor) -> None:
    """Refuse tokens: some APIs are for people only."""
    if actor.tokens is not None:
        raise refusal(actor)


def refusal(actor: Actor) -> Forbidden:
    """The right error for an actor who may not."""
    return Forbidden("GAIA_NO01" if actor.tokens is not None else "CB_NO02")
