"""Which of several people may view a record: asked before somebody is called to it."""

from __future__ import annotations

from collections.abc import Iterable

from urakata.access.record_rules import TRUE, rows_where
from urakata.access.rights import may
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema
from urakata.definition.sql import Fragment, join
from urakata.directory.actor import Right
from urakata.directory.actors import actor_of
from urakata.directory.people import snapshot
from urakata.kernel.errors import Invalid
from urakata.process.candidates import find_user, not_a_candidate
from urakata.record.adapters import ledger_cursor
from urakata.record.read import read_env


def viewers(
    app: AppSchema, record_id: int, user_ids: Iterable[int], also: tuple[Right, ...] = ()
) -> frozenset[int]:
    """Those of the active users who may view a record: one statement.

    `also` are rights over the app that they need besides.
    """
    actors = [actor_of(id_) for id_ in user_ids]
    able = [each for each in actors if all(may(each, right, app) for right in ("view", *also))]
    if not able:
        return frozenset()
    asked = [rows_where(app, "view", read_env(each)) or TRUE for each in able]
    tests = join(", ", (Fragment(f"({each.text}) IS TRUE", each.params) for each in asked))
    row = (
        ledger_cursor()
        .execute(
            f"SELECT {tests.text} FROM {ledger_table(app.app_id)} AS t WHERE t.id = %s",
            (*tests.params, record_id),
        )
        .fetchone()
    )
    return frozenset(each.user_id for each, sees in zip(able, row or (), strict=False) if sees)


def require_viewers(
    app: AppSchema, record_id: int, codes: Iterable[str], also: tuple[Right, ...] = ()
) -> list[int]:
    """The users with these login names, each once, all of whom may view a record.

    Raises `Invalid`: ``GAIA_IL26`` for nobody, ``GAIA_SA03`` for somebody who left, ``UR_TS01``
    for somebody who may not view it.
    """
    people = snapshot()
    ids = {code: find_user(people, code) for code in dict.fromkeys(codes)}
    for code, id_ in ids.items():
        if not people.only_active([id_]):
            raise not_a_candidate(code)
    found = viewers(app, record_id, ids.values(), also)
    for code, id_ in ids.items():
        if id_ not in found:
            raise Invalid("UR_TS01", code=code, name=people.show("user", id_)["name"])
    return [*ids.values()]
