"""What is refused about saved views (``UR_VW``)."""

from __future__ import annotations

from typing import Final

from urakata.kernel.text import Text

VIEWS: Final[dict[str, Text]] = {
    "UR_VW01": Text(
        "指定した一覧（id: {id}）が見つかりません。",
        "The view (ID: {id}) is not found.",
    ),
}
