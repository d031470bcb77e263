"""Deploying: making drafts live, or discarding them."""

from __future__ import annotations

from urakata.access import rights
from urakata.api.kintone.endpoint import Call
from urakata.api.kintone.kinds import Flag, Group, Integer, Items
from urakata.api.kintone.params import optional, required
from urakata.api.kintone.vocabulary import APP, REVISION, expected_revision
from urakata.definition.queries import get_app
from urakata.kernel.json import JSONDict
from urakata.record.deploy import deploy as deploy_apps

MOST = 300
TARGETS = required(
    "apps", Items(Group(APP, REVISION), minimum=1, maximum=MOST, overflow="GAIA_TO03")
)
REVERT = optional("revert", Flag(), default=False)
ASKED = required("apps", Items(Integer(), minimum=1, maximum=MOST, overflow="GAIA_TO03"))

DEPLOY = (TARGETS, REVERT)
STATUS = (ASKED,)


def deploy(call: Call) -> JSONDict:
    """Make the drafts of several apps live, or discard them; all or none, before the answer."""
    targets = [(target[APP], expected_revision(target[REVISION])) for target in call[TARGETS]]
    deploy_apps(actor=call.actor, targets=targets, revert=call[REVERT])
    return {}


def read_status(call: Call) -> JSONDict:
    """How deploys went. They end before they are answered, so whoever can ask sees success."""
    apps: list[JSONDict] = []
    for app_id in call[ASKED]:
        rights.require(call.actor, "manage", app_id, creator_id=get_app(app_id).creator_id)
        apps.append({"app": str(app_id), "status": "SUCCESS"})
    return {"apps": [*apps]}
