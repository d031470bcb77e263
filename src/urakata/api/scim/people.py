"""Users of SCIM and what the directory knows of people: one in the words of the other."""

from __future__ import annotations

from typing import Any, Final

from urakata.api.scim.identity import group_id, read_id, user_id
from urakata.api.scim.shapes import (
    Email,
    Enterprise,
    FullUser,
    Manager,
    Name,
    PhoneNumber,
    Urakata,
    User,
)
from urakata.directory.provisioning.people import PersonFacts, ProvisionedPerson
from urakata.kernel import rules
from urakata.kernel.errors import invalid

_LANGUAGES: Final = ("ja", "en")


def show_person(person: ProvisionedPerson, base: str) -> Any:  # noqa: ANN401
    """Somebody as a SCIM user, without its meta."""
    facts = person.facts
    column = facts.columns
    said = {
        "schemas": [str(model.__schema__) for model in (User, Enterprise, Urakata)],
        "id": user_id(person.id),
        "externalId": column["external_id"],
        "userName": facts.code,
        "name": _filled(familyName=column["sur_name"], givenName=column["given_name"]),
        "displayName": facts.name,
        "userType": "guest" if column["is_guest"] else None,
        "preferredLanguage": column["locale"] if column["locale"] in _LANGUAGES else None,
        "active": facts.is_active,
        "emails": _kept(work=column["email"]),
        "phoneNumbers": _kept(work=column["phone"], mobile=column["mobile_phone"]),
        "groups": [
            {"value": group_id(id_), "$ref": f"{base}/Groups/{group_id(id_)}", "display": name}
            for id_, name in person.groups
        ],
        str(Enterprise.__schema__): _filled(
            employeeNumber=column["employee_number"], manager=_manager(facts.manager, base)
        ),
        str(Urakata.__schema__): _filled(
            familyNameReading=column["sur_name_reading"],
            givenNameReading=column["given_name_reading"],
            organization=facts.organization,
        ),
    }
    return FullUser.model_validate(_filled(**said))


def read_person(user: Any) -> PersonFacts:  # noqa: ANN401
    """What a SCIM user says about somebody; what it does not say is empty."""
    name = user.name or Name()
    enterprise = user[Enterprise] or Enterprise()
    ours = user[Urakata] or Urakata()
    return PersonFacts(
        code=user.user_name or "",
        name=user.display_name or "",
        is_active=user.active is not False,
        organization=ours.organization or None,
        manager=_manager_id(enterprise.manager),
        password=user.password,
        columns={
            "sur_name": name.family_name or "",
            "given_name": name.given_name or "",
            "sur_name_reading": ours.family_name_reading or "",
            "given_name_reading": ours.given_name_reading or "",
            "email": _email(user.emails),
            "phone": _number(user.phone_numbers, "work"),
            "mobile_phone": _number(user.phone_numbers, "mobile"),
            "employee_number": enterprise.employee_number or "",
            "external_id": user.external_id or "",
            "locale": _language(user.preferred_language),
            "is_guest": str(user.user_type or "").lower() == "guest",
        },
    )


def complete(said: dict[str, Any], current: Any | None) -> dict[str, Any]:  # noqa: ANN401
    """What a provider sent, with what it may leave out and somebody always has.

    To say nothing about ``active`` lets nobody in who was stopped.
    """
    names = said.get("name")
    name = names if isinstance(names, dict) else {}
    spoken = f"{name.get('familyName') or ''} {name.get('givenName') or ''}".strip()
    default = (current.display_name, current.active) if current else (spoken, True)
    given = {key.lower() for key, value in said.items() if value not in (None, "")}
    more: dict[str, Any] = {}
    if "displayname" not in given:
        more["displayName"] = default[0] or said.get("userName")
    if "active" not in given:
        more["active"] = default[1]
    if current:
        more |= _kept_manager(said, current)
    return {key: value for key, value in said.items() if key.lower() in given} | more


def _kept_manager(said: dict[str, Any], current: Any) -> dict[str, Any]:  # noqa: ANN401
    """The manager that somebody has, where nothing is said about one."""
    urn = str(Enterprise.__schema__)
    name = next((key for key in said if key.lower() == urn.lower()), urn)
    told = said.get(name) or {}
    held = (current[Enterprise] or Enterprise()).manager
    if held is None or not isinstance(told, dict) or "manager" in {key.lower() for key in told}:
        return {}
    return {name: {**told, "manager": {"value": held.value}}}


def _manager(id_: int | None, base: str) -> dict[str, object] | None:
    if id_ is None:
        return None
    return {"value": user_id(id_), "$ref": f"{base}/Users/{user_id(id_)}"}


def _manager_id(manager: Manager | None) -> int | None:
    said = str(manager.value or manager.ref or "").rpartition("/")[2] if manager else ""
    if not said:
        return None
    found = read_id(said, "u")
    if found is None:
        raise invalid("manager.value", rules.UNKNOWN_MEMBER.fill(id=said))
    return found


def _filled(**values: object) -> dict[str, object]:
    """Those that are not empty."""
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}


def _kept(**values: object) -> list[dict[str, object]]:
    """A value of each kind that we keep, if there is one."""
    return [{"value": value, "type": kind} for kind, value in values.items() if value]


def _email(emails: list[Email] | None) -> str:
    """The last one for work, else the first: what was added last counts."""
    known = [each for each in emails or () if each.value]
    work = [each for each in known if each.type == "work"]
    return str((work[-1:] or known[:1] or [Email(value="")])[0].value)


def _number(numbers: list[PhoneNumber] | None, kind: str) -> str:
    """The last one of a kind; a number of no kind is one for work."""
    found = [each.value for each in numbers or () if (each.type or "work") == kind and each.value]
    return found[-1] if found else ""


def _language(preferred: object) -> str:
    """``ja-JP`` is Japanese; what we do not speak is left to the browser."""
    spoken = str(preferred or "auto").replace("_", "-").partition("-")[0].lower()
    return spoken if spoken in _LANGUAGES else "auto"
