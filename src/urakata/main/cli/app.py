"""`urakata app`: apps as files: for git, for another installation, for a look before a change."""

from __future__ import annotations

from pathlib import Path

import click
from django.db import transaction

from urakata.definition.diff import diff
from urakata.definition.document import export_app, import_app
from urakata.definition.in_words.changes import describe
from urakata.definition.queries import draft_document, list_apps, live_document
from urakata.definition.versions import list_versions
from urakata.directory.actor import Actor
from urakata.directory.people import snapshot
from urakata.main.cli.language import LANGUAGE, say, t
from urakata.main.cli.look import Group, print_table
from urakata.main.cli.tables import tables
from urakata.record.deploy import deploy, plan
from urakata.record.rollback import roll_back

PAGE = 100
app_argument = click.argument("app_id", type=int, metavar=t("アプリ番号", "APP"))
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(
    cls=Group,
    help=t(
        "アプリの設定をYAMLファイルとして書き出し、読み込み、比較します。",
        "Export apps' settings as YAML files, import them, compare them.",
    ),
)
def command() -> None:
    """Group of the app commands."""


@command.command("list", help=t("アプリの一覧を表示します。", "List the apps."))
def show() -> None:
    """Every deployed app."""
    titles = [t("番号", "Number"), t("コード", "Code"), t("名前", "Name")]
    with tables():
        rows, offset = [], 0
        while page := list_apps(limit=PAGE, offset=offset):
            rows += [[str(app.id), app.code, app.name] for app in page]
            offset += PAGE
    print_table(titles, rows)


@command.command(
    "export",
    help=t(
        "アプリの設定をYAMLで書き出します。同じ設定からは必ず同じ内容になるため、gitで管理できます。\n\n"
        "例：urakata app export 12 > ringi.yaml",
        "Write an app's settings as YAML. The same settings always give the same bytes, so that "
        "they can live in git.\n\nExample: urakata app export 12 > ringi.yaml",
    ),
)
@app_argument
@click.option("--draft", is_flag=True, help=t("編集中の設定を書き出します。", "The draft's."))
def export(*, app_id: int, draft: bool) -> None:
    """Print the YAML."""
    with tables():
        text = export_app(app_id, is_preview=draft)
    click.echo(text, nl=False)


@command.command(
    "import",
    help=t(
        "YAMLファイルから、新しいアプリを作成します。「--app」を指定すると、そのアプリの編集中の設定を入れ替えます。"
        "「--deploy」を付けるまで、運用中のアプリは変わりません。\n\n"
        "例：urakata app import ringi.yaml --deploy",
        "Make a new app from a YAML file, or, with --app, replace that app's draft. "
        "Nothing that people use changes until --deploy.\n\n"
        "Example: urakata app import ringi.yaml --deploy",
    ),
)
@click.argument("file", type=FILE, metavar=t("ファイル", "FILE"))
@click.option(
    "--app", "app_id", type=int, help=t("入れ替えるアプリの番号です。", "The app to change.")
)
@click.option(
    "--deploy", "goes_live", is_flag=True, help=t("運用環境に反映します。", "Make it live.")
)
def import_(*, file: Path, app_id: int | None, goes_live: bool) -> None:
    """Read the file into a draft; deploy it if asked to."""
    with tables() as actor, transaction.atomic():
        imported = import_app(file.read_bytes(), actor=actor, app_id=app_id)
        if goes_live:
            deploy(actor=actor, targets=[(imported.app_id, imported.revision)])
    name = imported.document["name"]
    click.echo(
        t(f"アプリ{imported.app_id}「{name}」", f'App {imported.app_id} "{name}": ')
        + (
            t("を運用環境に反映しました。", "live.")
            if goes_live
            else t("の編集中の設定を保存しました。", "draft saved.")
        )
    )


@command.command(
    "diff",
    help=t(
        "反映すると何が変わるかを表示します：設定、データベース、影響を受けるレコードの件数。何も変更しません。\n\n"
        "ファイルを省略すると、編集中の設定と運用中の設定を比べます。\n\n"
        "例：urakata app diff 12 ringi.yaml",
        "Show what a deploy would change: settings, the database, how many records. "
        "Changes nothing.\n\nWithout a file, compares the draft with what is live.\n\n"
        "Example: urakata app diff 12 ringi.yaml",
    ),
)
@app_argument
@click.argument("file", type=FILE, required=False, metavar=t("ファイル", "[FILE]"))
def compare(*, app_id: int, file: Path | None) -> None:
    """Try it in a transaction that is undone."""
    with tables() as actor, transaction.atomic():
        if file is not None:
            import_app(file.read_bytes(), actor=actor, app_id=app_id)
        lines = _changes(actor, app_id)
        transaction.set_rollback(True)
    click.echo("\n".join(lines) or t("違いはありません。", "There is no difference."))


@command.command(
    "versions",
    help=t(
        "これまでに運用環境に反映した設定（バージョン）を、変更した内容とともに新しい順に表示します。",
        "Show every version of an app that went live and what it changed, the newest first.",
    ),
)
@app_argument
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
def versions(*, app_id: int, limit: int) -> None:
    """One paragraph a version."""
    with tables():
        found = list_versions(app_id, limit=limit)
        people = snapshot()
        for each in found:
            name = people.show("user", each.deployed_by)["name"]
            click.echo(f"{each.revision}\t{each.deployed_at:%Y-%m-%d %H:%M} UTC\t{name}")
            for sentence in describe(each.changes, LANGUAGE):
                click.echo(f"  {sentence}")


@command.command(
    "rollback",
    help=t(
        "アプリの設定を以前のバージョンに戻し、運用環境に反映します。新しいバージョンになり、履歴は残ります。"
        "まだ反映していない変更は取り消されます。\n\n例：urakata app rollback 12 3",
        "Make an earlier version of an app live again, as a new version. What was not deployed yet "
        "is given up.\n\nExample: urakata app rollback 12 3",
    ),
)
@app_argument
@click.argument("version", type=int, metavar=t("バージョン", "VERSION"))
def go_back(*, app_id: int, version: int) -> None:
    """Go back; say which version came of it."""
    with tables() as actor:
        new = roll_back(actor=actor, app_id=app_id, to=version)
    click.echo(t(f"バージョン{new}として反映しました。", f"Live as version {new}."))


def _changes(actor: Actor, app_id: int) -> list[str]:
    """The change of the settings, then what it does to the database, then what forbids it."""
    lines = describe(diff(live_document(app_id), draft_document(app_id)), LANGUAGE)
    planned = plan(actor=actor, app_id=app_id)
    steps = [
        f"  {say(step.text)}"
        + (t(f"（{step.records:,}件）", f" ({step.records:,} records)") if step.records else "")
        for step in planned.steps
    ]
    if steps:
        lines += ["", t("データベース：", "Database:"), *steps]
    if planned.obstacles:
        lines += ["", t("このままでは反映できません：", "This cannot be deployed:")]
        lines += [f"  {problem.at}: {say(problem.text)}" for problem in planned.obstacles]
    return lines
