"""An office in which anything happens: people apply, decide, move, leave, stand in for others."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.process.firm import ACTIONS, APPLICANTS, APPROVALS, POSTS, RULES, STEPS, Firm, people
from urakata.directory import services, units
from urakata.directory.delegating import NewDelegation, add_delegation
from urakata.directory.periods import Period
from urakata.directory.today import company_today
from urakata.kernel.errors import UrakataError
from urakata.process.following import follow_all
from urakata.process.services import set_assignees

STORY = st.lists(
    st.tuples(st.integers(0, 5), APPROVALS | APPROVALS | ACTIONS), min_size=2, max_size=8
)


class Office(Firm, RuleBasedStateMachine):
    """One thing after the other."""

    @initialize(steps=STEPS, rules=RULES, posts=POSTS, applicants=APPLICANTS)
    def open(
        self, steps: Any, rules: dict[str, str], posts: list[int], applicants: list[int]
    ) -> None:
        self.found(steps, rules, posts, applicants)

    # --- what people do

    @rule(pick=st.integers(0, 3), story=STORY)
    def work(self, pick: int, story: list[tuple[int, str]]) -> None:
        """Those whose turn it is do what they like; what came back is sent again."""
        for id_ in self.picked(pick):
            for turn, action in story:
                status, waiting = self.standing(id_)
                if status == "承認待ち" and waiting:
                    self.act(waiting[turn % len(waiting)], id_, action)
                elif status == "申請前":
                    self.act(self.creator(id_), id_, "申請する")

    @rule(pick=st.integers(0, 3), who=people, action=ACTIONS)
    def meddle(self, pick: int, who: int, action: str) -> None:
        """Anybody tries anything."""
        for id_ in self.picked(pick):
            self.act(self.ids[who], id_, action)

    @rule(pick=st.integers(0, 3), to=people)
    def hand_on(self, pick: int, to: int) -> None:
        for id_ in self.picked(pick):
            try:
                set_assignees(
                    actor=self.owner, app=self.app, record_id=id_, assignees=[self.codes[to]]
                )
            except UrakataError:
                continue

    # --- what becomes of people

    @rule(who=people, title=st.sampled_from([None, "bucho", "kacho"]))
    def appoint(self, who: int, title: str | None) -> None:
        units.add_members(
            actor=self.owner,
            organization=f"{self.mark}sub",
            users=[self.codes[who]],
            title=title and f"{self.mark}{title}",
        )

    @rule(who=people)
    def leave_or_come_back(self, who: int) -> None:
        change = services.disable_user if self.is_here(who) else services.enable_user
        change(actor=self.owner, code=self.codes[who])

    @rule(pick=st.integers(0, 3), of_all=st.booleans())
    def leave_while_asked(self, pick: int, of_all: bool) -> None:
        """Whoever is asked leaves; if there is one, after others of his line have agreed."""
        for id_ in self.picked(pick):
            waiting = self.half_agreed(id_) or self.standing(id_)[1]
            for who in waiting if of_all else waiting[:1]:
                if who in self.ids and self.is_here(self.ids.index(who)):
                    code = self.codes[self.ids.index(who)]
                    services.disable_user(actor=self.owner, code=code)
        follow_all()

    @rule(who=people, to=people)
    def delegate(self, who: int, to: int) -> None:
        today = company_today()
        new = NewDelegation([self.codes[to]], Period(today, today), principal=self.codes[who])
        try:
            add_delegation(actor=self.owner, new=new, knows_app=lambda _: True)
        except UrakataError:  # to himself, in a circle, somebody who left
            return

    @rule()
    def let_routes_follow(self) -> None:
        follow_all()

    def picked(self, pick: int) -> list[int]:
        return [self.records[pick % len(self.records)]] if self.records else []
