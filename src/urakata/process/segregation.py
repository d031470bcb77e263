"""職務分掌: whoever did one thing must not do the other, also across apps that look-ups tie together.

起票≠承認, 発注≠検収, 登録≠支払. What counts is who did it really: whoever acted on behalf of another did,
and so did the other. All of it is read with the system's eyes; what a refusal says of another
app's record, only those are told who may view it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from urakata.access.rights import require
from urakata.definition.conditions.environment import Env
from urakata.definition.in_words.parts import put
from urakata.definition.queries import live_schema
from urakata.definition.routing import Segregation
from urakata.definition.schema import AppSchema
from urakata.directory.people import snapshot
from urakata.kernel.errors import Forbidden, Problem, UrakataError
from urakata.kernel.text import Text
from urakata.process.participants import participants
from urakata.process.ties import tied_records
from urakata.record.read import require_records

_PARTS: Final[dict[str, Text]] = {
    "CREATOR": Text("{name}さんは、{record}の作成者です。", "{name} made {record}."),
    "APPLICANT": Text("{name}さんは、{record}の申請者です。", "{name} applied for {record}."),
    "FIELD_ENTITY": Text(
        "{name}さんは、{record}の「{code}」に指定されています。",
        "{name} is named in “{code}” of {record}.",
    ),
    "ACTED": Text(
        "{name}さんは、{record}で「{code}」を実行しています。", "{name} ran “{code}” on {record}."
    ),
}
_HERE: Final = Text("このレコード", "this record")
_THERE: Final = Text("「{app}」のレコード（id: {id}）", "record {id} of “{app}”")
_UNTOLD: Final = Text(
    "{name}さんは、関連するほかのアプリのレコードの手続きを行っています。",
    "{name} had a part in a record of another app that this one is tied to.",
)


@dataclass(frozen=True, slots=True)
class Bar:
    """Why somebody may not run an action on a record: what he did, and where."""

    user_id: int
    rule: str
    type: str
    code: str
    app_id: int
    record_id: int


def barred(
    app: AppSchema, action: str, record_ids: Collection[int], env: Env
) -> dict[int, set[int]]:
    """Those who may not run an action, by record; records without any are left out.

    For whoever looks for people to ask: a few statements, however many records.
    """
    bars = Segregated(app, record_ids, env).of(action)
    return {id_: {bar.user_id for bar in each} for id_, each in bars.items()}


class Segregated:
    """Who may not run what on the records of a call; asked once for each action."""

    def __init__(self, app: AppSchema, ids: Collection[int], env: Env) -> None:
        self._app = app
        self._ids = ids
        self._env = replace(env, sight_of=None)
        self._known: dict[str, Mapping[int, Sequence[Bar]]] = {}

    def of(self, action: str) -> Mapping[int, Sequence[Bar]]:
        """Everybody who may not run an action, by record, in the order of the rules."""
        if action not in self._known:
            found: dict[int, list[Bar]] = {}
            for rule in self._app.process.segregation:
                if rule.action == action:
                    for id_, bar in self._bars(rule):
                        found.setdefault(id_, []).append(bar)
            self._known[action] = found
        return self._known[action]

    def bars_of(self, record_id: int, action: str, users: Collection[int]) -> list[Bar]:
        """What keeps these people from running an action on a record."""
        return [bar for bar in self.of(action).get(record_id, ()) if bar.user_id in users]

    def refuse(self, record_id: int, action: str, users: Collection[int]) -> None:
        """Raise `Forbidden` (``UR_FR03``) if one of these may not run an action on a record.

        `users` are whoever acts, and on whose behalf.
        """
        if bars := self.bars_of(record_id, action, users):
            first = bars[0]
            raise Forbidden(
                "UR_FR03",
                rule=first.rule,
                name=_name(first.user_id),
                action=action,
                problems=[Problem("action", self._why(bar, record_id)) for bar in bars],
            )

    def _bars(self, rule: Segregation) -> Iterator[tuple[int, Bar]]:
        for item in rule.differs_from:
            type_, code, via = (str(item.get(key) or "") for key in ("type", "code", "via"))
            where, ties = self._app, {id_: [id_] for id_ in self._ids}
            if via:
                tied = tied_records(self._app, via, self._ids, self._env)
                if tied is None:
                    continue
                where, ties = tied
            there = {id_ for each in ties.values() for id_ in each}
            found = participants(type_, code, app=where, ids=there, env=self._env)
            for id_, each in ties.items():
                for tied_id in each:
                    for user in sorted(found.get(tied_id, ())):
                        yield id_, Bar(user, rule.name, type_, code, where.app_id, tied_id)

    def _why(self, bar: Bar, record_id: int) -> Text:
        name = _name(bar.user_id)
        record = _HERE
        if (bar.app_id, bar.record_id) != (self._app.app_id, record_id):
            where = live_schema(bar.app_id)
            if not self._may_view(where, bar.record_id):
                return _UNTOLD.fill(name=name)
            record = _THERE.fill(app=where.name, id=bar.record_id)
        return put(_PARTS[bar.type], name=name, record=record, code=bar.code)

    def _may_view(self, app: AppSchema, record_id: int) -> bool:
        try:
            require(self._env.actor, "view", app)
            require_records(self._env.actor, app, [record_id])
        except UrakataError:
            return False
        return True


def _name(user_id: int) -> str:
    return str(snapshot().show("user", user_id)["name"])
