"""Users and groups as SCIM shows them: the RFC's schemas, as far as we keep what they name.

What is not here is not kept, and so not in ``/Schemas`` either; sent all the same, it is passed over,
as identity providers send more than anybody keeps.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator
from scim2_models import (
    URN,
    AnyExtension,
    CaseExact,
    ComplexAttribute,
    Extension,
    Mutability,
    Reference,
    Required,
    Resource,
    Returned,
    Uniqueness,
)
from scim2_models.attributes import ExtensibleStringEnum

ReadOnlyText = Annotated[str | None, Mutability.read_only]


class Name(ComplexAttribute):
    """Surname and given name."""

    family_name: str | None = None
    given_name: str | None = None


class WorkOnly(ExtensibleStringEnum):
    """We keep one address."""

    work = "work"


class Email(ComplexAttribute):
    """The e-mail address: one is kept, the one for work or else the first."""

    value: str | None = None
    type: WorkOnly | None = None


class PhoneKind(ExtensibleStringEnum):
    """We keep two numbers."""

    work = "work"
    mobile = "mobile"


class PhoneNumber(ComplexAttribute):
    """A telephone number: one for work and a mobile one are kept."""

    value: str | None = None
    type: PhoneKind | None = None


class GroupOfUser(ComplexAttribute):
    """A group somebody is in."""

    value: Annotated[str | None, Mutability.read_only, CaseExact.true] = None
    ref: Annotated[Reference["Group"] | None, Mutability.read_only] = Field(  # noqa: UP037
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    display: ReadOnlyText = None


class Language(ExtensibleStringEnum):
    """The languages of the screen; none is the browser's."""

    ja = "ja"
    en = "en"


class Kind(ExtensibleStringEnum):
    """What somebody is to the company; anything but a guest is one of us."""

    guest = "guest"


class Manager(ComplexAttribute):
    """To whom somebody reports, set by name."""

    value: Annotated[str | None, CaseExact.true] = None
    ref: Reference["User"] | None = Field(  # type: ignore[type-arg]  # noqa: UP037
        None, serialization_alias="$ref", validation_alias="$ref"
    )

    @model_validator(mode="before")
    @classmethod
    def _read_bare(cls, said: object) -> object:
        """Entra ID sends the bare id."""
        return {"value": said} if isinstance(said, str) else said


class Enterprise(Extension):
    """RFC 7643's extension for people of a company."""

    __schema__ = URN("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")

    employee_number: str | None = None
    manager: Manager | None = None
    """A PUT that does not name one leaves it: many providers never do."""

    Manager: ClassVar[type[ComplexAttribute]] = Manager


class Urakata(Extension):
    """What we keep about somebody and the RFC does not know."""

    __schema__ = URN("urn:ietf:params:scim:schemas:extension:urakata:2.0:User")

    family_name_reading: str | None = None
    """セイ: the reading of the surname."""

    given_name_reading: str | None = None
    """メイ: the reading of the given name."""

    organization: Annotated[str | None, CaseExact.true] = None
    """The code of the primary organization, which must exist."""


class User(Resource[AnyExtension]):
    """Somebody."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Uniqueness.server, Required.true, Mutability.immutable] = None
    """The login name. It stays: rights name people by it."""

    name: Name | None = None
    Name: ClassVar[type[ComplexAttribute]] = Name

    display_name: Annotated[str | None, Required.true] = None
    """The name to show."""

    user_type: Kind | None = None
    """``guest`` is somebody from outside, not one of "everyone"."""

    preferred_language: Language | None = None
    active: Annotated[bool | None, Required.true] = None
    password: Annotated[str | None, Mutability.write_only, Returned.never, CaseExact.true] = None

    emails: list[Email] | None = None
    Emails: ClassVar[type[ComplexAttribute]] = Email

    phone_numbers: list[PhoneNumber] | None = None
    PhoneNumbers: ClassVar[type[ComplexAttribute]] = PhoneNumber

    groups: Annotated[list[GroupOfUser] | None, Mutability.read_only] = None
    Groups: ClassVar[type[ComplexAttribute]] = GroupOfUser


class Member(ComplexAttribute):
    """Somebody in a group; groups within groups are not known."""

    value: Annotated[str | None, Mutability.immutable, CaseExact.true] = None
    ref: Annotated[Reference["User"] | None, Mutability.immutable] = Field(  # type: ignore[type-arg]  # noqa: UP037
        None, serialization_alias="$ref", validation_alias="$ref"
    )


class Group(Resource[Any]):
    """A group of people across organizations."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:Group")

    display_name: Annotated[str | None, Required.true, Uniqueness.server] = None

    members: list[Member] | None = None
    Members: ClassVar[type[ComplexAttribute]] = Member


FullUser = User[Enterprise | Urakata]
