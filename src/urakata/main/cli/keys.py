"""The options that lock and unlock backups."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from urakata.kernel.text import Text
from urakata.main.archive.age import read_identities
from urakata.main.archive.envelope import Keys, Lock
from urakata.main.cli.language import t
from urakata.main.cli.look import Failure

F = TypeVar("F", bound=Callable[..., Any])
FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
EMPTY: Final = Text("パスフレーズが空です。", "The passphrase is empty.")

passphrase_file = click.option(
    "--passphrase-file",
    type=FILE,
    envvar="URAKATA_BACKUP_PASSPHRASE_FILE",
    help=t(
        "パスフレーズを書いたファイルです（最初の行）。"
        "環境変数URAKATA_BACKUP_PASSPHRASEでも指定できます。",
        "A file with the passphrase (its first line); or set URAKATA_BACKUP_PASSPHRASE.",
    ),
)
identity = click.option(
    "--identity",
    "identities",
    type=FILE,
    multiple=True,
    help=t(
        "公開鍵で暗号化されたバックアップを開く、秘密鍵のファイルです（age-keygenの形式）。",
        "The file of a secret key, as age-keygen writes it, for a backup encrypted for public keys.",
    ),
)


def lock_options(command: F) -> F:
    """Whom a new backup is locked for."""
    command = click.option(
        "--recipient",
        "recipients",
        multiple=True,
        metavar="age1…",
        envvar="URAKATA_BACKUP_RECIPIENTS",
        help=t(
            "この公開鍵の持ち主だけが読めるように暗号化します。繰り返し指定できます。",
            "Encrypt for the holder of this public key; may be repeated.",
        ),
    )(command)
    command = click.option(
        "--encrypt",
        is_flag=True,
        help=t("パスフレーズを尋ねて暗号化します。", "Ask for a passphrase and encrypt under it."),
    )(command)
    return passphrase_file(command)


def choose_lock(
    *, encrypt: bool, passphrase_file: Path | None, recipients: tuple[str, ...]
) -> Lock:
    """The lock that options and environment ask for; public keys come before a passphrase."""
    if recipients:
        return Lock(recipients=recipients)
    secret = _given(passphrase_file)
    if encrypt and not secret:
        secret = _ask(is_new=True)
        if not secret:
            raise Failure(EMPTY)
    return Lock(passphrase=secret)


def choose_keys(*, passphrase_file: Path | None, identities: tuple[Path, ...]) -> Keys:
    """What opens a backup; who sits at a terminal is asked for a passphrase if it needs one."""
    texts = [key for path in identities for key in read_identities(path.read_text("utf-8"))]
    return Keys(lambda: _given(passphrase_file) or _ask(is_new=False), texts)


def _given(passphrase_file: Path | None) -> str:
    if passphrase_file is not None:
        secret = passphrase_file.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
        if not secret:
            raise Failure(EMPTY)
        return secret
    return os.environ.get("URAKATA_BACKUP_PASSPHRASE", "")


def _ask(*, is_new: bool) -> str:
    if not sys.stdin.isatty():
        return ""
    asked: str = click.prompt(
        t("パスフレーズ", "Passphrase"),
        hide_input=True,
        err=True,
        confirmation_prompt=t("もう一度", "Again") if is_new else False,
    )
    return asked
