"""Files on their way out, whatever the client does."""

from __future__ import annotations

import pytest

from urakata.api.native import downloads
from urakata.api.native.downloads import AT_ONCE, Download, patient
from urakata.kernel.errors import Invalid, TooMany


def numbered(log, count=5):
    try:
        for n in range(count):
            log.append(n)
            yield b"%d" % n
    finally:
        log.append("closed")


def no_words(*_):
    return b""


def test_pieces_pass_as_they_are_made():
    log = []

    pieces = patient(numbered(log))

    assert (next(pieces), log) == (b"0", [0])
    assert (list(pieces), log[-1]) == ([b"1", b"2", b"3", b"4"], "closed")


def test_for_a_slow_client_the_rest_is_taken_at_once(monkeypatch):
    monkeypatch.setattr(downloads, "PATIENCE", -1.0)
    log = []
    pieces = patient(numbered(log))

    assert (next(pieces), log) == (b"0", [0])
    assert (next(pieces), log) == (b"1234", [0, 1, 2, 3, 4, "closed"])
    assert list(pieces) == []


def test_a_client_that_goes_away_ends_the_work():
    log = []
    download = Download(numbered(log), no_words)
    next(download)

    download.close()

    assert log == [0, 1, "closed"]


def test_what_is_wrong_from_the_start_is_raised_and_leaves_the_place_free():
    def wrong():
        yield from ()
        raise Invalid("CB_VA01")

    for _ in range(AT_ONCE + 1):
        with pytest.raises(Invalid):
            Download(wrong(), no_words)


def test_what_goes_wrong_later_is_told_at_the_end():
    def broken():
        yield b"a"
        raise Invalid("GAIA_DA02")

    download = Download(broken(), lambda error, _: error.code.encode())

    assert b"".join(download) == b"aGAIA_DA02"


def test_places_are_few_and_come_free_at_the_end():
    taken = [Download(numbered([]), no_words) for _ in range(AT_ONCE)]
    with pytest.raises(TooMany):
        Download(numbered([]), no_words)

    assert b"".join(taken[0]) == b"01234"
    Download(numbered([]), no_words).close()
    for download in taken:
        download.close()
