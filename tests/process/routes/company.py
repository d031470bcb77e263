"""A directory made of plain values, so that resolution can be tried thousands of times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from urakata.directory.people import Snapshot, Title, Unit


class Company(Snapshot):
    """People by code (ids count from 1), with their posts, as `Snapshot` would have read them."""

    def __init__(
        self,
        people: Mapping[str, Sequence[tuple[str, str | None]]],
        *,
        units: Mapping[str, str | None],
        titles: Sequence[str] = (),
        managers: Mapping[str, str] | None = None,
        gone: Sequence[str] = (),
    ) -> None:
        self.epoch = 0
        unit_ids = {code: n for n, code in enumerate(units, 1)}
        title_ids = {code: n for n, code in enumerate(titles, 1)}
        user_ids = {code: n for n, code in enumerate(people, 1)}
        homes = {code: unit_ids[posts[0][0]] if posts else None for code, posts in people.items()}
        self._users: dict[int, tuple[Any, ...]] = {
            id_: (id_, code, code, code not in gone, "ja", "Asia/Tokyo", homes[code], False)
            for code, id_ in user_ids.items()
        }
        self.organizations = {
            id_: Unit(id_, code, code, unit_ids.get(units[code] or ""))
            for code, id_ in unit_ids.items()
        }
        self.groups = {}
        self._named = {"user": self._users, "organization": self.organizations, "group": {}}
        self._ids = {"user": user_ids, "organization": unit_ids, "group": {}}
        by_unit: dict[int, list[tuple[Any, ...]]] = {}
        by_user: dict[int, list[tuple[Any, ...]]] = {}
        for code, posts in people.items():
            for unit, title in posts:
                row = (unit_ids[unit], user_ids[code], title_ids.get(title or ""))
                by_unit.setdefault(row[0], []).append(row)
                by_user.setdefault(row[1] or 0, []).append(row)
        self.__dict__["_posts"] = (by_unit, by_user)
        self.__dict__["titles"] = {
            id_: Title(id_, code, code, id_) for code, id_ in title_ids.items()
        }
        self.__dict__["managers"] = {
            user_ids[below]: user_ids[above] for below, above in (managers or {}).items()
        }

    def codes(self, ids: Sequence[int]) -> list[str]:
        return [self._users[id_][1] for id_ in ids]
