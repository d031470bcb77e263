"""`urakata network`: from where the members of groups may come; also the way back in."""

from __future__ import annotations

import click

from urakata.directory.limiting import group_networks, set_group_networks
from urakata.main.cli.language import t
from urakata.main.cli.look import Group, print_table
from urakata.main.cli.tables import tables


@click.group(
    cls=Group,
    help=t(
        "グループごとに、利用できるネットワークを設定します。",
        "Set from which networks the members of a group may come.",
    ),
)
def command() -> None:
    """Group of the network commands."""


@command.command("list", help=t("グループごとのネットワークを表示します。", "Show the networks."))
def show() -> None:
    """Of every group that has any."""
    with tables() as actor:
        rows = [[code, " ".join(found)] for code, found in group_networks(actor=actor).items()]
    print_table([t("グループ", "Group"), t("ネットワーク", "Networks")], rows)


@command.command(
    "set",
    help=t(
        "グループのネットワークを設定します。何も書かなければ、どこからでも利用できるようになります。\n\n"
        "例：urakata network set everyone 192.0.2.0/24 2001:db8::/32",
        "Set a group's networks; without any, its members may come from anywhere.\n\n"
        "Example: urakata network set everyone 192.0.2.0/24 2001:db8::/32",
    ),
)
@click.argument("group", metavar=t("グループコード", "GROUP"))
@click.argument("networks", nargs=-1, metavar=t("ネットワーク", "NETWORK"))
def put(*, group: str, networks: tuple[str, ...]) -> None:
    """Replace the list of a group."""
    with tables() as actor:
        stored = set_group_networks(actor=actor, group=group, networks=networks)
    if stored:
        click.echo(t(f"設定しました: {' '.join(stored)}", f"Set: {' '.join(stored)}"))
    else:
        click.echo(t("どこからでも利用できます。", "They may come from anywhere."))
