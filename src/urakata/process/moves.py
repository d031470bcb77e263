"""Running actions on locked records: what is checked for each, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from urakata.definition.schema import Action, State
from urakata.kernel.errors import Forbidden, Invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.process.apart import Filing, kept_apart
from urakata.process.candidates import find_user, next_assignees
from urakata.process.changes import StatusChange
from urakata.process.deciding import act, check, deed_of, ends_of, with_reason
from urakata.process.freshness import state_of_rules
from urakata.process.growth import judged_amounts
from urakata.process.happened import or_what_happened, stale
from urakata.process.matrix.reading import matrix_on
from urakata.process.parts import OF_THE_APPLICANT, Part, Stage, part_in
from urakata.process.required import FORWARD
from urakata.process.routes.case import Case, cases_of
from urakata.process.routes.resolution import Authority
from urakata.process.runs import Run
from urakata.process.submitting import Submission, resolve_for, set_out
from urakata.process.trails import RouteRow, Trail
from urakata.process.turns import RUN_AND_MOVED, RUN_ONLY, Move
from urakata.process.visits import enter_status, hand_on, leave_status
from urakata.process.walk import is_passed, walk_on


@dataclass(frozen=True, slots=True)
class Passage:
    """One record on its way through an action that was found to be in order."""

    stage: Stage
    change: StatusChange
    action: Action
    part: Part
    target: State | None  #: None: others must act before the record leaves its status
    came_from: RouteRow | None  #: the route that it was on

    @property
    def trail(self) -> Trail:
        """The rows of its way."""
        return self.stage.trail


@dataclass(frozen=True, slots=True)
class Entering:
    """What is to be known of records that enter a status with a route, by id."""

    cases: dict[int, Case]
    amounts: dict[int, Decimal | None]
    matrix: Authority | None
    resolved_as: str  #: the state of people and rules by which the routes are resolved


def begin(run: Run, stage: Stage, change: StatusChange) -> Passage:
    """Check a change, and do what it means within the status; raises what is wrong with it."""
    if change.revision not in (None, -1, stage.turn.revision):
        raise stale(stage)
    try:
        action = run.open_actions.pick(stage.turn, change.action)
        part = _part(run, stage, action, change.on_behalf_of)
    except (Invalid, Forbidden) as error:
        is_his = _is_of_applicant(run, change.action)
        told = or_what_happened(stage, error, run.app.app_id, is_of_applicant=is_his)
        raise told from None
    run.segregated.refuse(stage.turn.id, action.name, run.acting(part))
    change = with_reason(action, change)
    check(run.app, stage, action, change)
    came_from = stage.route
    leaves = act(stage, action, part, change)
    if leaves and action.type == "PRIMARY":
        leaves = not still_to_act(run, stage, part)
    _ask_for_fields(run, stage, action, (part, leaves))
    target = run.state(action.target) if leaves else None
    return Passage(stage, change, action, part, target, came_from)


def _is_of_applicant(run: Run, name: str) -> bool:
    """Whether an action of this name is his, wherever it leads from."""
    named = [action for action in run.app.process.actions if action.name == name]
    return any(action.kind in OF_THE_APPLICANT for action in named)


def _ask_for_fields(run: Run, stage: Stage, action: Action, done: tuple[Part, bool]) -> None:
    """Raise ``UR_FR02`` for what must be filled to pass the step, or to leave the status.

    Where others must still act in the step, it is asked of the last of them.
    """
    part, leaves = done
    if action.kind not in FORWARD:
        return
    passed = {r.place for r in part.lines if leaves or is_passed(stage.trail.step(r.number))}
    place = max(passed, default=0)
    step = (action.source, place) if place else None
    status = action.source if leaves else ""
    run.unfilled.refuse(stage.turn.id, action.name, status=status, step=step)


def enterings(run: Run, passages: Sequence[Passage]) -> dict[str, Entering]:
    """What must be known of those that enter a status with a route: two statements a status."""
    ids: dict[str, list[int]] = {}
    for passage in passages:
        if passage.target is not None and passage.target.route is not None:
            ids.setdefault(passage.target.name, []).append(passage.stage.turn.id)
    found = {}
    for name, entering in ids.items():
        state = run.state(name)
        cases = cases_of(run.app, state, entering, run.env)
        resolved_as = state_of_rules(run.people)
        matrix = matrix_on() if state.route and state.route.matrix else None
        amounts = judged_amounts(run.app, state, cases, run.env)
        found[name] = Entering(cases, amounts, matrix, resolved_as)
    return found


def finish(run: Run, passage: Passage, entering: Entering | None) -> Move:
    """Let the record leave its status and enter the next, or wait for who else must act."""
    if passage.target is None:
        return _wait(run, passage)
    if passage.target.route is not None and entering is not None:
        return _submit(run, passage, passage.target, entering)
    turn, change = passage.stage.turn, passage.change
    assignees = next_assignees(passage.target, turn, run.people, chosen=change.assignee)
    _leave(passage, passage.part.on_behalf_of)
    enter_status(passage.trail, passage.target, assignees)
    return _move(run, passage, passage.target.name, assignees, behalf=passage.part.on_behalf_of)


def still_to_act(run: Run, stage: Stage, part: Part) -> list[int]:
    """Who else must act before a record leaves a status without a route where all must."""
    state, turn = stage.turn.state, stage.turn
    if state is None or stage.route or state.assignee.get("type") != "ALL":
        return []
    if not state.assignee.get("entities"):
        return []
    acted = part.on_behalf_of or run.actor.user_id
    return [id_ for id_ in run.people.only_active(turn.assignees) if id_ != acted]


def _wait(run: Run, passage: Passage) -> Move:
    stage = passage.stage
    if stage.route:
        waiting = stage.trail.turn
    else:
        waiting = still_to_act(run, stage, passage.part)
        hand_on(stage.trail, stage.turn, waiting)
    return _move(run, passage, stage.turn.status, waiting, behalf=passage.part.on_behalf_of)


def _submit(run: Run, passage: Passage, state: State, entering: Entering) -> Move:
    """Enter a status with a route; whom it asks is not chosen."""
    stage, trail = passage.stage, passage.trail
    if state.route is None:
        raise Invalid("GAIA_IL03")
    if passage.change.assignee:
        raise Invalid("GAIA_SA04")
    case = entering.cases[stage.turn.id]
    by, behalf = _applying(run, passage, case)
    filing = Filing(passage.action.name, frozenset(run.acting(passage.part)), by)
    case = kept_apart(run, state, replace(case, submitted_by_id=by), filing)
    amount = entering.amounts.get(stage.turn.id)
    submission = Submission(state, state.route, case, amount, by, entering.resolved_as)
    resolved = resolve_for(submission, run.people, entering.matrix)
    _leave(passage, behalf)
    set_out(trail, submission, resolved)
    walk_on(trail)
    enter_status(trail, state, ())
    about: JSONDict = {"round": trail.route.round} if trail.route else {}
    return _move(run, passage, state.name, trail.turn, behalf=behalf, about=about)


def _applying(run: Run, passage: Passage, case: Case) -> tuple[int, int | None]:
    """Who submits, and on whose behalf (代理申請); from one route to the next, that stays."""
    behalf = passage.part.on_behalf_of
    if passage.came_from is not None:
        return passage.came_from.submitted_by_id, behalf
    if behalf is None and case.applicant_id != run.actor.user_id:
        behalf = case.applicant_id
    return run.actor.user_id, behalf


def _leave(passage: Passage, behalf: int | None) -> None:
    deed = deed_of(passage.stage, passage.change, behalf)
    leave_status(passage.trail, passage.stage.turn, ends_of(passage.action).visit, deed)


def _part(run: Run, stage: Stage, action: Action, code: str | None) -> Part:
    """The actor's part. Raises ``GAIA_NT01`` where he has none, ``UR_PR09`` if not for this one."""
    behalf = find_user(run.people, code) if code else None
    part = part_in(stage, action, None if behalf == run.actor.user_id else behalf)
    if part is None:
        raise Forbidden("UR_PR09", code=code) if behalf else Forbidden("GAIA_NT01")
    return part


def _move(
    run: Run,
    passage: Passage,
    status: str,
    assignees: Sequence[int],
    *,
    behalf: int | None,
    about: JSONDict | None = None,
) -> Move:
    """What the ledger and the journal are told."""
    change, action = passage.change, passage.action
    told: dict[str, JSONValue] = {
        "decision": action.kind if action.kind != "PLAIN" else "",
        "step": [{"number": row.number, "name": row.name} for row in passage.part.lines],
        "toStep": change.to_step,
        "reason": change.reason,
        "comment": change.comment,
        "at": change.at.isoformat() if change.at else "",
        "conditions": [*change.conditions],
        **(about or {}),
    }
    return Move(
        id=passage.stage.turn.id,
        status=status,
        assignees=assignees,
        step=RUN_ONLY if passage.target is None else RUN_AND_MOVED,
        action=change.action,
        about={key: value for key, value in told.items() if value},
        on_behalf_of=run.person(behalf),
    )
