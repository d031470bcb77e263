"""Days from today on, and delegations of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from urakata.directory.actors import find_actor
from urakata.directory.delegating import NewDelegation, add_delegation
from urakata.directory.models import Delegation
from urakata.directory.periods import Period
from urakata.kernel.business_time import TOKYO

TODAY = datetime.now(TOKYO).date()


def until(last: int, first: int = 0) -> Period:
    """So many days from today."""
    return Period(TODAY + timedelta(days=first), TODAY + timedelta(days=last))


def a_delegation(  # a value of a delegation each
    principal: str,
    *delegates: str,
    first: int = 0,
    last: int = 9,
    apps: Sequence[int] | None = None,
    amount_cap: object = None,
    by: str | None = None,
) -> Delegation:
    """What somebody sets for themselves, or `by` for them; apps 7 and 8 are there."""
    actor = find_actor(by or principal)
    assert actor is not None
    new = NewDelegation(
        delegates=delegates,
        period=until(last, first),
        principal=principal,
        apps=apps,
        amount_cap=amount_cap,
    )
    return add_delegation(actor=actor, new=new, knows_app={7, 8}.__contains__)
