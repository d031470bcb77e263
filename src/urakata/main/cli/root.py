"""`urakata`: the list of commands, and what happens before and after any of them."""

from __future__ import annotations

from typing import Final

import click

from urakata.kernel.errors import UrakataError
from urakata.kernel.text import Text
from urakata.main.cli.language import t
from urakata.main.cli.lazy import Entry, Lazy
from urakata.main.cli.look import Failure
from urakata.main.postgres.errors import ServerError

COMMANDS: Final[dict[str, Entry]] = {
    "serve": Entry(
        "serve",
        Text("サーバーを起動します。", "Start the server."),
        needs_tables=False,
    ),
    "worker": Entry(
        "worker",
        Text(
            "ジョブを処理するプロセスだけを起動します。",
            "Start only the process that works on jobs.",
        ),
        needs_tables=False,
    ),
    "migrate": Entry(
        "migrate",
        Text("データベースの表を最新にします。", "Bring the database's tables up to date."),
    ),
    "user": Entry("user", Text("ユーザーを管理します。", "Manage users.")),
    "people": Entry(
        "people",
        Text(
            "役職の順位、上長、所属の履歴、発令と組織改編の予定を扱います。",
            "Ranks of titles, managers, who is where, personnel orders and reorganizations.",
        ),
    ),
    "calendar": Entry(
        "calendar",
        Text(
            "会社カレンダーの表示と変更、営業日と期限の計算を行います。",
            "Show and change the company calendar; count business days and dues.",
        ),
    ),
    "policy": Entry(
        "policy", Text("サインインの方針を表示・変更します。", "Show or change the sign-in policy.")
    ),
    "token": Entry("token", Text("APIトークンを管理します。", "Manage API tokens.")),
    "scim": Entry(
        "scim",
        Text(
            "IDプロバイダーの資格情報（SCIM）を管理します。",
            "Manage credentials of identity providers (SCIM).",
        ),
    ),
    "network": Entry(
        "network",
        Text("利用できるネットワークを設定します。", "Set from where people may come."),
    ),
    "app": Entry(
        "app",
        Text(
            "アプリの設定を書き出し・読み込み・比較します。",
            "Export, import and compare apps' settings.",
        ),
    ),
    "authority": Entry(
        "authority",
        Text("職務権限表を用意し、確かめます。", "Set up and check the authority matrix."),
    ),
    "import": Entry(
        "importing",
        Text("ファイルのレコードをアプリに取り込みます。", "Take a file's records into an app."),
    ),
    "export": Entry(
        "exporting",
        Text("アプリのレコードをファイルに書き出します。", "Write an app's records to a file."),
    ),
    "backup": Entry(
        "backup",
        Text("すべてを1つのファイルにバックアップします。", "Back up everything into one file."),
    ),
    "restore": Entry(
        "restore",
        Text("バックアップから復元します。", "Restore from a backup."),
    ),
    "verify-backup": Entry(
        "verify_backup",
        Text("バックアップが復元できることを確かめます。", "Check that a backup can be restored."),
    ),
    "recover": Entry(
        "recover",
        Text("過去の任意の時点の状態を復元します。", "Recover the state of any moment."),
    ),
    "journal": Entry(
        "journal.group",
        Text(
            "ジャーナル（監査の記録）を封印・書き出し・検証します。",
            "Seal, export and verify the journal: what was done, provably.",
        ),
        needs_tables=False,
    ),
    "demo": Entry("demo", Text("デモ会社を作成します。", "Make the demo company.")),
    "web": Entry(
        "web", Text("Webのプロセスです。", "A web process."), is_hidden=True, is_service=True
    ),
    "jobs": Entry(
        "jobs", Text("ジョブのプロセスです。", "A job process."), is_hidden=True, is_service=True
    ),
    "wal": Entry(
        "wal",
        Text(
            "データベースの変更を別の場所に残すプロセスです。",
            "A process that keeps the log elsewhere.",
        ),
        is_hidden=True,
    ),
    "scheduled-backup": Entry(
        "scheduled_backup",
        Text("予定のバックアップを作成します。", "Make the backup of the schedule."),
        is_hidden=True,
    ),
    "prove": Entry(
        "prove",
        Text("バックアップを試すプロセスです。", "A process that tries a backup."),
        is_hidden=True,
    ),
    "prepare": Entry(
        "prepare",
        Text("最初の起動の準備です。", "What a first start needs."),
        is_hidden=True,
    ),
}


class Root(Lazy):
    """All commands, and how their failures are shown."""

    entries = COMMANDS

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ServerError as error:
            raise Failure(error.text) from error
        except UrakataError as error:
            raise Failure(_explain(error)) from error


def _explain(error: UrakataError) -> Text:
    """The sentence and every problem with its place."""
    text = error.text
    for problem in error.problems:
        text = Text(
            f"{text.ja}\n  {problem.at}: {problem.text.ja}",
            f"{text.en}\n  {problem.at}: {problem.text.en}",
        )
    return text


@click.group(
    cls=Root,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=t(
        "Urakata（裏方）：自分のサーバーで動く、業務アプリの基盤です。\n\n"
        "「urakata serve」で起動し、画面に表示されるアドレスをブラウザーで開きます。\n"
        "コマンドごとの説明は「urakata コマンド名 --help」で表示されます。",
        "Urakata: a platform for back-office apps on your own server.\n\n"
        "Start it with `urakata serve`, then open the address that it prints in a browser.\n"
        "`urakata COMMAND --help` explains a command.",
    ),
)
@click.version_option(
    package_name="urakata",
    message="%(prog)s %(version)s",
    help=t("版を表示します。", "Show the version."),
)
def main() -> None:
    """Entry point of the `urakata` script."""
