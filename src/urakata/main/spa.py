"""The screen: one page for every address that is not the API's; its router shows the rest."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

UI_FOLDER: Final = Path(__file__).parent / "ui"
NOT_BUILT: Final = """<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Urakata</title>
<style>
body { font: 16px/1.8 sans-serif; max-width: 40em; margin: 4em auto; padding: 0 1em }
code { background: #eee; padding: .2em .4em; border-radius: .2em }
</style>
<h1>画面の準備ができていません</h1>
<p>サーバーは動いていますが、画面がまだ作成されていません。
プロジェクトのフォルダーで <code>make ui</code> を実行してから、このページを再読み込みしてください。
APIはこのまま使えます。</p>
<h2 lang="en">The screen has not been built</h2>
<p lang="en">The server is running, but its screen has not been built yet. Run <code>make ui</code>
in the project's folder, then reload this page. The API works as it is.</p>
</html>
"""


@require_safe
def screen(_request: HttpRequest, **_path: str) -> HttpResponse:
    """The built ``index.html``; never kept by the browser, so that an upgrade shows at once."""
    index = UI_FOLDER / "index.html"
    try:
        page = _read(index, index.stat().st_mtime_ns)
    except FileNotFoundError:
        page = NOT_BUILT.encode()
    return HttpResponse(
        page, headers={"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache"}
    )


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int) -> bytes:
    return path.read_bytes()
