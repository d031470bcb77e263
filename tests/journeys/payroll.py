"""What only 人事 may know of the employee master, and how to find it in an answer."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from tests.journeys.office import BOUNDARY, Person, Reply

HIDDEN = ("給与", "賞与", "年収", "給与振込口座", "評価", "面談", "雇用契約書")
INNER = ("面談内容", "希望給与")
CONTRACT = "雇用契約書 月額1,234,567円".encode()


@dataclass(frozen=True)
class Payroll:
    """The employee master, one employee of it, and everything that only 人事 may know."""

    app: str
    id: str
    pay: str
    account: str
    file: str
    day: str  #: a moment when the employee earned another sum
    secrets: frozenset[str]


def path_of(payroll: Payroll, rest: str, **query: Any) -> str:
    return f"/api/v1/apps/{payroll.app}/{quote(rest)}?{urlencode(query, doseq=True)}"


def words_in(reply: Reply) -> str:
    """Everything an answer says, workbooks unpacked."""
    if not isinstance(reply.body, bytes):
        return json.dumps(reply.body, ensure_ascii=False)
    if reply.body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(reply.body)) as book:
            return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return reply.body.decode("utf-8", "replace")


def secrets_in(reply: Reply, payroll: Payroll) -> list[str]:
    said = words_in(reply)
    return sorted(secret for secret in payroll.secrets if secret in said)


def secrets_of(personnel: Person, app: str) -> list[str]:
    """Every value that only 人事 may know, long enough to be told from others."""
    values = []
    for each in personnel.find(app, "limit 500"):
        values += [each[code] for code in ("給与", "賞与", "年収", "給与振込口座")]
        for line in each["面談"]:
            values += [line["value"][code]["value"] for code in INNER]
    return [value for value in values if len(value) > 4]


def upload(person: Person, content: bytes) -> str:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="k.txt"\r\n'
    body = head.encode() + b"Content-Type: text/plain\r\n\r\n" + content
    body += f"\r\n--{BOUNDARY}--\r\n".encode()
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return str(person.send("POST", "/k/v1/file.json", body, kind)["fileKey"])


def payroll_of(app: str, personnel: Person) -> Payroll:
    """霧島's record: a contract is attached, the salary was raised, and one record is in the trash."""
    (found,) = personnel.find(app, '社員番号 = "E00004"')
    id_, day = str(found["$id"]), datetime.now(UTC).isoformat()
    before = set(secrets_of(personnel, app))
    key = upload(personnel, CONTRACT)
    changes = {"給与": {"value": "987654"}, "雇用契約書": {"value": [{"fileKey": key}]}}
    personnel("PUT", "record", app=app, id=id_, record=changes)["revision"]
    gone = personnel.add(app, 社員番号="E90009", 氏名="退職 予定", 在籍="在職", 給与="456789")
    personnel("DELETE", "records", app=app, ids=[gone])
    now = personnel.read(app, id_)
    secrets = {*before, *secrets_of(personnel, app), "456789", CONTRACT.decode(), "1,234,567"}
    file = now["雇用契約書"][0]["fileKey"]
    return Payroll(app, id_, "987654", now["給与振込口座"], file, day, frozenset(secrets))
