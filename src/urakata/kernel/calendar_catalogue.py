"""What is refused about business days and calendars (``UR_CA``)."""

from __future__ import annotations

from typing import Final

from urakata.kernel.text import Text

CALENDAR: Final[dict[str, Text]] = {
    "UR_CA01": Text(
        "{year}年の休日はわかりません。営業日を計算できるのは{first}年から{last}年までです。",
        "The holidays of {year} are not known. Business days can be counted from {first} to {last}.",
    ),
    "UR_CA02": Text(
        "{year}年{month}月に、第{n}営業日はありません。",
        "{year}-{month:02} has no business day number {n}.",
    ),
    "UR_CA03": Text(
        "カレンダー「{name}」はありません。company、public、bank、officeのいずれかを指定してください。",
        "There is no calendar “{name}”. Name one of company, public, bank and office.",
    ),
}
