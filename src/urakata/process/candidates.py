"""Who may be next."""

from __future__ import annotations

from collections.abc import Sequence

from urakata.definition.schema import State
from urakata.directory.entities import entities_of, expand
from urakata.directory.people import Snapshot
from urakata.kernel.errors import Invalid
from urakata.process.turns import Turn


def is_unassigned(state: State) -> bool:
    """Whether a status asks for nobody in particular: then whoever may edit may act."""
    return not entities_of(state.assignee)


def candidates(state: State, turn: Turn, people: Snapshot) -> list[int]:
    """The active users a record may or must go to in a status, in the order of its settings."""
    return expand(entities_of(state.assignee), people, turn.values)


def must_choose(state: State, found: Sequence[int]) -> bool:
    """Whether entering a status asks for one of its candidates."""
    return state.assignee.get("type", "ONE") == "ONE" and bool(found)


def next_assignees(
    state: State, turn: Turn, people: Snapshot, *, chosen: str | None
) -> Sequence[int]:
    """Whose turn it is once a record has entered a status.

    Raises `Invalid`: ``GAIA_SA01`` when nobody was chosen and somebody must be, ``GAIA_SA04`` when
    somebody was chosen in vain, ``GAIA_IL26`` and ``GAIA_SA03`` for nobody and for the wrong one.
    """
    found = candidates(state, turn, people)
    if not must_choose(state, found):
        if chosen:
            raise Invalid("GAIA_SA04")
        return found
    if not chosen:
        raise Invalid("GAIA_SA01")
    id_ = find_user(people, chosen)
    if id_ not in found:
        raise not_a_candidate(chosen)
    return (id_,)


def find_user(people: Snapshot, code: str) -> int:
    """The user with this login name. Raises `Invalid` (``GAIA_IL26``)."""
    id_ = people.find("user", code)
    if id_ is None:
        raise Invalid("GAIA_IL26", code=code)
    return id_


def not_a_candidate(code: str) -> Invalid:
    """The user may not be chosen here."""
    return Invalid("GAIA_SA03", code=code)
