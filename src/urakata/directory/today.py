"""Which day it is for the company: days begin at midnight where its calendar says that it is."""

from __future__ import annotations

from datetime import date, datetime

from urakata.directory.company_calendar import calendar


def company_today() -> date:
    """Today's date."""
    return datetime.now(calendar().zone).date()
