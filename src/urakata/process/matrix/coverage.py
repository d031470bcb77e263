"""網羅チェック: the cases that no row of the matrix decides, and those that several do.

Exact, not by samples: each dimension is cut where a row begins or ends, so that within a piece
every case meets the same rows; pieces that come out alike are put together again. Dimension after
dimension only the rows that are left are looked at, and what was worked out for some rows is not
worked out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Literal, TypeAlias

from urakata.directory.people import Snapshot
from urakata.kernel.json import JSONDict, JSONValue
from urakata.process.matrix.choosing import Matrix, most_specific, upwards
from urakata.process.matrix.rows import MatrixRow, Span
from urakata.process.matrix.usage import Domain

Rows: TypeAlias = "tuple[MatrixRow, ...]"
Piece: TypeAlias = "Span | tuple[str, ...] | tuple[int | None, ...] | None"
"""A part of one dimension; None is all of it (of the amounts: that there is none)."""
NO_AMOUNT: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True)
class Finding:
    """Cases that are decided by no row, or by several that nothing tells apart."""

    type: Literal["gap", "overlap"]
    rows: tuple[MatrixRow, ...] = ()
    pieces: tuple[tuple[str, Piece], ...] = ()

    def within(self, dimension: str, piece: Piece) -> Finding:
        """The same, of a part of one more dimension."""
        return Finding(self.type, self.rows, ((dimension, piece), *self.pieces))

    def describe(self, category: str) -> JSONDict:
        """As JSON, with the names that `routes.bands` puts into words."""
        told: JSONDict = {"type": self.type, "category": category}
        for dimension, piece in self.pieces:
            told.update(_TOLD[dimension](piece))
        rows: list[JSONValue] = [row.describe() for row in self.rows]
        return {**told, "rows": rows}


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is found in one category; `unused` rows decide no case that can come up."""

    findings: tuple[Finding, ...]
    unused: tuple[MatrixRow, ...]


def check_coverage(
    matrix: Matrix, category: str, domain: Domain, *, people: Snapshot, since: date
) -> Coverage:
    """Gaps, overlaps and idle rows of a category, from a day on."""
    rows = tuple(row for row in matrix.of(category) if row.until is None or row.until >= since)
    walk = _Walk(domain, since)
    findings: dict[tuple[Finding, ...], list[int | None]] = {}
    classes = list(_classes(rows, people))
    for head, line in classes:
        here = tuple(row for row in rows if row.distance(line) is not None)
        findings.setdefault(walk.findings(here, line), []).append(head)
    told = [
        finding.within("organization", None if len(heads) == len(classes) else tuple(heads))
        for found, heads in findings.items()
        for finding in found
    ]
    idle = tuple(row for row in rows if row.id not in walk.met)
    return Coverage(tuple(told), idle)


def _classes(rows: Rows, people: Snapshot) -> Iterator[tuple[int | None, dict[int, int]]]:
    """Organizations that meet the same rows: the one named next above them, and a way up.

    The first is None: organizations of which no row speaks, and cases without one.
    """
    named = {id_ for row in rows for id_ in row.organizations}
    yield None, {}
    for id_ in sorted(named & people.organizations.keys()):
        yield id_, upwards(id_, people.tree)


@dataclass(slots=True)
class _Walk:
    """Goes through the dimensions within one organization, from the days to the amounts."""

    domain: Domain
    since: date
    met: set[int] = field(default_factory=set)  #: rows that decide something, or overlap
    _known: dict[tuple[int, frozenset[int], tuple[int, ...]], tuple[Finding, ...]] = field(
        default_factory=dict
    )

    def findings(self, rows: Rows, line: dict[int, int]) -> tuple[Finding, ...]:
        return self._at(0, rows, line)

    def _at(self, depth: int, rows: Rows, line: dict[int, int]) -> tuple[Finding, ...]:
        key = (depth, frozenset(row.id for row in rows), tuple(line))
        if key not in self._known:
            self._known[key] = self._work_out(depth, rows, line)
        return self._known[key]

    def _work_out(self, depth: int, rows: Rows, line: dict[int, int]) -> tuple[Finding, ...]:
        dimensions = (self._days, self._importance, self._risk, self._amounts)
        if depth == len(dimensions):
            return self._decided(rows, line)
        name, cut = dimensions[depth](rows)
        found = [(piece, self._at(depth + 1, left, line)) for piece, left in cut]
        return tuple(
            finding.within(name, piece)
            for piece, findings in _put_together(found)
            for finding in findings
        )

    def _decided(self, rows: Rows, line: dict[int, int]) -> tuple[Finding, ...]:
        best = most_specific(rows, line)
        self.met.update(row.id for row in best)
        if not best:
            return (Finding("gap"),)
        return (Finding("overlap", tuple(best)),) if len(best) > 1 else ()

    def _days(self, rows: Rows) -> tuple[str, list[tuple[Piece, Rows]]]:
        return "days", [*_cut(rows, _days_of, Span(Decimal(self.since.toordinal())))]

    def _risk(self, rows: Rows) -> tuple[str, list[tuple[Piece, Rows]]]:
        return "risk", [*_cut(rows, lambda row: row.risk, self.domain.risk)]

    def _amounts(self, rows: Rows) -> tuple[str, list[tuple[Piece, Rows]]]:
        pieces: list[tuple[Piece, Rows]] = []
        if self.domain.may_lack_amount:
            pieces.append((NO_AMOUNT, tuple(row for row in rows if row.amount.is_open)))
        if self.domain.amounts is not None:
            pieces += _cut(rows, lambda row: row.amount, self.domain.amounts)
        return "amount", pieces

    def _importance(self, rows: Rows) -> tuple[str, list[tuple[Piece, Rows]]]:
        values = self.domain.importance
        if values is None:
            values = frozenset({"", *(name for row in rows for name in row.importance)})
        pieces: list[tuple[Piece, Rows]] = [
            ((name,), tuple(r for r in rows if not r.importance or name in r.importance))
            for name in sorted(values)
        ]
        return "importance", _alike(pieces)


def _alike(pieces: Sequence[tuple[Piece, Rows]]) -> list[tuple[Piece, Rows]]:
    """Named parts that meet the same rows as one; all of them together are no limit."""
    by_rows: dict[Rows, list[str]] = {}
    for piece, rows in pieces:
        by_rows.setdefault(rows, []).extend(str(name) for name in piece or ())  # type: ignore[union-attr]
    if len(by_rows) == 1:
        return [(None, next(iter(by_rows)))]
    return [(tuple(names), rows) for rows, names in by_rows.items()]


def _cut(
    rows: Rows, span_of: Callable[[MatrixRow], Span], domain: Span
) -> Iterator[tuple[Piece, Rows]]:
    """The domain cut wherever a row begins or ends, with the rows that hold each piece."""
    ends = {end for row in rows for end in (span_of(row).low, span_of(row).high)}
    inner = sorted(end for end in ends if end is not None and _is_inside(end, domain))
    edges = [domain.low, *inner, domain.high]
    for low, high in pairwise(edges):
        piece = Span(low, high)
        yield piece, tuple(row for row in rows if _covers(span_of(row), piece))


def _is_inside(end: Decimal, domain: Span) -> bool:
    return domain.holds(end) and end != domain.low


def _covers(span: Span, piece: Span) -> bool:
    starts = span.low is None or (piece.low is not None and span.low <= piece.low)
    return starts and (span.high is None or (piece.high is not None and piece.high <= span.high))


def _days_of(row: MatrixRow) -> Span:
    """From the first day to the day after the last."""
    low = None if row.since is None else Decimal(row.since.toordinal())
    return Span(low, None if row.until is None else Decimal(row.until.toordinal() + 1))


def _put_together(
    found: Iterable[tuple[Piece, tuple[Finding, ...]]],
) -> list[tuple[Piece, tuple[Finding, ...]]]:
    """Neighbouring spans that come out alike, as one."""
    kept: list[tuple[Piece, tuple[Finding, ...]]] = []
    for piece, findings in found:
        last, alike = kept[-1] if kept else (None, ())
        if isinstance(piece, Span) and isinstance(last, Span) and alike == findings:
            kept[-1] = (Span(last.low, piece.high), findings)
        else:
            kept.append((piece, findings))
    return kept


def _tell_days(piece: Piece) -> JSONDict:
    span = piece if isinstance(piece, Span) else Span()
    until = None if span.high is None else _day(span.high) - timedelta(days=1)
    return {
        "since": None if span.low is None else _day(span.low).isoformat(),
        "until": None if until is None else until.isoformat(),
    }


def _day(ordinal: Decimal) -> date:
    return date.fromordinal(int(ordinal))


def _tell_amount(piece: Piece) -> JSONDict:
    if not isinstance(piece, Span):
        return {"from": None, "below": None, "noAmount": True}
    return {"from": _text(piece.low), "below": _text(piece.high), "noAmount": False}


def _tell_risk(piece: Piece) -> JSONDict:
    span = piece if isinstance(piece, Span) else Span()
    return {"riskFrom": _text(span.low), "riskBelow": _text(span.high)}


def _tell_importance(piece: Piece) -> JSONDict:
    names: list[JSONValue] = [str(name) for name in piece] if isinstance(piece, tuple) else []
    return {"importance": names}


def _tell_organization(piece: Piece) -> JSONDict:
    heads = piece if isinstance(piece, tuple) else ()
    ids: list[JSONValue] = [head for head in heads if head is not None]
    return {"organizations": ids, "elsewhere": None in heads}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


_TOLD: Mapping[str, Callable[[Piece], JSONDict]] = {
    "days": _tell_days,
    "amount": _tell_amount,
    "risk": _tell_risk,
    "importance": _tell_importance,
    "organization": _tell_organization,
}
