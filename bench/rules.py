"""A list under rules: the same page for the same person, before and after permissions are set."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from bench.cases import Bench, Work
from bench.measure import time_calls
from bench.server import Client, cpu_seconds, processes_of

PASSWORD: Final = "bench-clerk-7Rk2-ledger"
EVERYONE: Final = {"type": "GROUP", "code": "everyone"}
ADMIN: Final = {"type": "USER", "code": "admin"}
IN_CHARGE: Final = {"type": "FIELD_ENTITY", "code": "担当者"}
QUERY: Final = '状態 in ("審査中") order by 申請日 desc limit 100'


def clerk(home: Path) -> Client:
    """Somebody who is no administrator."""
    subprocess.run(
        [sys.executable, "-m", "urakata.main", "user", "add", "clerk", "--name", "事務 花子"],
        input=f"{PASSWORD}\n",
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"URAKATA_HOME": str(home)},
    )
    return Client("clerk", PASSWORD)


def record_rules() -> list[dict[str, Any]]:
    """Five: by amount, by kind, by whom a field names, by importance, and the rest."""
    return [
        record_rule("金額 >= 4500000", ADMIN),
        record_rule('区分 in ("人事")', ADMIN),
        record_rule('状態 in ("取下げ", "却下")', IN_CHARGE, ADMIN),
        record_rule('重要度 in ("高") and 金額 < 1000000', EVERYONE),
        record_rule("", EVERYONE),
    ]


def record_rule(condition: str, *entities: dict[str, str]) -> dict[str, Any]:
    given = {"viewable": True, "editable": True, "deletable": False, "includeSubs": False}
    return {"filterCond": condition, "entities": [{"entity": e, **given} for e in entities]}


def field_rules() -> list[dict[str, Any]]:
    """Ten: two hide a field, four depend on the record, four let everyone read."""
    rules = {
        ("電話", "税率"): [(ADMIN, "WRITE")],
        ("備考", "期限", "受付時刻", "税込"): [(IN_CHARGE, "WRITE"), (ADMIN, "READ")],
        ("内容", "取引先名", "取引先コード", "希望日"): [(ADMIN, "WRITE"), (EVERYONE, "READ")],
    }
    return [
        {
            "code": code,
            "entities": [
                {"entity": entity, "accessibility": level, "includeSubs": False}
                for entity, level in entities
            ],
        }
        for codes, entities in rules.items()
        for code in codes
    ]


def measure_rules(bench: Bench, home: Path, seconds: float) -> list[dict[str, Any]]:
    """The row of the table; what `floor` says is the same list while no rules were set."""
    person, web = clerk(home), processes_of("web", home)
    url = f"/k/v1/records.json?{urlencode({'app': bench.app, 'query': QUERY})}"

    def work(_: int) -> bytes:
        return person.call("GET", url)

    free = time_calls(work, seconds=seconds)
    changed_in = set_rules(bench, work)
    before = cpu_seconds(web)
    ruled = time_calls(work, seconds=seconds)
    cpu = (cpu_seconds(web) - before) * 1000 / (ruled.calls + 3)
    return [
        {
            "name": "list 100 under 5 record and 10 field rules",
            "ours": ruled.as_dict() | {"cpu_ms": cpu, "rules_hold_after_ms": changed_in},
            "floor": free.as_dict(),
            "ratio": ruled.p50 / free.p50,
            "target": 2,
        }
    ]


def set_rules(bench: Bench, work: Work) -> float:
    """Publish the rules; gives the milliseconds until a request that obeys them was answered."""
    begun = time.perf_counter()
    admin = bench.client
    admin.call("PUT", "/k/v1/field/acl.json", {"app": bench.app, "rights": field_rules()})
    admin.call("PUT", "/k/v1/record/acl.json", {"app": bench.app, "rights": record_rules()})
    if '"電話"'.encode() in work(0):
        raise SystemExit("The rules did not hold in the next request.")
    return (time.perf_counter() - begun) * 1000
