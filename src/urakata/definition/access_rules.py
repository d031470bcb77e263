"""アクセス権: who may do what, as the app's manager wrote it down (kintone-api §8).

Values only: what a rule means for somebody is worked out in `access`. In the app document::

    {"app": [{"entity": …, "includeSubs", "appEditable", "recordViewable", …}],
     "records": [{"filterCond", "entities": [{"entity", "includeSubs", "viewable", …}]}],
     "fields": [{"code", "entities": [{"entity", "includeSubs", "accessibility"}]}]}

with each list absent or null where it was never set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias, cast

from urakata.directory.actor import Right

EntityType: TypeAlias = Literal["USER", "GROUP", "ORGANIZATION", "TITLE", "CREATOR", "FIELD_ENTITY"]
Accessibility: TypeAlias = Literal["WRITE", "READ", "NONE"]

APP_RIGHTS: Final[dict[str, Right]] = {
    "appEditable": "manage",
    "recordViewable": "view",
    "recordAddable": "add",
    "recordEditable": "edit",
    "recordDeletable": "delete",
    "recordImportable": "import",
    "recordExportable": "export",
}
"""kintone's names of the rights over an app."""

RECORD_RIGHTS: Final[dict[str, Right]] = {
    "viewable": "view",
    "editable": "edit",
    "deletable": "delete",
}
"""kintone's names of the rights over a record."""

IMPLIED: Final[dict[Right, Right]] = {
    "edit": "view",
    "delete": "view",
    "import": "add",
    "export": "view",
}
"""A right that is of no use without another one goes with it (kintone-api §8)."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Whom a rule is about. `code` is None for ``CREATOR``; a field's code for ``FIELD_ENTITY``."""

    type: EntityType
    code: str | None
    with_subs: bool = False  #: an organization with all below it
    organization: str | None = None  #: of a ``TITLE``: within this one only

    @property
    def is_everyone(self) -> bool:
        """The group of everybody: it counts last, wherever it stands."""
        return self.type == "GROUP" and self.code == "everyone"


@dataclass(frozen=True, slots=True)
class Grant:
    """What an entity may: rights over an app or over the records of a rule."""

    entity: Entity
    rights: frozenset[Right]
    place: int = 0  #: among the rows as they were written, from 0


@dataclass(frozen=True, slots=True)
class RecordRule:
    """Rights over the records that a condition holds for (``""``: all of them)."""

    condition: str
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class FieldGrant:
    """What an entity may do with a field."""

    entity: Entity
    accessibility: Accessibility
    place: int = 0  #: among the rows as they were written, from 0


@dataclass(frozen=True, slots=True)
class FieldRule:
    """Rights over one field, a table, or a column of a table."""

    code: str
    grants: tuple[FieldGrant, ...]


@dataclass(frozen=True, slots=True)
class AccessRules:
    """All rules of an app, in the order in which they count."""

    app: tuple[Grant, ...]
    records: tuple[RecordRule, ...] = ()
    fields: tuple[FieldRule, ...] = ()

    @property
    def is_default(self) -> bool:
        """Whether nobody ever set rights over the app itself."""
        return self.app is DEFAULT_GRANTS


_WORKING: Final = frozenset[Right]({"view", "add", "edit", "delete"})
DEFAULT_GRANTS: Final = (
    Grant(Entity("CREATOR", None), frozenset(APP_RIGHTS.values()), 0),
    Grant(Entity("GROUP", "Administrators"), frozenset(APP_RIGHTS.values()), 1),
    Grant(Entity("GROUP", "everyone"), _WORKING, 2),
)
"""As long as nothing is set: the creator may everything, everybody else works with the records
(kintone's default); administrators, who could give themselves the rest anyway, have it as well."""


NOTHING_SET: Final = AccessRules(DEFAULT_GRANTS)


def read_access(raw: Mapping[str, Any] | None) -> AccessRules:
    """The ``access`` of an app document, already checked, as values."""
    raw = raw or {}
    app = raw.get("app")
    return AccessRules(
        app=DEFAULT_GRANTS if app is None else _last(_grants(_app_grant, app)),
        records=tuple(
            RecordRule(
                rule.get("filterCond", ""),
                _last(_grants(_record_grant, rule["entities"])),
            )
            for rule in raw.get("records") or ()
        ),
        fields=tuple(
            FieldRule(rule["code"], _last(_grants(_field_grant, rule["entities"])))
            for rule in raw.get("fields") or ()
        ),
    )


def _grants(read: Callable[[Mapping[str, Any], int], Any], rows: Iterable[Any]) -> Iterator[Any]:
    return (read(row, place) for place, row in enumerate(rows))


def _app_grant(row: Mapping[str, Any], place: int) -> Grant:
    """A right brings the one it needs along."""
    given = {right for name, right in APP_RIGHTS.items() if row.get(name)}
    implied = {IMPLIED[right] for right in given if right in IMPLIED}
    return Grant(read_entity(row), frozenset(given | implied), place)


def _record_grant(row: Mapping[str, Any], place: int) -> Grant:
    """What cannot be seen can be neither edited nor deleted."""
    given = {right for name, right in RECORD_RIGHTS.items() if row.get(name)}
    return Grant(read_entity(row), frozenset(given if "view" in given else ()), place)


def _field_grant(row: Mapping[str, Any], place: int) -> FieldGrant:
    return FieldGrant(read_entity(row), cast("Accessibility", row["accessibility"]), place)


def read_entity(row: Mapping[str, Any]) -> Entity:
    """The entity of one row of any of the three lists."""
    entity = row["entity"]
    return Entity(
        type=entity["type"],
        code=entity.get("code"),
        with_subs=bool(row.get("includeSubs", False)),
        organization=entity.get("organization"),
    )


def _last(grants: Iterable[Any]) -> tuple[Any, ...]:
    """Everybody counts last."""
    return tuple(sorted(grants, key=lambda grant: grant.entity.is_everyone))
