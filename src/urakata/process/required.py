"""What must be filled before a record leaves its status, or passes a step of its route.

Saving a record asks nothing of this: it may wait half done. Asked once for all records of a call, and
only where some place requires something.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import Final

from urakata.access.standing import Place, bare, places_of
from urakata.definition.conditions.columns import column_sql
from urakata.definition.conditions.environment import Env
from urakata.definition.physical import child_table, ledger_table
from urakata.definition.schema import AppSchema, Field
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, Problem
from urakata.record.adapters import ledger_cursor

FORWARD: Final = frozenset({"PLAIN", "APPROVE"})
"""The kinds of actions that ask for what is required; a way back or out asks nothing."""


class Unfilled:
    """The required fields that are empty, for the records of one call.

    `env` is the system's own: a field counts as filled whoever may see it. Answers are of the
    moment of the first question; the records are to be locked.
    """

    def __init__(self, app: AppSchema, ids: Collection[int], env: Env) -> None:
        self._app = app
        self._ids = [*ids]
        self._env = env
        self._places = [place for place in places_of(app) if place.rules.required]

    def refuse(
        self, record_id: int, action: str, *, status: str = "", step: tuple[str, int] | None = None
    ) -> None:
        """Raise `Invalid` (``UR_FR02``), each field at its path, if an action leaves some empty.

        `status` is the one that is left, `step` the one that is passed: its status and its place
        in the route as it is written, from 1.
        """
        left = {(status, 0), step}
        found: dict[str, Problem] = {}
        for place in self._places:
            if (place.status, place.step) in left:
                for problem in self._problems(place, record_id):
                    found.setdefault(problem.at, problem)
        if found:
            raise Invalid("UR_FR02", action=action, problems=[*found.values()])

    def _problems(self, place: Place, record_id: int) -> Iterator[Problem]:
        text = rules.REQUIRED_IN_STEP if place.step else rules.REQUIRED_IN_STATUS
        name = place.step_name if place.step else place.status
        for field in bare(self._app, place.rules.required):
            said = text.fill(field=field.code, place=name)
            for at in self._empty.get((field.id, record_id), ()):
                yield Problem(f"{self._root(record_id)}.{at}.value", said)

    def _root(self, record_id: int) -> str:
        """What paths begin with: as where records are written, by their order in the call."""
        return "record" if len(self._ids) == 1 else f"records[{self._ids.index(record_id)}]"

    @cached_property
    def _empty(self) -> Mapping[tuple[int, int], list[str]]:
        """By field and record, where it is empty: one statement, and one for each table."""
        codes = {code for place in self._places for code in place.rules.required}
        fields = [f for f in bare(self._app, codes) if f.type.column or f.type.key == "SUBTABLE"]
        found: dict[tuple[int, int], list[str]] = {}
        for record_id, field in self._in_records([f for f in fields if f.table_id is None]):
            found.setdefault((field.id, record_id), []).append(field.code)
        for table in self._app.tables:
            columns = [field for field in fields if field.table_id == table.id]
            for record_id, line, field in self._in_lines(table, columns):
                at = f"{table.code}.value[{line}].value.{field.code}"
                found.setdefault((field.id, record_id), []).append(at)
        return found

    def _in_records(self, fields: Sequence[Field]) -> Iterator[tuple[int, Field]]:
        if not fields:
            return
        tests = ", ".join(self._is_empty(field) for field in fields)
        rows = ledger_cursor().execute(
            f"SELECT t.id, ARRAY[{tests}] FROM {ledger_table(self._app.app_id)} AS t"
            " WHERE t.id = ANY(%s)",
            (self._ids,),
        )
        for record_id, answers in rows.fetchall():
            yield from ((record_id, field) for field in compress(fields, answers))

    def _is_empty(self, field: Field) -> str:
        if field.type.key == "SUBTABLE":
            lines = child_table(self._app.app_id, field.id)
            return f"NOT EXISTS (SELECT FROM {lines} c WHERE c.record_id = t.id)"
        return f"{column_sql(field, self._app, self._env)} IS NULL"

    def _in_lines(self, table: Field, columns: Sequence[Field]) -> Iterator[tuple[int, int, Field]]:
        if not columns:
            return
        tests = [f"{column_sql(each, self._app, self._env, 'c')} IS NULL" for each in columns]
        rows = ledger_cursor().execute(
            "SELECT c.record_id, row_number() OVER (PARTITION BY c.record_id"
            f" ORDER BY c.position, c.id) - 1, ARRAY[{', '.join(tests)}]"
            f" FROM {child_table(self._app.app_id, table.id)} AS c WHERE c.record_id = ANY(%s)"
            " ORDER BY 1, 2",
            (self._ids,),
        )
        for record_id, line, answers in rows.fetchall():
            yield from ((record_id, line, field) for field in compress(columns, answers))
