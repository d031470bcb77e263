"""Why somebody may do something: the row of a rule that decided, or what stands above all rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from urakata.definition.access_rules import Accessibility, Entity
from urakata.definition.editing.access_lists import List
from urakata.directory.actor import Right

Basis: TypeAlias = Literal[
    "rule", "default", "administrator", "auditor", "guest", "nobody", "no_rule", "status"
]
"""``rule``: a row of a list decided. ``default``: so did kintone's, since no rights were ever set.
``administrator``, ``auditor``: whoever is one has these rights in any app. ``nobody``: no row is about
the person, ``guest``: nor does ``everyone`` mean guests. ``no_rule``: no rule about records is about
this one, so the rights over the app count. ``status``: the process does, where the record stands."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that decided. Places count from 0, as the lists were written."""

    basis: Basis
    which: List  #: the list it belongs to
    gives: tuple[Right | Accessibility, ...] = ()  #: rights, or of a field one accessibility
    rule: int | None = None  #: the rule's place in its list (``app``: its rows are the rules)
    row: int | None = None  #: the row's place within the rule
    entity: Entity | None = None  #: whom the row is about
    condition: str | None = ""
    """Of a rule about records: for which of them, ``""`` for all; None when it must not be told."""
    field: str = ""  #: of a rule about fields: its code
    status: str = ""  #: that makes a field read-only or hides it
    is_by_record: bool = False  #: it counts in the records whose field names the person
