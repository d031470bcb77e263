"""What the authority matrix leaves undecided: an error that says what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from urakata.definition.in_words.parts import joined, put
from urakata.directory.people import Snapshot
from urakata.kernel.catalogue import CATALOGUE
from urakata.kernel.errors import Invalid, UrakataError
from urakata.kernel.text import Text
from urakata.process.routes.bands import describe_case, describe_row
from urakata.process.routes.resolution import MATRIX_APP, Resolved


def refuse_undecided(resolved: Resolved, people: Snapshot) -> None:
    """Refuse what the matrix has no answer to.

    Raises `Invalid`: ``UR_AM01`` (no row), ``UR_AM02`` (several), ``UR_AM03`` (a row that cannot
    be read), ``UR_AM04`` (no matrix). Other problems, a line without anybody for one, are of
    people: who is missing now may be there tomorrow.
    """
    for problem in resolved.problems:
        refused = _REFUSALS.get(str(problem.get("type")))
        if refused is not None:
            raise refused(problem, people)


def _gap(problem: Mapping[str, Any], people: Snapshot) -> UrakataError:
    return _refused("UR_AM01", case=describe_case(problem, people))


def _overlap(problem: Mapping[str, Any], people: Snapshot) -> UrakataError:
    return _refused("UR_AM02", rows=joined([describe_row(row, people) for row in problem["rows"]]))


def _unreadable(problem: Mapping[str, Any], people: Snapshot) -> UrakataError:
    what = Text(problem["what"]["ja"], problem["what"]["en"])
    row = describe_row(problem["row"], people)
    return _refused("UR_AM03", row=row, column=str(problem["column"]), what=what)


def _no_matrix(problem: Mapping[str, Any], people: Snapshot) -> UrakataError:
    del problem, people
    return Invalid("UR_AM04", code=MATRIX_APP)


def _refused(code: str, **values: Text | str) -> UrakataError:
    return Invalid(code, text=put(CATALOGUE[code], **values))


_REFUSALS: Final[dict[str, Callable[[Mapping[str, Any], Snapshot], UrakataError]]] = {
    "gap": _gap,
    "overlap": _overlap,
    "unreadable": _unreadable,
    "no_matrix": _no_matrix,
}
