"""The demo company's employee master: what everybody may know of everybody, and what only 人事 may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from urakata.kernel.json import JSONDict, JSONValue
from urakata.packs.demo_people import DOMAIN, Employee
from urakata.packs.demo_records import dice, row

RANKS: Final[dict[str | None, tuple[str, int]]] = {
    "shacho": ("役員", 1_500_000),
    "torishimariyaku": ("役員", 1_100_000),
    "bucho": ("部長", 680_000),
    "kacho": ("課長", 520_000),
    "shunin": ("主任", 390_000),
    None: ("一般", 290_000),
}
"""By title: the rank, and what the youngest of them earns a month."""
RAISE: Final = 6_000  #: a month for every year before 2025
LEFT: Final = (
    ("E90001", "横山 清", "よこやま きよし", "1989-04-01"),
    ("E90002", "小松 由紀子", "こまつ ゆきこ", "1995-04-01"),
)
"""People who left: number, name, reading, day of joining."""


def staff(employees: Sequence[Employee]) -> Iterator[JSONDict]:
    """社員: everybody of the company, then those who left."""
    roll = dice("staff")
    for number, employee in enumerate(employees, start=1):
        rank, base = RANKS[employee.posts[0][1]]
        pay = base + RAISE * max(0, 2025 - employee.joined.year) + 1_000 * roll.randrange(10)
        yield row(
            社員番号=employee.number,
            氏名=employee.name,
            ふりがな=" ".join(employee.readings),
            本人=[{"code": employee.code}],
            所属=[{"code": code} for code, _ in employee.posts],
            役職=rank,
            入社日=employee.joined.isoformat(),
            在籍="休職" if employee.code == "noguchi" else "在職",
            メール=f"{employee.code}@{DOMAIN}",
            給与=str(pay),
            賞与=str(pay * roll.randint(3, 5)),
            給与振込口座=f"みなと 普通 {2_000_000 + number * 137}",
            評価=roll.choices("SABC", (1, 4, 6, 1))[0],
            面談=_talks(employee, pay),
        )
    for code, name, reading, joined in LEFT:
        yield row(
            社員番号=code, 氏名=name, ふりがな=reading, 入社日=joined, 在籍="退職", 給与="410000"
        )


def _talks(employee: Employee, pay: int) -> list[JSONValue]:
    """Those who lead nobody yet were asked what they wish."""
    if employee.posts[0][1] is not None:
        return []
    wish = str(pay + 20_000)
    return [
        {
            "value": row(
                面談日="2026-03-16", 面談内容="来期の担当と昇給の希望を確認。", 希望給与=wish
            )
        }
    ]
