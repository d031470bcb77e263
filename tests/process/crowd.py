"""A firm in which several people act at the same instant, each on a connection of his own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Any, Final, TypeAlias

from django.db import connection
from hypothesis import strategies as st

from tests.process.firm import ACTIONS, APPROVALS, Firm, by_people, people
from tests.record.entries import entries
from urakata.definition.physical import ledger_table
from urakata.directory import epochs, services, units
from urakata.directory.actor import Actor
from urakata.directory.actors import actor_of
from urakata.directory.delegating import NewDelegation, add_delegation
from urakata.directory.periods import Period
from urakata.directory.today import company_today
from urakata.kernel.errors import UrakataError
from urakata.process.bulk import Target, Wish, act_on_many
from urakata.process.changes import Moved
from urakata.process.following import follow_all
from urakata.process.models import Step
from urakata.process.reassigning import reassign
from urakata.process.services import advance_statuses, set_assignees
from urakata.record.adapters import ledger_cursor

PATIENCE: Final = 30  #: seconds until it counts as a deadlock
OF_THE_APPLICANT: Final = frozenset({"引き戻す", "取り下げる", "申請する"})
LOST: Final = frozenset(
    {
        "CB_AU01",  # he left himself
        "GAIA_CO02",  # it is not as it was when it was opened
        "GAIA_IL03",  # it is not in that status any more
        "GAIA_NT01",  # it is not his turn
        "GAIA_SA03",  # who was to be asked left
        "GAIA_SA04",  # who was chosen left
        "UR_PR01",  # nobody to ask is found
        "UR_PR02",  # somebody else was faster
        "UR_PR05",  # his own
        "UR_PR06",  # somebody acted already
        "UR_PR07",  # no earlier step
        "UR_PR10",  # nobody would be left to ask
        "UR_PR11",  # the applicant would be asked
        "UR_TS08",  # it is not the turn of whom it is taken from
    }
)
"""What those are told who were too late, or had no part: each says why, none "try again"."""

_picks = st.integers(0, 3)
_ACTS = st.tuples(st.just("act"), _picks, people, APPROVALS | APPROVALS | ACTIONS, st.booleans())
DEEDS = st.one_of(
    _ACTS,
    _ACTS,
    _ACTS,
    st.tuples(st.just("act"), _picks, people, ACTIONS, st.booleans()),
    st.tuples(st.just("bulk"), people),
    st.tuples(st.just("hand_on"), _picks, people),
    st.tuples(st.just("replace"), _picks, people),
    st.tuples(st.just("appoint"), people, st.sampled_from([None, "bucho", "kacho"])),
    st.tuples(st.just("leave"), people),
    st.tuples(st.just("leave_while_asked"), _picks, people),
    st.tuples(st.just("delegate"), people, people),
    st.tuples(st.just("follow")),
)
BURSTS = st.lists(st.lists(DEEDS, min_size=2, max_size=5), min_size=4, max_size=6)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one record in a deed."""

    record_id: int
    who: int
    action: str  #: nothing where the turn was handed on
    error: str = ""
    revision: int | None = None  #: that it had to have


Deed: TypeAlias = Callable[[], list[Done]]


class Crowd(Firm):
    """What is decided before an instant, done in it, and must be true after it."""

    def all_at_once(self, drawn: Iterable[Any]) -> None:
        deeds = [deed for kind, *about in drawn for deed in getattr(self, f"_{kind}")(*about)]
        if not deeds:
            return
        before = {id_: (self._way(id_), len(entries(self.app, id_))) for id_ in self.records}
        barrier = Barrier(len(deeds))
        with ThreadPoolExecutor(len(deeds)) as pool:
            running = [pool.submit(_in_a_request, barrier, deed) for deed in deeds]
            results = [each for deed in running for each in deed.result(PATIENCE)]
        self._compare(before, results)

    # --- deeds, as they are planned: who does what; each runs in a thread

    def _act(self, pick: int, who: int, action: str, knows: bool) -> list[Deed]:
        """On a record, one of those whose turn it is, or the applicant; `who` breaks the tie."""
        id_ = self.records[pick % len(self.records)]
        status, waiting = self.standing(id_)
        if status == "申請前":
            action = "申請する"
        elif status != "承認待ち":
            return []
        by = self.creator(id_) if action in OF_THE_APPLICANT else self._one_of(waiting, who)
        revision = self.revision(id_) if knows else None
        change = self.change(id_, action, revision)

        def run(actor: Actor) -> list[int]:
            advance_statuses(actor=actor, app=self.app, changes=[change])
            return [id_]

        return [self._deed(by, run, Done(id_, by, action, revision=revision))]

    def _bulk(self, who: int) -> list[Deed]:
        """Whoever is asked somewhere approves all."""
        waiting = [id_ for each in self.records for id_ in self.standing(each)[1]]
        by = self._one_of(waiting, who)
        targets = [Target(self.app.app_id, id_, self.revision(id_)) for id_ in self.records]

        def run() -> list[Done]:
            try:
                found = act_on_many(actor=actor_of(by), targets=targets, wish=Wish("承認する"))
            except UrakataError as error:
                return [Done(each.record_id, by, "承認する", error.code) for each in targets]
            return [
                Done(
                    target.record_id,
                    by,
                    "承認する",
                    "" if isinstance(each, Moved) else each.code,
                    target.revision,
                )
                for target, each in zip(targets, found, strict=True)
            ]

        return [run]

    def _hand_on(self, pick: int, to: int) -> list[Deed]:
        id_ = self.records[pick % len(self.records)]
        if self.standing(id_)[0] != "承認待ち":
            return []

        def run(actor: Actor) -> None:
            set_assignees(actor=actor, app=self.app, record_id=id_, assignees=[self.codes[to]])

        by = self.owner.user_id
        return [self._deed(by, run, Done(id_, by, ""))]

    def _replace(self, pick: int, to: int) -> list[Deed]:
        """担当替え of whoever is asked first."""
        id_ = self.records[pick % len(self.records)]
        waiting = [each for each in self.standing(id_)[1] if each in self.ids]
        if self.standing(id_)[0] != "承認待ち" or not waiting:
            return []
        codes = self.codes[self.ids.index(waiting[0])], self.codes[to]

        def run(actor: Actor) -> None:
            reassign(actor=actor, app=self.app, record_id=id_, codes=codes)

        by = self.owner.user_id
        return [self._deed(by, run, Done(id_, by, ""))]

    def _appoint(self, who: int, title: str | None) -> list[Deed]:
        def run(actor: Actor) -> None:
            units.add_members(
                actor=actor,
                organization=f"{self.mark}sub",
                users=[self.codes[who]],
                title=title and f"{self.mark}{title}",
            )

        return [self._deed(self.owner.user_id, run)]

    def _leave(self, who: int) -> list[Deed]:
        change = services.disable_user if self.is_here(who) else services.enable_user
        return [self._deed(self.owner.user_id, lambda by: change(actor=by, code=self.codes[who]))]

    def _leave_while_asked(self, pick: int, who: int) -> list[Deed]:
        """Of those who are asked, where there is one, beside others who have agreed."""
        id_ = self.records[pick % len(self.records)]
        waiting = self.half_agreed(id_) or self.standing(id_)[1]
        by = self._one_of(waiting, who)
        return self._leave(self.ids.index(by)) if by in self.ids else []

    def _delegate(self, who: int, to: int) -> list[Deed]:
        today = company_today()
        new = NewDelegation([self.codes[to]], Period(today, today), principal=self.codes[who])

        def run(actor: Actor) -> None:
            add_delegation(actor=actor, new=new, knows_app=lambda _: True)

        return [self._deed(self.owner.user_id, run)]

    def _follow(self) -> list[Deed]:
        def run() -> list[Done]:
            epochs.end()  # the chore runs outside of requests
            follow_all()
            return []

        return [run]

    def _deed(self, by: int, run: Callable[[Actor], object], done: Done | None = None) -> Deed:
        def tried() -> list[Done]:
            try:
                run(actor_of(by))
            except UrakataError as error:
                return [_lost(done, error.code)] if done else []
            return [done] if done else []

        return tried

    def _one_of(self, waiting: list[int], who: int) -> int:
        return waiting[who % len(waiting)] if waiting else self.ids[who]

    # --- what must be true

    def _compare(self, before: dict[int, Any], results: list[Done]) -> None:
        """Each who won is in the journal once, and nothing else; who lost was told why."""
        assert {each.error for each in results} <= LOST | {""}
        won = [each for each in results if not each.error]
        for id_ in self.records:
            way, told = before[id_]
            new = entries(self.app, id_)[told:]
            self._compare_journal(new, [each for each in won if each.record_id == id_])
            if not new:
                assert self._way(id_) == way
        known = [(each.record_id, each.revision) for each in won if each.revision is not None]
        assert len(known) == len({*known})  # of those who saw the same, one
        for each in won:
            self.done[each.record_id] += bool(each.action)

    def _compare_journal(self, new: list[Any], won: list[Done]) -> None:
        acted = by_people(new)
        assert Counter((e["actor"]["id"], e["about"]["action"]) for e in acted) == Counter(
            (each.who, each.action) for each in won if each.action
        )
        handed = [entry for entry in new if entry["kind"] == "record.assignees"]
        by_hand = [entry for entry in handed if entry["actor"]["id"] == self.owner.user_id]
        assert len(by_hand) == len([each for each in won if not each.action])

    def every_revision_is_in_the_journal_once(self) -> None:
        for id_ in self.records:
            revisions = [entry["revision"] for entry in self._told(id_)]
            assert revisions == sorted({*revisions})
            assert revisions[-1] == self.revision(id_)

    def check(self) -> None:
        """The invariants of the firm, and its own."""
        self.somebody_is_next_or_it_is_known_that_nobody_is()
        self.nobody_approves_his_own()
        self.those_who_are_asked_are_those_of_the_open_lines()
        self.every_step_is_in_the_journal_once()
        self.every_revision_is_in_the_journal_once()

    def revision(self, id_: int) -> int:
        sql = f"SELECT revision FROM {ledger_table(self.app.app_id)} WHERE id = %s"
        row = ledger_cursor().execute(sql, (id_,)).fetchone()
        assert row is not None
        return int(row[0])

    def _way(self, id_: int) -> Any:
        rows = Step.objects.filter(app_id=self.app.app_id, record_id=id_).order_by("id")
        return self.standing(id_), self.revision(id_), [*rows.values()]

    def _told(self, id_: int) -> list[Any]:
        """What the journal says of the record itself; with each entry its revision rose."""
        return [e for e in entries(self.app, id_) if e["kind"].startswith("record.")]


def _lost(done: Done, code: str) -> Done:
    return Done(done.record_id, done.who, done.action, code, done.revision)


def _in_a_request(barrier: Barrier, deed: Deed) -> list[Done]:
    """It looked at the people of before, and then all begin."""
    epochs.begin()
    try:
        epochs.current("directory")
        barrier.wait(PATIENCE)
        return deed()
    finally:
        epochs.end()
        connection.close()
