"""YAML text to plain values and back: a small, safe part of YAML, the same bytes every time.

Read are mappings with text keys, lists and scalars. Anchors, aliases, tags and merge keys are
refused, so that no file of a few bytes can grow in memory. Only ``true``, ``false``, ``null`` and
whole numbers are anything but text: a version ``1.10`` or a date stays what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text

LARGEST: Final = 5_000_000  #: bytes
DEEPEST: Final = 30
MOST_NODES: Final = 100_000

NOT_YAML: Final = Text(
    "YAMLとして読めません（{n}行目）。{why}", "Not readable as YAML (line {n}). {why}"
)
TOO_LARGE: Final = Text("ファイルが大きすぎます。", "The file is too large.")
TOO_DEEP: Final = Text("入れ子が深すぎます（{n}行目）。", "Nested too deeply (line {n}).")
NOT_ALLOWED: Final = Text(
    "アンカー、エイリアス、タグは使用できません（{n}行目）。",
    "Anchors, aliases and tags cannot be used (line {n}).",
)
REPEATED_KEY: Final = Text(
    "キー「{key}」が重複しています（{n}行目）。", 'The key "{key}" is repeated (line {n}).'
)
NOT_A_KEY: Final = Text("キーは文字列にしてください（{n}行目）。", "A key must be text (line {n}).")
ONE_DOCUMENT: Final = Text(
    "1つのファイルにはアプリを1つだけ書いてください（{n}行目）。",
    "A file describes exactly one app (line {n}).",
)

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,17})", re.ASCII)
_ODD_BREAKS: Final = re.compile("[\r\x85\u2028\u2029\ufeff]")  #: YAML 1.1 breaks lines there
_WORDS: Final[dict[str, bool | None]] = {
    "true": True, "True": True, "false": False, "False": False,
    "null": None, "Null": None, "~": None, "": None,
}  # fmt: skip
_ENDS: Final = (MappingEndEvent, SequenceEndEvent)
_STARTS: Final = (MappingStartEvent, SequenceStartEvent)
_FILE: Final = "file"


class Flow(dict[str, Any]):
    """A mapping written on one line: ``{code: 金額}``."""


class FlowList(list[Any]):
    """A list written on one line: ``[金額, 日付]``."""


def read_yaml(data: str | bytes) -> JSONValue:
    """Parse one YAML document. Raises `Invalid` at ``file``, naming the line."""
    if len(data) > LARGEST:
        raise invalid(_FILE, TOO_LARGE)
    try:
        text = data if isinstance(data, str) else data.decode()
        events = _checked(yaml.parse(text, Loader=_LOADER))
        first = next(events, None)
        value = None if first is None else _build(first, events)
        if (more := next(events, None)) is not None:
            raise invalid(_FILE, ONE_DOCUMENT.fill(n=_line(more)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise invalid(_FILE, NOT_YAML.fill(n=line, why=error.problem or "")) from None
    except (yaml.YAMLError, UnicodeError) as error:
        raise invalid(_FILE, NOT_YAML.fill(n=1, why=type(error).__name__)) from None
    return value


def _checked(events: Iterator[Event]) -> Iterator[Event]:
    """The events that carry values, refused as soon as they are too many, too deep or not plain."""
    depth = count = 0
    for event in events:
        if isinstance(event, DocumentStartEvent) and event.tags:
            raise invalid(_FILE, NOT_ALLOWED.fill(n=_line(event)))
        if not isinstance(event, (AliasEvent, ScalarEvent, *_STARTS, *_ENDS)):
            continue
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None) or _is_tagged(event):
            raise invalid(_FILE, NOT_ALLOWED.fill(n=_line(event)))
        depth += isinstance(event, _STARTS) - isinstance(event, _ENDS)
        count += 1
        if depth > DEEPEST:
            raise invalid(_FILE, TOO_DEEP.fill(n=_line(event)))
        if count > MOST_NODES:
            raise invalid(_FILE, TOO_LARGE)
        yield event


def _is_tagged(event: Event) -> bool:
    return getattr(event, "tag", None) not in {None, "!"}


def _line(event: Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 1


def _build(event: Event, events: Iterator[Event]) -> JSONValue:
    if isinstance(event, ScalarEvent):
        return _scalar(event)
    if isinstance(event, SequenceStartEvent):
        items: list[JSONValue] = []
        while not isinstance(inner := next(events), SequenceEndEvent):
            items.append(_build(inner, events))
        return items
    mapping: JSONDict = {}
    while not isinstance(key := next(events), MappingEndEvent):
        if not isinstance(key, ScalarEvent):
            raise invalid(_FILE, NOT_A_KEY.fill(n=_line(key)))
        if key.value in mapping or (key.value == "<<" and _is_plain(key)):
            raise invalid(_FILE, REPEATED_KEY.fill(key=key.value, n=_line(key)))
        mapping[key.value] = _build(next(events), events)
    return mapping


def _is_plain(event: ScalarEvent) -> bool:
    """Whether it stands without quotes."""
    return bool(event.implicit[0])


def _scalar(event: ScalarEvent) -> JSONValue:
    text: str = event.value
    if not _is_plain(event):
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _WHOLE.fullmatch(text) else text


class _Dumper(yaml.SafeDumper):
    """Writes text of several lines as blocks, and lists indented under their key."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 - PyYAML's signature
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002 - PyYAML's
        del indentless  # lists are indented like everything else
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _ODD_BREAKS.search(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _flow(dumper: yaml.SafeDumper, mapping: dict[str, Any]) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping, flow_style=True)


def _flow_list(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Flow, _flow)
_Dumper.add_representer(FlowList, _flow_list)


def write_yaml(value: JSONDict) -> str:
    """YAML text of plain values: keys in the order given, Japanese as it is, no line folded."""
    written: str = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=10**9,
    )
    return written
