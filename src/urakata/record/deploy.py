"""From a draft to a ledger that fits it: planned as steps, done in one transaction.

A deploy waits for the writers of its apps and keeps new ones waiting; several apps go live
together or not at all. `plan` says beforehand what it would do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from urakata.access.rights import require
from urakata.definition import publish, queries, services
from urakata.definition.build import build_schema
from urakata.definition.checks import check
from urakata.definition.diff import Diff, diff
from urakata.definition.fields.reference_table import ReferenceConfig
from urakata.definition.physical import ledger_table
from urakata.definition.schema import AppSchema
from urakata.directory import tokens
from urakata.directory.actor import Actor
from urakata.journal import writing
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, Problem, invalid
from urakata.record import jobs
from urakata.record.adapters import ledger_cursor
from urakata.record.ddl import Found, find_shapes
from urakata.record.index_build import Standing, index_steps, is_big, later_indexes, standing_of
from urakata.record.indexes import SMALL, found_indexes, related_index
from urakata.record.journalling import entries_of_deploy
from urakata.record.locks import lock_for_deploy, refuse_when_locked
from urakata.record.obstacles import find_obstacles
from urakata.record.plan import Plan, PlannedStep, Step, shape_steps
from urakata.record.renames import data_steps
from urakata.record.word_statistics import statistics_steps

Target = tuple[int, int | None]  #: app id, and the revision its draft must have (None: any)


@dataclass(frozen=True, slots=True)
class _Change:
    """One app on its way: what it will be, what is different, what its ledger looks like."""

    schema: AppSchema
    changes: Diff
    revision: int
    found: Found
    standing: Standing

    @property
    def later(self) -> list[str]:
        """The indexes that a job will see to."""
        return later_indexes(self.schema, self.standing)

    @property
    def obstacles(self) -> list[Problem]:
        """The records that stand in the way."""
        return find_obstacles(self.schema, self.changes, self.found)


def plan(*, actor: Actor, app_id: int) -> Plan:
    """What deploying an app's draft would do to the database. Changes nothing.

    Raises what `deploy` would raise about the draft itself; what stands in the way in the
    records is in the plan.
    """
    info = queries.get_app(app_id)
    require(actor, "manage", app_id, creator_id=info.creator_id)
    live, draft = queries.live_document(app_id), queries.draft_document(app_id)
    pending = publish.Pending(app_id, info.creator_id, live, draft, info.draft_revision)
    change = _change_of(pending, actor, queries.live_schema)
    return Plan(
        app_id,
        info.draft_revision,
        tuple(_planned(step) for step in _steps(change)),
        tuple(change.later),
        tuple(change.obstacles),
    )


@transaction.atomic
def deploy(
    *,
    actor: Actor,
    targets: Sequence[Target],
    revert: bool = False,
    rolled_back_to: int | None = None,
) -> None:
    """Make drafts live, or with `revert` discard them: all of them or none.

    `rolled_back_to` is the earlier version that the drafts bring back (`rollback`).

    Raises `NotFound`, `Forbidden`, `Conflict` (``GAIA_CO03``: the draft has another revision),
    whatever is wrong with a draft, `Invalid` for records that stand in the way (values that are
    not unique, statuses in use), and ``GAIA_DA02`` when readers or writers keep the tables busy.
    """
    ids = [app_id for app_id, _ in targets]
    if len(set(ids)) < len(ids):
        raise invalid("apps", rules.DUPLICATE_APP)
    for app_id in ids:
        require(actor, "manage", app_id, creator_id=queries.get_app(app_id).creator_id)
    if revert:
        for app_id, revision in sorted(targets):
            services.revert(actor=actor, app_id=app_id, revision=revision)
        return
    with refuse_when_locked():
        lock_for_deploy(ids)
        pending = {app_id: publish.hold(app_id, revision) for app_id, revision in sorted(targets)}
        _deploy_all(actor, pending, rolled_back_to)


def _deploy_all(
    actor: Actor, pending: dict[int, publish.Pending], rolled_back_to: int | None
) -> None:
    changes = _changes_of(actor, pending)
    problems = [problem for change in changes for problem in change.obstacles]
    if problems:
        raise Invalid("CB_VA01", problems=problems)
    for fragment in (f for change in changes for step in _steps(change) for f in step.sql):
        ledger_cursor().execute(fragment.text, fragment.params)
    writing.write(actor, [e for c in changes for e in entries_of_deploy(c.schema, c.changes)])
    for app_id in pending:
        publish.mark_live(actor=actor, app_id=app_id, rolled_back_to=rolled_back_to)
        tokens.activate_tokens(app_id, actor=actor)
    for change in changes:
        if change.later:
            jobs.defer_build_indexes(change.schema.app_id, [])
        _index_related(change.schema)


def _changes_of(actor: Actor, pending: dict[int, publish.Pending]) -> list[_Change]:
    """Check every draft against the others as they will be, and compare it with what is live."""
    drafts = {id_: _draft_schema(each) for id_, each in pending.items()}

    def schema_of(app_id: int) -> AppSchema:
        return drafts[app_id] if app_id in drafts else queries.live_schema(app_id)

    return [_change_of(each, actor, schema_of) for each in pending.values()]


def _draft_schema(pending: publish.Pending) -> AppSchema:
    draft = pending.draft
    return build_schema(
        draft,
        app_id=pending.app_id,
        version=pending.revision,
        name=draft["name"],
        code=draft["code"],
        creator_id=pending.creator_id,
    )


def _change_of(
    pending: publish.Pending, actor: Actor, schema_of: Callable[[int], AppSchema]
) -> _Change:
    app_id = pending.app_id
    schema = check(
        pending.draft,
        actor=actor,
        app_id=app_id,
        creator_id=pending.creator_id,
        schema_of=schema_of,
    )
    changes = diff(pending.live, pending.draft)
    return _Change(schema, changes, pending.revision, find_shapes(app_id), standing_of(app_id))


def _steps(change: _Change) -> Iterator[Step]:
    """Tables and columns, then values, then what makes them quick to find."""
    yield from shape_steps(change.schema, change.found, change.revision)
    if ledger_table(change.schema.app_id) in change.found.columns:
        yield from data_steps(change.changes, change.schema)
    yield from index_steps(change.schema, change.standing)
    yield from statistics_steps(change.schema)


def _planned(step: Step) -> PlannedStep:
    records = 0
    if step.touched is not None:
        row = ledger_cursor().execute(step.touched.text, step.touched.params).fetchone()
        records = int(row[0]) if row is not None else 0
    return PlannedStep(step.text, records, step.is_blocking or records > SMALL)


def _index_related(schema: AppSchema) -> None:
    """Index what this app's related records are found by, in the apps they are in."""
    for field in schema.fields:
        if not isinstance(field.config, ReferenceConfig):
            continue
        other = queries.live_schema(field.config.app_id)
        index = related_index(other, field.config.related_field)
        if index is None or index.name in found_indexes(other.app_id):
            continue
        if is_big(index.table):
            jobs.defer_build_indexes(other.app_id, [field.config.related_field])
        else:
            ledger_cursor().execute(index.create())
