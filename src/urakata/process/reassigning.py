"""担当替え: somebody else is asked instead of one whose turn it is."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from urakata.access.rights import require, require_person
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, invalid
from urakata.process.assigning import assign
from urakata.process.candidates import find_user
from urakata.process.deciding import LONGEST_COMMENT
from urakata.process.following import set_current_stage
from urakata.process.runs import Run
from urakata.process.services import open_process
from urakata.process.trail_rows import store_trails
from urakata.process.turns import store_moves
from urakata.process.viewers import require_viewers
from urakata.record.read import require_records


@transaction.atomic
def reassign(
    *, actor: Actor, app: AppSchema, record_id: int, codes: tuple[str, str], comment: str = ""
) -> int:
    """Ask the second instead of the first (login names); answers the record's new revision.

    For those whose turn it is (delegates, too) and for managers of the app. Raises `Invalid`:
    ``UR_TS08`` when it is not the first one's turn, ``UR_TS01`` when the second may not view the
    record or edit in the app, ``UR_PR11`` for the applicant; and what `set_assignees` raises.
    """
    require_person(actor)
    require(actor, "view", app)
    require(actor, "edit", app)
    open_process(actor, app)
    if len(comment) > LONGEST_COMMENT:
        raise invalid("comment", rules.TOO_LONG.fill(n=LONGEST_COMMENT))
    require_records(actor, app, [record_id])
    run = set_current_stage(actor, app, [record_id]).run
    stage = run.stages[record_id]
    gone, new = codes
    turn = list(stage.turn.assignees)
    id_ = find_user(run.people, gone)
    if id_ not in turn:
        raise Invalid("UR_TS08", code=gone, name=run.people.show("user", id_)["name"])
    (to,) = require_viewers(app, record_id, [new], also=("edit",))
    asked = [_code(run, to if each == id_ else each) for each in turn]
    move = assign(run, stage, asked, None)
    move = replace(move, about={"from": id_, "to": to, "comment": comment})
    store_moves(app, [move], run.turns, by=actor, env=run.env)
    store_trails(app.app_id, [stage.trail])
    return stage.turn.revision + move.step


def _code(run: Run, id_: int) -> str:
    return str(run.people.show("user", id_)["code"])
