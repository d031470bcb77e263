"""ルール関数: people found by a function, for what no other kind of entity can say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from urakata.definition.rule_codes import know_rule
from urakata.directory.people import Snapshot
from urakata.process.routes.case import Case

RuleFunction: TypeAlias = Callable[[Case, Snapshot], Sequence[int]]
"""Users by id; those who may not act are passed over. Pure: it is called for thousands of cases."""

_FUNCTIONS: Final[dict[str, RuleFunction]] = {}


def provide(code: str, function: RuleFunction) -> None:
    """Make a function known under the code by which routes and the matrix name it."""
    _FUNCTIONS[code] = function
    know_rule(code)


def rule_function(code: str) -> RuleFunction | None:
    """The function of this code; None when no pack brought one."""
    return _FUNCTIONS.get(code)


def rule_codes() -> list[str]:
    """Every code there is, for whoever writes a route."""
    return sorted(_FUNCTIONS)
