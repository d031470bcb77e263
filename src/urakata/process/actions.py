"""Which actions lead on from where a record stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from urakata.definition.conditions.compiler import compile_condition
from urakata.definition.conditions.environment import Env
from urakata.definition.conditions.parser import parse_condition
from urakata.definition.physical import ledger_table
from urakata.definition.schema import Action, AppSchema
from urakata.kernel.errors import Invalid
from urakata.process.turns import Turn
from urakata.record.adapters import ledger_cursor


class OpenActions:
    """The actions whose condition holds, for some records: one query for each condition."""

    def __init__(self, app: AppSchema, turns: Iterable[Turn], env: Env) -> None:
        self._app = app
        self._env = env
        self._standing: dict[str, list[int]] = {}
        for turn in turns:
            if turn.state is not None:
                self._standing.setdefault(turn.state.name, []).append(turn.id)
        self._known: dict[tuple[str, str], Collection[int]] = {}

    def of(self, turn: Turn) -> list[Action]:
        """Every action that is open to somebody, in the order of the settings."""
        return [action for action in self._leaving(turn) if self._holds(action, turn)]

    def pick(self, turn: Turn, name: str) -> Action:
        """The one open action of this name.

        Raises `Invalid` (``GAIA_IL03``) when there is none, or more than one.
        """
        named = [action for action in self._leaving(turn) if action.name == name]
        found = [action for action in named if self._holds(action, turn)]
        if len(found) != 1:
            raise Invalid("GAIA_IL03")
        return found[0]

    def _leaving(self, turn: Turn) -> list[Action]:
        if turn.state is None:
            return []
        return [a for a in self._app.process.actions if a.source == turn.state.name]

    def _holds(self, action: Action, turn: Turn) -> bool:
        key = (action.source, action.condition)
        if key not in self._known:
            self._known[key] = self._matching(*key)
        return turn.id in self._known[key]

    def _matching(self, status: str, condition: str) -> Collection[int]:
        """Which of the records in a status fulfil a condition."""
        ids = self._standing[status]
        expression = parse_condition(condition)
        if expression is None:
            return frozenset(ids)
        where = compile_condition(expression, self._app, self._env)
        rows = ledger_cursor().execute(
            f"SELECT t.id FROM {ledger_table(self._app.app_id)} AS t"
            f" WHERE t.id = ANY(%s) AND ({where.text})",
            (ids, *where.params),
        )
        return frozenset(id_ for (id_,) in rows.fetchall())
