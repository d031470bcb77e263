"""The demo company's calendar: 創立記念日, 年末年始, and when it is open."""

from __future__ import annotations

from typing import Any

import yaml

from urakata.directory.actor import Actor
from urakata.directory.company_calendar import company_days, read_span, update_calendar
from urakata.directory.company_days import CompanyDays, SpecialDays
from urakata.packs.demo_people import FOLDER


def has_calendar() -> bool:
    """Whether somebody said already when the company works."""
    return company_days() != CompanyDays()


def keep_calendar(*, actor: Actor) -> None:
    """Say when the demo company works."""
    raw: dict[str, Any] = yaml.safe_load((FOLDER / "calendar.yaml").read_text("utf-8"))
    days = tuple(SpecialDays(**{"kind": "holiday", **each}) for each in raw["days"])
    opening = tuple(map(read_span, raw["opening"]))
    update_calendar(actor=actor, changes={"days": days, "opening": opening})
