"""A call in a formula while it is compiled: its arguments, each of the type that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from urakata.definition.formulas import flaws
from urakata.definition.formulas.flaws import argument
from urakata.definition.formulas.references import Scope
from urakata.definition.formulas.syntax import Call, Node
from urakata.definition.formulas.values import Compiled, Kind
from urakata.kernel.text import Text

Compile: TypeAlias = Callable[[Node, Scope], Compiled]
KINDS: Final[dict[Kind, Text]] = {
    "number": flaws.A_NUMBER,
    "text": flaws.A_TEXT,
    "condition": flaws.A_CONDITION,
}


class Site(NamedTuple):
    """A call being compiled."""

    call: Call
    scope: Scope
    compile: Compile

    def take(self, n: int, kind: Kind) -> Compiled:
        """The n-th argument (from 0), of one type; raises `Flaw`."""
        part = self.compile(self.call.arguments[n], self.scope)
        if part.kind != kind:
            raise argument(self.call.function, n + 1, KINDS[kind])
        return part
