"""What the text-like types share: taking text, and its length."""

from __future__ import annotations

from urakata.definition.fields.base import Malformed, Refused
from urakata.kernel import rules
from urakata.kernel.json import JSONValue


def take_text(raw: JSONValue) -> str | None:
    """Text from the wire (a number counts as its text); empty is None."""
    if raw is None or raw == "":
        return None
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        raw = str(raw)
    if not isinstance(raw, str):
        raise Malformed
    if "\x00" in raw:
        raise Refused(rules.BAD_CHARACTER)
    return raw


def take_lines(raw: JSONValue, *, most: int) -> str | None:
    """Text of several lines, each ended by a line feed alone."""
    text = take_text(raw)
    if text is None:
        return None
    check_length(text, None, most)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def check_length(text: str, least: int | None, most: int | None) -> None:
    """Raise `Refused` in kintone's wording (it names the first length that is not allowed)."""
    if most is not None and len(text) > most:
        raise Refused(rules.TOO_LONG.fill(n=most + 1))
    if least is not None and len(text) < least:
        raise Refused(rules.TOO_SHORT.fill(n=least - 1))
