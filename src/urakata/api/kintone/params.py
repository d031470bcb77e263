r"""Parameters as declared values: read with every problem and its path, and described as JSON Schema.

An endpoint lists its `Param`\ s; the same list reads the request, fills the OpenAPI document and
types the handler (``call[APP]`` is an ``int``). Sentences are kintone's (kintone-api §6.3).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast, overload

from urakata.kernel import rules
from urakata.kernel.errors import Invalid, Problem
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(slots=True)
class Reading:
    """One request being read: where values came from, and what is wrong with them so far."""

    is_query: bool
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, at: str, *texts: Text) -> None:
        """Note problems at a path; reading goes on, so that all are told at once."""
        self.problems.extend(Problem(at, text) for text in texts)


class Kind(ABC, Generic[T]):
    """What a parameter may hold."""

    @abstractmethod
    def read(self, raw: JSONValue, at: str, reading: Reading) -> T | None:
        """The value; None when it was refused. Raises `Invalid` (``CB_IJ01``) for a wrong shape."""

    @abstractmethod
    def schema(self) -> JSONDict:
        """The JSON Schema of what is accepted."""

    def is_absent(self, raw: JSONValue) -> bool:
        """Whether this counts as not sent: null, and ``""`` where text means nothing."""
        return raw is None or raw == ""


@dataclass(frozen=True, slots=True)
class Param(Generic[T_co]):
    """A named parameter; `T_co` is what the handler gets."""

    name: str
    kind: Kind[Any]
    is_required: bool
    default: T_co
    missing: tuple[Text, ...] = (rules.MISSING,)


def required(name: str, kind: Kind[T], missing: tuple[Text, ...] = (rules.MISSING,)) -> Param[T]:
    """A parameter that must be there; `missing` are the sentences when it is not."""
    return Param(name, kind, is_required=True, default=cast("T", None), missing=missing)


@overload
def optional(name: str, kind: Kind[T]) -> Param[T | None]: ...
@overload
def optional(name: str, kind: Kind[T], default: T) -> Param[T]: ...
def optional(name: str, kind: Kind[T], default: T | None = None) -> Param[Any]:
    """A parameter that may be left out; then it is `default`."""
    return Param(name, kind, is_required=False, default=default)


class Values:
    """Read parameters, asked by their declaration: ``values[APP]``."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __getitem__(self, param: Param[T]) -> T:
        """The value of a declared parameter."""
        return cast("T", self._values[param.name])

    def was_sent(self, param: Param[Any]) -> bool:
        """Whether there is a value other than null."""
        return self._values[param.name] is not None


def read_values(
    params: Sequence[Param[Any]], raw: Mapping[str, JSONValue], prefix: str, reading: Reading
) -> Values:
    """Read declared parameters out of an object; unknown keys are ignored, as kintone does."""
    values: dict[str, Any] = {}
    for param in params:
        given = raw.get(param.name)
        if param.kind.is_absent(given):
            values[param.name] = param.default
            if param.is_required:
                reading.refuse(prefix + param.name, *param.missing)
        else:
            values[param.name] = param.kind.read(given, prefix + param.name, reading)
    return Values(values)


def read_all(
    params: Sequence[Param[Any]], raw: Mapping[str, JSONValue], *, is_query: bool
) -> Values:
    """Read a request's parameters; raise `Invalid` (``CB_VA01``) with every problem."""
    reading = Reading(is_query)
    values = read_values(params, raw, "", reading)
    if reading.problems:
        raise Invalid("CB_VA01", problems=reading.problems)
    return values


def schema_of(params: Sequence[Param[Any]]) -> JSONDict:
    """The JSON Schema of an object with these parameters."""
    schema: JSONDict = {
        "type": "object",
        "properties": {param.name: nullable(param) for param in params},
    }
    if needed := [param.name for param in params if param.is_required]:
        schema["required"] = cast("JSONValue", needed)
    return schema


def nullable(param: Param[Any]) -> JSONDict:
    """A parameter's schema; null (and ``""``) stand for absence wherever absence is allowed."""
    schema = param.kind.schema()
    if param.is_required:
        return schema
    absence: list[JSONValue] = [None, ""] if param.kind.is_absent("") else [None]
    return {"anyOf": [schema, {"enum": absence}]}
