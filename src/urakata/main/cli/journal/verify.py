"""`urakata journal verify`: for the auditor, who needs this program and the file, and nothing else."""

from __future__ import annotations

import gzip
import importlib
import os
import sys
from pathlib import Path
from typing import IO, cast

import click
import django
from cryptography.x509 import load_pem_x509_certificates

from urakata.journal.sealing.heads import Head
from urakata.journal.sealing.keys import read_public
from urakata.journal.verifying.findings import Refuted
from urakata.journal.verifying.proof import verify_proof
from urakata.journal.verifying.verifier import Trusted, Verdict, verify
from urakata.main.cli.language import say, t
from urakata.main.cli.look import Command, Failure

NAMES = {
    "app": t("アプリ", "app"),
    "record": t("レコード", "record"),
    "actor": t("ユーザー", "user"),
    "kind": t("種類", "kind"),
    "since": t("から", "since"),
    "until": t("まで", "until"),
}


@click.command(
    cls=Command,
    help=t(
        "「urakata journal export」で書き出したファイルが、封印されたときのままであることを確かめます。"
        "データベースは使いません。ファイルを省略すると、このデータベースのジャーナルを確かめます。\n\n"
        "改ざんがあれば、最初に書き換え・削除・入れ替えがあった記録を示し、終了コード1で終わります。\n\n"
        "例：urakata journal verify journal-2026.gz --key 'q3ZT…='",
        "Check that a file written by `urakata journal export` is as it was sealed. No database is "
        "used. Without a file, checks the journal of this database.\n\n"
        "Names the first entry that was altered, removed or moved, and ends with exit code 1.\n\n"
        "Example: urakata journal verify journal-2026.gz --key 'q3ZT…='",
    ),
)
@click.argument(
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=False,
    metavar=t("ファイル", "FILE"),
)
@click.option(
    "--key",
    metavar=t("公開鍵", "KEY"),
    help=t(
        "控えておいた公開鍵（または、それを書いたファイル）です。鍵のすり替えも見つけます。",
        "A public key that you noted down (or a file with it): finds replaced keys, too.",
    ),
)
@click.option(
    "--tsa-root",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="PEM",
    help=t(
        "タイムスタンプ局のルート証明書です。タイムスタンプの発行者も確かめます。",
        "Root certificates of time-stamp authorities: checks who issued the time-stamps.",
    ),
)
def command(*, path: Path | None, key: str | None, tsa_root: Path | None) -> None:
    """Say what was found; exit code 1 when something is wrong."""
    trusted = Trusted(
        key=_read_key(key) if key else None,
        roots=load_pem_x509_certificates(tsa_root.read_bytes()) if tsa_root else (),
    )
    try:
        if path is None:
            verdict = _verify_database(trusted)
        elif _is_proof(path):
            _report_proof(verify_proof(path.read_bytes(), trusted))
            return
        else:
            with _opened(path) as file:
                verdict = verify(file, trusted)
    except Refuted as found:
        raise Failure(found.text) from found
    except (OSError, EOFError) as error:
        raise Failure(str(error)) from error
    _report(verdict, trusted)


def _verify_database(trusted: Trusted) -> Verdict:
    """Only this needs Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "urakata.main.settings")
    django.setup()
    checking = importlib.import_module("urakata.main.cli.journal.checking")
    return cast("Verdict", checking.check(trusted))


def _is_proof(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(1) == b"{"


def _report_proof(head: Head) -> None:
    click.echo(t("証明は正しいです。", "The proof holds."))
    click.echo(f"  {t('ルート', 'Head')}: {head.size:,}  {head.root.hex()}  {head.at}")


def _opened(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        is_packed = file.read(2) == b"\x1f\x8b"
    return cast("IO[bytes]", gzip.open(path)) if is_packed else path.open("rb")


def _read_key(given: str) -> bytes:
    path = Path(given)
    try:
        return read_public(path.read_text("ascii") if path.is_file() else given)
    except (OSError, ValueError) as error:
        raise click.BadParameter(str(error), param_hint="--key") from error


def _report(verdict: Verdict, trusted: Trusted) -> None:
    for warning in verdict.warnings:
        click.echo(t("注意: ", "Note: ") + say(warning), err=True)
    click.echo(t("改ざんは見つかりませんでした。", "Nothing was tampered with."))
    for title, value in _facts(verdict):
        click.echo(f"  {title}: {value}")
    if trusted.key is None:
        click.echo(
            t(
                "公開鍵が、控えておいたものと同じであることを確かめてください（または --key に指定します）。",
                "Compare the public key with the one you noted down (or give that to --key).",
            )
        )
    sys.stdout.flush()


def _facts(verdict: Verdict) -> list[tuple[str, str]]:
    asked = [
        f"{NAMES[name]} {verdict.header[name]}"
        for name in NAMES
        if verdict.header[name] is not None
    ]
    everything = t("すべての記録", "everything")
    facts = [
        (t("範囲", "Exported"), ", ".join(asked) or everything),
        (t("記録", "Entries"), f"{verdict.entries:,}"),
        (t("ハッシュ値だけの記録", "Represented by hashes only"), f"{verdict.left_out:,}"),
        (t("署名されたルート", "Signed heads"), f"{verdict.heads:,}"),
    ]
    if verdict.last and verdict.key:
        facts += [
            (t("最後のルート", "Last head"), f"{verdict.last.size:,}  {verdict.last.root.hex()}"),
            (t("署名日時", "Signed at"), verdict.last.at),
            (t("公開鍵", "Public key"), verdict.key.shown),
        ]
    for stamp in verdict.stamps[-1:]:
        known = t("発行者を確認済み", "issuer checked")
        unknown = t("発行者は未確認", "issuer not checked")
        facts.append(
            (
                t("最後のタイムスタンプ", "Last time-stamp"),
                f"{stamp.size:,}  {stamp.at.isoformat()}  {known if stamp.is_trusted else unknown}",
            )
        )
    return facts
