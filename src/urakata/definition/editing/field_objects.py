"""One field of the document from kintone's property object, and back."""

from __future__ import annotations

from typing import Any, Final

from urakata.definition.blank import SWITCHED
from urakata.definition.editing.choices import identify_options, settle_options
from urakata.definition.editing.codes import fault_of
from urakata.definition.editing.related_objects import read_lookup, resolve_reference_table
from urakata.definition.editing.session import Edit
from urakata.definition.fields.base import FieldType
from urakata.definition.fields.properties import Properties
from urakata.definition.fields.registry import FIELD_TYPES
from urakata.definition.numbering import AMBIGUOUS, RESETS, as_reset, parse_pattern
from urakata.definition.shape import FieldObject, take_id
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text

MAY_LOOK_UP: Final = frozenset({"SINGLE_LINE_TEXT", "NUMBER", "LINK"})
LONGEST_LABEL: Final = 128

TYPE_IS_FIXED: Final = Text(
    "フィールドの種類は変更できません。", "The type of a field cannot be changed."
)
KEY_IS_CODE: Final = Text(
    "キーとフィールドコードが一致していません。", "The key must equal the field code."
)
NOT_NUMBERED: Final = Text(
    "自動付番は、テーブルの外の、計算もルックアップもしない文字列（1行）だけに設定できます。",
    "Only a single-line text outside tables, without a formula or a look-up, can be numbered.",
)
NOT_LOOKING_UP: Final = Text(
    "この種類のフィールドはルックアップにできません。",
    "A field of this type cannot be a look-up.",
)


def read_new(edit: Edit, raw: JSONValue, key: str, at: str, *, in_table: bool) -> FieldObject:
    """A field to be added, complete but for a table's columns. Raises `Invalid`."""
    if not isinstance(raw, dict):
        raise invalid(at, rules.BAD_SHAPE)
    _check_new_type(raw.get("type"), f"{at}.type", in_table=in_table)
    code = raw.get("code")
    if code is None:
        raw = {**raw, "code": key}
    elif code != key:
        raise invalid(f"{at}.code", KEY_IS_CODE)
    return _settle(edit, raw, None, at, in_table=in_table)


def read_change(
    edit: Edit, raw: JSONValue, current: FieldObject, at: str, *, in_table: bool
) -> FieldObject:
    """An existing field with what was sent put over it. Raises `Invalid`."""
    if not isinstance(raw, dict):
        raise invalid(at, rules.BAD_SHAPE)
    if raw.get("type") is not None and raw["type"] != current["type"]:
        raise invalid(f"{at}.type", TYPE_IS_FIXED)
    sent = {name: value for name, value in raw.items() if name not in {"id", "type", "fields"}}
    if current["type"] in SWITCHED:
        sent.pop("enabled", None)  # the process settings switch it, not the form
    if sent.get("code") is None:
        sent.pop("code", None)
    return _settle(edit, sent, current, at, in_table=in_table)


def _check_new_type(raw: JSONValue, at: str, *, in_table: bool) -> None:
    if raw is None:
        raise invalid(at, rules.MISSING)
    type_ = FIELD_TYPES.get(raw) if isinstance(raw, str) else None
    if type_ is None or type_.system_column or (in_table and not type_.may_be_in_table):
        raise invalid(at, rules.NOT_IN_ENUM)


def _settle(
    edit: Edit, sent: JSONDict, current: FieldObject | None, at: str, *, in_table: bool
) -> FieldObject:
    raw: JSONDict = {**(current or {}), **sent}
    type_ = FIELD_TYPES[str(raw["type"])]
    code = str(raw["code"])
    if (current is None or code != current["code"]) and (fault := fault_of(code)):
        raise invalid(f"{at}.code", fault)
    field = {"id": current["id"] if current else 0, "type": type_.key, "code": code}
    if raw.get("lookup") and type_.key not in MAY_LOOK_UP:
        raise invalid(f"{at}.lookup", NOT_LOOKING_UP)
    field |= _common(raw, type_, at, is_column=in_table)
    if raw.get("lookup"):
        field.pop("unique", None)
        before = current.get("lookup") if current else None
        field["lookup"] = read_lookup(edit, sent.get("lookup", before), before, f"{at}.lookup")
    else:
        field |= _own(edit, raw, at, sent=sent, current=current)
    field["id"] = field["id"] or take_id(edit.document)
    return _numbered(field, raw, at, in_table=in_table, is_new="numbering" in sent)


def _common(raw: JSONDict, type_: FieldType[Any], at: str, *, is_column: bool) -> FieldObject:
    properties = Properties(raw, at)
    label = properties.text("label", str(raw["code"]), most=LONGEST_LABEL)
    if not label.strip() and not properties.problems:
        properties.refuse("label", rules.WRONG_SIZE.fill(min=1, max=LONGEST_LABEL))
    common: FieldObject = {"label": label}
    if type_.key not in SWITCHED:
        common["noLabel"] = properties.boolean("noLabel")
    if type_.may_be_required:
        common["required"] = properties.boolean("required")
    if type_.may_be_unique:
        unique = properties.boolean("unique")
        common["unique"] = unique and not is_column
    properties.done()
    return common


def _own(
    edit: Edit, raw: JSONDict, at: str, *, sent: JSONDict, current: FieldObject | None
) -> FieldObject:
    """The settings of the type alone, every one, in the type's own order."""
    type_ = FIELD_TYPES[str(raw["type"])]
    if type_.key == "REFERENCE_TABLE":
        raw = resolve_reference_table(edit, raw, current, at)
    raw = settle_options(raw, sent, current, at)
    own: FieldObject = type_.describe(type_.configure(raw, at))
    if "options" in own:
        identify_options(own, sent.get("options"), current, edit.document)
    return own


def _numbered(
    field: FieldObject, raw: JSONDict, at: str, *, in_table: bool, is_new: bool
) -> FieldObject:
    numbering = raw.get("numbering")
    if numbering is None:
        return field
    at = f"{at}.numbering"
    if (
        field["type"] != "SINGLE_LINE_TEXT"
        or in_table
        or field.get("lookup")
        or field.get("expression")
    ):
        raise invalid(at, NOT_NUMBERED)
    if is_new and raw.get("unique") is not False:
        field["unique"] = True
    return field | {"numbering": read_numbering(numbering, at, is_unique=field["unique"])}


def read_numbering(raw: JSONValue, at: str, *, is_unique: bool) -> dict[str, Any]:
    """The numbering object, complete. Raises `Invalid`, also when unique numbers would repeat."""
    if not isinstance(raw, dict):
        raise invalid(at, rules.BAD_SHAPE)
    properties = Properties(raw, at)
    text = properties.text("pattern")
    reset = properties.one_of("reset", RESETS, "NEVER")
    field = properties.text("resetField", most=128)
    gap_free = properties.boolean("gapFree")
    if not text:
        properties.refuse("pattern", rules.MISSING)
    if reset == "FIELD" and not field:
        properties.refuse("resetField", rules.MISSING)
    properties.done()
    pattern = parse_pattern(text, f"{at}.pattern")
    if is_unique and not pattern.tells_apart(as_reset(reset), field):
        raise invalid(f"{at}.pattern", AMBIGUOUS.fill(reset=reset))
    return {
        "pattern": text,
        "reset": reset,
        "resetField": field if reset == "FIELD" else "",
        "gapFree": gap_free,
    }
