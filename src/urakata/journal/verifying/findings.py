"""What may be wrong with a journal, said to an auditor."""

from __future__ import annotations

from typing import Final

from urakata.kernel.text import Text


class Refuted(Exception):
    """The journal is not what was sealed; `text` names the first place."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


NOT_OURS: Final = Text(
    "Urakataのジャーナルの書き出しではありません（{line}行目）：{why}",
    "This is not an export of Urakata's journal (line {line}): {why}",
)
OTHER_VERSION: Final = Text(
    "書き出しの形式の版{version}には対応していません。新しいUrakataで検証してください。",
    "Version {version} of the format is not known here. Verify it with a newer Urakata.",
)
CUT_OFF: Final = Text(
    "ファイルが途中で切れています（最後に読めた行：{line}行目）。",
    "The file is cut off (the last line that could be read is line {line}).",
)
ALTERED: Final = Text(
    "{number}番目の記録（ID {id}）が書き換えられています。{about}",
    "Entry No. {number} (id {id}) was altered. {about}",
)
MISSING: Final = Text(
    "{number}番目の記録（ID {id}）がジャーナルから削除されています。",
    "Entry No. {number} (id {id}) was removed from the journal.",
)
GONE: Final = Text("{number}番目の記録がありません。", "Entry No. {number} is missing.")
REORDERED: Final = Text(
    "{number}番目の記録の順序が入れ替わっています（{found}番目の記録がその位置にあります）。",
    "Entry No. {number} was moved: entry No. {found} stands in its place.",
)
TWICE: Final = Text(
    "{number}番目の記録が、本来の位置ではないところにもう一度あります。",
    "Entry No. {number} appears again where it does not belong.",
)
LEFT_OUT: Final = Text(
    "すべての記録の書き出しのはずですが、{number}番目からの記録が省かれています。",
    "This should be an export of everything, but entries are left out from No. {number} on.",
)
SOMEWHERE: Final = Text(
    "{first}番目から{last}番目までの記録のどれかが、ハッシュ値ごと書き換えられています"
    "（署名されたルートと一致しません）。",
    "One of the entries No. {first} to {last} was altered together with its hash: "
    "they do not lead to the signed root.",
)
HEAD_FORGED: Final = Text(
    "{size}番目までのルートの署名が正しくありません（鍵 {key}）。",
    "The head over the first {size} entries does not bear the signature of key {key}.",
)
HEAD_UNLINKED: Final = Text(
    "{size}番目までのルートが、その前のルートにつながりません。ルートが削除されたか、差し替えられています。",
    "The head over the first {size} entries does not follow the head before it: one was removed or "
    "replaced.",
)
HEAD_MISSING: Final = Text(
    "最後の記録までのルートがありません（{size}番目まで）。",
    "There is no head over all {size} entries.",
)
KEY_UNKNOWN: Final = Text(
    "{size}番目までのルートに署名した鍵 {key} が、書き出しにありません。",
    "Key {key}, which signed the head over the first {size} entries, is not in the export.",
)
KEY_FORGED: Final = Text(
    "鍵 {key} に、前の鍵（最初の鍵はその鍵自身）の正しい署名がありません。",
    "Key {key} does not bear the signature of the key before it (the first: its own).",
)
KEY_OTHER: Final = Text(
    "最後のルートの署名は、指定された鍵によるものでも、その鍵が引き継いだ鍵によるものでもありません。"
    "鍵が差し替えられている可能性があります。",
    "The last head is signed neither by the given key nor by one that it handed on to: "
    "the keys may have been replaced.",
)
STAMP_WRONG: Final = Text(
    "{size}番目までのルートのタイムスタンプが正しくありません：{why}",
    "The time-stamp of the head over the first {size} entries is not right: {why}",
)
COUNT_WRONG: Final = Text(
    "記録の件数が合いません（最終行では{said}件、実際は{found}件）。",
    "The number of entries is not right: {said} by the last line, {found} found.",
)
KEY_LOST: Final = Text(
    "鍵 {key} は、前の鍵が失われたあとに作成されました（前の鍵の署名がありません）。運用者に確かめてください。",
    "Key {key} was made after the one before it was lost, so nobody signed it. Ask the operator.",
)
MISFILED: Final = Text(
    "記録（ID {id}）を探すための列が、本文と一致しません。検索に現れないように書き換えられた可能性があります。",
    "The columns by which entry (id {id}) is found do not agree with its text: it may have been hidden "
    "from searches.",
)
UNSEALED: Final = Text(
    "封印されていない記録が{count}件あります（最初はID {id}）。封印が止まっているか、あとから追加されています。",
    "{count} entries are not sealed (the first has id {id}): sealing has stopped, or they were put in "
    "afterwards.",
)
UNPROVED: Final = Text(
    "証明が、署名されたルートにつながりません。", "The proof does not lead to the signed root."
)
