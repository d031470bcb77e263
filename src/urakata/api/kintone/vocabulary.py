"""The parameters that many endpoints share."""

from __future__ import annotations

from urakata.api.kintone.kinds import Choice, Free, Integer, Items, Name, Textual, names
from urakata.api.kintone.params import optional, required
from urakata.kernel.json import JSONDict

APP = required("app", Integer())
RECORD_ID = required("id", Integer())
REVISION = optional("revision", Integer(minimum=-1))
QUERY = optional("query", Textual(), "")
FIELDS = optional("fields", names(), [])
LANG = optional("lang", Choice("default", "user", "ja", "en", "zh"))
OFFSET = optional("offset", Integer(minimum=0, maximum=2**31 - 1), 0)
CODES = optional("codes", Items(Name(), maximum=100), [])

RECORD_SCHEMA: JSONDict = {
    "type": "object",
    "additionalProperties": {"type": "object", "properties": {"value": {}}},
}
RECORD = optional("record", Free(RECORD_SCHEMA), {})


def expected_revision(sent: int | None) -> int | None:
    """The revision to insist on: -1 and absence mean any."""
    return None if sent is None or sent < 0 else sent
