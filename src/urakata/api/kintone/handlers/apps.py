"""Apps: find them, make a new one."""

from __future__ import annotations

from urakata.access import rights
from urakata.api.kintone.endpoint import Call
from urakata.api.kintone.kinds import Integer, Items, Textual, Whatever
from urakata.api.kintone.params import optional, required
from urakata.api.kintone.vocabulary import CODES, OFFSET
from urakata.definition import answers, services
from urakata.definition.queries import get_app, list_apps, live_schema
from urakata.kernel import rules
from urakata.kernel.errors import NotFound, invalid
from urakata.kernel.json import JSONDict

APP_ID = required("id", Integer())
IDS = optional("ids", Items(Integer(), maximum=100), [])
NAME = optional("name", Textual(64), "")
SPACE_IDS = optional("spaceIds", Items(Integer(), maximum=100), [])
LIMIT = optional("limit", Integer(minimum=1, maximum=100), 100)
NEW_NAME = required("name", Whatever())
SPACE = optional("space", Integer())
THREAD = optional("thread", Integer())

GET_APP = (APP_ID,)
GET_APPS = (IDS, CODES, NAME, SPACE_IDS, LIMIT, OFFSET)
ADD_APP = (NEW_NAME, SPACE, THREAD)


def read_app(call: Call) -> JSONDict:
    """What an app is called, and who made it."""
    rights.require_any(call.actor, ("view", "add"), live_schema(call[APP_ID]))
    return answers.show_app(get_app(call[APP_ID]))


def read_apps(call: Call) -> JSONDict:
    """The deployed apps that the caller works with, in the order of their ids."""
    found = list_apps(
        among=rights.known_apps(call.actor),
        ids=call[IDS],
        codes=call[CODES],
        name=call[NAME],
        space_ids=call[SPACE_IDS],
        limit=call[LIMIT],
        offset=call[OFFSET],
    )
    return {"apps": [answers.show_app(info) for info in found]}


def add_app(call: Call) -> JSONDict:
    """Make an app; it is seen by nobody else until it is deployed."""
    if call[SPACE] is not None:
        if call[THREAD] is None:
            raise invalid("thread", rules.MISSING)
        raise NotFound("OC_NO01", id=call[SPACE])
    rights.require_writer(call.actor)
    app_id, revision = services.create_app(actor=call.actor, name=call[NEW_NAME])
    return {"app": str(app_id), "revision": str(revision)}
