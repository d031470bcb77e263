"""Decimal arithmetic with an app's precision. Never a float, never more than 100 digits."""

from __future__ import annotations

import decimal
from decimal import Context, Decimal
from typing import Final

from urakata.definition.fields.properties import canonical
from urakata.definition.schema import NumberPrecision

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
LARGEST_EXPONENT: Final = 100
_ROUNDINGS: Final = {
    "HALF_EVEN": decimal.ROUND_HALF_EVEN,
    "UP": decimal.ROUND_UP,
    "DOWN": decimal.ROUND_DOWN,
}
_FURTHEST_DIGIT: Final = 40

WORKING: Final = Context(
    prec=100,
    rounding=decimal.ROUND_05UP,  # made for rounding once more afterwards
    Emin=-9999,
    Emax=9999,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
"""Sums and products are exact as far as anybody counts; quotients are rounded by `Arithmetic`."""


class Failure(ArithmeticError):
    """A formula without a value for this record: the field stays empty."""


def take_digits(value: Decimal, digits: Decimal, rounding: str) -> Decimal:
    """Round to so many decimal places, negative ones counting left of the point."""
    places = max(-_FURTHEST_DIGIT, min(_FURTHEST_DIGIT, int(digits)))
    return value.quantize(ONE.scaleb(-places), rounding, WORKING)


def yen(value: Decimal, digits: Decimal) -> str:
    """``¥1,235``: rounded half up, digits in groups of three."""
    rounded = take_digits(value, digits, decimal.ROUND_HALF_UP)
    places = max(0, min(_FURTHEST_DIGIT, int(digits)))
    return f"{'-' if rounded < 0 else ''}¥{abs(rounded):,.{places}f}"


class Arithmetic:
    """The operations that depend on an app's precision."""

    def __init__(self, precision: NumberPrecision) -> None:
        self._unit = ONE.scaleb(-precision.decimal_places)
        self._rounding = _ROUNDINGS[precision.rounding]
        self._whole_digits = max(0, precision.digits - precision.decimal_places)

    def rounded(self, value: Decimal) -> Decimal:
        """To the app's decimal places."""
        return value.quantize(self._unit, self._rounding, WORKING)

    def divide(self, left: Decimal, right: Decimal) -> Decimal:
        """A quotient, rounded at once: 1/3 is 0.3333, and three of it 0.9999."""
        return self.rounded(WORKING.divide(left, right))

    def power(self, base: Decimal, exponent: Decimal) -> Decimal:
        """The exponent is cut to a whole number; beyond 100 there is no value."""
        whole = int(exponent)
        if abs(whole) > LARGEST_EXPONENT:
            raise Failure
        if whole == 0:
            return ONE
        value = WORKING.power(base, whole)
        if not value.is_finite():
            raise Failure
        return value if whole > 0 else self.rounded(value)

    def result(self, value: Decimal) -> str:
        """A result to be kept. One with too many digits before the point is none."""
        rounded = self.rounded(value)
        if rounded and rounded.adjusted() >= self._whole_digits:
            raise Failure
        return canonical(rounded)

    def shown(self, value: Decimal) -> str:
        """A number as text within a formula, and a moment as a result: however long it is."""
        return canonical(self.rounded(value))
