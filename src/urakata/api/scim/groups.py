"""Groups of SCIM and ours: one in the words of the other."""

from __future__ import annotations

from typing import Any

from urakata.api.scim.identity import group_id, read_id, user_id
from urakata.api.scim.shapes import Group
from urakata.directory.provisioning.groups import GroupFacts, ProvisionedGroup
from urakata.kernel import rules
from urakata.kernel.errors import invalid


def show_group(group: ProvisionedGroup, base: str) -> Group:
    """A group as SCIM shows it, without its meta."""
    said: dict[str, object] = {
        "schemas": [str(Group.__schema__)],
        "id": group_id(group.id),
        "displayName": group.facts.name,
    }
    if group.facts.external_id:
        said["externalId"] = group.facts.external_id
    if group.members:
        said["members"] = [
            {"value": user_id(id_), "$ref": f"{base}/Users/{user_id(id_)}"} for id_ in group.members
        ]
    return Group.model_validate(said)


def complete(said: dict[str, Any], _current: Any | None) -> dict[str, Any]:  # noqa: ANN401
    """What a provider sent: a group has nothing that may be left out."""
    return said


def read_group(group: Group) -> GroupFacts:
    """What a SCIM group says; what it does not say is empty. Raises `Invalid` for who is nobody."""
    members = set()
    for member in group.members or ():
        text = member.value or str(member.ref or "").rpartition("/")[2]
        id_ = read_id(text, "u")
        if id_ is None:
            raise invalid("members", rules.UNKNOWN_MEMBER.fill(id=text))
        members.add(id_)
    return GroupFacts(group.display_name or "", group.external_id or "", frozenset(members))
