from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.process.routes.company import Company
from urakata.definition.routing import Line, Step
from urakata.kernel.json import JSONDict
from urakata.process.matrix.choosing import Matrix
from urakata.process.matrix.coverage import Coverage, check_coverage
from urakata.process.matrix.rows import LAST, MatrixRow, Span
from urakata.process.matrix.usage import Domain
from urakata.process.routes.case import Case

PEOPLE = Company(
    {"青木": [("課", None)]}, units={"社": None, "部": "社", "課": "部", "別の部": "社"}
)
ANY = Span()
TODAY = date(2026, 4, 1)
STEPS = (Step("段", (Line("", ({"entity": {"type": "USER", "code": "青木"}},)),)),)
PLAIN = Domain(importance=frozenset({""}), risk=Span(Decimal(0), Decimal(1)))


def span(low: int | None = None, high: int | None = None) -> Span:
    return Span(None if low is None else Decimal(low), None if high is None else Decimal(high))


def row(id_: int, amount: Span = ANY, **more: Any) -> MatrixRow:
    given: dict[str, Any] = {
        "id": id_,
        "number": str(id_),
        "category": "稟議",
        "draft": "",
        "amount": amount,
        "importance": frozenset(),
        "risk": Span(),
        "organizations": (),
        "since": None,
        "until": None,
        "priority": LAST,
        "steps": STEPS,
        **more,
    }
    return MatrixRow(**given)


def check(*rows: MatrixRow, domain: Domain = PLAIN) -> Coverage:
    return check_coverage(Matrix(rows), "稟議", domain, people=PEOPLE, since=TODAY)


def told(*rows: MatrixRow, domain: Domain = PLAIN) -> list[JSONDict]:
    return [each.describe("稟議") for each in check(*rows, domain=domain).findings]


def test_bands_without_a_hole_cover_everything() -> None:
    found = check(row(1, span(0, 100)), row(2, span(100)))

    assert found == Coverage((), ())


def test_a_gap_between_bands_is_named() -> None:
    (gap,) = told(row(1, span(0, 100)), row(2, span(150)))

    assert (gap["type"], gap["from"], gap["below"]) == ("gap", "100", "150")
    assert (gap["organizations"], gap["elsewhere"], gap["importance"]) == ([], False, [])


def test_neighbouring_gaps_are_one() -> None:
    rows = (row(1, span(0, 10)), row(2, span(10, 20), until=date(2026, 3, 1)), row(3, span(30)))

    (gap,) = told(*rows)

    assert (gap["from"], gap["below"]) == ("10", "30")


def test_an_overlap_is_named_with_its_rows() -> None:
    (overlap,) = told(row(1, span(0, 100)), row(2, span(50)))

    assert (overlap["type"], overlap["from"], overlap["below"]) == ("overlap", "50", "100")
    assert [each["row"] for each in overlap["rows"]] == [1, 2]  # type: ignore[index,union-attr]


def test_what_takes_precedence_does_not_overlap() -> None:
    first = row(1, span(0), priority=Decimal(1))
    rows = (first, row(2, span(0)))

    assert check(*rows) == Coverage((), (rows[1],))  # and the other decides nothing


def test_a_category_without_rows_is_one_gap() -> None:
    (gap,) = told()

    assert (gap["from"], gap["below"], gap["since"]) == ("0", None, "2026-04-01")


def test_a_row_that_ends_leaves_a_gap_from_the_next_day_on() -> None:
    (gap,) = told(row(1, until=date(2026, 9, 30)), row(2, since=date(2027, 4, 1)))

    assert (gap["since"], gap["until"]) == ("2026-10-01", "2027-03-31")


def test_an_organization_of_its_own_is_told_apart() -> None:
    section = PEOPLE.find("organization", "部") or 0
    (gap,) = told(row(1, organizations=(section,)))
    (only_there,) = told(row(1, span(10)), row(2, span(0), organizations=(section,)))

    assert (gap["organizations"], gap["elsewhere"]) == ([], True)
    assert (only_there["organizations"], only_there["elsewhere"]) == ([], True)
    assert only_there["below"] == "10"


def test_a_nearer_row_with_a_hole_falls_back_on_the_farther() -> None:
    section = PEOPLE.find("organization", "部") or 0

    assert told(row(1), row(2, span(0, 10), organizations=(section,))) == []


def test_risk_ends_where_the_factors_end() -> None:
    rows = (row(1, risk=span(None, 2)), row(2, risk=span(2, 4)))
    risky = Domain(importance=frozenset({""}), risk=span(0, 4))
    riskier = Domain(importance=frozenset({""}), risk=span(0, 9))

    assert told(*rows, domain=risky) == []
    (gap,) = told(*rows, domain=riskier)
    assert (gap["riskFrom"], gap["riskBelow"]) == ("4", "9")


def test_importance_without_a_row_is_named() -> None:
    domain = Domain(importance=frozenset({"高", "低", ""}), risk=span(0, 1))

    (gap,) = told(row(1, importance=frozenset({"高"})), domain=domain)

    assert gap["importance"] == ["", "低"]


def test_a_case_without_an_amount_is_named_where_it_may_come_up() -> None:
    domain = Domain(may_lack_amount=True, importance=frozenset({""}), risk=span(0, 1))

    (gap,) = told(row(1, span(0)), domain=domain)

    assert gap["noAmount"] is True


ENDS = st.one_of(st.none(), st.integers(0, 6))
ROWS = st.builds(
    lambda amount, risk, names, units, since, until, priority: {
        "amount": span(*amount),
        "risk": span(*risk),
        "importance": frozenset(names),
        "organizations": tuple(units),
        "since": since,
        "until": until,
        "priority": LAST if priority is None else Decimal(priority),
    },
    st.tuples(ENDS, ENDS),
    st.tuples(ENDS, ENDS),
    st.sets(st.sampled_from(["高", "低"]), max_size=1),
    st.sets(st.integers(1, 4), max_size=1),
    st.sampled_from([None, date(2026, 3, 1), date(2026, 5, 1)]),
    st.sampled_from([None, date(2026, 4, 20), date(2026, 6, 1)]),
    st.sampled_from([None, 1]),
)
CASES = st.builds(
    lambda amount, risk, importance, unit, days: Case(
        app_id=1,
        app_code="",
        record_id=1,
        category="稟議",
        amount=None if amount is None else Decimal(amount),
        importance=importance,
        risk=risk,
        factors=(),
        organization_id=unit,
        applicant_id=1,
        on=date.fromordinal(TODAY.toordinal() + days),
    ),
    st.one_of(st.none(), st.integers(0, 7)),
    st.integers(0, 7),
    st.sampled_from(["", "高", "低"]),
    st.sampled_from([None, 1, 2, 3, 4]),
    st.integers(0, 90),
)


def _speaks_of(finding: JSONDict, case: Case) -> bool:
    """Whether a case is one of those that a finding names."""

    def holds(low: Any, high: Any, value: Decimal | int) -> bool:
        return (low is None or Decimal(low) <= value) and (high is None or value < Decimal(high))

    if case.amount is None:
        amount_fits = finding["noAmount"] is True
    else:
        amount_fits = finding["noAmount"] is False and holds(
            finding["from"], finding["below"], case.amount
        )
    day = case.on.isoformat()
    return bool(
        amount_fits
        and holds(finding["riskFrom"], finding["riskBelow"], case.risk)
        and (not finding["importance"] or case.importance in finding["importance"])  # type: ignore[operator]
        and (finding["since"] is None or str(finding["since"]) <= day)
        and (finding["until"] is None or day <= str(finding["until"]))
    )


@given(st.lists(ROWS, max_size=6), CASES)
def test_the_check_says_of_every_case_what_choosing_does(
    given_rows: list[dict[str, Any]], case: Case
) -> None:
    rows = tuple(row(n, **each) for n, each in enumerate(given_rows, 1))
    domain = Domain(may_lack_amount=True, importance=frozenset({"", "高", "低"}))
    findings = told(*rows, domain=domain)

    best = Matrix(rows).choose(case, PEOPLE.tree)

    named = [f for f in findings if _speaks_of(f, case) and _is_there(f, case, rows)]
    if len(best) == 1:
        assert named == []
    else:
        assert [f["type"] for f in named] == ["overlap" if best else "gap"]
        assert [each["row"] for each in named[0]["rows"]] == [each.id for each in best]  # type: ignore[index,union-attr]


def _is_there(finding: JSONDict, case: Case, rows: tuple[MatrixRow, ...]) -> bool:
    """Whether a finding is about the case's organization: the nearest one that a row names."""
    if not finding["organizations"] and not finding["elsewhere"]:
        return True
    live = [r for r in rows if r.until is None or r.until >= TODAY]
    named = {id_ for each in live for id_ in each.organizations}
    line = (
        []
        if case.organization_id is None
        else [case.organization_id, *PEOPLE.tree.ancestors(case.organization_id)]
    )
    nearest = next((id_ for id_ in line if id_ in named), None)
    if nearest is None:
        return finding["elsewhere"] is True
    return nearest in finding["organizations"]  # type: ignore[operator]


def test_a_large_matrix_is_checked_at_once() -> None:
    rows = [
        row(n * 10 + risk, span(n * 10, n * 10 + 10), risk=span(risk, risk + 1))
        for n in range(100)
        for risk in range(5)
    ]
    domain = Domain(amounts=span(0, 1000), importance=frozenset({""}), risk=span(0, 5))

    assert told(*rows, domain=domain) == []
