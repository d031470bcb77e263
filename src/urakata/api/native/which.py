"""Which version of an app a request means, and who may read it."""

from __future__ import annotations

import re
from typing import Annotated, Final, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from urakata.access.rights import require_definition
from urakata.definition.queries import get_app
from urakata.definition.versions import Which
from urakata.directory.actor import Actor

_VERSION: Final = "^(live|draft|[1-9][0-9]{0,17})$"


def _which(value: object) -> Which:
    text = str(value) if isinstance(value, int | str) else ""
    if text == "live":
        return "live"
    if text == "draft":
        return "draft"
    if re.fullmatch(_VERSION, text, re.ASCII):
        return int(text)
    raise PydanticCustomError("version", "a revision, live or draft is needed")


WhichVersion: TypeAlias = Annotated[
    int | str,
    BeforeValidator(_which),
    WithJsonSchema({"type": "string", "pattern": _VERSION}),
    Field(description="リビジョン、live（運用中）、draft（編集中）"),
]


def as_which(value: int | str) -> Which:
    """The parameter as what it is, after it was read."""
    return _which(value)


def require_reader(actor: Actor, app_id: int) -> None:
    """Raise unless the actor may read an app's whole definition."""
    require_definition(actor, app_id, creator_id=get_app(app_id).creator_id)
