"""Named parts of an object that differ, as sentences: *the maximum value of "金額" changes …*."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from urakata.kernel.text import Text

Phrase: TypeAlias = Callable[[Mapping[str, Any]], Text | None]

LONGEST: Final = 60  #: characters of a value that a sentence shows

_FROM_TO: Final = Text(
    "{of}{part}を「{old}」から「{new}」に変更します。",
    '{part}{of} changes from "{old}" to "{new}".',
)
_SET: Final = Text("{of}{part}を「{new}」にします。", '{part}{of} is set to "{new}".')
_UNSET: Final = Text("{of}{part}「{old}」をなくします。", '{part}{of}, "{old}", is taken away.')
_ON: Final = Text("{of}{part}を有効にします。", "{part}{of} is switched on.")
_OFF: Final = Text("{of}{part}を無効にします。", "{part}{of} is switched off.")
_NOTHING: Final = Text("", "")
_OTHER: Final = Text("{of}{part}を変更します。", "{part}{of} changes.")


def about_parts(
    of: Text, names: Mapping[str, Text], old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Text]:
    """One sentence a named part that differs. `of` is whose part it is: ``X の``, `` of X``."""
    for key, name in names.items():
        was, now = old.get(key), new.get(key)
        if was != now:
            yield Text(
                _sentence(was, now).ja.format(of=of.ja, part=name.ja, old=was, new=now),
                _sentence(was, now).en.format(of=of.en, part=name.en, old=was, new=now),
            )


def about_phrases(
    of: Text, phrases: Mapping[Text, Phrase], old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Text]:
    """The same for what takes words to say: each part's name, and how its value is put."""
    for part, phrase in phrases.items():
        was, now = phrase(old), phrase(new)
        if was != now:
            values = {"old": was or _NOTHING, "new": now or _NOTHING}
            yield put(_phrased(was, now), of=of, part=part, **values)


def _phrased(was: Text | None, now: Text | None) -> Text:
    if any(len(text) > LONGEST for each in (was, now) if each for text in (each.ja, each.en)):
        return _OTHER
    if was is None:
        return _SET
    return _UNSET if now is None else _FROM_TO


def joined(texts: list[Text]) -> Text:
    """A list of things in one phrase."""
    return Text("、".join(text.ja for text in texts), ", ".join(text.en for text in texts))


def put(template: Text, **values: Text | str) -> Text:
    """Fill a template with phrases, each language with its own."""
    return Text(
        template.ja.format(**{k: v if isinstance(v, str) else v.ja for k, v in values.items()}),
        template.en.format(**{k: v if isinstance(v, str) else v.en for k, v in values.items()}),
    )


def _sentence(was: object, now: object) -> Text:
    if isinstance(was, bool) or isinstance(now, bool):
        return _ON if now else _OFF
    if not (_is_short(was) and _is_short(now)):
        return _OTHER
    if was in {None, ""}:
        return _SET
    return _UNSET if now in {None, ""} else _FROM_TO


def _is_short(value: object) -> bool:
    return value is None or (isinstance(value, str | int) and len(str(value)) <= LONGEST)
