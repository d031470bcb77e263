"""`urakata demo`: a company to try things out with."""

from __future__ import annotations

from typing import Final

import click

from urakata.directory.passwords import new_password
from urakata.kernel.text import Text
from urakata.main.cli.language import t
from urakata.main.cli.look import Command, Failure, progress
from urakata.main.cli.tables import tables
from urakata.main.first_run import has_people
from urakata.main.home import HOME, write_secret
from urakata.packs import demo

PASSWORD_FILE: Final = "demo-password"  # noqa: S105  # a file's name
NOT_EMPTY = Text(
    "すでにユーザーがいるため、デモ会社は作成しません。空のデータフォルダー（URAKATA_HOME）で実行してください。",
    "There are users already, so the demo company is not made. Use an empty data folder "
    "(URAKATA_HOME).",
)


@click.command(
    cls=Command,
    help=t(
        "デモ会社を作成します：従業員30人、監査役とゲスト、アプリ5つ（取引先マスタ、稟議、備品購入申請、社員マスタ、職務権限表）とそのレコード。\n\n"
        "ログイン名「admin」と従業員のパスワードは共通で、データフォルダーのdemo-passwordに保存されます。",
        "Make the demo company: 30 people, an auditor, a guest, five apps and their records.\n\n"
        "`admin` and everybody else share one password, kept in the data folder as demo-password.",
    ),
)
@click.option(
    "--if-empty",
    is_flag=True,
    help=t("すでにユーザーがいれば何もしません。", "Do nothing if there are users already."),
)
def command(*, if_empty: bool) -> None:
    """Make it, or finish making it."""
    with tables() as actor, progress() as bar:
        if has_people() and not demo.is_there():
            if if_empty:
                return
            raise Failure(NOT_EMPTY)
        if demo.is_there() and demo.is_complete():
            return
        task = bar.add_task(t("デモ会社を作成しています", "Making the demo company"), total=None)
        demo.load(
            actor=actor,
            password=_password(),
            tell=lambda done, total: bar.update(task, completed=done, total=total),
        )


def _password() -> str:
    """The one that is kept already, or a new one, kept before anybody has it."""
    path = HOME / PASSWORD_FILE
    if not path.exists():
        write_secret(path, f"{new_password()}\n")
    return path.read_text(encoding="utf-8").strip()
