"""What is refused about the authority matrix (``UR_AM``)."""

from __future__ import annotations

from typing import Final

from urakata.kernel.text import Text

MATRIX: Final[dict[str, Text]] = {
    "UR_AM01": Text(
        "職務権限表に当てはまる行がありません（{case}）。職務権限表に行を追加するか、行の範囲を広げてください。",
        "No row of the authority matrix applies ({case}). Add a row to it, or widen one.",
    ),
    "UR_AM02": Text(
        "職務権限表の複数の行が当てはまり、どれに従うか決められません（{rows}）。"
        "優先順位を入れるか、範囲が重ならないようにしてください。",
        "Several rows of the authority matrix apply, and nothing tells which counts ({rows}). "
        "Give them priorities, or limits that do not overlap.",
    ),
    "UR_AM03": Text(
        "職務権限表の{row}の「{column}」を読めません。{what}",
        "“{column}” of {row} of the authority matrix cannot be read. {what}",
    ),
    "UR_AM04": Text(
        "職務権限表のアプリ（アプリコード「{code}」）がありません。システム管理者が「urakata authority install」で作成できます。",
        "There is no authority matrix (an app with the code “{code}”). "
        "An administrator makes it with “urakata authority install”.",
    ),
    "UR_AM05": Text(
        "職務権限表のアプリに、必要なフィールドがありません（{fields}）。",
        "The app of the authority matrix lacks fields ({fields}).",
    ),
    "UR_AM06": Text(
        "職務権限表に、版「{draft}」の行はありません。",
        "The authority matrix has no rows of the draft “{draft}”.",
    ),
    "UR_AM07": Text(
        "アプリ（id: {id}）に、職務権限表を使う承認ルートはありません。",
        "The app (ID: {id}) has no route that uses the authority matrix.",
    ),
}
