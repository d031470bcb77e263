"""What numbers and calculations share: reading decimals, and the unit and scale they show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from urakata.definition.fields.properties import Properties
from urakata.kernel.json import JSONDict

_NUMBER = re.compile(
    r"[+-]?(?:\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII
)
LONGEST = 1000  #: characters of a number's text


@dataclass(frozen=True, slots=True)
class Quantity:
    """Decimal places to show, the unit, and the side it stands on. Never changes the value."""

    scale: int | None = None
    unit: str = ""
    unit_position: str = "BEFORE"

    def describe(self) -> JSONDict:
        """The keys of kintone's property object."""
        return {
            "displayScale": "" if self.scale is None else str(self.scale),
            "unit": self.unit,
            "unitPosition": self.unit_position,
        }


def read_quantity(properties: Properties) -> Quantity:
    """Read ``displayScale``, ``unit`` and ``unitPosition``."""
    return Quantity(
        scale=properties.whole("displayScale", least=0, most=10),
        unit=properties.text("unit", most=128),
        unit_position=properties.one_of("unitPosition", ("BEFORE", "AFTER"), "BEFORE"),
    )


def read_decimal(text: str) -> Decimal | None:
    """A number as people and programs write it; None when it is none, or far too long."""
    text = text.strip()
    if len(text) > LONGEST or not _NUMBER.fullmatch(text):
        return None
    return Decimal(text.replace(",", ""))
