"""`urakata user`: people, without a browser: the first ones, and the one who is locked out."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from urakata.directory import account_care
from urakata.directory.actor import Actor
from urakata.directory.built_in import ADMINISTRATORS, AUDITORS
from urakata.directory.factor_setup import reset_factors
from urakata.directory.passwords import new_password
from urakata.directory.queries import Wanted, list_users
from urakata.directory.services import (
    NewUser,
    create_user,
    disable_user,
    enable_user,
    set_password,
)
from urakata.kernel.json import JSONDict
from urakata.main.cli.language import t
from urakata.main.cli.look import Group, print_table
from urakata.main.cli.tables import tables

PAGE = 100
RANDOM_HELP = t(
    "パスワードを自動で作成し、一度だけ表示します。",
    "Make up a password and show it, this once.",
)


@click.group(
    cls=Group,
    help=t(
        "ユーザーの追加、一覧、パスワードの再設定、停止を行います。",
        "Add and list users, set passwords, stop somebody from signing in.",
    ),
)
def command() -> None:
    """Group of the user commands."""


@command.command(
    "add",
    help=t(
        "ユーザーを追加します。\n\n例：urakata user add sato --name '佐藤 花子' --admin",
        "Add a user.\n\nExample: urakata user add sato --name 'Hanako Sato' --admin",
    ),
)
@click.argument("code", metavar=t("ログイン名", "LOGIN_NAME"))
@click.option("--name", required=True, help=t("表示名です。", "The name to show."))
@click.option("--email", default="", help=t("メールアドレスです。", "The e-mail address."))
@click.option(
    "--admin", is_flag=True, help=t("管理者にします。", "Make the user an administrator.")
)
@click.option(
    "--auditor",
    is_flag=True,
    help=t(
        "監査人にします。すべてを閲覧でき、何も変更できません。",
        "Make the user an auditor, who sees everything and changes nothing.",
    ),
)
@click.option("--random-password", is_flag=True, help=RANDOM_HELP)
def add(
    *, code: str, name: str, email: str, admin: bool, auditor: bool, random_password: bool
) -> None:
    """Ask for a password, then add the user."""
    password = _ask_password(is_random=random_password)
    user = NewUser(
        code=code,
        name=name,
        password=password,
        profile={"email": email} if email else {},
        groups=[*([ADMINISTRATORS] if admin else []), *([AUDITORS] if auditor else [])],
    )
    with tables() as actor:
        create_user(actor=actor, user=user)
    click.echo(t(f"ユーザー「{code}」を追加しました。", f'Added the user "{code}".'))


@command.command("list", help=t("ユーザーの一覧を表示します。", "List the users."))
def show() -> None:
    """Everybody, those who were stopped too."""
    titles = [
        t("ログイン名", "Login name"),
        t("名前", "Name"),
        t("メール", "E-mail"),
        t("状態", "State"),
    ]
    with tables() as actor:
        print_table(titles, [_row(user) for user in _everybody(actor)])


@command.command(
    "password",
    help=t(
        "パスワードを設定し直します。その人はいったんログアウトされます。",
        "Set a new password; the user is signed out everywhere.",
    ),
)
@click.argument("code", metavar=t("ログイン名", "LOGIN_NAME"))
@click.option("--random-password", is_flag=True, help=RANDOM_HELP)
def password(*, code: str, random_password: bool) -> None:
    """Ask for the new password and store it."""
    chosen = _ask_password(is_random=random_password)
    with tables() as actor:
        set_password(actor=actor, code=code, password=chosen)
    click.echo(t("パスワードを設定しました。", "The password is set."))


@command.command(
    "disable",
    help=t(
        "ログインできないようにします。記録や名前は残ります。",
        "Stop somebody from signing in. Records and names stay.",
    ),
)
@click.argument("code", metavar=t("ログイン名", "LOGIN_NAME"))
def disable(*, code: str) -> None:
    """Stop the user."""
    with tables() as actor:
        disable_user(actor=actor, code=code)
    click.echo(t(f"「{code}」を停止しました。", f'"{code}" can no longer sign in.'))


@command.command("enable", help=t("停止したユーザーを戻します。", "Let a stopped user in again."))
@click.argument("code", metavar=t("ログイン名", "LOGIN_NAME"))
def enable(*, code: str) -> None:
    """Let the user in again."""
    with tables() as actor:
        enable_user(actor=actor, code=code)
    click.echo(t(f"「{code}」を有効にしました。", f'"{code}" can sign in again.'))


@command.command(
    "unlock",
    help=t(
        "パスワードの間違いが続いてログインできなくなった人を、すぐにログインできるようにします。",
        "Let somebody try again at once who was locked out by wrong passwords.",
    ),
)
@click.argument("code", metavar=t("ログイン名", "LOGIN_NAME"))
def unlock(*, code: str) -> None:
    """Forget the failures."""
    with tables() as actor:
        is_unlocked = account_care.unlock(actor=actor, code=code)
    click.echo(
        t(f"「{code}」のロックを解除しました。", f'"{code}" can try again.')
        if is_unlocked
        else t(f"「{code}」はロックされていません。", f'"{code}" is not locked.')
    )


@command.command(
    "reset-second-factor",
    help=t(
        "認証アプリやパスキーを失くした人の2要素認証を解除します。その人はログアウトされます。",
        "Take away the second factors of somebody who lost theirs; the user is signed out.",
    ),
)
@click.argument("code", metavar=t("ログイン名", "LOGIN_NAME"))
def reset_second_factor(*, code: str) -> None:
    """Remove them all, recovery codes too."""
    with tables() as actor:
        count = reset_factors(actor=actor, code=code)
    click.echo(
        t(f"「{code}」の2要素認証を解除しました。", f'"{code}" has no second factor any more.')
        if count
        else t(f"「{code}」は2要素認証を設定していません。", f'"{code}" has no second factor.')
    )


def _ask_password(*, is_random: bool) -> str:
    """From the keyboard, twice and unseen; from a pipe, its first line."""
    if is_random:
        made = new_password()
        click.echo(t(f"パスワード: {made}", f"Password: {made}"))
        return made
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = click.prompt(
        t("パスワード", "Password"),
        hide_input=True,
        confirmation_prompt=t("もう一度", "Again"),
    )
    return asked


def _everybody(actor: Actor) -> Iterator[JSONDict]:
    offset = 0
    while page := list_users(actor=actor, wanted=Wanted(offset=offset, size=PAGE)):
        yield from page
        offset += PAGE


def _row(user: JSONDict) -> list[str]:
    state = t("有効", "active") if user["valid"] else t("停止", "stopped")
    return [str(user["code"]), str(user["name"]), str(user["email"]), state]
