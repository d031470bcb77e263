"""The columns of the authority matrix's app, by the codes of their fields."""

from __future__ import annotations

from typing import Final

NUMBER: Final = "番号"
CATEGORY: Final = "区分"
FROM: Final = "金額以上"
BELOW: Final = "金額未満"
IMPORTANCE: Final = "重要度"
RISK_FROM: Final = "リスク点以上"
RISK_BELOW: Final = "リスク点未満"
ORGANIZATIONS: Final = "組織"
SINCE: Final = "適用開始日"
UNTIL: Final = "適用終了日"
DRAFT: Final = "版"
PRIORITY: Final = "優先"
STEPS: Final = "ステップ"

ORDER: Final = "順番"
STEP: Final = "ステップ名"
LINE: Final = "線"
KIND: Final = "種類"
CODE: Final = "コード"
WITHIN: Final = "組織コード"
LEVELS: Final = "段"
NEED: Final = "必要"
JOIN: Final = "合流"
DUE: Final = "期限"

OF_ROW: Final = (
    NUMBER,
    CATEGORY,
    FROM,
    BELOW,
    IMPORTANCE,
    RISK_FROM,
    RISK_BELOW,
    ORGANIZATIONS,
    SINCE,
    UNTIL,
    DRAFT,
    PRIORITY,
)
OF_STEP: Final = (ORDER, STEP, LINE, KIND, CODE, WITHIN, LEVELS, NEED, JOIN, DUE)
INDISPENSABLE: Final = (CATEGORY, STEPS, ORDER, KIND, CODE)
"""Without these there is no matrix; a company may do without any of the others."""
