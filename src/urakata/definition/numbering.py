"""自動付番: the pattern of a numbered field, parsed once and then rendered for each number.

``RNG-FY{fy}-{seq:4}`` gives ``RNG-FY26-0001``. Places: ``{yyyy}`` ``{yy}`` (calendar year),
``{fyyyy}`` ``{fy}`` (fiscal year, by the year it begins in), ``{mm}`` ``{dd}``, ``{seq:N}`` (the
running number, at least N digits), ``{field:CODE}`` (a value of the record). ``{{`` and ``}}``
stand for braces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal, TypeAlias, cast, get_args

from urakata.kernel.errors import invalid
from urakata.kernel.text import Text

Reset: TypeAlias = Literal["NEVER", "YEAR", "FISCAL_YEAR", "MONTH", "DAY", "FIELD"]
RESETS: Final[tuple[str, ...]] = get_args(Reset)
LONGEST: Final = 128  #: characters of a pattern
LONGEST_NUMBER: Final = 64  #: characters of what it gives (a unique text's limit)

BAD_PATTERN: Final = Text(
    "「{part}」は書式として正しくありません。使用できるのは {{yyyy}} {{yy}} {{fyyyy}} {{fy}} {{mm}} "
    "{{dd}} {{seq:桁数}} {{field:フィールドコード}} です。",
    '"{part}" is not a valid part of a pattern. Use {{yyyy}} {{yy}} {{fyyyy}} {{fy}} {{mm}} {{dd}} '
    "{{seq:digits}} {{field:code}}.",
)
ONE_SEQUENCE: Final = Text(
    "書式には連番「{{seq:桁数}}」をちょうど1つ含めてください。",
    "The pattern must contain {{seq:digits}} exactly once.",
)
TOO_LONG: Final = Text(
    "番号が{n}文字を超える書式は使用できません。",
    "The pattern must not give more than {n} characters.",
)
AMBIGUOUS: Final = Text(
    "連番を戻す単位（{reset}）が書式に含まれていないため、番号が重複します。",
    "Numbers would repeat: the pattern does not contain what the sequence is reset by ({reset}).",
)

_PART: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+")
_SEQUENCE: Final = re.compile(r"seq(?::([1-9]|1[0-8]))?", re.ASCII)
_DATES: Final = frozenset({"yyyy", "yy", "fyyyy", "fy", "mm", "dd"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern: literal texts and places, in order."""

    parts: tuple[tuple[str, str], ...]  #: (kind, text): ``("literal", "RNG-")``, ``("fy", "")`` …

    @property
    def field_codes(self) -> tuple[str, ...]:
        """The fields whose values become part of the number."""
        return tuple(text for kind, text in self.parts if kind == "field")

    def render(self, day: date, seq: int, values: Mapping[str, str], fiscal_month: int) -> str:
        """The number of a record drawn on a day; a value that is missing is empty."""
        fiscal = fiscal_year(day, fiscal_month)
        texts = {
            "yyyy": f"{day.year:04}",
            "yy": f"{day.year % 100:02}",
            "fyyyy": f"{fiscal:04}",
            "fy": f"{fiscal % 100:02}",
            "mm": f"{day.month:02}",
            "dd": f"{day.day:02}",
        }
        out = []
        for kind, text in self.parts:
            if kind == "literal":
                out.append(text)
            elif kind == "seq":
                out.append(f"{seq:0{text}d}")
            elif kind == "field":
                out.append(values.get(text, ""))
            else:
                out.append(texts[kind])
        return "".join(out)

    def tells_apart(self, reset: Reset, reset_field: str = "") -> bool:
        """Whether numbers stay different when the sequence begins again."""
        kinds = {kind for kind, _ in self.parts}
        has_year = bool(kinds & {"yyyy", "yy"}) or (
            {"mm"} <= kinds and bool(kinds & {"fyyyy", "fy"})
        )
        if reset == "FIELD":
            return reset_field in self.field_codes
        return {
            "NEVER": True,
            "YEAR": has_year,
            "FISCAL_YEAR": bool(kinds & {"fyyyy", "fy"}) or (has_year and "mm" in kinds),
            "MONTH": has_year and "mm" in kinds,
            "DAY": has_year and {"mm", "dd"} <= kinds,
        }[reset]


def fiscal_year(day: date, fiscal_month: int) -> int:
    """The year in which the fiscal year of a day began (2027-03-31 is 2026 with April)."""
    return day.year if day.month >= fiscal_month else day.year - 1


def scope(
    reset: Reset, day: date, values: Mapping[str, str], *, reset_field: str, fiscal_month: int
) -> str:
    """The name of the running sequence that a number drawn now belongs to."""
    if reset == "FIELD":
        return values.get(reset_field, "")[:200]
    return {
        "NEVER": "",
        "YEAR": f"{day.year:04}",
        "FISCAL_YEAR": f"FY{fiscal_year(day, fiscal_month):04}",
        "MONTH": f"{day.year:04}-{day.month:02}",
        "DAY": day.isoformat(),
    }[reset]


@lru_cache(maxsize=1024)
def parse_pattern(text: str, at: str = "pattern") -> Pattern:
    """Read a pattern. Raises `Invalid` at `at`, naming the part that is wrong."""
    if len(text) > LONGEST:
        raise invalid(at, TOO_LONG.fill(n=LONGEST_NUMBER))
    parts = tuple(_part(match, at) for match in _PART.finditer(text))
    if [kind for kind, _ in parts].count("seq") != 1:
        raise invalid(at, ONE_SEQUENCE.fill())
    pattern = Pattern(parts)
    if len(pattern.render(date(2026, 1, 1), 1, {}, 4)) > LONGEST_NUMBER:
        raise invalid(at, TOO_LONG.fill(n=LONGEST_NUMBER))
    return pattern


def _part(match: re.Match[str], at: str) -> tuple[str, str]:
    whole, place = match.group(), match.group(1)
    if whole in {"{{", "}}"}:
        return "literal", whole[0]
    if place is None:
        if whole in {"{", "}"} or not whole.isprintable():
            raise invalid(at, BAD_PATTERN.fill(part=whole))
        return "literal", whole
    if place in _DATES:
        return place, ""
    if sequence := _SEQUENCE.fullmatch(place):
        return "seq", sequence.group(1) or "1"
    if place.startswith("field:") and len(place) > len("field:"):
        return "field", place.removeprefix("field:")
    raise invalid(at, BAD_PATTERN.fill(part=whole))


def render_pattern_text(pattern: Pattern) -> str:
    """The pattern's text again: what it was parsed from."""
    out = []
    for kind, text in pattern.parts:
        if kind == "literal":
            out.append(text.replace("{", "{{").replace("}", "}}"))
        elif kind == "field" or (kind == "seq" and text != "1"):
            out.append(f"{{{kind}:{text}}}")
        else:
            out.append(f"{{{kind}}}")
    return "".join(out)


def rename_in_pattern(text: str, renames: Mapping[str, str]) -> str:
    """The pattern with fields renamed."""
    pattern = parse_pattern(text)
    if not any(code in renames for code in pattern.field_codes):
        return text
    parts = [
        (kind, renames.get(part, part) if kind == "field" else part) for kind, part in pattern.parts
    ]
    return render_pattern_text(Pattern(tuple(parts)))


def as_reset(text: str) -> Reset:
    """A reset's name, already checked, with its type."""
    return cast("Reset", text)
