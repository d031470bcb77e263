"""From bytes to parameters: query strings, JSON bodies, the method that is really meant.

kintone's clients differ. Arrays come as ``ids[0]=1&ids[1]=2`` or as JSON, DELETE has its parameters
in the query string or in a body, and a GET whose address would grow too long comes as a POST that
says so in a header. All of that ends here; behind it there is one JSON object.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest

from urakata.api.bodies import read_body
from urakata.kernel.errors import Invalid
from urakata.kernel.json import JSONDict, JSONValue, read_json

METHODS: Final = ("GET", "POST", "PUT", "DELETE")
MAX_DEPTH: Final = 64
_INDEXED: Final = re.compile(r"([^\[\]]+)\[([0-9]{0,18})\]")
_LONG_NUMBER: Final = re.compile(rb"[:,\[]\s*-?[0-9.eE+-]{16,}")


@dataclass(frozen=True, slots=True)
class Sent:
    """What a request brought: its parameters by name, and the road they came by."""

    values: JSONDict
    is_query: bool  #: in a query string every value is text and a lone value may be a list


def method_of(request: HttpRequest) -> str:
    """The method meant: ``X-HTTP-Method-Override`` turns a POST into another one.

    Raises `Invalid` (``CB_IL02``) for a method that no API has.
    """
    method = (request.method or "").upper()
    if method == "POST" and (override := request.headers.get("X-HTTP-Method-Override")):
        method = override.strip().upper()
    if method not in METHODS:
        raise Invalid("CB_IL02")
    return method


def read_parameters(request: HttpRequest, method: str) -> Sent:
    """Everything the client sent by name: a JSON body, or the query string where there is none.

    Raises `Invalid`: ``CB_IJ01`` for a body that is no JSON object, ``CB_IL02`` for one that does
    not call itself JSON, `TooLarge` for one that is too long.
    """
    body = (
        read_body(request) if request.method != "GET" or request.META.get("CONTENT_LENGTH") else b""
    )
    if not body:
        if method in ("GET", "DELETE"):
            return Sent(_from_query(request), is_query=True)
        raise Invalid("CB_IJ01")
    if request.content_type != "application/json":
        raise Invalid("CB_IL02")
    values = read_object(body)
    if method in ("GET", "DELETE"):
        values = {**_from_query(request), **values}
    return Sent(values, is_query=False)


def read_object(body: bytes) -> JSONDict:
    """Parse a JSON object, keeping every digit; raise `Invalid` (``CB_IJ01``) for anything else."""
    try:
        value = read_json(body)
        if _LONG_NUMBER.search(body):
            value = _read_exactly(body)
    except (ValueError, RecursionError) as error:
        raise Invalid("CB_IJ01") from error
    if not isinstance(value, dict) or _is_too_deep(value, body):
        raise Invalid("CB_IJ01")
    return value


def _read_exactly(body: bytes) -> JSONValue:
    """Parse again with numbers that a double cannot hold left as text, which is as good."""
    value: JSONValue = json.loads(body, parse_int=_exact_int, parse_float=_exact_float)
    return value


def _exact_int(digits: str) -> int | str:
    return int(digits) if len(digits) <= 20 and abs(int(digits)) < 2**63 else digits


def _exact_float(digits: str) -> float | str:
    return digits if len(digits) > 15 else float(digits)


def _is_too_deep(value: JSONValue, body: bytes) -> bool:
    """Whether lists and objects nest too far; few brackets settle it without a look inside."""
    if body.count(b"{") + body.count(b"[") <= MAX_DEPTH:
        return False
    level: list[JSONValue] = [value]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else _items(outer))
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return True


def _items(value: JSONValue) -> list[JSONValue]:
    return value if isinstance(value, list) else []


def _from_query(request: HttpRequest) -> JSONDict:
    """``a=1&ids[0]=2&ids[1]=3`` as an object; blank values count as not sent."""
    try:
        pairs = list(request.GET.lists())
    except TooManyFieldsSent as error:
        raise Invalid("CB_IL02") from error
    values: JSONDict = {}
    arrays: dict[str, list[tuple[int, str]]] = {}
    for key, sent in pairs:
        given = [text for text in sent if text]
        if match := _INDEXED.fullmatch(key):
            index = int(match[2] or 0)
            arrays.setdefault(match[1], []).extend((index, text) for text in given)
        elif given:
            values[key] = given[0] if len(given) == 1 else list(given)
    for name, items in arrays.items():
        items.sort(key=lambda item: item[0])
        values[name] = [text for _, text in items]
    return values
