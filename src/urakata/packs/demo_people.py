"""The demo company's people, as its file tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from urakata.directory import units
from urakata.directory.actor import Actor
from urakata.directory.built_in import ADMINISTRATORS
from urakata.directory.services import NewUser, create_users
from urakata.directory.tenures import effective_on

FOLDER: Final = files("urakata.packs") / "library" / "demo"
FOUNDED: Final = date(1998, 4, 1)
DOMAIN: Final = "minato-shoji.example.jp"


@dataclass(frozen=True, slots=True)
class Employee:
    """One person: names, readings, and posts (organization, title)."""

    code: str
    names: tuple[str, str]
    readings: tuple[str, str]
    number: str
    joined: date
    posts: tuple[tuple[str, str | None], ...]

    @property
    def name(self) -> str:
        """Family name first."""
        return " ".join(self.names)

    @property
    def organization(self) -> str:
        """The organization that comes first for them."""
        return self.posts[0][0]


@cache
def _company() -> dict[str, Any]:
    company: dict[str, Any] = yaml.safe_load((FOLDER / "people.yaml").read_text("utf-8"))
    return company


def employees() -> list[Employee]:
    """Everybody, in the order of the file."""
    return [
        Employee(code, (sur, given), (sur_kana, given_kana), number, joined, _posts(posts))
        for code, sur, given, sur_kana, given_kana, number, joined, posts in _company()["people"]
    ]


def _posts(raw: Sequence[Sequence[str | None]]) -> tuple[tuple[str, str | None], ...]:
    return tuple((str(organization), title) for organization, title in raw)


def hire_everybody(*, actor: Actor, password: str) -> None:
    """Make the organizations, titles, groups and people, and the administrator ``admin``.

    Each is there from the day on which they joined. Call it in a transaction.

    Everybody signs in with the same password: this is a company for trying things out.
    """
    company = _company()
    units.create_titles(actor=actor, titles=[units.NewTitle(**t) for t in company["titles"]])
    with effective_on(FOUNDED):
        units.create_organizations(
            actor=actor,
            organizations=[units.NewOrganization(**o) for o in company["organizations"]],
        )
    groups = company["groups"]
    units.create_groups(
        actor=actor, groups=[units.NewNamed(group["code"], group["name"]) for group in groups]
    )
    with effective_on(FOUNDED):
        create_users(actor=actor, users=[_administrator(password)])
    for employee in employees():
        with effective_on(employee.joined):
            create_users(actor=actor, users=[_user(employee, password)])
    for group in groups:
        units.add_to_group(actor=actor, group=group["code"], users=group["members"])


def invite_others(*, actor: Actor, password: str) -> None:
    """Make those who are no employees: the auditor, and a guest."""
    users = [
        NewUser(
            code=other["code"],
            name=other["name"],
            password=password,
            groups=other.get("groups", ()),
            profile={"is_guest": other.get("is_guest", False)},
        )
        for other in _company()["others"]
    ]
    with effective_on(FOUNDED):
        create_users(actor=actor, users=users)


def _administrator(password: str) -> NewUser:
    return NewUser(code="admin", name="管理者", password=password, groups=[ADMINISTRATORS])


def _user(employee: Employee, password: str) -> NewUser:
    """Somebody as they began; posts that they were given later come by an order."""
    later = _given_later()
    return NewUser(
        code=employee.code,
        name=employee.name,
        password=password,
        posts=[post for post in employee.posts if (employee.code, post[0]) not in later],
        profile={
            "sur_name": employee.names[0],
            "given_name": employee.names[1],
            "sur_name_reading": employee.readings[0],
            "given_name_reading": employee.readings[1],
            "employee_number": employee.number,
            "join_date": employee.joined,
            "email": f"{employee.code}@{DOMAIN}",
        },
    )


@cache
def _given_later() -> frozenset[tuple[str, str]]:
    """Posts (person and organization) that people have by an order, not from their first day on."""
    told = yaml.safe_load((FOLDER / "orders.yaml").read_text("utf-8"))
    return frozenset((each["user"], each["organization"]) for each in told["done"]["orders"])
