"""Every failure a caller can act on.

::

    UrakataError
    ├── Invalid          400  the request is wrong; `problems` say where
    ├── Unauthenticated  401  nobody is signed in, or the proof is wrong
    ├── Forbidden        403  the actor may not
    ├── NotFound         404  no such thing, or not visible to the actor
    ├── Conflict         409  somebody else changed it first
    └── TooMany          429  slow down, and when to come back

`code` is the stable code of the public API (kintone's where kintone has one); its sentence is in
`kernel.catalogue`. Domain code raises these; only `api` knows HTTP.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from urakata.kernel.catalogue import CATALOGUE
from urakata.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and the path of the place: ``records[0].金額.value``."""

    at: str
    text: Text


class UrakataError(Exception):
    """Base of every error the API answers with; `code` names the sentence in the catalogue."""

    status: ClassVar[int] = 400

    def __init__(
        self,
        code: str,
        /,
        *,
        problems: Sequence[Problem] = (),
        text: Text | None = None,
        **values: object,
    ) -> None:
        self.code = code
        self.problems = tuple(problems)
        self.values = values
        self.text = (
            (text or CATALOGUE[code]).fill(**values) if values else (text or CATALOGUE[code])
        )
        super().__init__(f"{code}: {self.text.en}")


class Invalid(UrakataError):
    """The request is wrong."""

    status = 400


class Unauthenticated(UrakataError):
    """Nobody is signed in, or the proof offered is wrong."""

    status = 401


class Forbidden(UrakataError):
    """The actor may not do this."""

    status = 403


class NotFound(UrakataError):
    """No such thing, or none that the actor may see."""

    status = 404


class Conflict(UrakataError):
    """Somebody else changed it first."""

    status = 409


class TooMany(UrakataError):
    """A limit on how often or how much at once; `seconds` among the values says when to return."""

    status = 429

    @property
    def retry_after(self) -> int:
        """Seconds until it is worth while to try again."""
        return int(str(self.values.get("seconds", 1)))


def invalid(at: str, text: Text) -> Invalid:
    """A `CB_VA01` with a single problem: the usual way to refuse one parameter."""
    return Invalid("CB_VA01", problems=[Problem(at, text)])
