"""The list of journal commands. Verifying an export needs no database, so each loads its own."""

from __future__ import annotations

import click

from urakata.kernel.text import Text
from urakata.main.cli.language import t
from urakata.main.cli.lazy import Entry, Lazy


class Journal(Lazy):
    """The journal's commands."""

    entries = {
        "seal": Entry(
            "journal.seal",
            Text("新しい記録をすぐに封印します。", "Seal new entries now."),
        ),
        "export": Entry(
            "journal.exporting",
            Text(
                "監査人が検証できるファイルに書き出します。",
                "Write a file that an auditor can verify.",
            ),
        ),
        "verify": Entry(
            "journal.verify",
            Text(
                "ファイル、またはデータベースの記録が改ざんされていないことを確かめます。",
                "Check that nothing was tampered with, in a file or in the database.",
            ),
            needs_tables=False,
        ),
        "prove": Entry(
            "journal.prove",
            Text(
                "記録が封印されている証明を表示します。", "Print the proof that an entry is sealed."
            ),
        ),
        "retain": Entry(
            "journal.retain",
            Text(
                "保管期間を過ぎた月の記録を取り除きます（証明は残ります）。",
                "Take old months out of the database; what proves them stays.",
            ),
        ),
        "keys": Entry(
            "journal.keys",
            Text("署名の公開鍵を表示します。", "Show the public keys that sign the journal."),
        ),
        "rotate-key": Entry(
            "journal.rotate_key",
            Text("署名の鍵を新しくします。", "Replace the key that signs the journal."),
        ),
    }


@click.group(
    cls=Journal,
    help=t(
        "ジャーナルは、だれが、いつ、どこから、何をしたかの記録です。あとから変更できず、"
        "1分ごとに封印（ハッシュ木のルートに署名）されます。",
        "The journal says who did what, when and from where. It is only ever added to, and sealed "
        "each minute: the root of a hash tree over all entries is signed.",
    ),
)
def command() -> None:
    """Group of the journal's commands."""
