"""`urakata scim`: credentials with which an identity provider keeps our people."""

from __future__ import annotations

import click

from urakata.directory.credentials import (
    create_credential,
    list_credentials,
    revoke_credential,
)
from urakata.kernel.text import Text
from urakata.main.cli.language import t
from urakata.main.cli.look import Failure, Group, print_table
from urakata.main.cli.tables import tables

NO_CREDENTIAL = Text("番号{id}の資格情報はありません。", "There is no credential number {id}.")


@click.group(
    cls=Group,
    help=t(
        "IDプロバイダー（Entra ID、Oktaなど）がSCIMでユーザーを管理するための資格情報を扱います。",
        "Credentials with which an identity provider (Entra ID, Okta …) keeps users by SCIM.",
    ),
)
def command() -> None:
    """Group of the SCIM commands."""


@command.command(
    "add",
    help=t(
        "資格情報を発行します。一度だけ表示されます。\n\n例：urakata scim add --memo 'Entra ID'",
        "Make a credential. It is shown this once.\n\nExample: urakata scim add --memo 'Entra ID'",
    ),
)
@click.option("--memo", default="", help=t("どこで使うかを書きます。", "Where it is used."))
@click.option(
    "--may-administer",
    is_flag=True,
    help=t(
        "管理者と監査者の変更、任命も許可します。",
        "Let it change administrators and auditors, and make some.",
    ),
)
@click.option(
    "--network",
    "networks",
    multiple=True,
    help=t(
        "使用できるネットワークです（192.0.2.0/24など）。繰り返し指定できます。",
        "From where it may be used (192.0.2.0/24); may be repeated.",
    ),
)
def add(*, memo: str, may_administer: bool, networks: tuple[str, ...]) -> None:
    """Make a credential that works at once."""
    with tables() as actor:
        secret = create_credential(
            actor=actor, memo=memo, may_administer=may_administer, networks=networks
        )
    click.echo(secret)


@command.command("list", help=t("資格情報の一覧を表示します。", "List the credentials."))
def show() -> None:
    """Their first characters; nobody can show the rest."""
    titles = [
        t("番号", "Number"),
        t("先頭", "Begins"),
        t("管理者", "Administers"),
        t("ネットワーク", "Networks"),
        t("メモ", "Memo"),
        t("作成日時", "Made at"),
    ]
    with tables() as actor:
        rows = [
            [
                str(each.id),
                f"{each.hint}…",
                t("可", "yes") if each.may_administer else t("不可", "no"),
                " ".join(each.networks),
                each.memo,
                f"{each.created_at.astimezone():%Y-%m-%d %H:%M}",
            ]
            for each in list_credentials(actor=actor)
        ]
    print_table(titles, rows)


@command.command("revoke", help=t("資格情報を失効させます。", "Revoke a credential."))
@click.argument("credential_id", type=int, metavar=t("番号", "NUMBER"))
def revoke(*, credential_id: int) -> None:
    """Make the credential useless at once."""
    with tables() as actor:
        if not revoke_credential(credential_id, actor=actor):
            raise Failure(NO_CREDENTIAL.fill(id=credential_id))
    click.echo(t("失効させました。", "Revoked."))
