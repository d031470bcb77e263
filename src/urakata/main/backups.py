"""The schedule of backups as the processes see it: a chore to do, and a page about it."""

from __future__ import annotations

import subprocess
from datetime import datetime

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from urakata.main.archive.manifest import ArchiveError
from urakata.main.archive.schedule import is_due, read_schedule, read_status, state
from urakata.main.children import own_command
from urakata.main.home import HOME
from urakata.main.recovery.keep import state_of_log


def run_if_due() -> None:
    """Make the backup of the schedule when it is time, in a process of its own."""
    schedule = read_schedule()
    if schedule is None or not is_due(schedule, read_status(HOME), _now()):
        return
    done = subprocess.run(own_command("scheduled-backup"), check=False)  # noqa: S603 - our own program
    if done.returncode:
        raise RuntimeError(
            f"the backup was not made ({done.returncode}); it is tried again every hour"
        )


@require_safe
def backup_health(_request: HttpRequest) -> JsonResponse:
    """200 while the scheduled backups and the log are well or nobody asked for them, else 503."""
    try:
        schedule = read_schedule()
        found = state(schedule, read_status(HOME), _now()) if schedule else "off"
    except ArchiveError:
        found = "failed"
    told = {"backup": found, "log": state_of_log(HOME)}
    status = 200 if set(told.values()) <= {"ok", "off"} else 503
    return JsonResponse(told, status=status, headers={"Cache-Control": "no-store"})


def _now() -> datetime:
    return datetime.now().astimezone()
