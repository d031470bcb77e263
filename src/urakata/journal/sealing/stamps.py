"""Time-stamps of heads (RFC 3161): somebody else says when, so that we cannot back-date.

A head names the one before it, so that the time-stamp of a head covers all heads before.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from hashlib import sha256
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimeStampRequest,
    TimestampRequestBuilder,
    TimeStampResponse,
    decode_timestamp_response,
)

from urakata.journal.sealing.heads import SignedHead
from urakata.journal.sealing.sealer import latest_head

PATIENCE: Final = 10.0  #: seconds to wait for the authority
MOST: Final = 1024 * 1024  #: bytes of an answer; real ones have a few thousand


class StampError(Exception):
    """The authority gave no time-stamp that fits; ask again later."""


def stamp_newest() -> None:
    """Have the newest head time-stamped, unless it is, or there is no authority.

    Raises `StampError`. Sealing does not wait for this.
    """
    head = latest_head()
    if not settings.TSA_URL or head is None or _is_stamped(head):
        return
    # no transaction is open while somebody else's server thinks
    response = request_stamp(settings.TSA_URL, head)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_stamp (size, response) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [head.read().size, response],
        )


def request_stamp(url: str, head: SignedHead) -> bytes:
    """The authority's answer (a DER ``TimeStampResp``) for a head's text."""
    asked = TimestampRequestBuilder(head.text, HashAlgorithm.SHA256).build()
    answer = _post(url, asked.as_bytes())
    try:
        response = decode_timestamp_response(answer)
        _check(asked, response, sha256(head.text).digest())
    except ValueError as error:
        raise StampError(f"{url}: {error}") from error
    return answer


def _check(asked: TimeStampRequest, response: TimeStampResponse, digest: bytes) -> None:
    """Whether it answers our question. Who signed it is for the verifier, who has the roots."""
    if response.status != PKIStatus.GRANTED:
        raise StampError(f"status {response.status}: {'; '.join(response.status_string)}")
    if response.tst_info.message_imprint.message != digest:
        raise StampError("the answer is about something else")
    if response.tst_info.nonce != asked.nonce:
        raise StampError("the answer is to another question")


def _is_stamped(head: SignedHead) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM journal_stamp WHERE size = %s", [head.read().size])
        return cursor.fetchone() is not None


def _post(url: str, body: bytes) -> bytes:
    if urlsplit(url).scheme not in {"http", "https"}:
        raise StampError(f"{url}: not an address of the web")
    request = urllib.request.Request(  # noqa: S310 - the scheme was looked at
        url, body, {"Content-Type": "application/timestamp-query"}
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            if answer.status != HTTPStatus.OK:
                raise StampError(f"{url}: {answer.status}")
            content: bytes = answer.read(MOST)
    except (OSError, urllib.error.URLError) as error:
        raise StampError(f"{url}: {error}") from error
    return content
