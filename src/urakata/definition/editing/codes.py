"""フィールドコード: what a field may be called in queries, formulas and the API."""

from __future__ import annotations

import re
from typing import Final

from urakata.kernel import rules
from urakata.kernel.text import Text

LONGEST: Final = 128
KEYWORDS: Final = frozenset({"and", "or", "not", "in", "like"})
RESERVED: Final = frozenset(
    {"__ROOT__", "__ID__", "__REVISION__", "$id", "$revision", "ステータス", "作業者", "カテゴリー"}
)

BAD_CODE: Final = Text(
    "フィールドコードには、文字、数字（先頭を除く）、記号「_」「＿」「・」と通貨記号を使用できます。",
    "A field code may contain letters, digits (not first), the symbols _ ＿ ・ and currency signs.",
)
RESERVED_CODE: Final = Text(
    "「{code}」はフィールドコードに使用できません。", '"{code}" cannot be used as a field code.'
)

_SYMBOLS: Final = "$¢-¥֏؋₠-⃀﷼﹩＄￠￡￥￦＿・·･"
WORD: Final = re.compile(rf"(?:[^\W\d]|[{_SYMBOLS}])(?:\w|[{_SYMBOLS}゙゚])*")
"""A field code as the query and the formula language read one."""


def fault_of(code: str) -> Text | None:
    """Why this cannot be a field's code; None when it can."""
    if not 1 <= len(code) <= LONGEST:
        return rules.WRONG_SIZE.fill(min=1, max=LONGEST)
    if code in RESERVED or code.lower() in KEYWORDS:
        return RESERVED_CODE.fill(code=code)
    return None if WORD.fullmatch(code) else BAD_CODE
