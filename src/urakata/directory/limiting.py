"""Every write about from where and how often: the networks of groups, the limits of tokens.

A person's quota is a column of the person (`services.update_user`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import transaction

from urakata.directory import checks, epochs
from urakata.directory.actor import Actor
from urakata.directory.chronicle import told
from urakata.directory.limits import check_quota, networks_of_person
from urakata.directory.models import ApiToken, Group
from urakata.directory.networks import check_networks, is_within
from urakata.directory.tokens import check_rights
from urakata.directory.units import groups_by_code
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, invalid

_QUOTAS: Final = ("requests_per_minute", "requests_at_once")


def group_networks(*, actor: Actor) -> dict[str, list[str]]:
    """The networks of every group that has any, by the group's code."""
    checks.require_administrator(actor)
    rows = Group.objects.exclude(networks=[]).order_by("pk")
    return dict(rows.values_list("code", "networks"))


@transaction.atomic
def set_group_networks(
    *, actor: Actor, group: str, networks: Sequence[str], address: str = "", is_forced: bool = False
) -> list[str]:
    """Let the members of a group come from these networks only; none: from anywhere.

    Answers them as they are stored. `address` is where the actor is: a list that would shut the
    actor out from there is refused (``UR_NW02``), unless `is_forced`.
    """
    checks.require_administrator(actor)
    row = groups_by_code({group})[group]
    checked = check_networks("networks", networks)
    with told(actor, "group", [row.pk]):
        Group.objects.filter(pk=row.pk).update(networks=checked)
    epochs.bump("directory")
    allowed = networks_of_person(actor.user_id)
    if address and allowed and not is_forced and not is_within(address, allowed):
        raise Invalid("UR_NW02", address=address)
    return checked


@transaction.atomic
def update_token(
    app_id: int, token_id: int, *, actor: Actor, changes: Mapping[str, object]
) -> bool:
    """Change a token's `memo`, `rights`, `networks`, `requests_per_minute`, `requests_at_once`.

    False when the app has no such token. That the actor manages the app is the caller's to check.
    """
    checked = {name: _checked(name, value) for name, value in changes.items()}
    with told(actor, "token", [token_id]):
        changed = ApiToken.objects.filter(pk=token_id, app_id=app_id).update(**checked)
    epochs.bump("directory")
    return changed > 0


def _checked(name: str, value: Any) -> object:  # noqa: ANN401
    if name in _QUOTAS:
        return check_quota(name, value)
    if name == "networks":
        return check_networks(name, value)
    if name == "memo":
        return checks.check_text(name, value, 200)
    if name == "rights":
        return check_rights(value)
    raise invalid(name, rules.BAD_SHAPE)
