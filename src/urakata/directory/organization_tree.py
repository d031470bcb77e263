"""組織図: which organization lies within which."""

from __future__ import annotations

from collections.abc import Mapping


class OrganizationTree:
    """Ancestors and descendants by id. A loop, should one ever be stored, is walked once."""

    def __init__(self, parents: Mapping[int, int | None]) -> None:
        self._parents = parents
        self._children: dict[int | None, list[int]] = {}
        for id_, parent in parents.items():
            self._children.setdefault(parent, []).append(id_)

    @property
    def roots(self) -> list[int]:
        """The organizations at the top."""
        return list(self._children.get(None, ()))

    def children(self, id_: int) -> list[int]:
        """The organizations directly within one."""
        return list(self._children.get(id_, ()))

    def ancestors(self, id_: int) -> list[int]:
        """The organizations one lies in, the nearest first."""
        found: dict[int, None] = {}
        above = self._parents.get(id_)
        while above is not None and above not in found and above != id_:
            found[above] = None
            above = self._parents.get(above)
        return list(found)

    def descendants(self, id_: int) -> list[int]:
        """Every organization within one, however deep; parents before their children."""
        found: dict[int, None] = {}
        level = self.children(id_)
        while level:
            level = [child for child in level if child not in found and child != id_]
            found.update(dict.fromkeys(level))
            level = [below for child in level for below in self._children.get(child, ())]
        return list(found)
