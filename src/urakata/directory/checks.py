"""What may be written about people, and who may write it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final
from zoneinfo import available_timezones

from urakata.directory.actor import Actor
from urakata.directory.built_in import ADMINISTRATOR, EVERYONE
from urakata.kernel import rules
from urakata.kernel.errors import Forbidden, Invalid, invalid

LONGEST_CODE: Final = 128
LOWEST_RANK: Final = 1000
LOCALES: Final = ("ja", "en", "auto")


def require_administrator(actor: Actor) -> None:
    """Refuse whoever may not administer people. Raises `Forbidden`."""
    if not actor.is_administrator and actor.via != "system":
        raise Forbidden("GAIA_NO01" if actor.tokens is not None else "CB_NO02")


def check_code(at: str, code: str, *, is_login: bool = False) -> str:
    """A code of 1 to 128 printable characters; a login name has no space and no colon either."""
    if not 1 <= len(code) <= LONGEST_CODE:
        raise invalid(at, rules.WRONG_SIZE.fill(min=1, max=LONGEST_CODE))
    if not code.isprintable() or code != code.strip():
        raise invalid(at, rules.BAD_CHARACTER)
    if is_login and (":" in code or any(map(str.isspace, code))):
        raise invalid(at, rules.NOT_A_LOGIN)
    return code


def check_name(at: str, name: str) -> str:
    """A name of 1 to 128 printable characters."""
    if not 1 <= len(name) <= LONGEST_CODE:
        raise invalid(at, rules.WRONG_SIZE.fill(min=1, max=LONGEST_CODE))
    if not name.isprintable():
        raise invalid(at, rules.BAD_CHARACTER)
    return name


def check_text(at: str, text: object, longest: int) -> str:
    """A text that may be empty; lines may end, other control characters may not be in it."""
    if not isinstance(text, str) or len(text) > longest:
        raise invalid(at, rules.WRONG_SIZE.fill(min=0, max=longest))
    if not text.replace("\n", "").replace("\t", "").isprintable():
        raise invalid(at, rules.BAD_CHARACTER)
    return text


def check_locale(at: str, locale: object) -> str:
    """``ja``, ``en``, or ``auto`` for the browser's."""
    if locale not in LOCALES:
        raise invalid(at, rules.NOT_IN_ENUM)
    return str(locale)


def check_timezone(at: str, name: object) -> str:
    """An IANA name."""
    if not isinstance(name, str) or name not in _timezones():
        raise invalid(at, rules.NOT_A_TIMEZONE)
    return name


def check_rank(at: str, rank: int | None) -> int | None:
    """How high a title stands: 1 (the highest) to 1000, or not said."""
    if rank is not None and not 1 <= rank <= LOWEST_RANK:
        raise invalid(at, rules.WRONG_SIZE.fill(min=1, max=LOWEST_RANK))
    return rank


def refuse_built_in(at: str, code: str) -> None:
    """Nobody changes `Administrator`, and nobody needs to join `everyone`."""
    if code in (ADMINISTRATOR, EVERYONE):
        raise invalid(at, rules.BUILT_IN)


def storable(codes: Iterable[str]) -> list[str]:
    """The codes that PostgreSQL could hold: it knows no NUL, so nobody has the others."""
    return [code for code in codes if "\0" not in code]


def unknown(error: str, code: str) -> Invalid:
    """Nobody has this code: ``GAIA_IL26`` of users, ``IL27`` of groups, ``IL28`` of organizations."""
    return Invalid(error, code=code)


@cache
def _timezones() -> frozenset[str]:
    return frozenset(available_timezones())
