"""Adding, changing and deleting the fields of a form."""

from __future__ import annotations

from typing import Any, Final

from urakata.definition.blank import SYSTEM_FIELDS
from urakata.definition.editing.access_references import forget_fields
from urakata.definition.editing.codes import fault_of
from urakata.definition.editing.field_objects import read_change, read_new
from urakata.definition.editing.form_layout import append_columns, append_fields, remove_fields
from urakata.definition.editing.problems import unknown_field
from urakata.definition.editing.references import rename_fields
from urakata.definition.editing.relations import check_relations, every_path
from urakata.definition.editing.route_references import forget_rules
from urakata.definition.editing.session import Edit
from urakata.definition.shape import MOST_FIELDS, FieldObject, every_field, fields_by_code
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text

MOST_AT_ONCE: Final = 100

CODE_IS_TAKEN: Final = Text(
    "フィールドコード「{code}」は、すでに使用されています。",
    'The field code "{code}" is already in use.',
)
TOO_MANY_FIELDS: Final = Text(
    "1つのアプリに設定できるフィールドは{n}個までです。", "An app can have up to {n} fields."
)
SYSTEM_STAYS: Final = Text(
    "システムのフィールドは削除できません。", "System fields cannot be deleted."
)


def add_fields(edit: Edit, properties: JSONValue, *, most: int = MOST_AT_ONCE) -> None:
    """Add fields (tables with their columns) at the end of the form and of its layout."""
    sent = _properties(edit, properties, most)
    added = []
    taken = set(fields_by_code(edit.document))
    for key, raw in sent.items():
        at = f"{edit.prefix}[{key}]"
        with edit.problems.at(at):
            added.append(_read_with_columns(edit, raw, key, at, taken=taken))
    edit.document["fields"] += added
    edit.problems.done()
    _check_count(edit)
    append_fields(edit.document, added)
    codes = [field["code"] for field, _ in every_field({"fields": added})]
    check_relations(edit, every_path(edit, codes))
    edit.problems.done()


def update_fields(edit: Edit, properties: JSONValue) -> None:
    """Change fields under their present codes; columns that are not there yet are added.

    A new code reaches everything in the document that names the field.
    """
    sent = _properties(edit, properties, MOST_AT_ONCE)
    renames = _read_renames(edit, sent)
    edit.problems.done()
    _refuse_clashes(edit, renames)
    rename_fields(edit.document, renames, edit.app_id)
    fields = {field["code"]: n for n, field in enumerate(edit.document["fields"])}
    touched: dict[str, str] = {}
    for key, raw in sent.items():
        at = f"{edit.prefix}[{key}]"
        with edit.problems.at(at):
            n = fields[renames.get(key, key)]
            current = edit.document["fields"][n]
            changed = read_change(edit, raw, current, at, in_table=False)
            if "fields" in current and isinstance(raw, dict):
                changed["fields"] = _change_columns(
                    edit, raw.get("fields"), current, at, renames=renames
                )
            edit.document["fields"][n] = changed
            touched[changed["code"]] = at
            touched |= {c["code"]: f"{at}.fields[{c['code']}]" for c in changed.get("fields", ())}
    edit.problems.done()
    _check_count(edit)
    check_relations(edit, touched)
    edit.problems.done()


def delete_fields(edit: Edit, codes: JSONValue) -> None:
    """Delete fields or columns; a table goes with its columns, the fields of a group stay.

    Views stop showing them, look-ups stop filling them, statuses and steps stop asking for them.
    Formulas, conditions and routes that name them stay as they are: the deploy refuses them until
    the designer has decided.
    """
    if not isinstance(codes, list) or not 1 <= len(codes) <= MOST_AT_ONCE:
        raise invalid("fields", rules.WRONG_SIZE.fill(min=1, max=MOST_AT_ONCE))
    present = fields_by_code(edit.document)
    for n, code in enumerate(codes):
        with edit.problems.at(f"fields[{n}]"):
            if not isinstance(code, str) or code not in present:
                raise unknown_field(str(code), f"fields[{n}]")
            if present[code]["type"] in SYSTEM_FIELDS:
                raise invalid(f"fields[{n}]", SYSTEM_STAYS)
    edit.problems.done()
    gone = {str(code) for code in codes}
    gone |= {
        column["code"]
        for table in edit.document["fields"]
        if table["code"] in gone
        for column in table.get("fields", ())
    }
    _drop(edit, gone)


def _drop(edit: Edit, gone: set[str]) -> None:
    document = edit.document
    document["fields"] = [f for f in document["fields"] if f["code"] not in gone]
    for field in document["fields"]:
        if "fields" in field:
            field["fields"] = [c for c in field["fields"] if c["code"] not in gone]
    remove_fields(document, gone)
    forget_fields(document, gone)
    forget_rules(document["process"], gone)
    for view in document["views"].values():
        if "fields" in view:
            view["fields"] = [code for code in view["fields"] if code not in gone]
    for field, _ in every_field(document):
        if lookup := field.get("lookup"):
            lookup["fieldMappings"] = [m for m in lookup["fieldMappings"] if m["field"] not in gone]
    if document["settings"]["titleField"]["code"] in gone:
        document["settings"]["titleField"] = {"selectionMode": "AUTO", "code": ""}


def _properties(edit: Edit, raw: JSONValue, most: int) -> JSONDict:
    if raw is None:
        raise invalid(edit.prefix, rules.MISSING)
    if not isinstance(raw, dict) or not 1 <= len(raw) <= most:
        raise invalid(edit.prefix, rules.WRONG_SIZE.fill(min=1, max=most))
    return raw


def _read_with_columns(
    edit: Edit, raw: JSONValue, key: str, at: str, *, taken: set[str]
) -> FieldObject:
    field = read_new(edit, raw, key, at, in_table=False)
    _claim(field["code"], at, taken)
    if field["type"] == "SUBTABLE":
        columns = raw.get("fields") if isinstance(raw, dict) else None
        field["fields"] = [
            column
            for code, inner in _columns(columns, at).items()
            if (column := _new_column(edit, inner, code, f"{at}.fields[{code}]", taken=taken))
        ]
    return field


def _new_column(
    edit: Edit, raw: JSONValue, key: str, at: str, *, taken: set[str]
) -> FieldObject | None:
    with edit.problems.at(at):
        column = read_new(edit, raw, key, at, in_table=True)
        _claim(column["code"], at, taken)
        return column
    return None


def _claim(code: str, at: str, taken: set[str]) -> None:
    if code in taken:
        raise invalid(f"{at}.code", CODE_IS_TAKEN.fill(code=code))
    taken.add(code)


def _columns(raw: JSONValue, at: str) -> JSONDict:
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise invalid(f"{at}.fields", rules.BAD_SHAPE)
    return raw


def _change_columns(
    edit: Edit, raw: JSONValue, table: FieldObject, at: str, *, renames: dict[str, str]
) -> list[FieldObject]:
    """The columns of a table after a change: those sent are changed or added, the rest stay."""
    columns: dict[str, FieldObject] = {c["code"]: c for c in table["fields"]}
    taken = set(fields_by_code(edit.document))
    added = []
    for key, inner in _columns(raw, at).items():
        path = f"{at}.fields[{key}]"
        code = renames.get(key, key)
        if code in columns:
            with edit.problems.at(path):
                columns[code] = read_change(edit, inner, columns[code], path, in_table=True)
        elif column := _new_column(edit, inner, key, path, taken=taken):
            added.append(column)
    append_columns(edit.document, table["code"], added)
    return [*columns.values(), *added]


def _read_renames(edit: Edit, sent: JSONDict) -> dict[str, str]:
    """Present code to new code of everything that a request renames."""
    top = {field["code"]: field for field in edit.document["fields"]}
    renames: dict[str, str] = {}
    for key, raw in sent.items():
        at = f"{edit.prefix}[{key}]"
        with edit.problems.at(at):
            if key not in top:
                raise unknown_field(key, at)
            _note_rename(raw, key, at, renames)
            inner = raw.get("fields") if isinstance(raw, dict) else None
            for column in top[key].get("fields", ()):
                code = column["code"]
                if isinstance(inner, dict) and code in inner:
                    _note_rename(inner[code], code, f"{at}.fields[{code}]", renames)
    return renames


def _note_rename(raw: JSONValue, key: str, at: str, renames: dict[str, str]) -> None:
    code: Any = raw.get("code") if isinstance(raw, dict) else None
    if code is None or code == key:
        return
    if not isinstance(code, str):
        raise invalid(f"{at}.code", rules.BAD_SHAPE)
    if fault := fault_of(code):
        raise invalid(f"{at}.code", fault)
    renames[key] = code


def _refuse_clashes(edit: Edit, renames: dict[str, str]) -> None:
    codes = [renames.get(code, code) for code in fields_by_code(edit.document)]
    for old, new in renames.items():
        if codes.count(new) > 1:
            edit.problems.refuse(f"{edit.prefix}[{old}].code", CODE_IS_TAKEN.fill(code=new))
    edit.problems.done()


def _check_count(edit: Edit) -> None:
    count = sum(f["type"] not in SYSTEM_FIELDS for f, _ in every_field(edit.document))
    if count > MOST_FIELDS:
        raise invalid(edit.prefix, TOO_MANY_FIELDS.fill(n=MOST_FIELDS))
