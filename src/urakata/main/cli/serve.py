"""`urakata serve`: everything a company needs, in one process tree."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable

import click

from urakata.kernel.text import Text
from urakata.main.children import Child, own_command
from urakata.main.cli.language import t
from urakata.main.cli.look import Command, Failure
from urakata.main.cli.welcome import FIRST_PASSWORD_FILES, welcome
from urakata.main.home import HOME
from urakata.main.listening import LOOPBACK, bindable_hosts
from urakata.main.stamp import is_prepared
from urakata.main.supervisor import Stopped, Supervisor, wal_keepers

PORT_TAKEN = Text(
    "ポート{port}はほかのプログラムが使っています。「--port」で別の番号を指定してください。",
    "Port {port} is used by another program. Choose another one with --port.",
)
NOT_READY = Text(
    "データベースの準備に失敗しました。上のメッセージを確認してください。",
    "The database could not be prepared. See the messages above.",
)


@click.command(
    cls=Command,
    help=t(
        "サーバーを起動します。終了するにはCtrl-Cを押します。\n\n"
        "データベースの起動、表の更新、Webとジョブのプロセスの起動までをまとめて行います。"
        "このコンピューターからだけ接続できます。ほかのコンピューターからも接続させるには、"
        "「--host 0.0.0.0」と環境変数URAKATA_URLを指定します。",
        "Start the server. Press Ctrl-C to end it.\n\n"
        "Starts the database, brings its tables up to date, and starts the web and job processes. "
        "Only this computer can connect; to let others in, give --host 0.0.0.0 and set URAKATA_URL.",
    ),
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    envvar="PORT",
    default=8000,
    show_default=True,
    help=t("待ち受けるポート番号です（環境変数PORTでも指定できます）。", "The port (or set PORT)."),
)
@click.option(
    "--host",
    "hosts",
    multiple=True,
    metavar="ADDRESS",
    help=t(
        "待ち受けるアドレスです。繰り返し指定できます。省略すると127.0.0.1と::1です。",
        "An address to listen on; may be repeated. 127.0.0.1 and ::1 unless given.",
    ),
)
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    envvar="URAKATA_WEB_PROCESSES",
    default=1,
    show_default=True,
    help=t("Webのプロセスの数です。", "The number of web processes."),
)
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    envvar="URAKATA_WEB_THREADS",
    default=8,
    show_default=True,
    help=t("Webのプロセスごとのスレッドの数です。", "Threads of each web process."),
)
@click.option(
    "--no-worker",
    is_flag=True,
    help=t("ジョブのプロセスを起動しません。", "Do not start the job process."),
)
@click.option(
    "--demo",
    is_flag=True,
    help=t(
        "空のデータベースならデモ会社を作成します。", "Make the demo company if there is nothing."
    ),
)
def command(
    *, port: int, hosts: tuple[str, ...], processes: int, threads: int, no_worker: bool, demo: bool
) -> None:
    """Run until told to stop."""
    chosen = bindable_hosts(hosts or LOOPBACK, port, all_needed=bool(hosts))
    if not chosen:
        raise Failure(PORT_TAKEN.fill(port=port))
    web = own_command("web", "--port", str(port), "--threads", str(threads))
    for host in chosen:
        web += ["--host", host]
    children = [Child(f"web {n + 1}", web) for n in range(processes)]
    jobs = [] if no_worker else [Child("jobs", own_command("jobs"))]
    try:
        with Supervisor(HOME) as supervisor:
            _prepare(supervisor, with_demo=demo)
            later = [*jobs, *wal_keepers(supervisor)]
            supervisor.run(children, is_up=_greeter(chosen, port), later=later)
    except Stopped:
        sys.exit(130)
    except subprocess.CalledProcessError as error:
        raise Failure(NOT_READY) from error


def _prepare(supervisor: Supervisor, *, with_demo: bool) -> None:
    """Tables, and somebody to sign in: the demo company's people, or one administrator."""
    if not is_prepared(supervisor.conninfo):
        supervisor.run_once("prepare", *(["--demo"] if with_demo else []))


def _greeter(hosts: tuple[str, ...], port: int) -> Callable[[], bool]:
    """A check that greets once the web process answers."""

    def is_up() -> bool:
        try:
            socket.create_connection((hosts[0], port), timeout=0.2).close()
        except OSError:
            return False
        known = [HOME / name for name in FIRST_PASSWORD_FILES]
        address = os.environ.get("URAKATA_URL") or f"http://localhost:{port}"
        click.echo(welcome(address, [path for path in known if path.exists()]))
        return True

    return is_up
