"""権限: whether an actor may do something with an app. The only place that decides it.

What the rules of an app say of somebody is worked out in `app_rules` (kintone-api §8); which records
and fields they concern, in `sight`. A token has the rights it was given, for its own app and no other.
"""

from __future__ import annotations

from urakata.access.app_rules import EVERYTHING, rights_over, token_rights
from urakata.definition.queries import live_app_ids, live_schema
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor, Right
from urakata.kernel.errors import Forbidden, NotFound


def may(actor: Actor, right: Right, app: AppSchema | int, *, creator_id: int | None = None) -> bool:
    """Whether the actor has this right on an app.

    With a bare id, the rules that are live count; of an app that was never deployed, it belongs to
    its creator (`creator_id`; unknown, that is nobody) and the administrators.
    """
    return right in rights_on(actor, app, creator_id=creator_id)


def rights_on(
    actor: Actor, app: AppSchema | int, *, creator_id: int | None = None
) -> frozenset[Right]:
    """All rights of an actor on an app (see `may`)."""
    if not isinstance(app, int):
        return rights_over(actor, app)
    if actor.tokens is not None:
        return token_rights(actor, app)
    try:
        return rights_over(actor, live_schema(app))
    except NotFound:
        is_owner = actor.user_id == creator_id and not actor.is_auditor
        is_owner = is_owner or actor.is_administrator or actor.via == "system"
        return EVERYTHING if is_owner else frozenset()


def known_apps(actor: Actor) -> list[int] | None:
    """The deployed apps whose records an actor may view or add, or that he manages.

    None for all of them. Read from the definitions in memory.
    """
    if actor.via == "system" or actor.is_auditor:
        return None
    wanted = frozenset[Right]({"view", "add", "manage"})
    return [id_ for id_ in live_app_ids() if wanted & rights_on(actor, id_)]


def require(
    actor: Actor, right: Right, app: AppSchema | int, *, creator_id: int | None = None
) -> None:
    """Refuse an actor who does not have this right on an app (see `may`).

    Raises `Forbidden`: ``GAIA_NO01`` for a token, ``CB_NO02`` for a person.
    """
    if not may(actor, right, app, creator_id=creator_id):
        raise refusal(actor)


def require_definition(actor: Actor, app_id: int, *, creator_id: int) -> None:
    """Refuse who may not read an app's whole definition: its managers may, and auditors.

    A definition names fields and people that the rights hide from others.
    """
    if not actor.is_auditor:
        require(actor, "manage", app_id, creator_id=creator_id)


def require_any(
    actor: Actor, rights: tuple[Right, ...], app: AppSchema | int, *, creator_id: int | None = None
) -> None:
    """Refuse an actor who has none of these rights on an app.

    An app's form, for one, is read by whoever may view or add.
    """
    if not any(may(actor, right, app, creator_id=creator_id) for right in rights):
        raise refusal(actor)


def require_writer(actor: Actor) -> None:
    """Refuse auditors, who change nothing: not even what everybody else may who is signed in."""
    if actor.is_auditor:
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
