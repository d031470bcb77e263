"""Looking for words everywhere: a ledger of a million records beside 39 small ones, with files."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from bench.cases import Bench, Work
from bench.measure import time_calls
from bench.server import cpu_seconds, processes_of

SMALL_APPS: Final = 39
SMALL: Final = 1_000  #: records of each
FILES: Final = 20_000  #: contents of one passage each
PROMISE: Final = 200.0  #: milliseconds
FIELDS: Final = ("件名", "取引先", "内容")
_RECORDS: Final = """
INSERT INTO {table} (created_by, created_at, updated_by, updated_at, {columns})
SELECT 1, now(), 1, now(),
  (ARRAY['備品の購入','契約の更新','求人広告の掲載','展示会への出展','車検と修理','研修の講師'])[n %% 6 + 1]
    || ' ' || n || CASE WHEN n %% 9973 = 0 THEN ' 鰻重' ELSE '' END,
  '株式会社' || (ARRAY['山本','東京','みどり','北斗','青葉','日本橋'])[n %% 6 + 1] || (n %% 500) || '商会',
  '前回と同じ条件でお願いします。納品は' || (n %% 28 + 1) || '日までに第' || (n %% 90) || '倉庫へ。'
FROM generate_series(1, %s) AS n
"""
_TEXTS: Final = """
INSERT INTO {table}_s (record_id, doc)
SELECT t.id, ledger.squeeze(concat_ws(E'\\x1f', {columns})) FROM {table} AS t
"""
_FILE_TEXTS: Final = """
INSERT INTO record_filetext (sha256, wanted_at, attempts, read_at)
SELECT md5(n::text) || md5(n::text), now(), 1, now() FROM generate_series(1, %s) AS n
"""
_PASSAGES: Final = """
INSERT INTO record_filepassage (content_id, page, text, doc)
SELECT md5(n::text) || md5(n::text), 1, x.text, ledger.squeeze(x.text)
FROM generate_series(1, %s) AS n,
LATERAL (SELECT '御見積書 第' || n || '号 有効期限三十日 ' || repeat('明細と仕様を別紙に示す。', 10)
  || CASE WHEN n %% 1999 = 0 THEN '鰻重' ELSE '' END AS text) AS x
"""
_FILES: Final = """
INSERT INTO record_file (id, sha256, name, content_type, size, uploader_id, uploaded_at, app_id,
  record_id)
SELECT gen_random_uuid(), md5(n::text) || md5(n::text), '見積書' || n || '.pdf', 'application/pdf',
  1, 1, now(), %s, n FROM generate_series(1, %s) AS n
"""
_ATTACH: Final = """
UPDATE {table} AS t SET {column} = ARRAY[f.id::text]
FROM record_file AS f WHERE f.app_id = %s AND f.record_id = t.id
"""
_FLOOR: Final = """
(SELECT {app} AS app, t.id, t.created_at, {columns} FROM {table}_s AS s
JOIN {table} AS t ON t.id = s.record_id
WHERE ledger.bigrams(s.doc) @@ ledger.bigram_query(%(word)s) AND s.doc LIKE '%%' || %(word)s || '%%'
ORDER BY t.id DESC LIMIT 6)
"""
"""Of one app: the newest records with a word. All of them together are what a search has to beat."""


def measure_search(bench: Bench, home: Path, seconds: float) -> list[dict[str, Any]]:
    """A row a question; what matters is 200 ms, and the same asked in one statement of SQL."""
    apps = _fill(bench)
    web = processes_of("web", home)
    rows = []
    for name, words in (
        ("a rare word of two characters", "鰻重"),
        ("a common word", "株式会社"),
        ("two words", "鰻重 商会"),
        ("a number that one record has", f"{bench.count - 1}"),
        ("a word that nothing has", "麒麟獅子"),
    ):
        rows.append(_row(bench, web, (f"search everything, {name}", words), (apps, seconds)))
    return rows


def _row(
    bench: Bench, web: Any, asked: tuple[str, str], given: tuple[list[int], float]
) -> dict[str, Any]:
    (name, words), (apps, seconds) = asked, given
    url = f"/api/v1/search?q={quote(words)}"
    works: tuple[Work, Work] = (
        lambda _: bench.client.call("GET", url),
        lambda _: bench.database.execute(
            _floor(bench, apps), {"word": words.split()[0]}
        ).fetchall(),
    )
    bench.client.connection.close()  # idle for long: the server may have closed it
    floor = time_calls(works[1], seconds=seconds)
    before = cpu_seconds(web)
    ours = time_calls(works[0], seconds=seconds)
    cpu = (cpu_seconds(web) - before) * 1000 / (ours.calls + 3)
    print(f"  {name}: {ours.p50:.1f} / {floor.p50:.1f} ms, p95 {ours.p95:.1f}", flush=True)
    row = {"name": name, "ours": ours.as_dict() | {"cpu_ms": cpu}, "floor": floor.as_dict()}
    if ours.p50 > PROMISE:
        print(f"  {name}: more than {PROMISE:.0f} ms")
    return row | {"ratio": ours.p50 / floor.p50, "target": None}


def _floor(bench: Bench, apps: list[int]) -> str:
    return " UNION ALL ".join(
        _FLOOR.format(
            app=app, table=f"ledger.app_{app}", columns=", ".join(_columns(bench, app)[:3])
        )
        for app in apps
    )


def _fill(bench: Bench) -> list[int]:
    apps = [_app(bench, f"台帳{n}") for n in range(SMALL_APPS + 1)]
    run = bench.database.execute
    for place, app in enumerate(apps):
        table = f"ledger.app_{app}"
        *columns, _ = _columns(bench, app)
        count = SMALL if place else bench.count
        run(_RECORDS.format(table=table, columns=", ".join(columns)), (count,))
        run(f"DROP INDEX ledger.app_{app}_s_bigrams")
        run(_TEXTS.format(table=table, columns=", ".join(f"t.{c}" for c in columns)))
        run(f"CREATE INDEX app_{app}_s_bigrams ON {table}_s USING gin (ledger.bigrams(doc))")
        run(f"VACUUM ANALYZE {table}")
        run(f"VACUUM ANALYZE {table}_s")
    files = min(FILES, bench.count)
    for sql in (_FILE_TEXTS, _PASSAGES):
        run(sql, (files,))
    run(_FILES, (apps[0], files))
    *_, attached = _columns(bench, apps[0])
    run(_ATTACH.format(table=f"ledger.app_{apps[0]}", column=attached), (apps[0],))
    for table in ("record_file", "record_filetext", "record_filepassage"):
        run(f"VACUUM ANALYZE {table}")
    return apps


def _columns(bench: Bench, app: int) -> list[str]:
    sql = "SELECT live FROM definition_app WHERE id = %s"
    document = bench.database.execute(sql, (app,)).fetchone()[0]
    ids = {field["code"]: field["id"] for field in document["fields"]}
    return [f"f{ids[code]}" for code in (*FIELDS, "添付")]


def _app(bench: Bench, name: str) -> int:
    call = bench.client.json
    app = int(call("POST", "/k/v1/preview/app.json", {"name": name})["app"])
    kinds = dict.fromkeys(FIELDS, "SINGLE_LINE_TEXT") | {"添付": "FILE"}
    properties = {code: {"type": kind, "code": code, "label": code} for code, kind in kinds.items()}
    call("POST", "/k/v1/preview/app/form/fields.json", {"app": app, "properties": properties})
    call("POST", "/k/v1/preview/app/deploy.json", {"apps": [{"app": app}]})
    return app
