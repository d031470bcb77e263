"""Who somebody is whom another service vouches for.

Never by a name alone, and never by an address that the service has not verified: both can be chosen
by whoever signs up there.
"""

from __future__ import annotations

from urakata.directory.actors import system_actor
from urakata.directory.built_in import ADMINISTRATOR
from urakata.directory.models import User
from urakata.directory.services import NewUser, create_user


def find_by_external_id(external_id: str) -> int | None:
    """The one active person whom a provider keeps under this id (SCIM's ``externalId``)."""
    return _only({"external_id": external_id}) if external_id else None


def find_by_email(email: str) -> int | None:
    """The one active person with this address; None also for an address that several have."""
    return _only({"email__iexact": email}) if email else None


def is_active(user_id: int) -> bool:
    """Whether somebody may come in at all."""
    return User.objects.filter(pk=user_id, is_active=True).exists()


def user_of(user_id: int) -> User:
    """The row that allauth wants."""
    return User.objects.get(pk=user_id)


def add_vouched_person(*, login: str, name: str, email: str, external_id: str) -> int:
    """Add somebody who comes for the first time, without a password and without any group.

    Raises `Invalid` for a login name that may not be had or is taken: by name nobody is recognised.
    """
    profile = {"email": email, "external_id": external_id}
    new = NewUser(code=login, name=name or login, profile=profile)
    return create_user(actor=system_actor(), user=new)


def _only(wanted: dict[str, str]) -> int | None:
    rows = User.objects.filter(is_active=True, **wanted).exclude(code=ADMINISTRATOR)
    found = list(rows.values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None
