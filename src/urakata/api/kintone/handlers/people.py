"""The user API: users, organizations, groups, titles, to read."""

from __future__ import annotations

from urakata.api.kintone.endpoint import Call
from urakata.api.kintone.kinds import Integer, Items, Name
from urakata.api.kintone.params import optional, required
from urakata.api.kintone.vocabulary import CODES, OFFSET
from urakata.directory import queries
from urakata.directory.queries import Wanted
from urakata.kernel.json import JSONDict

IDS = optional("ids", Items(Integer(), maximum=100), [])
SIZE = optional("size", Integer(minimum=1, maximum=100), 100)
CODE = required("code", Name())

MANY = (IDS, CODES, OFFSET, SIZE)
OF_ONE = (CODE,)
MEMBERS = (CODE, OFFSET, SIZE)


def read_users(call: Call) -> JSONDict:
    """Users, by ids, by codes, or all."""
    return {"users": [*queries.list_users(actor=call.actor, wanted=_wanted(call))]}


def read_organizations(call: Call) -> JSONDict:
    """Organizations (組織)."""
    found = queries.list_organizations(actor=call.actor, wanted=_wanted(call))
    return {"organizations": [*found]}


def read_groups(call: Call) -> JSONDict:
    """Groups (グループ), the built-in ones too."""
    return {"groups": [*queries.list_groups(actor=call.actor, wanted=_wanted(call))]}


def read_titles(call: Call) -> JSONDict:
    """Titles (役職)."""
    return {"titles": [*queries.list_titles(actor=call.actor, wanted=_wanted(call))]}


def read_organizations_of_user(call: Call) -> JSONDict:
    """The organizations somebody is in, with the title there."""
    found = queries.organizations_of_user(actor=call.actor, code=call[CODE])
    return {"organizationTitles": [*found]}


def read_groups_of_user(call: Call) -> JSONDict:
    """The groups somebody is in."""
    return {"groups": [*queries.groups_of_user(actor=call.actor, code=call[CODE])]}


def read_users_of_organization(call: Call) -> JSONDict:
    """The people of an organization, with their titles."""
    found = queries.users_of_organization(
        actor=call.actor, code=call[CODE], offset=call[OFFSET], size=call[SIZE]
    )
    return {"userTitles": [*found]}


def read_users_of_group(call: Call) -> JSONDict:
    """The people of a group."""
    found = queries.users_of_group(
        actor=call.actor, code=call[CODE], offset=call[OFFSET], size=call[SIZE]
    )
    return {"users": [*found]}


def _wanted(call: Call) -> Wanted:
    return Wanted(ids=call[IDS], codes=call[CODES], offset=call[OFFSET], size=call[SIZE])
