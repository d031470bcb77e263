"""Rights over fields in words: who sees a field from now on, and who writes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from urakata.definition.diff import Diff
from urakata.definition.in_words.entities import is_everyone, name_of
from urakata.definition.in_words.parts import joined, put
from urakata.definition.shape import Document, every_field
from urakata.kernel.text import Text

Rows: TypeAlias = "list[dict[str, Any]]"

_FIELD_GONE: Final = Text(
    "フィールド「{label}」のアクセス権の設定を削除します。アプリとレコードのアクセス権に従います。",
    'The rule about the field "{label}" is removed: the rights over the app and its records decide.',
)
_BOTH: Final = Text(
    "フィールド「{label}」の閲覧と編集を{writers}に許可します。",
    'The field "{label}" may be seen and edited by {writers}.',
)
_APART: Final = Text(
    "フィールド「{label}」の閲覧を{readers}に、編集を{writers}に許可します。",
    'The field "{label}" may be seen by {readers} and edited by {writers}.',
)
_SEEN: Final = Text(
    "フィールド「{label}」の閲覧を{readers}に許可し、編集はだれにも許可しません。",
    'The field "{label}" may be seen by {readers} and edited by nobody.',
)
_HIDDEN: Final = Text(
    "フィールド「{label}」の閲覧と編集をだれにも許可しません。",
    'The field "{label}" may be seen by nobody.',
)
_BUT: Final = Text("（{who}を除きます）", " (but not {who})")
_ONLY: Final = Text("{who}だけ", "{who} only")


def about_field_rights(changes: Diff) -> Iterator[Text]:
    """Every rule that comes, goes or changes; a rule follows its field's new code."""
    renamed = changes.codes_renamed
    was = {renamed.get(code, code): rows for code, rows in _rules(changes.before).items()}
    now = _rules(changes.after)
    labels = {field["code"]: field["label"] for field, _ in every_field(changes.after)}
    for code in was:
        if code not in now and code in labels:
            yield put(_FIELD_GONE, label=labels[code])
    for code, rows in now.items():
        if was.get(code) != rows:
            yield _rule(labels.get(code, code), rows)


def _rules(document: Document | None) -> dict[str, Rows]:
    rules = ((document or {}).get("access") or {}).get("fields") or ()
    return {rule["code"]: rule["entities"] for rule in rules}


def _rule(label: str, rows: Rows) -> Text:
    writers = [row for row in rows if row["accessibility"] == "WRITE"]
    readers = [row for row in rows if row["accessibility"] != "NONE"]
    if not readers:
        return put(_HIDDEN, label=label)
    seen_by, written_by = _some(readers, rows), _some(writers, rows)
    if not writers:
        return put(_SEEN, label=label, readers=seen_by)
    template = _BOTH if len(writers) == len(readers) else _APART
    return put(template, label=label, readers=seen_by, writers=written_by)


def _some(chosen: Rows, rows: Rows) -> Text:
    """Those who may: *only* they, unless everybody is one of them; then those who are left out."""
    who = joined([name_of(row) for row in chosen])
    if not any(map(is_everyone, chosen)):
        return put(_ONLY, who=who)
    others = [name_of(row) for row in rows if row not in chosen]
    if not others:
        return who
    but = put(_BUT, who=joined(others))
    return Text(who.ja + but.ja, who.en + but.en)
