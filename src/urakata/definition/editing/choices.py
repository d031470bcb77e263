"""The options of a choice field as a designer sends them: kept, added, renamed, dropped.

The key of an option is its present name, its ``label`` the name it shall have: the two differ
only in a request that renames. An option that is not listed is dropped. Ids tell a renamed option
from a dropped and a new one, so that a deploy can carry stored values along.
"""

from __future__ import annotations

from typing import Any

from urakata.definition.shape import Document, FieldObject, take_id
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text

REPEATED = Text("選択肢「{name}」が重複しています。", 'The option "{name}" is repeated.')


def settle_options(raw: JSONDict, sent: JSONDict, current: FieldObject | None, at: str) -> JSONDict:
    """A property object whose options carry their new names, and whose default follows them.

    `raw` is what was `sent` on top of the `current` field. Options that are not an object are
    passed through: `FieldType.configure` refuses them.
    """
    options = raw.get("options")
    if not isinstance(options, dict):
        return raw
    names = {key: _name(key, option) for key, option in options.items()}
    _refuse_repeats(list(names.values()), f"{at}.options")
    settled: JSONDict = {
        names[key]: {**option, "label": names[key]} if isinstance(option, dict) else option
        for key, option in options.items()
    }
    if current is None or "options" not in sent or "options" not in current:
        return {**raw, "options": settled}
    kept = {key: name for key, name in names.items() if key in current["options"]}
    if "defaultValue" in sent:
        kept |= {name: name for name in settled}
    else:
        kept |= {key: "" for key in current["options"] if key not in kept}
    return {**raw, "options": settled, "defaultValue": _follow(raw.get("defaultValue"), kept)}


def identify_options(
    field: FieldObject, sent: JSONValue, current: FieldObject | None, document: Document
) -> None:
    """Give every option of a finished field its id: the one it had, else a new one."""
    was: dict[str, Any] = current.get("options", {}) if current else {}
    keys = sent if isinstance(sent, dict) else {}
    before = {_name(key, option): key for key, option in keys.items() if key in was}
    claimed = set(before.values())
    for name, option in field["options"].items():
        key = before.get(name, name if name not in claimed else "")
        option["id"] = was[key]["id"] if key in was else take_id(document)


def _name(key: str, option: JSONValue) -> str:
    label = option.get("label") if isinstance(option, dict) else None
    return label if isinstance(label, str) and label else key


def _refuse_repeats(names: list[str], at: str) -> None:
    for name in names:
        if names.count(name) > 1:
            raise invalid(at, REPEATED.fill(name=name))
        if len(name) > 128:
            raise invalid(at, rules.WRONG_SIZE.fill(min=1, max=128))


def _follow(default: JSONValue, names: dict[str, str]) -> JSONValue:
    """The default under the options' new names; ``""`` as a name drops it."""
    if isinstance(default, list):
        return [moved for item in default if (moved := _follow(item, names))]
    return names.get(default, default) if isinstance(default, str) else default
