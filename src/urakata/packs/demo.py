"""The demo company 株式会社みなと商事: people, four apps, and what happened in them so far.

Everything enters by the same services as anybody's work. Each step looks whether it was done
already, so that a start that was broken off goes on where it ended.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Final

from django.db import transaction

from urakata.definition.document import import_app
from urakata.definition.queries import list_apps, live_schema
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.directory.actors import actor_of
from urakata.directory.people import snapshot
from urakata.kernel.json import JSONDict
from urakata.packs.demo_authority import has_matrix, write_matrix
from urakata.packs.demo_calendar import has_calendar, keep_calendar
from urakata.packs.demo_orders import give_orders, has_orders, has_stand_ins, name_stand_ins
from urakata.packs.demo_people import FOLDER, employees, hire_everybody, invite_others
from urakata.packs.demo_records import TOKYO, Applicant, partners, proposals, purchases
from urakata.packs.demo_staff import staff
from urakata.packs.demo_story import Filed, tell_proposals, tell_purchases
from urakata.record.deploy import deploy
from urakata.record.read import count_records, stream_rows
from urakata.record.write import add_records

PARTNERS: Final = 140
PROPOSALS: Final = 180
PURCHASES: Final = 120
APPS: Final = (
    ("TORIHIKI", "torihikisaki"),
    ("RINGI", "ringi"),
    ("BIHIN", "bihin"),
    ("SHAIN", "shain"),
)
"""Codes and files, those that others look up first."""
PERSONNEL: Final = "ueda"  #: 人事労務部長, who keeps the employee master


def is_complete() -> bool:
    """Whether nothing of the demo company is missing."""
    return (
        has_calendar()
        and has_orders()
        and has_matrix()
        and len(_apps()) == len(APPS)
        and has_stand_ins()
        and all(
            count_records(actor=_administrator(), app=app, query="") for app in _apps().values()
        )
    )


def is_there() -> bool:
    """Whether the demo company's people are in this installation."""
    return snapshot().find("user", "minato") is not None


def load(*, actor: Actor, password: str, tell: Callable[[int, int], None]) -> None:
    """Make whatever of the demo company is missing. `tell` hears steps done and steps in all."""
    steps: list[Callable[[], None]] = [
        lambda: None if is_there() else hire_everybody(actor=actor, password=password),
        lambda: None if _are_others_there() else invite_others(actor=actor, password=password),
        lambda: None if has_calendar() else keep_calendar(actor=actor),
        lambda: None if has_orders() else give_orders(actor=_administrator()),
        lambda: None if has_matrix() else write_matrix(actor=_administrator()),
        *(lambda code=code, file=file: _make_app(code, file) for code, file in APPS),
        lambda: None if has_stand_ins() else _name_stand_ins(),
        lambda: _fill("TORIHIKI", _partner_rows, lambda *_: None),
        lambda: _fill("RINGI", _proposal_rows, tell_proposals),
        lambda: _fill("BIHIN", _purchase_rows, tell_purchases),
        lambda: _fill("SHAIN", _employee_rows, lambda *_: None, who=PERSONNEL),
    ]
    for n, step in enumerate(steps):
        tell(n, len(steps))
        with transaction.atomic():
            step()
    tell(len(steps), len(steps))


def _are_others_there() -> bool:
    return snapshot().find("user", "guest") is not None


def _administrator() -> Actor:
    return _person("admin")


def _person(code: str) -> Actor:
    return actor_of(snapshot().find("user", code) or 0)


def _apps() -> dict[str, AppSchema]:
    codes = [code for code, _ in APPS]
    return {app.code: live_schema(app.id) for app in list_apps(codes=codes)}


def _name_stand_ins() -> None:
    apps = {code: app.app_id for code, app in _apps().items()}
    name_stand_ins(actor=_administrator(), apps=apps)


def _make_app(code: str, file: str) -> None:
    if code in _apps():
        return
    actor = _administrator()
    imported = import_app((FOLDER / f"{file}.yaml").read_text("utf-8"), actor=actor)
    deploy(actor=actor, targets=[(imported.app_id, imported.revision)])


def _fill(
    code: str,
    make: Callable[[], Sequence[JSONDict]],
    tell_story: Callable[[AppSchema, Sequence[Filed]], None],
    *,
    who: str = "admin",
) -> None:
    """Add an app's records and let people work on them."""
    app, actor = _apps()[code], _person(who)
    if count_records(actor=actor, app=app, query=""):
        return
    rows = make()
    saved = add_records(actor=actor, app=app, rows=rows, prefix="records")
    tell_story(
        app,
        [(new.id, _applicant(row), _filed_at(row)) for new, row in zip(saved, rows, strict=True)],
    )


def _applicant(row: JSONDict) -> str:
    value = _cell(row, "作成者")
    return str(value["code"]) if isinstance(value, dict) else "admin"


def _filed_at(row: JSONDict) -> datetime:
    value = _cell(row, "作成日時")
    return datetime.fromisoformat(value) if isinstance(value, str) else datetime.now(UTC)


def _partner_rows() -> list[JSONDict]:
    sellers = [
        e.code for e in employees() if e.organization.startswith(("eigyo", "kobai", "osaka"))
    ]
    return list(partners(PARTNERS, sellers))


def _proposal_rows() -> list[JSONDict]:
    return proposals(PROPOSALS, _today(), _applicants(), _partner_codes(""))


def _purchase_rows() -> list[JSONDict]:
    suppliers = _partner_codes('区分 in ("仕入先")')
    return purchases(PURCHASES, _today(), _applicants(), suppliers)


def _employee_rows() -> list[JSONDict]:
    return list(staff(employees()))


def _today() -> date:
    return datetime.now(UTC).astimezone(TOKYO).date()


def _applicants() -> list[Applicant]:
    return [
        (e.code, e.organization) for e in employees() if e.posts[0][1] in {None, "kacho", "shunin"}
    ]


def _partner_codes(query: str) -> list[str]:
    batches = stream_rows(
        actor=_administrator(), app=_apps()["TORIHIKI"], query=query, fields=["取引先コード"]
    )
    return [str(_cell(record, "取引先コード")) for batch in batches for record in batch]


def _cell(record: JSONDict, code: str) -> object:
    cell = record.get(code)
    return cell["value"] if isinstance(cell, dict) else None
