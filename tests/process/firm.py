"""A firm of six with one app, whose approval has a random route; and what must always hold in it."""

from __future__ import annotations

from collections import Counter
from itertools import count
from typing import Any, Final

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import invariant

from tests.conftest import deploy_app
from tests.process import routed
from tests.process.building import entity, user
from tests.record.entries import entries
from urakata.definition.physical import ledger_table
from urakata.directory import services, units
from urakata.directory.actor import Actor
from urakata.directory.actors import actor_of, system_actor
from urakata.directory.people import snapshot
from urakata.directory.services import NewUser, create_user
from urakata.directory.units import NewNamed, NewOrganization
from urakata.kernel.errors import UrakataError
from urakata.process.changes import StatusChange
from urakata.process.models import Route, Step
from urakata.process.services import advance_statuses
from urakata.process.stuck import find_stuck
from urakata.record.adapters import ledger_cursor
from urakata.record.write import add_records

CLERKS: Final = 6
ENDS: Final = frozenset({"申請前", "完了", "却下"})  #: where nobody is waited for but the applicant
_ROUNDS = count(1)

people = st.integers(0, CLERKS - 1)
_ENTITIES = st.one_of(
    people.map(lambda n: ("USER", n)),
    st.integers(1, 3).map(lambda n: ("MANAGER", n)),
    st.sampled_from(["kacho", "bucho"]).map(lambda code: ("TITLE", code)),
)
_LINES = st.lists(
    st.tuples(st.lists(_ENTITIES, min_size=1, max_size=2), st.sampled_from(["ANY", "ALL"])),
    min_size=1,
    max_size=2,
)
STEPS = st.lists(st.tuples(_LINES, st.sampled_from(["ALL", "ANY"])), min_size=1, max_size=3)
RULES = st.fixed_dictionaries(
    {
        "whenEmpty": st.sampled_from(["ESCALATE", "SKIP", "STOP"]),
        "whenSame": st.sampled_from(["SKIP", "MERGE", "KEEP"]),
        "whenApplicant": st.sampled_from(["ESCALATE", "SKIP"]),
        "resubmit": st.sampled_from(["CONTINUE", "RESTART"]),
    }
)

POSTS = st.lists(people, min_size=2, max_size=2)
APPLICANTS = st.lists(people, min_size=2, max_size=4)
APPROVALS = st.just("承認する")
ACTIONS = st.sampled_from(
    ["承認する", "差し戻す", "前に戻す", "却下する", "引き戻す", "取り下げる"]
)


def by_people(told: list[Any]) -> list[Any]:
    """The actions in a journal that somebody ran: not what went on as the last to agree had left."""
    system = system_actor().user_id
    return [e for e in told if e["kind"] == "record.status" and e["actor"]["id"] != system]


class Firm:
    """六人の会社: one app with a random route, up to four records."""

    owner: Actor

    def found(
        self, steps: Any, rules: dict[str, str], posts: list[int], applicants: list[int]
    ) -> None:
        """Hire everybody, build the app, and submit a record for each of the applicants."""
        self.mark = f"r{next(_ROUNDS)}"
        self.owner = actor_of(
            create_user(
                actor=system_actor(),
                user=NewUser(code=f"{self.mark}o", name="長", groups=("Administrators",)),
            )
        )
        self._hire(posts)
        made = routed.approval(*(self._step(n, each) for n, each in enumerate(steps)), **rules)
        app = deploy_app(self.owner, routed.FIELDS, process=routed.only_kintones(made))
        self.app = routed.put_process(app, made)
        self.done: Counter[int] = Counter()
        self.records = [self._file(who) for who in applicants]
        for id_ in self.records:
            self.act(self.creator(id_), id_, "申請する")

    @transaction.atomic
    def _file(self, who: int) -> int:
        row = {"件名": {"value": "複合機"}, "金額": {"value": "1000"}}
        actor = actor_of(self.ids[who])
        return add_records(actor=actor, app=self.app, rows=[row], prefix="record")[0].id

    def _hire(self, posts: list[int]) -> None:
        top, below = f"{self.mark}top", f"{self.mark}sub"
        units.create_organizations(
            actor=self.owner,
            organizations=[NewOrganization(top, "本部"), NewOrganization(below, "課", top)],
        )
        units.create_titles(
            actor=self.owner,
            titles=[NewNamed(f"{self.mark}bucho", "部長"), NewNamed(f"{self.mark}kacho", "課長")],
        )
        self.codes = [f"{self.mark}p{n}" for n in range(CLERKS)]
        hired = [NewUser(code=code, name=code) for code in self.codes]
        self.ids = services.create_users(actor=self.owner, users=hired)
        for n, code in enumerate(self.codes):
            title = {posts[0]: f"{self.mark}bucho", posts[1]: f"{self.mark}kacho"}.get(n)
            unit = top if n == posts[0] else below
            units.add_members(actor=self.owner, organization=unit, users=[code], title=title)

    def _step(self, number: int, drawn: Any) -> dict[str, Any]:
        lines, join = drawn
        made = [
            routed.line(f"線{n}", *(self._entity(*each) for each in named), need=need)
            for n, (named, need) in enumerate(lines)
        ]
        return routed.step(f"段{number}", *made, join=join)

    def _entity(self, kind: str, of: Any) -> dict[str, Any]:
        if kind == "USER":
            return user(self.codes[of])
        if kind == "MANAGER":
            return {"entity": {"type": "MANAGER", "levels": of}, "includeSubs": False}
        return entity("TITLE", f"{self.mark}{of}")

    # --- what must always hold

    @invariant()
    def somebody_is_next_or_it_is_known_that_nobody_is(self) -> None:
        found = find_stuck(actor=self.owner)
        stuck = {each.row.record_id for each in found if each.app.app_id == self.app.app_id}
        for id_ in self.records:
            status, assignees = self.standing(id_)
            if status not in ENDS and id_ not in stuck:
                assert any(self.is_here(self.ids.index(each)) for each in assignees)

    @invariant()
    def nobody_approves_his_own(self) -> None:
        for route in self._routes():
            passed = Step.objects.filter(route=route, state="passed")
            for by in passed.values_list("by_id", "on_behalf_of_id"):
                assert not {route.applicant_id, route.submitted_by_id}.intersection(by)

    @invariant()
    def those_who_are_asked_are_those_of_the_open_lines(self) -> None:
        for id_ in self.records:
            status, assignees = self.standing(id_)
            if status == "承認待ち":
                rows = Step.objects.filter(record_id=id_, app_id=self.app.app_id, state="open")
                asked = [
                    n for row in rows.filter(number__gt=0).order_by("id") for n in row.assignees
                ]
                assert assignees == [*dict.fromkeys(asked)]

    @invariant()
    def every_step_is_in_the_journal_once(self) -> None:
        for id_ in self.records:
            told = by_people(entries(self.app, id_))
            assert len(told) == self.done[id_]
            steps = Counter(
                (step["number"], entry["about"]["action"], entry["actor"]["id"])
                for entry in told
                for step in entry["about"].get("step", ())
            )
            rows = Step.objects.filter(app_id=self.app.app_id, record_id=id_, number__gt=0)
            acted = rows.exclude(action="").values_list("number", "action", "by_id")
            assert steps == Counter(acted)

    # --- helpers

    def act(self, who: int, id_: int, action: str) -> None:
        """Run an action; one that is refused changes nothing."""
        before = self.digest(id_)
        try:
            advance_statuses(actor=actor_of(who), app=self.app, changes=[self.change(id_, action)])
        except UrakataError:
            assert self.digest(id_) == before
        else:
            self.done[id_] += 1

    def change(self, id_: int, action: str, revision: int | None = None) -> StatusChange:
        """An action with what it needs: a reason, whoever is next, the step to return to."""
        reason = "R02" if action in {"差し戻す", "前に戻す", "却下する"} else ""
        if action in {"差し戻す", "引き戻す", "取り下げる"}:
            code = self.codes[self.ids.index(self.creator(id_))]
            return StatusChange(id_, action, code, revision, reason=reason)
        to_step = 1 if action == "前に戻す" else None
        return StatusChange(id_, action, None, revision, reason=reason, to_step=to_step)

    def half_agreed(self, id_: int) -> list[int]:
        """Who is asked beside others who have agreed already."""
        rows = Step.objects.filter(app_id=self.app.app_id, record_id=id_, need="ALL")
        lines = {(row.route_id, row.number, row.line) for row in rows.filter(state="passed")}
        return [
            who
            for row in rows.filter(state="open")
            if (row.route_id, row.number, row.line) in lines
            for who in row.assignees
        ]

    def is_here(self, who: int) -> bool:
        return bool(snapshot().only_active([self.ids[who]]))

    def creator(self, id_: int) -> int:
        sql = f"SELECT created_by FROM {ledger_table(self.app.app_id)} WHERE id = %s"
        row = ledger_cursor().execute(sql, (id_,)).fetchone()
        assert row is not None
        return int(row[0])

    def standing(self, id_: int) -> tuple[str, list[int]]:
        sql = f"SELECT status, assignees FROM {ledger_table(self.app.app_id)} WHERE id = %s"
        row = ledger_cursor().execute(sql, (id_,)).fetchone()
        assert row is not None
        return row[0] or "申請前", row[1] or []

    def _routes(self) -> list[Route]:
        return list(Route.objects.filter(app_id=self.app.app_id))

    def digest(self, id_: int) -> object:
        rows = Step.objects.filter(app_id=self.app.app_id, record_id=id_).order_by("id")
        return self.standing(id_), list(rows.values()), list(Route.objects.values())
