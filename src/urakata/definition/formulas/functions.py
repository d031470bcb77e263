"""The functions of formulas: how many arguments, of which types, and what they give."""

from __future__ import annotations

import decimal
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from urakata.definition.formulas import flaws
from urakata.definition.formulas.arithmetic import WORKING, ZERO, Failure, take_digits, yen
from urakata.definition.formulas.business_days import BUSINESS_DAYS
from urakata.definition.formulas.date_format import SYSTEM, find_zone, format_moment
from urakata.definition.formulas.flaws import Flaw, argument
from urakata.definition.formulas.references import Scope, read_column, read_value, resolve
from urakata.definition.formulas.site import KINDS, Compile, Site
from urakata.definition.formulas.syntax import Call, Name, String
from urakata.definition.formulas.values import Compiled, Frame, number_of


def compile_call(call: Call, scope: Scope, compile_node: Compile) -> Compiled:
    """Check a call and compile it; raises `Flaw`."""
    function = FUNCTIONS.get(call.function)
    if function is None:
        raise Flaw(flaws.NO_FUNCTION.fill(function=call.function))
    least, most, build = function
    given = len(call.arguments)
    if given != least == most:
        raise Flaw(flaws.EXACTLY.fill(function=call.function, n=least))
    if given < least:
        raise Flaw(flaws.AT_LEAST.fill(function=call.function, n=least))
    if most is not None and given > most:
        raise Flaw(flaws.AT_MOST.fill(function=call.function, n=most))
    return build(Site(call, scope, compile_node))


def _sum(site: Site) -> Compiled:
    singles: list[Callable[[Frame], Decimal]] = []
    columns: list[Callable[[Frame], list[Decimal]]] = []
    for n, node in enumerate(site.call.arguments):
        reference = resolve(node, site.scope) if isinstance(node, Name) else None
        if reference is None or not reference.table:
            singles.append(number_of(site.take(n, "number")))
        elif reference.kind == "number":
            columns.append(read_column(reference).run)
        else:
            raise argument("SUM", n + 1, flaws.A_NUMBER)

    def run(frame: Frame) -> Decimal:
        total, add = ZERO, WORKING.add
        for single in singles:
            total = add(total, single(frame))
        for column in columns:
            for value in column(frame):
                total = add(total, value)
        return total

    return Compiled("number", run)


def _if(site: Site) -> Compiled:
    test = site.take(0, "condition").run
    yes, no = (site.compile(node, site.scope) for node in site.call.arguments[1:])
    if yes.kind != no.kind or yes.kind not in KINDS:
        raise Flaw(flaws.BRANCHES)
    return Compiled(
        yes.kind,
        lambda frame: yes.run(frame) if test(frame) else no.run(frame),
        yes.may_be_empty or no.may_be_empty,
    )


def _and(site: Site) -> Compiled:
    tests = _conditions(site)
    return Compiled("condition", lambda frame: all(test(frame) for test in tests))


def _or(site: Site) -> Compiled:
    tests = _conditions(site)
    return Compiled("condition", lambda frame: any(test(frame) for test in tests))


def _not(site: Site) -> Compiled:
    test = site.take(0, "condition").run
    return Compiled("condition", lambda frame: not test(frame))


def _conditions(site: Site) -> Sequence[Callable[[Frame], bool]]:
    return [site.take(n, "condition").run for n in range(len(site.call.arguments))]


def _rounding(rounding: str) -> Callable[[Site], Compiled]:
    def build(site: Site) -> Compiled:
        value = number_of(site.take(0, "number"))
        if len(site.call.arguments) == 1:
            return Compiled("number", lambda frame: take_digits(value(frame), ZERO, rounding))
        digits = number_of(site.take(1, "number"))
        return Compiled("number", lambda frame: take_digits(value(frame), digits(frame), rounding))

    return build


def _yen(site: Site) -> Compiled:
    value, digits = (number_of(site.take(n, "number")) for n in (0, 1))
    return Compiled("text", lambda frame: yen(value(frame), digits(frame)))


def _date_format(site: Site) -> Compiled:
    seconds = number_of(site.take(0, "number"))
    pattern, zone = site.take(1, "text").run, site.take(2, "text").run
    written = site.call.arguments[2]
    if isinstance(written, String) and written.text != SYSTEM:
        try:
            find_zone(written.text)
        except Failure:
            raise Flaw(flaws.NO_TIME_ZONE.fill(name=written.text)) from None

    def run(frame: Frame) -> str:
        name = zone(frame)
        where = frame.timezone if name == SYSTEM else find_zone(name)
        return format_moment(seconds(frame), pattern(frame), where)

    return Compiled("text", run)


def _contains(site: Site) -> Compiled:
    first = site.call.arguments[0]
    if not isinstance(first, Name):
        raise argument("CONTAINS", 1, flaws.A_CHOICE)
    reference = resolve(first, site.scope)
    wanted = site.take(1, "text").run
    if reference.table and reference.kind != "text":
        raise argument("CONTAINS", 1, flaws.A_CHOICE)
    if not reference.table and reference.kind != "list":
        return Compiled("condition", _never)
    chosen = read_column(reference) if reference.table else read_value(reference)
    return Compiled("condition", lambda frame: wanted(frame) in chosen.run(frame))


def _never(frame: Frame) -> bool:
    """CONTAINS of a single value deploys, and has no value (as kintone has it)."""
    raise Failure(frame)


FUNCTIONS: Final[dict[str, tuple[int, int | None, Callable[[Site], Compiled]]]] = {
    "SUM": (1, None, _sum),
    "IF": (3, 3, _if),
    "AND": (1, 32, _and),
    "OR": (1, 32, _or),
    "NOT": (1, 1, _not),
    "ROUND": (1, 2, _rounding(decimal.ROUND_HALF_UP)),
    "ROUNDUP": (1, 2, _rounding(decimal.ROUND_UP)),
    "ROUNDDOWN": (1, 2, _rounding(decimal.ROUND_DOWN)),
    "YEN": (2, 2, _yen),
    "DATE_FORMAT": (3, 3, _date_format),
    "CONTAINS": (2, 2, _contains),
    **BUSINESS_DAYS,
}
"""Name to least and most arguments (None: any number) and the builder."""
