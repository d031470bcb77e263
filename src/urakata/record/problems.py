"""Everything wrong with the rows of one request, gathered before anything is refused."""

from __future__ import annotations

from urakata.kernel.errors import Invalid, Problem, UrakataError
from urakata.kernel.text import Text


class Problems:
    """Problems with their paths.

    kintone answers some faults (an unknown user, a look-up without a match) at once and without a
    path. An import must be told about them row by row as well: with `gathers_all` they are problems
    like any other.
    """

    def __init__(self, *, gathers_all: bool = False, limit: int | None = None) -> None:
        self.found: list[Problem] = []
        self._gathers_all = gathers_all
        self._limit = limit

    def add(self, at: str, text: Text) -> None:
        """Note one, and give up when there are enough of them."""
        self.found.append(Problem(at, text))
        if self._limit is not None and len(self.found) >= self._limit:
            self.raise_any()

    def stop(self, at: str, error: UrakataError) -> None:
        """Raise a fault that ends the request, or note it where an import gathers them."""
        if not self._gathers_all:
            raise error
        self.add(at, error.text)

    def refuse(self, error: UrakataError) -> None:
        """The same for a fault that has places of its own."""
        if not self._gathers_all:
            raise error
        for problem in error.problems:
            self.add(problem.at, problem.text)

    def raise_any(self) -> None:
        """Raise `Invalid` with everything that was noted, if anything was."""
        if self.found:
            raise Invalid("CB_VA01", problems=self.found)
