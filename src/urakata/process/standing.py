"""Which step of its route a record stands at, for the rules about fields (`access.standing`)."""

from __future__ import annotations


def step_is_open(app_id: int, status_id: int, step: int, alias: str) -> str:
    """SQL that holds while the step (its place in the route) is open for the record's row."""
    return (
        f"EXISTS (SELECT FROM process_step s WHERE s.app_id = {app_id:d}"
        f" AND s.record_id = {alias}.id AND s.status_id = {status_id:d} AND s.place = {step:d}"
        " AND s.state = 'open')"
    )
