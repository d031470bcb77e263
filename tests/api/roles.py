"""The people an app knows, and those it does not: who calls, and which rights they have in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from tests.access.rules import row
from tests.api.client import Api
from urakata.definition.models import App
from urakata.definition.queries import live_schema
from urakata.definition.schema import AppSchema
from urakata.directory import epochs
from urakata.directory.actor import Actor, Right
from urakata.directory.actors import actor_of, system_actor
from urakata.directory.models import User
from urakata.directory.services import NewUser, create_user

Rights: TypeAlias = frozenset[Right]

EVERYTHING: Final[Rights] = frozenset(
    {"view", "add", "edit", "delete", "manage", "import", "export"}
)
WORKING: Final[Rights] = frozenset({"view", "add", "edit", "delete"})
ROLES: Final[Mapping[str, Rights]] = {
    "owner": EVERYTHING,  #: made the app, and is nobody special otherwise
    "member": WORKING,
    "outsider": frozenset(),
    "guest": frozenset(),
    "auditor": frozenset({"view", "export"}),
    "administrator": frozenset({"manage"}),  #: no row of the app's rights is about him
}


@dataclass(frozen=True)
class Role:
    """Somebody before the app, with the rights the app's rules give."""

    name: str
    rights: Rights
    api: Api

    @property
    def is_auditor(self) -> bool:
        return self.name == "auditor"


def cast(app: AppSchema, api_of: Callable[[Actor], Api]) -> dict[str, Role]:
    """Somebody for each role; the app is theirs afterwards, under rules that say so."""
    system = system_actor()
    groups = {"auditor": ("Auditors",), "administrator": ("Administrators",)}
    ids = {
        name: create_user(actor=system, user=NewUser(name, name, groups=groups.get(name, ())))
        for name in ROLES
    }
    User.objects.filter(pk=ids["guest"]).update(is_guest=True)
    stored = App.objects.get(pk=app.app_id)
    stored.creator_id = ids["owner"]
    rules = [row("CREATOR", None, *EVERYTHING), row("USER", "member", *WORKING)]
    for document in (stored.live, stored.draft):
        document["access"] = {**document.get("access", {}), "app": rules}
    stored.save()
    for name in ("directory", "definition"):
        epochs.bump(name)
    live_schema(app.app_id)
    return {
        name: Role(name, ROLES[name], api_of(replace(actor_of(id_), via="password")))
        for name, id_ in ids.items()
    }
