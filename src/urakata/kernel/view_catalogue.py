"""What is refused about saved views (``UR_VW``)."""

from __future__ import annotations

from typing import Final

from urakata.kernel.text import Text

VIEWS: Final[dict[str, Text]] = {
    "UR_VW01": Text(
        "指定した一覧（id: {id}）が見つかりません。",
        "The view (ID: {id}) is not found.",
    ),
    "UR_VW02": Text(
        "一括処理が見つかりません。続けたり元に戻したりできるのは、実行した本人が24時間以内です。",
        "There is no such bulk change. Whoever made it can go on or undo it within 24 hours.",
    ),
}
