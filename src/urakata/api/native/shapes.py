"""Shapes that several of our endpoints share. Their schemas say exactly what is taken."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, TypeAlias

from ninja import Path, Schema
from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

LARGEST: Final = 2**63 - 1
_WHOLE: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,18})", re.ASCII)


def _whole(value: object) -> int:
    """An integer, or its digits: kintone writes ids as text, and so do we."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise PydanticCustomError("int_type", "an integer is needed")


def _flag(value: object) -> bool:
    """``true`` or ``false``, as JSON or as text in an address."""
    if value is True or value == "true":
        return True
    if value is False or value == "false":
        return False
    raise PydanticCustomError("bool_type", "true or false is needed")


def within(least: int, most: int = LARGEST) -> WithJsonSchema:
    """The schema of a number in an address."""
    return WithJsonSchema({"type": "integer", "minimum": least, "maximum": most})


def _digits_too(least: int) -> WithJsonSchema:
    """The schema of a number in a body, which may come as text."""
    digits = "^[1-9][0-9]{0,17}$" if least == 1 else "^(-1|0|[1-9][0-9]{0,17})$"
    number = within(least).json_schema
    return WithJsonSchema({"anyOf": [number, {"type": "string", "pattern": digits}]})


Whole: TypeAlias = Annotated[int, BeforeValidator(_whole)]
Flag: TypeAlias = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
AppId: TypeAlias = Annotated[Whole, Path(ge=1, le=LARGEST, description="アプリID"), within(1)]
RecordId: TypeAlias = Annotated[
    Whole, Path(ge=1, le=LARGEST, description="レコード番号"), within(1)
]
Id: TypeAlias = Annotated[Whole, Field(ge=1, le=LARGEST), _digits_too(1)]
Revision: TypeAlias = Annotated[Whole, Field(ge=-1, le=LARGEST), _digits_too(-1)]
Record: TypeAlias = dict[str, Any]
"""A record as kintone's API shows and takes it: ``{code: {"value": …}}``."""
Codes: TypeAlias = Annotated[list[str], Field(max_length=1000, description="フィールドコード")]
ConditionText: TypeAlias = Annotated[str, Field(description="kintoneのクエリ記法による条件")]


class Sent(Schema):
    """A body, or a part of one: a misspelt name is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


class CamelCase(Schema):
    """A shape whose names are written as kintone's API writes them: ``signedInAt``."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Person(Schema):
    """Somebody."""

    code: str
    name: str


class Messages(Schema):
    """What is wrong at one place."""

    messages: list[str]


class Problems(Schema):
    """A problem document (RFC 9457) with kintone's code, id, message and places."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    id: str
    message: str
    errors: dict[str, Messages]


REFUSALS: Final[dict[int, type[Schema]]] = dict.fromkeys(
    (400, 401, 403, 404, 409, 413, 415, 429, 503), Problems
)
