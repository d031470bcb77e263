"""The demo company's records: made up from lists and dice, the same for the same day.

Companies, people and registration numbers are invented; the numbers pass their check digit but
carry a registry code (``9999``) that no office has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeAlias
from zoneinfo import ZoneInfo

from urakata.kernel.json import JSONDict, JSONValue
from urakata.packs.demo_words import (
    CITIES,
    GOODS,
    PROPOSALS,
    REASONS,
    STEMS,
    SURNAMES,
    TRADES,
)

TOKYO = ZoneInfo("Asia/Tokyo")
Applicant: TypeAlias = tuple[str, str]  #: login name and organization


def dice(seed: str) -> Random:
    """Dice that fall the same way each time."""
    return Random(seed)  # noqa: S311 - for a story, not for secrets


def row(**values: JSONValue) -> JSONDict:
    """A record as the API takes it."""
    return {code: {"value": value} for code, value in values.items()}


def partners(count: int, staff: Sequence[str]) -> Iterator[JSONDict]:
    """取引先: customers and suppliers all over Japan, most of them with an invoice number."""
    roll = dice("partners")
    names = [f"{stem}{trade}" for stem in STEMS for trade in TRADES]
    roll.shuffle(names)
    for number, name in enumerate(names[:count]):
        yield _partner(number, name, roll, staff)


def _partner(number: int, name: str, roll: Random, staff: Sequence[str]) -> JSONDict:
    prefecture, city, postal, area = roll.choice(CITIES)
    corporate = _corporate_number(number)
    is_registered = roll.random() < 0.85
    form = roll.choices(("株式会社", "有限会社", "合同会社"), (8, 1, 1))[0]
    legal = f"{form}{name}" if roll.random() < 0.6 else f"{name}{form}"
    kinds = roll.choice((["得意先"], ["仕入先"], ["仕入先"], ["得意先", "仕入先"], ["外注"]))
    return row(
        取引先名=legal,
        フリガナ=_reading(name),
        区分=list(kinds),
        法人番号=corporate,
        登録番号=f"T{corporate}" if is_registered else "",
        登録状況="登録" if is_registered else roll.choice(("未登録", "未確認")),
        郵便番号=f"{postal}-{roll.randrange(10000):04}",
        住所=f"{prefecture}{city}{roll.randint(1, 5)}-{roll.randint(1, 28)}-{roll.randint(1, 15)}",
        電話番号=f"{area}-{roll.randint(2000, 9999)}-{roll.randint(0, 9999):04}",
        メール=f"info@partner{number + 1:03}.example.jp",
        締日=roll.choices(("末日", "20日", "15日"), (7, 2, 1))[0],
        支払条件=roll.choices(("翌月末", "翌々月末", "翌月20日"), (7, 2, 1))[0],
        自社担当=[{"code": roll.choice(staff)}],
        連絡先=[
            {
                "value": row(
                    氏名=roll.choice(SURNAMES), 部署=roll.choice(("経理部", "営業部", "総務部", ""))
                )
            }
            for _ in range(roll.randint(1, 3))
        ],
    )


def _reading(name: str) -> str:
    for stem, reading in STEMS.items():
        if name.startswith(stem):
            return reading + TRADES[name.removeprefix(stem)]
    return name


def _corporate_number(number: int) -> str:
    """Thirteen digits with the check digit of the ordinance (法人番号の指定等に関する省令 第2条)."""
    body = f"9999{number + 10_001:08}"
    total = sum(int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(body)))
    return f"{9 - total % 9}{body}"


def proposals(
    count: int, today: date, applicants: Sequence[Applicant], codes: Sequence[str]
) -> list[JSONDict]:
    """稟議: what departments asked for during the last seven months, oldest first."""
    roll = dice("proposals")
    return [
        _proposal(when, roll, applicants, codes) for when in _moments(roll, count, today, days=210)
    ]


def _proposal(
    when: datetime, roll: Random, applicants: Sequence[Applicant], codes: Sequence[str]
) -> JSONDict:
    applicant, organization = roll.choice(applicants)
    subject, category, low, high, purpose, effect = roll.choice(PROPOSALS)
    amount = round(roll.randint(low, high), -3)
    risks = [
        risk
        for risk in ("新規取引先", "個人情報の委託", "単独見積", "予算超過")
        if roll.random() < 0.15
    ]
    return row(
        作成者={"code": applicant},
        申請部署=[{"code": organization}],
        作成日時=when.isoformat(),
        件名=subject,
        区分=category,
        金額=str(amount),
        重要度=roll.choices(("低", "中", "高"), (6, 3, 1))[0],
        リスク=list(risks),
        取引先コード=roll.choice(codes),
        希望日=(when.date() + timedelta(days=roll.randint(10, 60))).isoformat(),
        目的=purpose,
        効果=effect,
        代替案=_alternatives(amount)[: roll.randint(0, 2)],
    )


def _alternatives(amount: int) -> list[JSONValue]:
    dearer = str(round(amount * 1.15, -3))
    return [
        {"value": row(案="現状維持", 費用="0", 長所="費用がかからない", 短所="課題が残る")},
        {"value": row(案="他社製品", 費用=dearer, 長所="実績が多い", 短所="価格が高い")},
    ]


def purchases(
    count: int, today: date, applicants: Sequence[Applicant], codes: Sequence[str]
) -> list[JSONDict]:
    """備品購入申請: small things for the office, with their lines."""
    roll = dice("purchases")
    return [
        _purchase(when, roll, applicants, codes) for when in _moments(roll, count, today, days=120)
    ]


def _purchase(
    when: datetime, roll: Random, applicants: Sequence[Applicant], codes: Sequence[str]
) -> JSONDict:
    goods = roll.sample(GOODS, roll.randint(1, 4))
    return row(
        作成者={"code": roll.choice(applicants)[0]},
        作成日時=when.isoformat(),
        件名=f"{goods[0][0]}{'ほか' if len(goods) > 1 else ''}の購入",
        希望納期=(when.date() + timedelta(days=roll.randint(5, 30))).isoformat(),
        納品場所=roll.choice(("本社3階", "本社4階", "大阪営業所")),
        仕入先コード=roll.choice(codes),
        購入理由=roll.choice(REASONS),
        明細=[
            {"value": row(品名=name, 型番=model, 数量=str(roll.randint(1, 12)), 単価=str(price))}
            for name, model, price in goods
        ],
    )


def _moments(roll: Random, count: int, today: date, *, days: int) -> list[datetime]:
    moments: list[datetime] = []
    while len(moments) < count:
        day = today - timedelta(days=roll.randint(1, days))
        if day.weekday() < 5:
            clock = time(roll.randint(8, 18), roll.randrange(0, 60))
            moments.append(datetime.combine(day, clock, TOKYO))
    return sorted(moments)
