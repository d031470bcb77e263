"""The rows that a `Snapshot` is made of: as they are now, and as they were on a day that is past.

Each method takes one query and answers tuples whose first value is an id, in the order of ids.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final, Protocol, TypeAlias

from django.db import connection

Row: TypeAlias = tuple[Any, ...]

_USERS: Final = """
SELECT id, code, name, is_active, locale, timezone, primary_organization_id, is_guest
FROM directory_user ORDER BY id
"""
_ORGANIZATIONS: Final = """
SELECT id, code, name, parent_id, is_closed FROM directory_organization ORDER BY id
"""
_TITLES: Final = "SELECT id, code, name, rank FROM directory_title ORDER BY id"
_MANAGERS: Final = "SELECT id, manager_id FROM directory_user WHERE manager_id IS NOT NULL"
_GROUPS: Final = "SELECT id, code, name FROM directory_group ORDER BY id"
_MEMBERS: Final = """
SELECT organization_id, user_id, title_id FROM directory_membership ORDER BY organization_id, id
"""
_GROUPED: Final = "SELECT group_id, user_id FROM directory_user_groups ORDER BY group_id, id"

_ON: Final = "valid_from <= %(day)s AND (valid_to IS NULL OR valid_to > %(day)s)"
_USERS_ON: Final = f"""
SELECT u.id, u.code, u.name, coalesce(e.is_active, false), u.locale, u.timezone,
       e.primary_organization_id, u.is_guest
FROM directory_user u
LEFT JOIN (SELECT * FROM directory_personera WHERE {_ON}) e ON e.user_id = u.id
ORDER BY u.id
"""
_ORGANIZATIONS_ON: Final = f"""
SELECT organization_id, code, name, parent_id, is_closed FROM directory_organizationera
WHERE {_ON} ORDER BY organization_id
"""
_MANAGERS_ON: Final = f"""
SELECT user_id, manager_id FROM directory_personera WHERE manager_id IS NOT NULL AND {_ON}
"""
_MEMBERS_ON: Final = f"""
SELECT organization_id, user_id, title_id FROM directory_tenure WHERE {_ON}
ORDER BY organization_id, id
"""
_BEGINNING: Final = "SELECT min(valid_from) FROM directory_organizationera"


class Rows(Protocol):
    """Where a snapshot reads."""

    def users(self) -> list[Row]: ...
    def organizations(self) -> list[Row]: ...
    def titles(self) -> list[Row]: ...
    def managers(self) -> list[Row]: ...
    def groups(self) -> list[Row]: ...
    def members(self) -> list[Row]: ...
    def grouped(self) -> list[Row]: ...


class Present:
    """The rows as they are now."""

    def users(self) -> list[Row]:
        """Columns of `people.Person`."""
        return _read(_USERS)

    def organizations(self) -> list[Row]:
        """Columns of `people.Unit`."""
        return _read(_ORGANIZATIONS)

    def titles(self) -> list[Row]:
        """Columns of `people.Title`."""
        return _read(_TITLES)

    def managers(self) -> list[Row]:
        """Somebody, and whom they report to."""
        return _read(_MANAGERS)

    def groups(self) -> list[Row]:
        """Columns of `people.Named`."""
        return _read(_GROUPS)

    def members(self) -> list[Row]:
        """Columns of `people.Post`."""
        return _read(_MEMBERS)

    def grouped(self) -> list[Row]:
        """A group, and somebody in it."""
        return _read(_GROUPED)


class Past(Present):
    """The rows as they were on a day, as far as a history is kept: not of names, ranks and groups."""

    def __init__(self, day: date) -> None:
        self._day = day

    def users(self) -> list[Row]:
        return _read(_USERS_ON, self._day)

    def organizations(self) -> list[Row]:
        return _read(_ORGANIZATIONS_ON, self._day)

    def managers(self) -> list[Row]:
        return _read(_MANAGERS_ON, self._day)

    def members(self) -> list[Row]:
        return _read(_MEMBERS_ON, self._day)


def beginning() -> date | None:
    """The first day of which an organization is known."""
    day: date | None = _read(_BEGINNING)[0][0]
    return day


def _read(sql: str, day: date | None = None) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, None if day is None else {"day": day})
        return list(cursor.fetchall())
