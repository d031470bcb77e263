"""`urakata people`: ranks of titles, managers, who is where, and what is prepared for a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

import click
from django.db import transaction

from urakata.directory import whereabouts
from urakata.directory.actor import Actor
from urakata.directory.order_words import KIND_WORDS
from urakata.directory.orders import (
    OrganizationChange,
    PersonnelOrder,
    add_plan,
    cancel_change,
    cancel_order,
    list_changes,
    list_orders,
)
from urakata.directory.people import Snapshot
from urakata.directory.services import set_manager
from urakata.directory.units import set_ranks
from urakata.exchange.plan_files import read_plan
from urakata.kernel.text import Text
from urakata.main.cli.language import LANGUAGE, say, t
from urakata.main.cli.look import Failure, Group, print_table
from urakata.main.cli.tables import tables

NOTHING = "-"
NO_PAIR = Text(
    "「{given}」は「コード=値」の形式で指定してください。", "“{given}” must be CODE=VALUE."
)
NO_RANK = Text(
    "順位「{given}」は整数か「-」で指定してください。",
    "The rank “{given}” must be a number or “-”.",
)
STATES = {
    "waiting": Text("予定", "waiting"),
    "done": Text("実施済み", "done"),
    "cancelled": Text("取消", "taken back"),
    "failed": Text("実施不能", "failed"),
}
ON_HELP = t("その日の状態を表示します（例：2027-04-01）。", "As of a day, like 2027-04-01.")
DAY = click.DateTime(["%Y-%m-%d"])


@click.group(
    cls=Group,
    help=t(
        "役職の順位、上長、所属の履歴、発令と組織改編の予定を扱います。",
        "Ranks of titles, managers, who is where, personnel orders and reorganizations.",
    ),
)
def command() -> None:
    """Group of the commands about people over time."""


@command.command(
    "ranks",
    help=t(
        "役職の順位を表示・変更します。1が最上位、「-」は順位なしです。\n\n"
        "例：urakata people ranks bucho=3 kacho=4",
        "Show or set how high titles stand: 1 is the highest, - is none.\n\n"
        "Example: urakata people ranks bucho=3 kacho=4",
    ),
)
@click.argument("given", nargs=-1, metavar=t("[役職コード=順位]…", "[TITLE=RANK]..."))
def ranks(*, given: tuple[str, ...]) -> None:
    """Set what is given, then show them all."""
    wanted = {code: _rank(value) for code, value in _pairs(given)}
    with tables() as actor:
        if wanted:
            set_ranks(actor=actor, ranks=wanted)
        rows = [
            [NOTHING if each.rank is None else str(each.rank), each.code, each.name]
            for each in whereabouts.titles_by_rank(actor=actor)
        ]
    print_table([t("順位", "Rank"), t("コード", "Code"), t("役職", "Title")], rows)


@command.command(
    "managers",
    help=t(
        "名前で決めた上長を表示・変更します。「-」で取り消し、役職による上長に戻します。\n\n"
        "例：urakata people managers nagai=morita",
        "Show or set managers by name; - leaves it to titles again.\n\n"
        "Example: urakata people managers nagai=morita",
    ),
)
@click.argument("given", nargs=-1, metavar=t("[ログイン名=上長]…", "[LOGIN=MANAGER]..."))
def managers(*, given: tuple[str, ...]) -> None:
    """Set what is given, all or none, then show them all."""
    pairs = _pairs(given)
    with tables() as actor:
        with transaction.atomic():
            for code, manager in pairs:
                set_manager(actor=actor, code=code, manager=None if manager == NOTHING else manager)
        found = whereabouts.managers_by_name(actor=actor)
        people = whereabouts.people_on(actor=actor, on=None)
    rows = [[_person(people, id_), _person(people, above)] for id_, above in found.by_name]
    print_table([t("人", "Person"), t("上長", "Manager")], rows)
    for circle in found.circles:
        way = " → ".join(_person(people, id_) for id_ in (*circle, circle[0]))
        click.echo(t(f"上長が一周しています：{way}", f"A circle of managers: {way}"), err=True)


@command.command(
    "posts",
    help=t(
        "人の所属の履歴、または指定した日の所属を表示します。",
        "Show where somebody is and was, or where on a day.",
    ),
)
@click.argument("code", metavar=t("ログイン名", "LOGIN_NAME"))
@click.option("--on", type=DAY, help=ON_HELP)
def posts(*, code: str, on: datetime | None) -> None:
    """The history, or a day."""
    with tables() as actor:
        if on is None:
            _, stays, _ = whereabouts.history_of_person(actor=actor, code=code)
            people = whereabouts.people_on(actor=actor, on=None)
            rows = [
                [
                    *_place(people, stay.organization_id, stay.title_id),
                    _day(stay.since),
                    _day(stay.until),
                ]
                for stay in stays
            ]
        else:
            people = whereabouts.people_on(actor=actor, on=on.date())
            _, standing = whereabouts.places_of_person(people, code)
            rows = [
                [*_place(people, each.organization_id, each.title_id), _day(on.date()), NOTHING]
                for each in standing
            ]
    titles = [t("組織", "Organization"), t("役職", "Title"), t("から", "Since"), t("まで", "Until")]
    print_table(titles, rows)


@command.command(
    "plans",
    help=t("発令と組織改編の予定を表示します。", "List prepared orders and changes."),
)
@click.option(
    "--past",
    is_flag=True,
    help=t("実施・取消したものも表示します。", "Also what is done or taken back."),
)
def plans(*, past: bool) -> None:
    """What waits and what failed, by day."""
    with tables() as actor:
        rows = _plans(actor, with_past=past)
    titles = [
        t("番号", "Number"),
        t("日付", "Day"),
        t("種別", "Kind"),
        t("組織", "Organization"),
        t("人・名称", "Person or name"),
        t("役職・上位組織", "Title or parent"),
        t("状態", "State"),
    ]
    print_table(titles, rows)


@command.command(
    "prepare",
    help=t(
        "ファイル（YAML）の発令と組織改編を、すべてまとめて予定に登録します。"
        "書き方は docs/howto/personnel-orders.md にあります。",
        "Prepare the orders and changes of a YAML file, all or none. Its form: docs/howto/personnel-orders.md.",
    ),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--dry-run", is_flag=True, help=t("確かめるだけで登録しません。", "Only check, keep nothing.")
)
def prepare(*, file: Path, dry_run: bool) -> None:
    """Check everything, then keep it."""
    plan = read_plan(file.read_bytes())
    with tables() as actor, transaction.atomic():
        add_plan(actor=actor, changes=plan.changes, orders=plan.orders)
        transaction.set_rollback(dry_run)
    count = len(plan.changes), len(plan.orders)
    if dry_run:
        click.echo(t("問題はありません。登録はしていません。", "All is well. Nothing was kept."))
        return
    click.echo(
        t(
            f"組織改編{count[0]}件、発令{count[1]}件を登録しました。",
            f"Prepared {count[0]} changes and {count[1]} orders.",
        )
    )


@command.command("cancel", help=t("予定を取り消します。", "Take back what is prepared."))
@click.argument("number", metavar=t("番号", "NUMBER"))
def cancel(*, number: str) -> None:
    """O12 is an order, C3 a change."""
    kind, id_ = number[:1].upper(), number[1:]
    if kind not in {"O", "C"} or not (id_.isascii() and id_.isdigit()) or len(id_) > 18:
        raise Failure(
            Text("番号は「O12」「C3」のように指定してください。", "A number is like O12 or C3.")
        )
    with tables() as actor:
        (cancel_order if kind == "O" else cancel_change)(actor=actor, id_=int(id_))
    click.echo(t("取り消しました。", "It is taken back."))


def _pairs(given: Iterable[str]) -> list[tuple[str, str]]:
    pairs = []
    for each in given:
        code, is_there, value = each.rpartition("=")
        if not is_there or not code or not value:
            raise Failure(NO_PAIR.fill(given=each))
        pairs.append((code, value))
    return pairs


def _rank(value: str) -> int | None:
    if value == NOTHING:
        return None
    if not (value.isascii() and value.isdigit()) or len(value) > 9:
        raise Failure(NO_RANK.fill(given=value))
    return int(value)


def _plans(actor: Actor, *, with_past: bool) -> list[Sequence[str]]:
    changes = list_changes(actor=actor, with_past=with_past)
    orders = list_orders(actor=actor, with_past=with_past)
    rows = [(each.effective_on, 0, each.pk, _row_of_change(each)) for each in changes]
    rows += [(each.effective_on, 1, each.pk, _row_of_order(each)) for each in orders]
    return [row for *_, row in sorted(rows)]


def _row_of_change(row: OrganizationChange) -> list[str]:
    words = say(KIND_WORDS[row.kind])
    return [f"C{row.pk}", *_when(row, words), row.organization, row.name, row.parent, _state(row)]


def _row_of_order(row: PersonnelOrder) -> list[str]:
    words = say(KIND_WORDS[row.kind])
    user, title = row.user.code if row.user else "", row.title.code if row.title else ""
    return [f"O{row.pk}", *_when(row, words), row.organization, user, title, _state(row)]


def _when(row: PersonnelOrder | OrganizationChange, words: str) -> tuple[str, str]:
    return row.effective_on.isoformat(), words


def _state(row: PersonnelOrder | OrganizationChange) -> str:
    state = say(STATES[row.state])
    return state if row.problem is None else f"{state}: {row.problem[LANGUAGE]}"


def _person(people: Snapshot, id_: int) -> str:
    shown = people.show("user", id_)
    return f"{shown['code']} {shown['name']}"


def _place(people: Snapshot, unit: int, title_id: int | None) -> tuple[str, str]:
    shown, title = people.show("organization", unit), people.titles.get(title_id or 0)
    return f"{shown['code']} {shown['name']}", title.name if title else ""


def _day(day: date | None) -> str:
    return NOTHING if day is None else day.isoformat()
