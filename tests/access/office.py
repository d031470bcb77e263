"""A company of ten and its register of employees, under rules of every kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.access.rules import entity, field_rule, row
from tests.conftest import AnApp, ARecord
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.directory.actors import everybody, system_actor
from urakata.directory.models import User
from urakata.directory.services import NewUser, create_users
from urakata.directory.units import (
    NewNamed,
    NewOrganization,
    create_groups,
    create_organizations,
    create_titles,
)

FIELDS: dict[str, Any] = {
    "氏名": "SINGLE_LINE_TEXT",
    "区分": {"type": "DROP_DOWN", "options": {"役員": {"label": "役員", "index": "0"},
             "社員": {"label": "社員", "index": "1"}}},
    "給与": {"type": "NUMBER", "label": "月給"},
    "評価": "SINGLE_LINE_TEXT",
    "本人": "USER_SELECT",
    "上司": "USER_SELECT",
    "所属": "ORGANIZATION_SELECT",
    "経歴": {"type": "SUBTABLE", "fields": {"会社": "SINGLE_LINE_TEXT", "年収": "NUMBER"}},
}  # fmt: skip
UNITS = (("honbu", None), ("keiri", "honbu"), ("shiharai", "keiri"), ("eigyo", None))
PEOPLE = (
    NewUser("kanri", "管理 者", groups=("Administrators",)),
    NewUser("kansa", "監査 人", groups=("Auditors",)),
    NewUser("bucho", "経理 部長", posts=[("keiri", "bucho")]),
    NewUser("tanto", "支払 担当", posts=[("shiharai", None)]),
    NewUser("kacho", "支払 課長", posts=[("shiharai", "kacho")]),
    NewUser("eigyo1", "営業 一", posts=[("eigyo", "bucho")]),
    NewUser("eigyo2", "営業 二", posts=[("eigyo", None)]),
    NewUser("jinji1", "人事 一", groups=("jinji",)),
    NewUser("guest", "社外 者"),
    NewUser("left", "退職 者"),
)


def hire() -> dict[str, Actor]:
    """Everybody by code; `left` is no longer there."""
    system = system_actor()
    units = [NewOrganization(code, code, parent) for code, parent in UNITS]
    create_organizations(actor=system, organizations=units)
    create_titles(actor=system, titles=[NewNamed("bucho", "部長"), NewNamed("kacho", "課長")])
    create_groups(actor=system, groups=[NewNamed("jinji", "人事部")])
    create_users(actor=system, users=PEOPLE)
    User.objects.filter(code="guest").update(is_guest=True)
    User.objects.filter(code="left").update(is_active=False)
    return {person.code: person for person in everybody()}


def with_subs(row_: dict[str, Any]) -> dict[str, Any]:
    return {**row_, "includeSubs": True}


APP_RULES = [
    with_subs(row("ORGANIZATION", "keiri", "view", "add", "edit")),
    row("GROUP", "everyone", "view"),
    row("GROUP", "jinji", "view", "add", "edit", "delete", "manage", "import", "export"),
    row("USER", "eigyo2"),
]


def given(entity_: dict[str, Any], *rights: str) -> dict[str, Any]:
    names = {"viewable": "view", "editable": "edit", "deletable": "delete"}
    return {**entity_, **{name: right in rights for name, right in names.items()}}


RECORD_RULES = [
    {
        "filterCond": '区分 in ("役員") and 本人 not in (LOGINUSER())',
        "entities": [given(entity("GROUP", "jinji"), "view", "edit", "delete")],
    },
    {
        "filterCond": "",
        "entities": [
            given(with_subs(entity("FIELD_ENTITY", "所属")), "view", "edit"),
            given(entity("FIELD_ENTITY", "本人"), "view"),
            given(entity("TITLE", "bucho", organization="keiri"), "view", "edit"),
            given(entity("GROUP", "jinji"), "view", "edit", "delete"),
        ],
    },
]
FIELD_RULES = [
    field_rule(
        "給与",
        ("GROUP", "jinji", "WRITE"),
        ("FIELD_ENTITY", "上司", "WRITE"),
        ("TITLE", "kacho", "READ"),
    ),
    field_rule("経歴", ("GROUP", "everyone", "READ")),
    field_rule("年収", ("GROUP", "jinji", "READ")),
]


def register(an_app: AnApp, a_record: ARecord, with_access: Callable[..., AppSchema]) -> AppSchema:
    """社員名簿 with three records: an executive, and two employees in 支払 and 営業."""
    app = an_app(FIELDS, name="社員名簿")
    of = {"上司": [{"code": "bucho"}]}
    a_record(app, 氏名="営業 一", 区分="役員", 給与="900", 本人=[{"code": "eigyo1"}],
             所属=[{"code": "eigyo"}])  # fmt: skip
    a_record(app, 氏名="支払 担当", 区分="社員", 給与="300", 本人=[{"code": "tanto"}],
             所属=[{"code": "keiri"}], **of)  # fmt: skip
    a_record(app, 氏名="営業 二", 区分="社員", 給与="400", 本人=[{"code": "eigyo2"}],
             所属=[{"code": "eigyo"}], **of)  # fmt: skip
    return with_access(app, app=APP_RULES, records=RECORD_RULES, fields=FIELD_RULES)
