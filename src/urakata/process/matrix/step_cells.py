"""ステップの表を読む: the steps of a row out of the rows of its table.

Lines of the same 順番 are one step; those with the same 線 are one line of people together. What
cannot be followed is a flaw, named with its column, and the rest is read all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, TypeAlias

from urakata.definition.routing import Due, Line, Step
from urakata.directory.people import Kind, Snapshot
from urakata.kernel.json import JSONDict
from urakata.kernel.text import Text
from urakata.process.matrix import columns
from urakata.process.matrix.rows import Flaw
from urakata.process.routes.rule_functions import rule_function

Cells: TypeAlias = Mapping[str, Any]
"""One row of the table: stored values by field code."""

_PEOPLE: Final[dict[str, tuple[str, Kind]]] = {
    "人": ("USER", "user"),
    "グループ": ("GROUP", "group"),
    "組織": ("ORGANIZATION", "organization"),
}
_NO_STEPS: Final = Text("ステップがありません。", "There are no steps.")
_NO_SUCH: Final = Text("{kind}「{code}」はありません。", "There is no {kind} “{code}”.")
_NO_CODE: Final = Text("コードを入れてください。", "A code is missing.")
_NO_KIND: Final = Text("種類を選んでください。", "A kind is missing.")
_NO_RULE: Final = Text("ルール関数「{code}」はありません。", "There is no rule “{code}”.")
_DISAGREE: Final = Text(
    "順番{order}の行で、値がそろっていません。", "The rows of step {order} do not agree."
)
_TOO_MANY: Final = Text(
    "順番{order}の線は{lines}本なのに、{join}本の承認が必要になっています。",
    "Step {order} has {lines} lines, but {join} are needed.",
)
_KINDS: Final[dict[str, Text]] = {
    "人": Text("ユーザー", "user"),
    "グループ": Text("グループ", "group"),
    "組織": Text("組織", "organization"),
    "役職": Text("役職", "title"),
}


def read_steps(rows: Iterable[Cells], people: Snapshot) -> tuple[tuple[Step, ...], list[Flaw]]:
    """The steps of one row of the matrix, in order, and what is wrong with them."""
    by_order: dict[Decimal, list[Cells]] = {}
    for cells in rows:
        by_order.setdefault(_number(cells, columns.ORDER) or Decimal(0), []).append(cells)
    reader = _Reader(people)
    steps = [reader.step(order, by_order[order]) for order in sorted(by_order)]
    if not steps:
        reader.flaws.append(Flaw(columns.STEPS, _NO_STEPS))
    return tuple(steps), reader.flaws


@dataclass(slots=True)
class _Reader:
    """Reads the steps of one row, and notes what is wrong."""

    people: Snapshot
    flaws: list[Flaw] = field(default_factory=list)

    def step(self, order: Decimal, rows: Sequence[Cells]) -> Step:
        by_line: dict[str, list[Cells]] = {}
        for cells in rows:
            by_line.setdefault(cells.get(columns.LINE) or "", []).append(cells)
        named = {name: [self._entity(cells) for cells in of] for name, of in by_line.items()}
        lines = [
            self._line(
                order, name or (_together(found) if len(named) > 1 else ""), by_line[name], found
            )
            for name, found in named.items()
        ]
        due = self._agreed(order, rows, columns.DUE)
        return Step(
            name=self._agreed(order, rows, columns.STEP) or _step_name(lines, named),
            lines=tuple(lines),
            join=self._join(order, rows, len(lines)),
            due=None if due is None else Due(int(Decimal(due))),
        )

    def _line(
        self, order: Decimal, name: str, rows: Sequence[Cells], found: Sequence[_Entity]
    ) -> Line:
        need = self._agreed(order, rows, columns.NEED)
        items = tuple(entity.item for entity in found)
        return Line(name, items, "ALL" if need == "全員" else "ANY")

    def _join(self, order: Decimal, rows: Sequence[Cells], lines: int) -> int:
        wanted = self._agreed(order, rows, columns.JOIN)
        join = 0 if wanted is None else int(Decimal(wanted))
        if join > lines:
            text = _TOO_MANY.fill(order=f"{order:f}", lines=lines, join=join)
            self.flaws.append(Flaw(columns.JOIN, text))
        return min(join, lines)

    def _agreed(self, order: Decimal, rows: Sequence[Cells], column: str) -> str | None:
        """The one value that a column has in rows that belong together; empty cells agree."""
        values = list(dict.fromkeys(cells[column] for cells in rows if cells.get(column)))
        if len(values) > 1:
            self.flaws.append(Flaw(column, _DISAGREE.fill(order=f"{order:f}")))
        return str(values[0]) if values else None

    def _entity(self, cells: Cells) -> _Entity:
        kind = str(cells.get(columns.KIND) or "")
        if kind in _PEOPLE:
            return self._coded(kind, cells)
        read = _OTHERS.get(kind)
        if read is None:
            return self._flawed(columns.KIND, _NO_KIND)
        return read(self, cells)

    def _coded(self, kind: str, cells: Cells) -> _Entity:
        type_, people_kind = _PEOPLE[kind]
        code = str(cells.get(columns.CODE) or "")
        id_ = self.people.find(people_kind, code)
        if id_ is None:
            return self._flawed(columns.CODE, _missing(kind, code))
        return _Entity(_item(type_, code), str(self.people.show(people_kind, id_)["name"]))

    def title(self, cells: Cells) -> _Entity:
        code, within = str(cells.get(columns.CODE) or ""), cells.get(columns.WITHIN)
        name = next((t.name for t in self.people.titles.values() if t.code == code), None)
        if name is None:
            return self._flawed(columns.CODE, _missing("役職", code))
        unit = self.people.find("organization", str(within)) if within else None
        if within and unit is None:
            return self._flawed(columns.WITHIN, _missing("組織", str(within)))
        if unit is not None:
            name = f"{self.people.show('organization', unit)['name']} {name}"
        return _Entity(_item("TITLE", code, organization=within or None), name)

    def manager(self, cells: Cells) -> _Entity:
        levels = int(_number(cells, columns.LEVELS) or 1)
        name = "上長" if levels == 1 else f"{levels}段上の上長"
        return _Entity(_item("MANAGER", None, levels=levels), name)

    def by_field(self, cells: Cells) -> _Entity:
        code = str(cells.get(columns.CODE) or "")
        if not code:
            return self._flawed(columns.CODE, _NO_CODE)
        return _Entity(_item("FIELD_ENTITY", code), code)

    def by_rule(self, cells: Cells) -> _Entity:
        code = str(cells.get(columns.CODE) or "")
        if rule_function(code) is None:
            return self._flawed(columns.CODE, _NO_RULE.fill(code=code))
        return _Entity(_item("RULE", code), code)

    def _flawed(self, column: str, text: Text) -> _Entity:
        self.flaws.append(Flaw(column, text))
        return _Entity(_item("USER", None), "")


@dataclass(frozen=True, slots=True)
class _Entity:
    """An entity, and what people call it."""

    item: JSONDict
    name: str


_OTHERS: Final[dict[str, Callable[[_Reader, Cells], _Entity]]] = {
    "役職": _Reader.title,
    "上長": _Reader.manager,
    "フィールド": _Reader.by_field,
    "ルール": _Reader.by_rule,
}


def _item(type_: str, code: str | None, **more: str | int | None) -> JSONDict:
    entity: JSONDict = {"type": type_, "code": code, **more}
    return {"entity": entity}


def _missing(kind: str, code: str) -> Text:
    if not code:
        return _NO_CODE
    return Text(
        _NO_SUCH.ja.format(kind=_KINDS[kind].ja, code=code),
        _NO_SUCH.en.format(kind=_KINDS[kind].en, code=code),
    )


def _together(found: Iterable[_Entity]) -> str:
    return "・".join(dict.fromkeys(entity.name for entity in found if entity.name))


def _step_name(lines: Sequence[Line], named: Mapping[str, Sequence[_Entity]]) -> str:
    """What a step is called that has no name: after its lines, else after whom they ask."""
    names = [line.name for line in lines if line.name]
    return "・".join(names) or _together(entity for found in named.values() for entity in found)


def _number(cells: Cells, column: str) -> Decimal | None:
    value = cells.get(column)
    return None if value in (None, "") else Decimal(str(value))
