"""Who had which part in a record: made it, applied for it, is named in it, acted on it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final, TypeAlias

from urakata.definition.conditions.columns import column_sql
from urakata.definition.conditions.environment import Env
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema
from urakata.directory.entities import Values, expand
from urakata.directory.people import snapshot
from urakata.process.models import Route, Step
from urakata.process.routes.case import ids_in
from urakata.record.adapters import ledger_cursor

ByRecord: TypeAlias = dict[int, set[int]]


def participants(
    type_: str, code: str, *, app: AppSchema, ids: Collection[int], env: Env
) -> ByRecord:
    """The users who had a part in records, by record; one statement, at most two.

    `type_` is ``CREATOR``, ``APPLICANT`` (and who filed it for him), ``FIELD_ENTITY`` (`code`: the
    field; members of groups and organizations) or ``ACTED`` (`code`: the action; in any round, and
    on whose behalf). Who acted before `process_step` was kept is not known.
    """
    find = _PARTS.get(type_)
    return find(code, app, ids, env) if ids and find else {}


def _creators(_code: str, app: AppSchema, ids: Collection[int], _env: Env) -> ByRecord:
    sql = f"SELECT id, created_by FROM {ledger_table(app.app_id)} WHERE id = ANY(%s)"
    rows = ledger_cursor().execute(sql, ([*ids],)).fetchall()
    return {id_: {creator} for id_, creator in rows}


def _applicants(code: str, app: AppSchema, ids: Collection[int], env: Env) -> ByRecord:
    """As of the newest submission; who made it, where there was none."""
    routes = (
        Route.objects.filter(app_id=app.app_id, record_id__in=ids)
        .order_by("record_id", "-round")
        .distinct("record_id")
        .values_list("record_id", "applicant_id", "submitted_by_id")
    )
    return _creators(code, app, ids, env) | {id_: {*both} for id_, *both in routes}


def _named(code: str, app: AppSchema, ids: Collection[int], env: Env) -> ByRecord:
    field = app.by_code.get(code)
    if field is None or field.table_id is not None or not field.type.people:
        return {}
    sql = f"SELECT t.id, {column_sql(field, app, env)} FROM {ledger_table(app.app_id)} AS t"
    rows = ledger_cursor().execute(f"{sql} WHERE t.id = ANY(%s)", ([*ids],)).fetchall()
    people, kind = snapshot(), field.type.people
    entity = [{"entity": {"type": "FIELD_ENTITY", "code": code}}]
    return {
        id_: {*expand(entity, people, Values(None, {code: (kind, ids_in(value))}))}
        for id_, value in rows
    }


def _acted(code: str, app: AppSchema, ids: Collection[int], _env: Env) -> ByRecord:
    steps = Step.objects.filter(app_id=app.app_id, record_id__in=ids, action=code)
    found: ByRecord = {}
    for id_, *users in steps.values_list("record_id", "by_id", "on_behalf_of_id"):
        found.setdefault(id_, set()).update(user for user in users if user is not None)
    return found


_PARTS: Final[dict[str, Callable[[str, AppSchema, Collection[int], Env], ByRecord]]] = {
    "CREATOR": _creators,
    "APPLICANT": _applicants,
    "FIELD_ENTITY": _named,
    "ACTED": _acted,
}
