"""What `urakata journal verify` does without a file; a module of its own, for it needs the tables."""

from __future__ import annotations

from urakata.journal.verifying.database import verify_database
from urakata.journal.verifying.verifier import Trusted, Verdict
from urakata.main.cli.language import t
from urakata.main.cli.look import progress
from urakata.main.cli.tables import tables


def check(trusted: Trusted) -> Verdict:
    """Check the database's journal."""
    with tables(), progress() as bar:
        bar.add_task(t("確かめています", "Verifying"), total=None)
        return verify_database(trusted)
