"""An app's other settings: name and looks, process, deploying; and what kintone has by default."""

from __future__ import annotations

from typing import Any, Final

from urakata.api.kintone.endpoint import Call
from urakata.api.kintone.handlers.app_rights import managed_app, readable_app, revision_read
from urakata.api.kintone.kinds import Anything, Flag
from urakata.api.kintone.params import Param, optional
from urakata.api.kintone.vocabulary import APP, LANG, REVISION
from urakata.definition import answers, services
from urakata.definition.process_shapes import kintones
from urakata.kernel.json import JSONDict

SETTINGS: Final[tuple[Param[Any], ...]] = tuple(
    optional(name, Anything())
    for name in (
        "name",
        "description",
        "icon",
        "theme",
        "titleField",
        "enableThumbnails",
        "enableBulkDeletion",
        "enableComments",
        "enableDuplicateRecord",
        "enableInlineRecordEditing",
        "numberPrecision",
        "firstMonthOfFiscalYear",
    )
)
PROCESS: Final[tuple[Param[Any], ...]] = (
    optional("enable", Flag()),
    optional("states", Anything()),
    optional("actions", Anything()),
)

READ = (APP, LANG)
OF_APP = (APP,)
CHANGE_SETTINGS = (APP, *SETTINGS, REVISION)
CHANGE_PROCESS = (APP, *PROCESS, REVISION)


def read_settings(call: Call) -> JSONDict:
    """Name, description, looks, number precision."""
    return answers.show_settings(readable_app(call), is_preview=call.is_preview, lang=call[LANG])


def update_settings(call: Call) -> JSONDict:
    """Change those settings of the draft that are sent."""
    revision = services.update_settings(
        actor=call.actor,
        app_id=managed_app(call),
        settings=_sent(call, SETTINGS),
        revision=call[REVISION],
    )
    return {"revision": str(revision)}


def read_process(call: Call) -> JSONDict:
    """The process: statuses and the actions between them."""
    return answers.show_process(readable_app(call), is_preview=call.is_preview, lang=call[LANG])


def update_process(call: Call) -> JSONDict:
    """Change the draft's process; what kintone does not know of stays."""
    revision = services.update_process(
        actor=call.actor,
        app_id=managed_app(call),
        process=kintones(_sent(call, PROCESS)),
        revision=call[REVISION],
    )
    return {"revision": str(revision)}


def read_customization(call: Call) -> JSONDict:
    """Scripts and style sheets: there are none."""
    nothing: JSONDict = {"js": [], "css": []}
    return {"scope": "ALL", "desktop": nothing, "mobile": nothing, "revision": revision_read(call)}


def _sent(call: Call, params: tuple[Param[Any], ...]) -> JSONDict:
    return {param.name: call[param] for param in params if call.was_sent(param)}
