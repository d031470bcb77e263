"""How verdicts look in JSON: every reason with its place in the rules, and as a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from ninja import Schema

from urakata.access.reasons import Basis, Reason
from urakata.access.verdicts import AppVerdict, Extent, FieldVerdict
from urakata.access.wording import say
from urakata.definition.access_rules import Accessibility, Entity, EntityType
from urakata.definition.editing.access_lists import List
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor, Right
from urakata.directory.people import Snapshot, snapshot
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Language
from urakata.record.explaining import RecordVerdict


class Whom(Schema):
    """Whom a row of a rule is about."""

    type: EntityType
    code: str | None
    includeSubs: bool  # noqa: N815  # kintone's style
    organization: str | None


class Why(Schema):
    """What decided. Places count from 0, as the list was written; `text` says it in words.

    `condition` is that of a rule about records; null also when it must not be told.
    """

    basis: Basis
    about: List
    rule: int | None
    row: int | None
    entity: Whom | None
    condition: str | None
    gives: list[Right | Accessibility]
    byRecord: bool  # noqa: N815
    text: str


class FieldShown(Schema):
    """A field that a rule restricts; ``sometimes`` is in the records that name the person."""

    code: str
    label: str
    table: str | None
    sees: Extent
    writes: Extent
    reasons: list[Why]


class Shown(Schema):
    """Somebody, or something, by id and name."""

    id: str
    code: str
    name: str


class Told(Schema):
    """What may be done in an app, and why."""

    rights: list[Right]
    reasons: list[Why]
    records: list[Why]
    fields: list[FieldShown]


class InApp(Told):
    """The same of one app."""

    app: Shown


class OfPerson(Schema):
    """One person in all apps."""

    person: Shown
    apps: list[InApp]


class Together(Told):
    """People for whom everything in an app is equal."""

    people: list[Shown]


class OfToken(Schema):
    """An API token: its rights are its own, and rules about records and fields do not concern it."""

    id: str
    hint: str
    memo: str
    rights: list[Literal["view", "add", "edit", "delete", "manage"]]


class OfApp(Schema):
    """Everybody in one app."""

    app: Shown
    groups: list[Together]
    tokens: list[OfToken]


class TogetherHere(Schema):
    """People for whom everything in a record is equal."""

    rights: list[Literal["view", "edit", "delete"]]
    reasons: list[Why]
    fields: list[FieldShown]
    people: list[Shown]


class OfRecord(Schema):
    """Everybody over one record."""

    app: Shown
    id: str
    groups: list[TogetherHere]


class Telling:
    """Verdicts about one app as JSON, in one language."""

    def __init__(self, app: AppSchema, language: Language) -> None:
        self._app = app
        self._language = language
        self._people: Snapshot = snapshot()

    @property
    def app(self) -> JSONDict:
        """The app itself."""
        return {"id": str(self._app.app_id), "code": self._app.code, "name": self._app.name}

    def of_app(self, verdict: AppVerdict) -> JSONDict:
        """`Told`."""
        return {
            "rights": list(verdict.rights),
            "reasons": self._reasons(verdict.reasons),
            "records": self._reasons(verdict.records),
            "fields": [self._field(each) for each in verdict.fields],
        }

    def of_record(self, verdict: RecordVerdict) -> JSONDict:
        """`TogetherHere`, but for the people."""
        return {
            "rights": list(verdict.rights),
            "reasons": self._reasons(verdict.reasons),
            "fields": [self._field(each) for each in verdict.fields],
        }

    def _reasons(self, reasons: Iterable[Reason]) -> list[JSONValue]:
        return [self._reason(each) for each in reasons]

    def _reason(self, reason: Reason) -> JSONDict:
        return {
            "basis": reason.basis,
            "about": reason.which,
            "rule": reason.rule,
            "row": reason.row,
            "entity": _entity(reason.entity) if reason.entity else None,
            "condition": reason.condition if reason.which == "records" else None,
            "gives": list(reason.gives),
            "byRecord": reason.is_by_record,
            "text": say(reason, self._app, self._people).in_(self._language),
        }

    def _field(self, verdict: FieldVerdict) -> JSONDict:
        field = self._app.by_id[verdict.field_id]
        table = self._app.by_id.get(field.table_id or 0)
        return {
            "code": field.code,
            "label": field.label,
            "table": table.code if table else None,
            "sees": verdict.sees,
            "writes": verdict.writes,
            "reasons": self._reasons(verdict.reasons),
        }


def _entity(entity: Entity) -> JSONDict:
    return {
        "type": entity.type,
        "code": entity.code,
        "includeSubs": entity.with_subs,
        "organization": entity.organization,
    }


def show_people(people: Iterable[Actor]) -> list[JSONValue]:
    """Everybody of a group."""
    return [show_person(each) for each in people]


def show_person(person: Actor) -> JSONDict:
    """Somebody by id and name."""
    return {"id": str(person.user_id), "code": person.code, "name": person.name}
