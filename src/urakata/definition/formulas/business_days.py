"""Business days in formulas. These functions are ours: kintone has none of them.

A day is a number as elsewhere in formulas: the UNIX seconds of its midnight UTC. What a formula
gave stays stored when the calendar changes, until its record is written again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple

from urakata.definition.formulas import flaws
from urakata.definition.formulas.arithmetic import Failure
from urakata.definition.formulas.date_format import EARLIEST, LATEST
from urakata.definition.formulas.flaws import Flaw, argument
from urakata.definition.formulas.references import resolve
from urakata.definition.formulas.site import Site
from urakata.definition.formulas.syntax import Name, Number, String
from urakata.definition.formulas.values import Compiled, Frame, Run, number_of
from urakata.definition.schema import Field
from urakata.directory.company_calendar import WORDS
from urakata.kernel.business_time import Calendar
from urakata.kernel.catalogue import CATALOGUE
from urakata.kernel.errors import Invalid
from urakata.kernel.payment_terms import PaymentTerms
from urakata.kernel.payment_words import read_day, read_months, read_shift

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TERMS: Final = ((1, read_day), (2, read_months), (3, read_day))
_MOMENTS: Final = frozenset({"DATETIME", "CREATED_TIME", "UPDATED_TIME"})


def _business_day(site: Site) -> Compiled:
    day, n, calendar = _day(site, 0), number_of(site.take(1, "number")), _calendar(site, 2)
    return _date(lambda frame: calendar(frame).add_business_days(day(frame), int(n(frame)), "next"))


def _business_days(site: Site) -> Compiled:
    start, end, calendar = _day(site, 0), _day(site, 1), _calendar(site, 2)
    return _number(lambda frame: calendar(frame).business_days_between(start(frame), end(frame)))


def _nth_business_day(site: Site) -> Compiled:
    day, n, calendar = _day(site, 0), number_of(site.take(1, "number")), _calendar(site, 2)

    def run(frame: Frame) -> date:
        month = day(frame)
        return calendar(frame).nth_business_day(month.year, month.month, int(n(frame)))

    return _date(run)


def _is_business_day(site: Site) -> Compiled:
    day, calendar = _day(site, 0), _calendar(site, 1)
    return Compiled("condition", _known(lambda frame: calendar(frame).is_business_day(day(frame))))


def _fiscal_year(site: Site) -> Compiled:
    day = _day(site, 0)
    return _number(lambda frame: frame.calendar("company").fiscal_year(day(frame)))


def _payment_day(site: Site) -> Compiled:
    day, calendar = _day(site, 0), _calendar(site, 5)
    closing, months, pay = (_term(site, n, read) for n, read in _TERMS)
    shift = _term(site, 4, read_shift) if len(site.call.arguments) > 4 else _Term(_stays, "none")
    if None not in (closing.written, months.written, pay.written):
        try:
            PaymentTerms(closing.written, months.written, pay.written)
        except ValueError:
            raise Flaw(flaws.PAID_BEFORE_CLOSED) from None

    def run(frame: Frame) -> date:
        agreed = closing.run(frame), months.run(frame), pay.run(frame), shift.run(frame)
        try:
            terms = PaymentTerms(*agreed)
        except ValueError:
            raise Failure from None
        return terms.payment_day(day(frame), calendar(frame))

    return _date(run)


class _Term(NamedTuple):
    """A part of payment terms, and what it is where the formula itself says so."""

    run: Run
    written: Any


def _term(site: Site, n: int, read: Callable[[object], Any]) -> _Term:
    node, function = site.call.arguments[n], site.call.function
    part = site.compile(node, site.scope)
    if part.kind not in {"number", "text"}:
        raise argument(function, n + 1, flaws.A_VALUE)
    written: Any = None
    if isinstance(node, String | Number):
        text = node.text if isinstance(node, String) else node.value
        try:
            written = read(text)
        except ValueError:
            raise Flaw(flaws.NO_TERM.fill(function=function, n=n + 1, value=text)) from None

    def run(frame: Frame) -> Any:  # noqa: ANN401
        try:
            return read(part.run(frame))
        except ValueError:
            raise Failure from None

    return _Term(run, written)


def _stays(frame: Frame) -> str:  # noqa: ARG001
    return "none"


def _day(site: Site, n: int) -> Callable[[Frame], date]:
    """A day; a moment is in the day that it is where the company is. Empty: there is no value."""
    node, run = site.call.arguments[n], site.take(n, "number").run
    is_moment = isinstance(node, Name) and _is_moment(resolve(node, site.scope).field)

    def day(frame: Frame) -> date:
        seconds = run(frame)
        if seconds is None or not EARLIEST <= seconds <= LATEST:
            raise Failure
        moment = _EPOCH + timedelta(seconds=int(seconds))
        return (moment.astimezone(frame.calendar("company").zone) if is_moment else moment).date()

    return day


def _is_moment(field: Field) -> bool:
    return field.type.key in _MOMENTS or getattr(field.config, "format", "") == "DATETIME"


def _calendar(site: Site, n: int) -> Callable[[Frame], Calendar]:
    """The calendar that an argument names, the company's where there is none."""
    if len(site.call.arguments) <= n:
        return lambda frame: frame.calendar("company")
    word, written = site.take(n, "text").run, site.call.arguments[n]
    if isinstance(written, String) and written.text not in WORDS:
        raise Flaw(CATALOGUE["UR_CA03"].fill(name=written.text))

    def calendar(frame: Frame) -> Calendar:
        name = WORDS.get(word(frame))
        if name is None:
            raise Failure
        return frame.calendar(name)

    return calendar


def _date(run: Callable[[Frame], date]) -> Compiled:
    known = _known(run)
    return Compiled("number", lambda frame: Decimal((known(frame) - _EPOCH.date()).days) * 86_400)


def _number(run: Callable[[Frame], int]) -> Compiled:
    known = _known(run)
    return Compiled("number", lambda frame: Decimal(known(frame)))


def _known(run: Run) -> Run:
    """No value, rather than a wrong one, outside the years whose holidays are known."""

    def known(frame: Frame) -> Any:  # noqa: ANN401
        try:
            return run(frame)
        except Invalid:
            raise Failure from None

    return known


BUSINESS_DAYS: Final[dict[str, tuple[int, int | None, Callable[[Site], Compiled]]]] = {
    "BIZDAY": (2, 3, _business_day),
    "BIZDAYS": (2, 3, _business_days),
    "NTHBIZDAY": (2, 3, _nth_business_day),
    "ISBIZDAY": (1, 2, _is_business_day),
    "PAYDUE": (4, 6, _payment_day),
    "FISCALYEAR": (1, 1, _fiscal_year),
}
