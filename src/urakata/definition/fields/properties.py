"""Reading a field's settings as they arrive: lenient in form, strict in meaning.

kintone's clients send numbers as text and booleans as text as readily as the real thing; what is
absent or null takes the default.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from urakata.kernel import rules
from urakata.kernel.errors import Invalid, Problem
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text


class Properties:
    """One property object; collects every problem and raises them together from `done`."""

    def __init__(self, raw: JSONDict, at: str) -> None:
        self.raw = raw
        self.at = at
        self.problems: list[Problem] = []

    def refuse(self, key: str, text: Text) -> None:
        """Note that the value under a key cannot be taken."""
        self.problems.append(Problem(f"{self.at}.{key}", text))

    def done(self) -> None:
        """Raise `Invalid` with everything that was noted, if anything was."""
        if self.problems:
            raise Invalid("CB_VA01", problems=self.problems)

    def text(self, key: str, default: str = "", *, most: int = 10_000) -> str:
        """Text of at most so many characters; a number counts as its text."""
        value = self.raw.get(key)
        if value is None:
            return default
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or "\x00" in value:
            self.refuse(key, rules.BAD_CHARACTER)
            return default
        if len(value) > most:
            self.refuse(key, rules.TOO_LONG.fill(n=most + 1))
            return default
        return value

    def boolean(self, key: str, *, default: bool = False) -> bool:
        """True or false, also as text."""
        value = self.raw.get(key)
        if value is None:
            return default
        if isinstance(value, str) and value.lower() in {"true", "false"}:
            return value.lower() == "true"
        if not isinstance(value, bool):
            self.refuse(key, rules.NOT_A_BOOLEAN)
            return default
        return value

    def whole(self, key: str, *, least: int, most: int) -> int | None:
        """A whole number within bounds; None when it is not set (absent, null or ``""``)."""
        raw = self.raw.get(key)
        if raw is None or raw == "":
            return None
        value = _whole(raw)
        if value is None:
            self.refuse(key, rules.NOT_AN_INTEGER)
        elif value < least:
            self.refuse(key, rules.TOO_SMALL.fill(n=least))
        elif value > most:
            self.refuse(key, rules.TOO_LARGE.fill(n=most))
        else:
            return value
        return None

    def decimal(self, key: str) -> Decimal | None:
        """A number; None when it is not set."""
        raw = self.raw.get(key)
        if raw is None or raw == "":
            return None
        try:
            value = Decimal(str(raw).strip())
        except InvalidOperation:
            value = Decimal("NaN")
        if isinstance(raw, bool) or not value.is_finite() or abs(value.adjusted()) > 60:
            self.refuse(key, rules.NOT_A_NUMBER)
            return None
        return value

    def one_of(self, key: str, allowed: Sequence[str], default: str) -> str:
        """One of a few words."""
        value = self.raw.get(key)
        if value is None:
            return default
        if not isinstance(value, str) or value not in allowed:
            self.refuse(key, rules.NOT_IN_ENUM)
            return default
        return value

    def objects(self, key: str) -> list[JSONDict]:
        """A list of objects; absent is empty."""
        value = self.raw.get(key)
        if value is None or value == "":
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.refuse(key, rules.BAD_SHAPE)
            return []
        return [item for item in value if isinstance(item, dict)]


def _whole(raw: JSONValue) -> int | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int):
        return raw
    if isinstance(raw, str):
        text = raw.strip()
        if len(text) <= 20 and text.removeprefix("-").isdecimal():
            return int(text)
    return None


def plain(value: Decimal | None) -> str:
    """Show a number as kintone does: plain notation, no trailing zeros; unset is ``""``."""
    if value is None:
        return ""
    return canonical(value)


def canonical(value: Decimal) -> str:
    """The one text of a number: plain notation, no trailing zeros, no minus zero."""
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
