"""Which day it is for the company: days begin at midnight where it is at home."""

from __future__ import annotations

from datetime import date, datetime

from urakata.directory.actors import HOME, zone


def company_today() -> date:
    """Today's date."""
    return datetime.now(zone(HOME)).date()
