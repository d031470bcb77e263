"""The kinds of parameters: integers that may be text, lists, objects, free JSON."""

from __future__ import annotations

import re
from typing import Any, Final, TypeVar

from urakata.api.kintone.params import Kind, Param, Reading, Values, read_values, schema_of
from urakata.kernel import rules
from urakata.kernel.errors import Invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text

T = TypeVar("T")

MAX_ID: Final = 2**63 - 1
_DIGITS: Final = re.compile(r"[+-]?[0-9]{1,40}")


class Integer(Kind[int]):
    """A whole number, as a number or as text (``1``, ``"1"``)."""

    def __init__(self, minimum: int = 1, maximum: int = MAX_ID) -> None:
        self.minimum = minimum
        self.maximum = maximum

    def read(self, raw: JSONValue, at: str, reading: Reading) -> int | None:
        number = _whole(raw)
        if number is None:
            reading.refuse(at, rules.NOT_AN_INTEGER)
            return None
        if number < self.minimum:
            reading.refuse(at, rules.TOO_SMALL.fill(n=self.minimum))
        elif number > self.maximum:
            reading.refuse(at, rules.TOO_LARGE.fill(n=self.maximum))
        return number

    def schema(self) -> JSONDict:
        return {
            "anyOf": [
                {"type": "integer", "minimum": self.minimum, "maximum": self.maximum},
                {"type": "string", "pattern": "^-?[0-9]{1,18}$"},
            ]
        }


class Flag(Kind[bool]):
    """true or false, as such or as text."""

    def read(self, raw: JSONValue, at: str, reading: Reading) -> bool | None:
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and raw.lower() in ("true", "false"):
            return raw.lower() == "true"
        reading.refuse(at, rules.NOT_A_BOOLEAN)
        return None

    def schema(self) -> JSONDict:
        return {"anyOf": [{"type": "boolean"}, {"type": "string", "enum": ["true", "false"]}]}


class Textual(Kind[str]):
    """Text. A number is taken as its digits; ``""`` is a value where it is not required."""

    def __init__(self, maximum: int | None = None) -> None:
        self.maximum = maximum

    def is_absent(self, raw: JSONValue) -> bool:
        return raw is None

    def read(self, raw: JSONValue, at: str, reading: Reading) -> str | None:
        if isinstance(raw, bool) or not isinstance(raw, (str, int, float)):
            raise Invalid("CB_IJ01")
        text = str(raw)
        if "\x00" in text:
            reading.refuse(at, rules.BAD_CHARACTER)
        elif self.maximum is not None and len(text) > self.maximum:
            reading.refuse(at, rules.TOO_LONG.fill(n=self.maximum + 1))
        return text

    def schema(self) -> JSONDict:
        text: JSONDict = {"type": "string"}
        if self.maximum is not None:
            text["maxLength"] = self.maximum
        return {"anyOf": [text, {"type": "number"}]}


class Name(Textual):
    """Text that says something: ``""`` counts as not sent."""

    def is_absent(self, raw: JSONValue) -> bool:
        return raw is None or raw == ""

    def schema(self) -> JSONDict:
        text: JSONDict = {"type": "string", "minLength": 1}
        if self.maximum is not None:
            text["maxLength"] = self.maximum
        return {"anyOf": [text, {"type": "number"}]}


class Choice(Kind[str]):
    """One of a few words; upper and lower case are the same, the declared spelling comes out."""

    def __init__(self, *words: str) -> None:
        self.words = {word.lower(): word for word in words}

    def read(self, raw: JSONValue, at: str, reading: Reading) -> str | None:
        word = self.words.get(raw.lower()) if isinstance(raw, str) else None
        if word is None:
            reading.refuse(at, rules.NOT_IN_ENUM)
        return word

    def schema(self) -> JSONDict:
        return {"type": "string", "enum": list(self.words.values())}


class Items(Kind[list[T]]):
    """A list. `size` is the sentence for too few or too many; `overflow` a code for too many."""

    def __init__(
        self,
        item: Kind[T],
        minimum: int = 0,
        maximum: int = 500,
        *,
        size: Text | None = None,
        overflow: str = "",
    ) -> None:
        self.item = item
        self.minimum = minimum
        self.maximum = maximum
        self.size = size or rules.WRONG_SIZE.fill(min=minimum, max=maximum)
        self.overflow = overflow

    def read(self, raw: JSONValue, at: str, reading: Reading) -> list[T] | None:
        items = [raw] if reading.is_query and isinstance(raw, str) else raw
        if not isinstance(items, list):
            raise Invalid("CB_IJ01")
        if self.overflow and len(items) > self.maximum:
            raise Invalid(self.overflow, name=f"{at}[{self.maximum}]")
        if not self.minimum <= len(items) <= self.maximum:
            reading.refuse(at, self.size)
            return None
        return [self._read_one(item, f"{at}[{i}]", reading) for i, item in enumerate(items)]

    def _read_one(self, raw: JSONValue, at: str, reading: Reading) -> T:
        if self.item.is_absent(raw):
            reading.refuse(at, rules.MISSING)
        value: Any = None if raw is None else self.item.read(raw, at, reading)
        return value  # type: ignore[no-any-return]

    def schema(self) -> JSONDict:
        schema: JSONDict = {"type": "array", "items": self.item.schema(), "maxItems": self.maximum}
        if self.minimum:
            schema["minItems"] = self.minimum
        return schema


class Nullable(Kind[T | None]):
    """Within a list: an entry that may be null (``revisions: [null, 3]``)."""

    def __init__(self, kind: Kind[T]) -> None:
        self.kind = kind

    def is_absent(self, raw: JSONValue) -> bool:  # noqa: ARG002
        return False

    def read(self, raw: JSONValue, at: str, reading: Reading) -> T | None:
        return None if self.kind.is_absent(raw) else self.kind.read(raw, at, reading)

    def schema(self) -> JSONDict:
        return {"anyOf": [self.kind.schema(), {"type": "null"}]}


class Group(Kind[Values]):
    """An object with parameters of its own (``updateKey``, ``comment``)."""

    def __init__(self, *params: Param[Any]) -> None:
        self.params = params

    def is_absent(self, raw: JSONValue) -> bool:
        return raw is None

    def read(self, raw: JSONValue, at: str, reading: Reading) -> Values:
        return read_values(self.params, _dict(raw), f"{at}.", reading)

    def schema(self) -> JSONDict:
        return schema_of(self.params)


class Free(Kind[JSONDict]):
    """An object that is handed on unread (a record, a form's properties)."""

    def __init__(self, schema: JSONDict | None = None) -> None:
        self.described: JSONDict = schema or {"type": "object"}

    def is_absent(self, raw: JSONValue) -> bool:
        return raw is None

    def read(self, raw: JSONValue, at: str, reading: Reading) -> JSONDict:  # noqa: ARG002
        return _dict(raw)

    def schema(self) -> JSONDict:
        return self.described


class Whatever(Kind[JSONValue]):
    """Any JSON value, handed on unread."""

    def is_absent(self, raw: JSONValue) -> bool:
        return raw is None

    def read(self, raw: JSONValue, at: str, reading: Reading) -> JSONValue:  # noqa: ARG002
        return raw

    def schema(self) -> JSONDict:
        return {"type": ["string", "number"]}


class Anything(Whatever):
    """Any JSON value, of whatever shape: the service behind checks it."""

    def schema(self) -> JSONDict:
        return {}


def names(maximum: int = 100) -> Items[str]:
    """A list of codes or names."""
    return Items(Textual(), maximum=maximum)


def _whole(raw: JSONValue) -> int | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int):
        return raw
    if isinstance(raw, float):
        return int(raw) if raw.is_integer() else None
    if isinstance(raw, str) and _DIGITS.fullmatch(text := raw.strip(" ")):
        return int(text)
    return None


def _dict(raw: JSONValue) -> JSONDict:
    if not isinstance(raw, dict):
        raise Invalid("CB_IJ01")
    return raw
