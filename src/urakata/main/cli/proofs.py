"""How what was found in a backup is told."""

from __future__ import annotations

from typing import Final

from urakata.kernel.text import Text
from urakata.main.archive.proof import Proof
from urakata.main.cli.language import t

LOST: Final = Text(
    "データベースに記録されている添付ファイルのうち{count}件が、ディスクにないか壊れています"
    "（{first} など）。バックアップには入っていません。以前のバックアップから復元してください。",
    "Of the files that the database names, {count} are not on the disk or are damaged "
    "({first} …): the backup is without them. Restore them from an earlier backup.",
)
LOST_BEFORE: Final = Text(
    "添付ファイル{count}件は、このバックアップを作成したときに失われていました。",
    "{count} attached files were lost already when this backup was made.",
)


def describe(proof: Proof) -> str:
    """The figures in a sentence."""
    return t(
        f"確認しました：{proof.when:%Y年%m月%d日 %H:%M}のバックアップは復元できます"
        f"（表{proof.tables:,}、行{proof.rows:,}、添付ファイル{proof.files - proof.lost:,}件、ジャーナル{proof.entries:,}件）。",
        f"Verified: the backup of {proof.when:%Y-%m-%d %H:%M} can be restored "
        f"({proof.tables:,} tables, {proof.rows:,} rows, {proof.files - proof.lost:,} attached files, "
        f"{proof.entries:,} entries of the journal).",
    )
