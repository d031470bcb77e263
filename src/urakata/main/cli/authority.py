"""`urakata authority`: the authority matrix's app, and whether its rows leave anything open."""

from __future__ import annotations

import sys

import click

from urakata.directory.people import snapshot
from urakata.directory.today import company_today
from urakata.main.cli.language import say, t
from urakata.main.cli.look import Group
from urakata.main.cli.tables import tables
from urakata.packs.system import install_matrix
from urakata.process.matrix.coverage import check_coverage
from urakata.process.matrix.reading import matrix_on, require_matrix_app
from urakata.process.matrix.usage import domain_of, uses
from urakata.process.routes.bands import describe_bands, describe_row

WHAT = {"gap": t("行がありません", "No row"), "overlap": t("行が重なっています", "Several rows")}


@click.group(
    cls=Group,
    help=t("職務権限表を用意し、確かめます。", "Set up and check the authority matrix."),
)
def command() -> None:
    """Group of the matrix's commands."""


@command.command(
    "install",
    help=t(
        "職務権限表のアプリ（アプリコードKENGEN）を作成します。すでにあれば何もしません。",
        "Make the app of the authority matrix (code KENGEN), unless it is there.",
    ),
)
def install() -> None:
    """Make the app."""
    with tables() as actor:
        app_id = install_matrix(actor=actor)
    click.echo(t(f"職務権限表はアプリ{app_id}です。", f"The authority matrix is app {app_id}."))


@command.command(
    "check",
    help=t(
        "職務権限表の抜けと重なりを調べます。見つかれば、終了コードは1です。",
        "Look for gaps and overlaps of the authority matrix; exits with 1 when there are any.",
    ),
)
@click.option("--draft", default="", help=t("改定案の版です。", "A draft instead."))
def check(*, draft: str) -> None:
    """Name every gap, overlap and row that cannot be read."""
    with tables():
        found = _found(draft)
    for line in found:
        click.echo(line)
    if found:
        sys.exit(1)
    click.echo(t("抜けも重なりもありません。", "No gaps and no overlaps."))


def _found(draft: str) -> list[str]:
    require_matrix_app()
    matrix, people, used = matrix_on(draft=draft), snapshot(), list(uses())
    if matrix is None:
        return []
    lines = []
    for category in dict.fromkeys([*matrix.categories, *(use.asks.category for use in used)]):
        domain = domain_of(category, used)
        covered = check_coverage(matrix, category, domain, people=people, since=company_today())
        lines += [
            f"{WHAT[each.type]}: {say(describe_bands(each.describe(category), people))}"
            for each in covered.findings
        ]
    return lines + [
        f"{say(describe_row(row.describe(), people))} {flaw.column}: {say(flaw.text)}"
        for row in matrix.rows
        for flaw in row.flaws
    ]
