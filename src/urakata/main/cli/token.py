"""`urakata token`: keys for programs, each to one app."""

from __future__ import annotations

import click

from urakata.definition.queries import get_app
from urakata.directory.actor import Right
from urakata.directory.limiting import update_token
from urakata.directory.tokens import RIGHTS, create_token, list_tokens, revoke_token
from urakata.kernel.text import Text
from urakata.main.cli.language import t
from urakata.main.cli.look import Failure, Group, print_table
from urakata.main.cli.tables import tables

NO_TOKEN = Text(
    "アプリ{app}に番号{token}のAPIトークンはありません。",
    "App {app} has no API token number {token}.",
)
app_argument = click.argument("app_id", type=int, metavar=t("アプリ番号", "APP"))


@click.group(
    cls=Group,
    help=t(
        "APIトークン（プログラムが1つのアプリを使うための鍵）の発行、一覧、失効を行います。",
        "Make, list and revoke API tokens: keys with which a program uses one app.",
    ),
)
def command() -> None:
    """Group of the token commands."""


@command.command(
    "add",
    help=t(
        "APIトークンを発行します。トークンは一度だけ表示されます。\n\n"
        "例：urakata token add 12 --right view --right add",
        "Make an API token. It is shown this once.\n\n"
        "Example: urakata token add 12 --right view --right add",
    ),
)
@app_argument
@click.option(
    "--right",
    "rights",
    type=click.Choice(RIGHTS),
    multiple=True,
    default=["view"],
    show_default=True,
    help=t("許可する操作です。繰り返し指定できます。", "What it may do; may be repeated."),
)
@click.option("--memo", default="", help=t("何のためのトークンかを書きます。", "What it is for."))
def add(*, app_id: int, rights: tuple[str, ...], memo: str) -> None:
    """Make a token that works at once."""
    with tables() as actor:
        get_app(app_id)
        token = create_token(app_id, _rights(rights), memo, actor=actor, is_live=True)
    click.echo(token)


@command.command(
    "list", help=t("アプリのAPIトークンの一覧を表示します。", "List an app's API tokens.")
)
@app_argument
def show(*, app_id: int) -> None:
    """The tokens' first characters; nobody can show the rest."""
    titles = [
        t("番号", "Number"),
        t("先頭", "Begins"),
        t("許可", "Rights"),
        t("メモ", "Memo"),
        t("作成日時", "Made at"),
    ]
    with tables():
        get_app(app_id)
        rows = [
            [
                str(token.id),
                f"{token.hint}…",
                " ".join(token.rights),
                token.memo,
                f"{token.created_at.astimezone():%Y-%m-%d %H:%M}",
            ]
            for token in list_tokens(app_id)
        ]
    print_table(titles, rows)


@command.command(
    "limit",
    help=t(
        "APIトークンの利用元と頻度を制限します。\n\n"
        "例：urakata token limit 12 3 --per-minute 600 --network 192.0.2.0/24",
        "Limit from where and how often an API token is used.\n\n"
        "Example: urakata token limit 12 3 --per-minute 600 --network 192.0.2.0/24",
    ),
)
@app_argument
@click.argument("token_id", type=int, metavar=t("番号", "NUMBER"))
@click.option(
    "--per-minute",
    "requests_per_minute",
    type=click.IntRange(min=0),
    help=t("1分間のリクエスト数です。0は無制限です。", "Requests a minute; 0: no limit."),
)
@click.option(
    "--at-once",
    "requests_at_once",
    type=click.IntRange(min=0),
    help=t("同時リクエスト数です。0は無制限です。", "Requests at once; 0: no limit."),
)
@click.option(
    "--network",
    "networks",
    multiple=True,
    help=t(
        "使用できるネットワークです。繰り返し指定できます。「any」で制限をなくします。",
        "From where it may be used; may be repeated. `any` removes the list.",
    ),
)
def limit(*, app_id: int, token_id: int, networks: tuple[str, ...], **quotas: int | None) -> None:
    """Change what is given; leave the rest."""
    changes: dict[str, object] = {name: n for name, n in quotas.items() if n is not None}
    if networks:
        changes["networks"] = [] if "any" in networks else networks
    with tables() as actor:
        if not update_token(app_id, token_id, actor=actor, changes=changes):
            raise Failure(NO_TOKEN.fill(app=app_id, token=token_id))
    click.echo(t("変更しました。", "Changed."))


@command.command("revoke", help=t("APIトークンを失効させます。", "Revoke an API token."))
@app_argument
@click.argument("token_id", type=int, metavar=t("番号", "NUMBER"))
def revoke(*, app_id: int, token_id: int) -> None:
    """Make the token useless at once."""
    with tables() as actor:
        if not revoke_token(app_id, token_id, actor=actor):
            raise Failure(NO_TOKEN.fill(app=app_id, token=token_id))
    click.echo(t("失効させました。", "Revoked."))


def _rights(names: tuple[str, ...]) -> list[Right]:
    return [right for right in RIGHTS if right in names]
