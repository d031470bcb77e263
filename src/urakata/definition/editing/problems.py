"""Collecting everything that is wrong, so that a designer sees it all at once."""

from __future__ import annotations

from dataclasses import dataclass

from urakata.kernel.catalogue import CATALOGUE
from urakata.kernel.errors import Invalid, NotFound, Problem, UrakataError
from urakata.kernel.text import Text


class Problems:
    """A list of problems that becomes one error."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self._error: UrakataError | None = None

    def refuse(self, at: str, text: Text) -> None:
        """Note that the thing at a path cannot be taken."""
        self.found.append(Problem(at, text))

    def done(self) -> None:
        """Raise what was noted, if anything was.

        Everything goes together, under the first code that says more than ``CB_VA01``.
        """
        if self._error is not None:
            self._error.problems = tuple(self.found)
            raise self._error
        if self.found:
            raise Invalid("CB_VA01", problems=self.found)

    def at(self, path: str) -> _Noting:
        """Note what goes wrong inside instead of raising it; `path` is for errors without one."""
        return _Noting(self, path)

    def note(self, error: UrakataError, path: str) -> None:
        """Note what an error says."""
        self.found += error.problems or [Problem(path, error.text)]
        if error.code != "CB_VA01" and self._error is None:
            self._error = error

    def take(self, others: Problems) -> None:
        """Note all that others found, under their code."""
        self.found += others.found
        self._error = self._error or others._error


@dataclass(frozen=True, slots=True)
class _Noting:
    problems: Problems
    path: str

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, *_: object) -> bool:
        if not isinstance(error, Invalid | NotFound):
            return False
        self.problems.note(error, self.path)
        return True


def unknown_field(code: str, at: str) -> Invalid:
    """``GAIA_FC01``: no field has this code."""
    text = CATALOGUE["GAIA_FC01"].fill(field=code)
    return Invalid("GAIA_FC01", field=code, problems=[Problem(at, text)])
