"""The generated parts of the reference pages: ``python -m tests.api.reference`` writes them anew."""

from __future__ import annotations

import ast
from pathlib import Path

from urakata.api.kintone.endpoint import Endpoint
from urakata.api.kintone.table import REGISTRY
from urakata.kernel.catalogue import CATALOGUE

ROOT = Path(__file__).parents[2]
ERRORS = ROOT / "docs/reference/errors.md"
APIS = ROOT / "docs/reference/kintone-api.md"
SOURCE = sorted((ROOT / "src").rglob("*.py"))
BEGIN, END = "<!-- generated -->\n", "<!-- /generated -->\n"
STATUSES = {
    "Invalid": 400,
    "Unauthenticated": 401,
    "Forbidden": 403,
    "NotFound": 404,
    "Conflict": 409,
    "TooLarge": 413,
    "TooMany": 429,
    "Unexpected": 500,
    "Unavailable": 503,
}


def generated(page: Path) -> str:
    """The part of a page that must be what the code says."""
    return page.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]


def put(page: Path, part: str) -> None:
    text = page.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    page.write_text(f"{before}{BEGIN}{part}{END}{after}", encoding="utf-8")


def raised() -> dict[str, set[int]]:
    """With which statuses each code is raised anywhere in the source."""
    found: dict[str, set[int]] = {}
    for path in SOURCE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                status = STATUSES.get(getattr(node.func, "id", ""))
                for code in ast.walk(node.args[0]):
                    if status and isinstance(code, ast.Constant) and code.value in CATALOGUE:
                        found.setdefault(str(code.value), set()).add(status)
    return found


def named() -> set[str]:
    """The codes that the source names at all, outside the catalogue."""
    texts = [p.read_text(encoding="utf-8") for p in SOURCE if not p.name.endswith("catalogue.py")]
    return {code for code in CATALOGUE if any(f'"{code}"' in text for text in texts)}


def errors_table() -> str:
    """Every code of the catalogue, with its status and sentences; "–" for those not in use yet."""
    statuses, used = raised(), named()
    shown = {code: statuses.get(code, {400}) if code in used else {"–"} for code in CATALOGUE}
    rows = [
        f"| `{code}` | {', '.join(map(str, sorted(shown[code], key=str)))} "
        f"| {text.ja} | {text.en} |\n"
        for code, text in sorted(CATALOGUE.items())
    ]
    return "| code | HTTP | 日本語 | English |\n|---|---|---|---|\n" + "".join(rows)


def apis_table() -> str:
    """Every API, and what a token needs for it."""
    built = [row(endpoint) for endpoint in REGISTRY.values() if endpoint.is_built]
    unbuilt = [e for e in REGISTRY.values() if not e.is_built]
    later = "".join(f"- {e.method} `{e.name}`\n" for e in unbuilt)
    head = "| API | what it does | API token |\n|---|---|---|\n"
    return f"{head}{''.join(built)}\n## Not available yet\n\n{later}"


def row(endpoint: Endpoint) -> str:
    what = (endpoint.handler.__doc__ or "").strip().split("\n")[0]
    if endpoint.is_open:
        token = "no sign-in needed"
    else:
        token = " or ".join(endpoint.token) if endpoint.token else "–"
    return f"| {endpoint.method} `{endpoint.name}` | {what} | {token} |\n"


if __name__ == "__main__":
    put(ERRORS, errors_table())
    put(APIS, apis_table())
