"""What becomes different for a person, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from urakata.access.differences import Difference, Extent
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Right
from urakata.kernel.text import Text

RIGHTS: Final[dict[Right, Text]] = {
    "manage": Text("アプリの管理", "manage the app"),
    "view": Text("レコードの閲覧", "view records"),
    "add": Text("レコードの追加", "add records"),
    "edit": Text("レコードの編集", "edit records"),
    "delete": Text("レコードの削除", "delete records"),
    "import": Text("ファイルの読み込み", "import files"),
    "export": Text("ファイルへの書き出し", "export files"),
}
_MAY: Final = Text("{what}ができるようになります。", "May {what} from now on.")
_MAY_NOT: Final = Text("{what}ができなくなります。", "May not {what} any more.")
_SEES: Final = Text(
    "フィールド「{label}」が見えるようになります。", 'Sees the field "{label}" from now on.'
)
_SEES_SOME: Final = Text(
    "フィールド「{label}」が一部のレコードでだけ見えるようになります。",
    'Sees the field "{label}" in some records only.',
)
_SEES_NOT: Final = Text(
    "フィールド「{label}」が見えなくなります。", 'Does not see the field "{label}" any more.'
)
_WRITES: Final = Text(
    "フィールド「{label}」を編集できるようになります。", 'May edit the field "{label}" from now on.'
)
_WRITES_SOME: Final = Text(
    "フィールド「{label}」を一部のレコードでだけ編集できるようになります。",
    'May edit the field "{label}" in some records only.',
)
_WRITES_NOT: Final = Text(
    "フィールド「{label}」を編集できなくなります。", 'May not edit the field "{label}" any more.'
)
_RECORDS: Final = Text(
    "閲覧、編集、削除できるレコードの範囲が変わります。",
    "May view, edit or delete other records than before.",
)
_FIELDS_ELSEWHERE: Final = Text(
    "一部のレコードでだけ見える、または編集できるフィールドの、対象のレコードが変わります。",
    "Fields that may be seen or edited in some records only are so in other records than before.",
)
_OF_SEEING: Final[tuple[Text, Text, Text]] = (_SEES_NOT, _SEES_SOME, _SEES)
_OF_WRITING: Final[tuple[Text, Text, Text]] = (_WRITES_NOT, _WRITES_SOME, _WRITES)


def tell(difference: Difference, app: AppSchema) -> Iterator[Text]:
    """One sentence each; `app` is how it is afterwards."""
    before, after = difference.rights
    for right, name in RIGHTS.items():
        if (right in before) != (right in after):
            template = _MAY if right in after else _MAY_NOT
            yield Text(template.ja.format(what=name.ja), template.en.format(what=name.en))
    yield from _tell_fields(difference.sees, _OF_SEEING, app)
    yield from _tell_fields(difference.writes, _OF_WRITING, app)
    if difference.are_records_others:
        yield _RECORDS
    if difference.are_fields_in_others:
        yield _FIELDS_ELSEWHERE


def _tell_fields(
    extents: tuple[Mapping[int, Extent], Mapping[int, Extent]],
    templates: tuple[Text, Text, Text],
    app: AppSchema,
) -> Iterator[Text]:
    was, now = extents
    for field in app.fields:
        extent = now.get(field.id, 2)
        if was.get(field.id, 2) != extent:
            yield templates[extent].fill(label=field.label)
