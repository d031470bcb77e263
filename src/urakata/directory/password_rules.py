"""Which passwords may be chosen: long ones that nobody would guess (ASVS 5.0, 6.2; NIST 800-63B).

No rule about kinds of characters: length and a look at what others guess first do more. Django's
validators know the 20,000 most common passwords and how like a person's own data one is; here
are added the words of this place, and repetition.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from django.conf import settings
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError

from urakata.directory.models import User
from urakata.directory.passwords import LONGEST, is_password
from urakata.directory.sign_in_policy import sign_in_policy
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, Problem, invalid
from urakata.kernel.text import Text

FEWEST_DIFFERENT: Final = 5
_ATTRIBUTES: Final = (
    "code",
    "name",
    "sur_name",
    "given_name",
    "sur_name_reading",
    "given_name_reading",
    "local_name",
    "email",
    "phone",
    "mobile_phone",
    "employee_number",
)
_PRODUCT: Final = ("urakata", "裏方", "うらかた", "ウラカタ", "kintone", "password", "パスワード")
_REST: Final = 4  #: letters beside guessable words, from which on a password is not made of them
_NO_LETTERS: Final = re.compile(r"[\W\d_]+")


def check_new_password(at: str, password: str, person: User) -> str:
    """The password, if `person` may have it. Raises `Invalid` with every reason why not, at `at`."""
    shortest = sign_in_policy().shortest_password
    if not shortest <= len(password) <= LONGEST or not is_password(password):
        raise invalid(at, rules.WRONG_SIZE.fill(min=shortest, max=LONGEST))
    if found := _flaws(password, person):
        raise Invalid("CB_VA01", problems=[Problem(at, text) for text in found])
    return password


def _flaws(password: str, person: User) -> list[Text]:
    found = []
    if _is_refused(_common(), password, person):
        found.append(rules.COMMON_PASSWORD)
    if _is_refused(_similarity(), password, person) or _is_of_words(password, _words(person)):
        found.append(rules.GUESSABLE_PASSWORD)
    if len(set(password)) < FEWEST_DIFFERENT:
        found.append(rules.REPEATED_PASSWORD)
    return found


def _is_refused(
    validator: CommonPasswordValidator | UserAttributeSimilarityValidator,
    password: str,
    person: User,
) -> bool:
    try:
        validator.validate(password, person)
    except ValidationError:
        return True
    return False


def _is_of_words(password: str, words: frozenset[str]) -> bool:
    """Whether hardly more than these words is in it, beside digits and signs: ``Urakata-2026!``."""
    letters = _NO_LETTERS.sub("", password.casefold())
    rest = letters
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != letters and len(rest) < _REST


def _words(person: User) -> frozenset[str]:
    """What somebody who knows the person and the place would try."""
    own = [str(getattr(person, name)) for name in _ATTRIBUTES]
    host = (settings.PUBLIC_URL.hostname or "").split(".")
    parts = [part for text in own for part in re.split(r"[\W\d_]+", text.casefold())]
    return frozenset(
        word for word in [*_PRODUCT, *host, *parts] if len(word) > (2 if word.isascii() else 1)
    )


@cache
def _common() -> CommonPasswordValidator:
    return CommonPasswordValidator()


@cache
def _similarity() -> UserAttributeSimilarityValidator:
    return UserAttributeSimilarityValidator(user_attributes=_ATTRIBUTES)
