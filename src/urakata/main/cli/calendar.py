"""`urakata calendar`: on which days and hours the company works, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, Final, get_args

import click

from urakata.directory.actor import Actor
from urakata.directory.company_calendar import (
    Name,
    as_json,
    company_days,
    read_span,
    update_calendar,
)
from urakata.directory.company_calendar import calendar as calendar_of
from urakata.directory.company_days import CompanyDays, SpecialDays
from urakata.directory.japanese_holidays import Base
from urakata.directory.today import company_today
from urakata.kernel.business_time import Unit
from urakata.kernel.text import Text
from urakata.main.cli.language import say, t
from urakata.main.cli.look import Failure, Group, print_table
from urakata.main.cli.tables import tables

DAY: Final = click.DateTime(["%Y-%m-%d"])
MOMENT: Final = click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])
WEEK: Final = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
KINDS: Final = {"holiday": Text("休み", "day off"), "working": Text("出勤", "working day")}
BAD_SPAN: Final = Text(
    "「{given}」は09:00-12:00の形式で指定してください。", "“{given}” must be like 09:00-12:00."
)
NO_SUCH_DAYS: Final = Text(
    "「{name}」という休みや出勤日はありません。", "There are no days called “{name}”."
)
FROM_HELP = t("起点の日です。なければ今日です。", "The day to count from; today without one.")


@click.group(
    cls=Group,
    help=t(
        "会社カレンダーの表示と変更、営業日と期限の計算を行います。",
        "Show and change the company calendar; count business days and dues.",
    ),
)
def command() -> None:
    """Group of the calendar commands."""


@command.command(
    "show",
    help=t("会社カレンダーを表示します。", "Show on which days and hours the company works."),
)
@click.option(
    "--year",
    type=click.IntRange(1, 9999),
    help=t("その年の休みをすべて表示します。", "List every day off of a year instead."),
)
def show(*, year: int | None) -> None:
    """The settings, or a year's holidays."""
    with tables():
        days = company_days()
        asked = calendar_of()
        off = list(asked.holidays_of(year)) if year is not None else []
    if year is not None:
        rows = [[day.isoformat(), holiday.name, holiday.kind] for day, holiday in off]
        print_table([t("日付", "Day"), t("名前", "Name"), t("種類", "Kind")], rows)
        return
    print_table([t("項目", "Setting"), t("値", "Value")], _settings(days))
    for special in days.days:
        click.echo("\t".join(_words(special)))


@command.command(
    "set",
    help=t(
        "会社カレンダーの指定した項目だけを変更します。\n\n"
        "例：urakata calendar set --closed SATURDAY --closed SUNDAY --opening 09:00-17:30",
        "Change what is given of the company calendar.\n\n"
        "Example: urakata calendar set --closed SATURDAY --closed SUNDAY --opening 09:00-17:30",
    ),
)
@click.option(
    "--base",
    type=click.Choice(get_args(Base)),
    help=t("祝日・銀行・官公庁のどの休みに従うかです。", "Whose holidays are kept."),
)
@click.option(
    "--closed",
    multiple=True,
    type=click.Choice(WEEK, case_sensitive=False),
    help=t(
        "休みの曜日です。繰り返し指定でき、以前の指定と入れ替わります。",
        "A weekday that is off; may be repeated, and replaces those before.",
    ),
)
@click.option(
    "--opening",
    multiple=True,
    help=t(
        "営業時間です（09:00-12:00）。繰り返し指定でき、以前の指定と入れ替わります。",
        "Opening hours (09:00-12:00); may be repeated, and replace those before.",
    ),
)
@click.option("--timezone", help=t("タイムゾーンです。", "The time zone."))
@click.option(
    "--fiscal-month",
    type=int,
    help=t("年度が始まる月です。", "The month with which a fiscal year begins."),
)
def set_(
    *,
    base: Base | None,
    closed: tuple[str, ...],
    opening: tuple[str, ...],
    timezone: str | None,
    fiscal_month: int | None,
) -> None:
    """Change what is given, then show it all."""
    changes: dict[str, Any] = {"base": base, "timezone": timezone, "fiscal_month": fiscal_month}
    if closed:
        changes["closed_weekdays"] = frozenset(map(WEEK.index, closed))
    if opening:
        changes["opening"] = tuple(map(_span, opening))
    wanted = {name: value for name, value in changes.items() if value is not None}
    with tables() as actor:
        days = update_calendar(actor=actor, changes=wanted) if wanted else company_days()
    print_table([t("項目", "Setting"), t("値", "Value")], _settings(days))


@command.command(
    "add",
    help=t(
        "会社の休み、または出勤日を追加します。\n\n"
        "例：urakata calendar add 年末年始休業 2026-12-29 2027-01-03 --yearly",
        "Add days off, or days of work.\n\n"
        "Example: urakata calendar add 'New Year' 2026-12-29 2027-01-03 --yearly",
    ),
)
@click.argument("name", metavar=t("名前", "NAME"))
@click.argument("first", type=DAY, metavar=t("初日", "FIRST_DAY"))
@click.argument("last", type=DAY, required=False, metavar=t("[最終日]", "[LAST_DAY]"))
@click.option("--working", is_flag=True, help=t("休みではなく出勤日にします。", "Days of work."))
@click.option("--yearly", is_flag=True, help=t("毎年繰り返します。", "Again in every year after."))
def add(*, name: str, first: datetime, last: datetime | None, working: bool, yearly: bool) -> None:
    """One more entry."""
    new = SpecialDays(
        name=name,
        kind="working" if working else "holiday",
        first=first.date(),
        last=(last or first).date(),
        is_yearly=yearly,
    )
    with tables() as actor:
        _replace_days(actor, lambda days: (*days, new))
    click.echo(t(f"「{name}」を追加しました。", f"Added “{name}”."))


@command.command(
    "remove",
    help=t("会社の休み、または出勤日を削除します。", "Remove days off, or days of work."),
)
@click.argument("name", metavar=t("名前", "NAME"))
@click.option(
    "--first",
    type=DAY,
    help=t("同じ名前のうち、この日に始まるものだけ。", "Only those that begin on this day."),
)
def remove(*, name: str, first: datetime | None) -> None:
    """Every entry of that name."""

    def goes(each: SpecialDays) -> bool:
        return each.name == name and (first is None or each.first == first.date())

    with tables() as actor:
        if not any(map(goes, company_days().days)):
            raise Failure(NO_SUCH_DAYS.fill(name=name))
        _replace_days(actor, lambda days: tuple(each for each in days if not goes(each)))
    click.echo(t(f"「{name}」を削除しました。", f"Removed “{name}”."))


@command.command(
    "next",
    help=t(
        "n営業日後の日付を表示します。nを指定しなければ次の営業日です。",
        "Show the n-th business day after a day; the next one without a number.",
    ),
)
@click.argument("n", type=click.IntRange(-10_000, 10_000), default=1)
@click.option("--from", "start", type=DAY, help=FROM_HELP)
@click.option(
    "--calendar",
    "name",
    type=click.Choice(get_args(Name)),
    default="company",
    help=t("どのカレンダーで数えるかです。", "Whose calendar counts."),
)
def next_(*, n: int, start: datetime | None, name: Name) -> None:
    """Count business days."""
    with tables():
        first = company_today() if start is None else start.date()
        found = calendar_of(name).add_business_days(first, n)
    click.echo(found.isoformat())


@command.command(
    "due",
    help=t(
        "期限の見込みを表示します。\n\n例：urakata calendar due 2 business_days --from '2026-12-28 16:00'",
        "Show when something would be due.\n\n"
        "Example: urakata calendar due 2 business_days --from '2026-12-28 16:00'",
    ),
)
@click.argument("value", type=click.IntRange(0, 10_000), metavar=t("数", "NUMBER"))
@click.argument("unit", type=click.Choice(get_args(Unit), case_sensitive=False))
@click.option(
    "--from",
    "start",
    type=MOMENT,
    help=t("起点の日時です。なければ現在です。", "The moment to count from; now without one."),
)
def due(*, value: int, unit: Unit, start: datetime | None) -> None:
    """As the deadline of a step would be computed."""
    with tables():
        asked = calendar_of()
        zone = asked.zone
        first = datetime.now(zone) if start is None else start.replace(tzinfo=zone)
        at = asked.due_at(first, value, unit).astimezone(zone)
    click.echo(at.strftime("%Y-%m-%d %H:%M"))


def _replace_days(
    actor: Actor, change: Callable[[tuple[SpecialDays, ...]], tuple[SpecialDays, ...]]
) -> None:
    update_calendar(actor=actor, changes={"days": change(company_days().days)})


def _span(given: str) -> Any:  # noqa: ANN401
    try:
        return read_span(given)
    except ValueError as error:
        raise Failure(BAD_SPAN.fill(given=given)) from error


def _settings(days: CompanyDays) -> Iterator[list[str]]:
    for name, value in as_json(days).items():
        if name == "closed_weekdays":
            value = [WEEK[day] for day in sorted(days.closed_weekdays)]  # noqa: PLW2901
        if name != "days":
            shown = " ".join(map(str, value)) if isinstance(value, list) else str(value)
            yield [name.replace("_", "-"), shown]


def _words(special: SpecialDays) -> Iterator[str]:
    yield say(KINDS[special.kind])
    yield special.name
    yield from map(date.isoformat, dict.fromkeys((special.first, special.last)))
    if special.is_yearly:
        yield t("毎年", "every year")
