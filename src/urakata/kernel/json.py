"""The shapes JSON can take, named once, and the one reader of JSON from outside."""

from __future__ import annotations

from typing import TypeAlias, cast

import orjson

JSONValue: TypeAlias = "dict[str, JSONValue] | list[JSONValue] | str | int | float | bool | None"
JSONDict: TypeAlias = "dict[str, JSONValue]"


def read_json(body: bytes) -> JSONValue:
    """Parse JSON text; raise `ValueError` for anything that is not well formed.

    orjson refuses lone surrogates, NaN, and nesting beyond 1,024 levels by itself (RFC 8259).
    """
    return cast("JSONValue", orjson.loads(body))


def write_json(value: object) -> bytes:
    """Serialise to compact UTF-8."""
    return orjson.dumps(value)
