"""What the four choice types share: a list of options in order, each a name and a label."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from urakata.definition.fields.base import Malformed, Refused
from urakata.definition.fields.properties import Properties
from urakata.kernel import rules
from urakata.kernel.json import JSONDict, JSONValue


@dataclass(frozen=True)
class Options:
    """選択肢: names (which are stored) with their labels, in order."""

    labels: tuple[tuple[str, str], ...] = ()

    @cached_property
    def rank(self) -> dict[str, int]:
        """Each name's place."""
        return {name: place for place, (name, _) in enumerate(self.labels)}

    @property
    def first(self) -> str | None:
        """The first option's name."""
        return self.labels[0][0] if self.labels else None

    def describe(self) -> JSONDict:
        """Kintone's ``options`` object, indexes counted from 0 without a gap."""
        return {
            name: {"label": label, "index": str(place)}
            for place, (name, label) in enumerate(self.labels)
        }

    def take_one(self, raw: JSONValue) -> str | None:
        """One chosen name; empty is None."""
        if raw is None or raw == "":
            return None
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            raw = str(raw)
        if not isinstance(raw, str):
            raise Malformed
        if raw not in self.rank:
            raise Refused(rules.NOT_AN_OPTION.fill(value=_short(raw)))
        return raw

    def take_many(self, raw: JSONValue) -> list[str] | None:
        """The chosen names, each once, in the options' order; nothing chosen is None."""
        if raw is None or raw == "":
            return None
        if not isinstance(raw, list):
            raise Malformed
        chosen = [item for item in raw if item is not None and item != ""]
        if not all(isinstance(item, str) for item in chosen):
            raise Malformed
        strangers = [
            Refused(rules.NOT_AN_OPTION.fill(value=_short(str(item))), suffix=f".values[{n}].value")
            for n, item in enumerate(chosen)
            if item not in self.rank
        ]
        if strangers:
            raise ExceptionGroup("not options", strangers)
        return sorted({str(item) for item in chosen}, key=self.rank.__getitem__) or None

    def literal(self, raw: str) -> str:
        """A name in a condition; ``""`` asks for unset."""
        return self.take_one(raw) or ""


def read_options(properties: Properties) -> Options:
    """Read ``options``: ``{"name": {"label": …, "index": …}}``; the index gives the order."""
    raw = properties.raw.get("options")
    if raw is None:
        return Options()
    if not isinstance(raw, dict):
        properties.refuse("options", rules.BAD_SHAPE)
        return Options()
    entries: list[tuple[int, int, str, str]] = []
    for place, (name, option) in enumerate(raw.items()):
        if not isinstance(option, dict) or not 1 <= len(name) <= 128 or "\x00" in name:
            properties.refuse(f"options[{_short(name)}]", rules.BAD_SHAPE)
            continue
        inner = Properties(option, f"{properties.at}.options[{name}]")
        index = inner.whole("index", least=0, most=100_000)
        label = inner.text("label", name, most=128)
        properties.problems += inner.problems
        entries.append((place if index is None else index, place, name, label))
    return Options(tuple((name, label) for _, _, name, label in sorted(entries)))


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:200]}…"
