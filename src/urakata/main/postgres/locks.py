"""The numbers of our advisory locks, in one place so that no two mean different things."""

from __future__ import annotations

from typing import Final

MIGRATE_LOCK: Final = 0x7572616B  #: held while the tables are brought up to date
SWEEP_LOCK: Final = 0x73776570  #: first half of the two-part locks of `upkeep`
SWEEPER: Final = "unused files"  #: the chore that deletes contents; a backup holds it off
