"""`urakata policy`: how strictly people are let in, also when nobody gets in any more."""

from __future__ import annotations

from dataclasses import asdict
from typing import get_args

import click

from urakata.directory.sign_in_policy import Demand, sign_in_policy, update_policy
from urakata.main.cli.language import t
from urakata.main.cli.look import print_table
from urakata.main.cli.tables import tables


@click.command(
    help=t(
        "サインインの方針を表示・変更します。オプションを指定しなければ表示だけを行います。\n\n"
        "例：urakata policy --second-factor administrators",
        "Show or change the sign-in policy; without an option it is only shown.\n\n"
        "Example: urakata policy --second-factor administrators",
    )
)
@click.option(
    "--second-factor",
    type=click.Choice(get_args(Demand)),
    help=t(
        "2要素認証：使用しない、任意、管理者は必須、全員必須。",
        "Second factors: off, optional, demanded of administrators, of everyone.",
    ),
)
@click.option(
    "--shortest-password", type=int, help=t("パスワードの最小文字数。", "Shortest password.")
)
@click.option(
    "--idle-minutes",
    type=int,
    help=t("使わないままでログアウトするまでの分数。", "Minutes until an unused session ends."),
)
@click.option(
    "--longest-hours",
    type=int,
    help=t("ログインし続けられる時間数。", "Hours until any session ends."),
)
@click.option(
    "--proof-minutes",
    type=int,
    help=t(
        "本人確認が有効な分数。", "Minutes for which a proof lasts that dangerous actions ask for."
    ),
)
def command(**changes: str | int | None) -> None:
    """Change what is given, then show it all."""
    wanted = {name: value for name, value in changes.items() if value is not None}
    with tables() as actor:
        if wanted:
            update_policy(actor=actor, changes=wanted)
        rows = [[name.replace("_", "-"), str(value)] for name, value in _shown()]
    print_table([t("項目", "Setting"), t("値", "Value")], rows)


def _shown() -> list[tuple[str, object]]:
    return list(asdict(sign_in_policy()).items())
