"""Files: upload one under a new key, download one by its key."""

from __future__ import annotations

from urllib.parse import quote

from django.http import FileResponse

from urakata.api.authentication import check_request_token
from urakata.api.kintone.endpoint import Answer, Call
from urakata.api.kintone.kinds import Name
from urakata.api.kintone.params import required
from urakata.api.uploads import FileBody
from urakata.kernel.json import JSONDict
from urakata.record import downloads, files

FILE_KEY = required("fileKey", Name())
DOWNLOAD = (FILE_KEY,)


def upload(call: Call) -> JSONDict:
    """Store a file under a new key; whoever names the key first in a record attaches it."""

    def check(fields: dict[str, str]) -> None:
        check_request_token(call.request, call.actor, "POST", dict(fields))

    sent = FileBody(call.request, check).file()
    key = files.upload(
        actor=call.actor, chunks=sent.chunks, name=sent.name, content_type=sent.content_type
    )
    return {"fileKey": key}


def download(call: Call) -> Answer:
    """A file's bytes, never shown by the browser itself: what others uploaded is not our page."""
    stream, info = downloads.open_file(actor=call.actor, file_id=call[FILE_KEY])
    response = FileResponse(stream, content_type=info.content_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(info.name)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-cache"
    return response
