"""What the operator reads when the server is up: where it is and how to sign in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from urakata.main.cli.language import t

FIRST_PASSWORD_FILES: Final = ("demo-password", "admin-password")


def welcome(address: str, passwords: Sequence[Path]) -> str:
    """The address, and the first administrator's password as long as its file is there."""
    lines = ["", f"  Urakata  {address}", ""]
    for path in passwords[:1]:
        password = path.read_text(encoding="utf-8").strip()
        lines += [
            t(
                f"  ログイン名: admin    パスワード: {password}",
                f"  User: admin    Password: {password}",
            ),
            t(f"  （パスワードは {path} にもあります）", f"  (the password is kept in {path})"),
        ]
    if not passwords:
        lines.append(
            t(
                "  パスワードを忘れたときは「urakata user password ログイン名」で設定し直せます。",
                "  Forgot a password? Set a new one with `urakata user password NAME`.",
            )
        )
    lines += ["", t("  終了するにはCtrl-Cを押します。", "  Press Ctrl-C to end."), ""]
    return "\n".join(lines)
